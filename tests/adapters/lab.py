"""The neutral lab configuration to godwit.conf, and Godwit's JSON to the neutral answers."""
import json
import os
import sys


def policies(c, n, number):
    """The policies of a neighbor, and the lines that apply them."""
    inside = ["reject \"invalid\" if rpki = invalid;"] if c.get("rpki") else []
    if n.get("local_pref_in") is not None:
        inside.append("set local-pref %d;" % n["local_pref_in"])
    outside = ["set med %d;" % n["med_out"]] if n.get("med_out") is not None else []
    if n.get("prepend_out"):
        outside.append("prepend local-as %d;" % n["prepend_out"])
    outside += ["add community %s;" % community for community in n.get("communities_out", [])]
    written, applied = [], []
    for way, statements in (("import", inside), ("export", outside)):
        name = "%s%d" % (way, number) if statements else "accept"
        if statements:
            written.append("policy %s { %s accept; }" % (name, " ".join(statements)))
        applied.append("    %s %s;" % (way, name))
    return written, applied


def neighbor(n, policies):
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
    return lines + policies + ["}"]


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
    cluster = "; cluster-id " + c["cluster_id"] if c.get("cluster_id") else ""
    group = c.get("confederation")
    confederation = "; confederation %d members %s" % (group["id"], ", ".join(map(str, group["members"]))) if group else ""
    sets = "; as-sets accept" if any(a.get("as_set") for a in c.get("aggregates", [])) else ""
    lines = ["router { as %d; id %s%s%s%s }" % (c["asn"], c["router_id"], cluster, confederation, sets)]
    lines += ["originate %s;" % p for p in c.get("networks", [])]
    lines += kernel(c)
    lines += [aggregate(a) for a in c.get("aggregates", [])]
    if c.get("rpki"):
        host = c["rpki"]["host"]
        lines.append("rpki { cache %s:%d { refresh 5s; } }" % ("[%s]" % host if ":" in host else host, c["rpki"]["port"]))
    for number, n in enumerate(c["neighbors"]):
        written, applied = policies(c, n, number)
        lines += written + neighbor(n, applied)
    print("\n".join(lines))


def neighbors():
    rows = []
    for n in json.load(sys.stdin)["neighbors"]:
        row = dict(n, remote_as=n["as"], address=n["address"].split("%")[0])
        rows.append(row)
    print(json.dumps(rows))


def rib():
    rows = []
    for r in json.load(sys.stdin)["routes"]:
        if r.get("rejected_because"):
            continue
        row = dict(r, peer=r.get("peer"), as_path=r.get("as_path", ""))
        other = {o["name"].lower(): o["value"] for o in r.get("other_attributes", [])}
        row.update({key: other[key].removeprefix("AS ") for key in ("originator_id", "aggregator") if key in other})
        if "cluster_list" in other:
            row["cluster_list"] = other["cluster_list"].split()
        rows.append(row)
    print(json.dumps(rows))


{"render": render, "neighbors": neighbors, "rib": rib}[sys.argv[1]]()
