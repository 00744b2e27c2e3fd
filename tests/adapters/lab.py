"""The neutral lab configuration to godwit.conf, and Godwit's JSON to the neutral answers."""
import json
import os
import sys

# What the neutral configuration can ask and this version does not offer: better refused than ignored.
UNSUPPORTED = ("local_pref_in", "med_out", "prepend_out", "communities_out")
UNSUPPORTED_ROUTER = ("rpki",)


def neighbor(n):
    missing = [key for key in UNSUPPORTED if n.get(key)]
    if missing:
        sys.exit("not offered: " + ", ".join(missing))
    if n.get("interface") and not n["address"].startswith("fe80"):
        sys.exit("not offered: interface of a neighbor that is not link-local")
    zone = "%" + n["interface"] if n.get("interface") else ""
    lines = ["neighbor %s {" % (n["address"] + zone), "    as %d;" % n["remote_as"]]
    for key, word in (("local_address", "local-address"), ("multihop", "multihop"), ("hold_time", "hold-time"),
                      ("keepalive", "keepalive"), ("connect_retry", "connect-retry")):
        if n.get(key) is not None:
            lines.append("    %s %s;" % (word, n[key]))
    if n.get("families"):
        lines.append("    family %s;" % ", ".join(n["families"]))
    if n.get("password"):
        lines.append("    password %s;" % json.dumps(n["password"]))
    for key, word in (("ttl_security", "ttl-security"), ("passive", "passive"), ("shutdown", "shutdown"),
                      ("rr_client", "route-reflector-client"),
                      ("rs_client", "route-server-client"), ("extended_nexthop", "extended-nexthop")):
        if n.get(key):
            lines.append("    %s;" % word)
    if n.get("add_path"):
        lines.append("    add-path %s;" % n["add_path"])
    if n.get("role"):
        lines.append("    role %s;" % n["role"].replace("rs-server", "rs"))
    if n.get("bfd"):
        lines.append("    bfd { interval 200ms; multiplier 3; }")
    if n.get("graceful_restart") is not None:
        lines.append("    graceful-restart %s;" % ("yes" if n["graceful_restart"] else "no"))
    if n.get("restart_time"):
        lines.append("    restart-time %d;" % n["restart_time"])
    if n.get("next_hop_self"):
        lines.append("    next-hop self;")
    return lines + ["    import accept;", "    export accept;", "}"]


def kernel(c):
    """What is shared with the kernel."""
    inside = []
    if c.get("redistribute"):
        inside.append("import %s;" % ", ".join(c["redistribute"]))
    if c.get("fib"):
        inside.append("export accept;")
    if c.get("blackhole"):
        inside.append("blackhole;" if c.get("fib") else "blackhole; export blackholes;")
    policy = ["policy blackholes { accept if community has blackhole; reject \"no-blackhole\"; }"]
    only = policy if c.get("blackhole") and not c.get("fib") else []
    return only + ["kernel { %s }" % " ".join(inside)] if inside else []


def aggregate(a):
    flags = [word + ";" for key, word in (("summary_only", "summary-only"), ("as_set", "as-set")) if a.get(key)]
    return "aggregate %s { %s }" % (a["prefix"], " ".join(flags)) if flags else "aggregate %s;" % a["prefix"]


def render():
    with open(os.environ["LAB_CONF"]) as f:
        c = json.load(f)
    missing = [key for key in UNSUPPORTED_ROUTER if c.get(key)]
    if missing:
        sys.exit("not offered: " + ", ".join(missing))
    cluster = "; cluster-id " + c["cluster_id"] if c.get("cluster_id") else ""
    group = c.get("confederation")
    confederation = "; confederation %d members %s" % (group["id"], ", ".join(map(str, group["members"]))) if group else ""
    sets = "; as-sets accept" if any(a.get("as_set") for a in c.get("aggregates", [])) else ""
    lines = ["router { as %d; id %s%s%s%s }" % (c["asn"], c["router_id"], cluster, confederation, sets)]
    lines += ["originate %s;" % p for p in c.get("networks", [])]
    lines += kernel(c)
    lines += [aggregate(a) for a in c.get("aggregates", [])]
    for n in c["neighbors"]:
        lines += neighbor(n)
    print("\n".join(lines))


def neighbors():
    rows = []
    for n in json.load(sys.stdin)["neighbors"]:
        row = dict(n, remote_as=n["as"], address=n["address"].split("%")[0])
        rows.append(row)
    print(json.dumps(rows))


def rib():
    print(json.dumps([dict(r, peer=r.get("peer"), as_path=r.get("as_path", "")) for r in json.load(sys.stdin)["routes"]
                      if not r.get("rejected_because")]))


{"render": render, "neighbors": neighbors, "rib": rib}[sys.argv[1]]()
