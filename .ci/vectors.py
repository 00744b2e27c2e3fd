"""Scores `tests/adapters/decode` and `godwit mrt stats` against the vectors: python3 .ci/vectors.py MATERIAL"""
import json
import os
import re
import subprocess
import sys

material = os.path.abspath(sys.argv[1])
here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
vectors = os.path.join(material, "vectors")
COVERED = ("OPEN", "KEEPALIVE", "NOTIFICATION", "ROUTE-REFRESH", "MALFORMED", "UPDATE ipv4-unicast", "UPDATE ipv6-unicast",
           "UPDATE attributes-only", "UPDATE eor")
LEAST = 0.99

report = "/tmp/godwit-vectors-%d.json" % os.getpid()
try:
    subprocess.run([sys.executable, "-B", os.path.join(vectors, "score.py"), "--cmd", os.path.join(here, "tests/adapters/decode"), "--show", "10",
                    "--report", report] + [os.path.join(vectors, f) for f in ("bgp.jsonl", "bgp-malformed.jsonl", "rtr.jsonl")], check=True)
    with open(report) as f:
        kinds = json.load(f)["byKind"]
finally:
    if os.path.exists(report):
        os.remove(report)
covered = [k for k in kinds if k in COVERED or k.startswith("RTR ")]
n = sum(kinds[k]["n"] for k in covered)
agree = sum(kinds[k]["agree"] for k in covered)
print("covered kinds: %d of %d agree" % (agree, n))
bad = n == 0 or agree < LEAST * n

with open(os.path.join(vectors, "mrt.json")) as f:
    files = json.load(f)
for m in files:
    out = subprocess.run([os.path.join(here, "godwit"), "mrt", "stats", "--json", os.path.join(vectors, m["file"])],
                         stdout=subprocess.PIPE, text=True, check=True).stdout
    got, want = json.loads(out), m["reader"]
    got = got["files"][0] if "files" in got else got
    for key, value in want.items():
        name = re.sub(r"([A-Z])", lambda x: "_" + x.group(1).lower(), key)
        if name in got and got[name] != value:
            print("%s: %s is %s, expected %s" % (m["file"], name, got[name], value))
            bad = True
    if got.get("records") != want.get("records"):
        print("%s: records" % m["file"])
        bad = True
print("mrt: %d files counted" % len(files))
sys.exit(1 if bad else 0)
