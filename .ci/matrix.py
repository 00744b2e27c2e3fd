"""Judges the interop matrix: every cell is ok or absent at the peer, but for the faults of peers that are known."""
import json
import sys

# (peer, feature): why the cell cannot pass with that version of the peer, whatever we do.
KNOWN = {
    ("openbgpd", "refresh-tx"): "OpenBGPD 7.7 does not send its routes again within the bound",
    ("exabgp", "refresh-tx"): "ExaBGP 4.2 offers enhanced route refresh, and breaks off when it is to send BoRR",
}

bad = 0
rows = json.load(open(sys.argv[1]))
for r in rows:
    if r["verdict"] in ("ok", "absent"):
        continue
    why = KNOWN.get((r["peer"], r["feature"]))
    print("%-9s %-13s %s  %s" % (r["peer"], r["feature"], "known" if why else r["verdict"].upper(), why or r["detail"]))
    bad += not why
ok = sum(r["verdict"] == "ok" for r in rows)
print("interop: %d ok, %d absent, %d bad of %d cells" % (ok, sum(r["verdict"] == "absent" for r in rows), bad, len(rows)))
sys.exit(1 if bad or not ok else 0)
