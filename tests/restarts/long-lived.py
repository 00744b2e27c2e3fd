#!/usr/bin/env python3
"""Long-lived graceful restart (RFC 9494) with BIRD, FRR and GoBGP, each in a network namespace of its own: one after the
other is killed and not back in its restart time. What is kept, and what the others are told of it.

  tests/restarts/long-lived.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2, BIRD, FRR and GoBGP. Prints what was seen; 0 = all of it was right.
"""
import json
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from spaces import Spaces  # noqa: E402

PEERS = ("bird", "frr", "gobgp")
spaces = Spaces("llgr", ("g", *PEERS), patience=60)
G = spaces.names[0]
NS = dict(zip(PEERS, spaces.names[1:]))
ADDRESS = {name: "10.77.%d.2" % n for n, name in enumerate(PEERS)}
PREFIX = {name: "10.%d.0.0/16" % (n + 1) for n, name in enumerate(PEERS)}
OURS = "10.9.0.0/16"
MARK = "llgr-stale"


def links():
    spaces.make()
    for n, name in enumerate(PEERS):
        spaces.link(G, name, NS[name], "up0")
        for ns, link, host in ((G, name, 1), (NS[name], "up0", 2)):
            spaces.inside(ns, "ip", "address", "add", "10.77.%d.%d/24" % (n, host), "dev", link)


BIRD_CONF = """
router id 10.77.0.2;
protocol device { }
protocol static { ipv4; route 10.1.0.0/16 blackhole; }
protocol bgp godwit {
    local 10.77.0.2 as 65001;
    neighbor 10.77.0.1 as 65000;
    connect retry time 2; connect delay time 1; error wait time 1, 2;
    graceful restart on; graceful restart time 2;
    long lived graceful restart on; long lived stale time 600;
    ipv4 { import all; export where source = RTS_STATIC; };
}
"""

FRR_CONF = """
frr defaults traditional
router bgp 65002
 bgp router-id 10.77.1.2
 no bgp ebgp-requires-policy
 no bgp network import-check
 bgp graceful-restart
 bgp graceful-restart restart-time 2
 bgp graceful-restart preserve-fw-state
 bgp long-lived-graceful-restart stale-time 600
 neighbor 10.77.1.1 remote-as 65000
 neighbor 10.77.1.1 timers connect 2
 address-family ipv4 unicast
  network 10.2.0.0/16
 exit-address-family
"""

GOBGP_CONF = """
[global.config]
  as = 65003
  router-id = "10.77.2.2"
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.77.2.1"
    peer-as = 65000
  [neighbors.timers.config]
    connect-retry = 2
  [neighbors.graceful-restart.config]
    enabled = true
    restart-time = 2
    long-lived-enabled = true
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"
    [neighbors.afi-safis.mp-graceful-restart.config]
      enabled = true
    [neighbors.afi-safis.long-lived-graceful-restart.config]
      enabled = true
      restart-time = 600
"""

GODWIT_CONF = """
router { as 65000; id 10.77.9.1; }
originate %s;
group all { import accept; export accept; graceful-restart yes; restart-time 2; long-lived-restart yes; long-lived-stale-time 500; connect-retry 2; }
neighbor 10.77.0.2 in all { as 65001; name "bird"; }
neighbor 10.77.1.2 in all { as 65002; name "frr"; }
neighbor 10.77.2.2 in all { as 65003; name "gobgp"; }
""" % OURS


def bird():
    spaces.bird(NS["bird"], BIRD_CONF)


def frr():
    spaces.bgpd(NS["frr"], FRR_CONF, "-Z", "-S")


def gobgp():
    spaces.spawn(NS["gobgp"], "gobgp", "gobgpd", "-f", spaces.write("gobgp.toml", GOBGP_CONF), "--pprof-disable")
    for _ in range(60):
        if subprocess.run(("ip", "netns", "exec", NS["gobgp"], "gobgp", "global", "rib", "add", PREFIX["gobgp"]),
                          capture_output=True).returncode == 0:
            return
        time.sleep(0.5)
    raise SystemExit("gobgpd does not answer")


def godwit():
    spaces.run_godwit(G, GODWIT_CONF)


def at_godwit(prefix):
    return spaces.show(G, "routes", prefix).get("routes", [{}])


def at_bird(prefix):
    return spaces.inside(NS["bird"], "birdc", "-s", spaces.path("bird.ctl"), "show", "route", "all", prefix, check=False)


def at_frr(prefix):
    return spaces.vtysh(NS["frr"], "show bgp ipv4 unicast %s" % prefix)


def at_gobgp(prefix):
    return spaces.inside(NS["gobgp"], "gobgp", "global", "rib", prefix, check=False)


LOOK = {"bird": (at_bird, "(65535, 6)", "(65535,6)"), "frr": (at_frr, "llgr-stale"), "gobgp": (at_gobgp, "llgr-stale")}
START = {"bird": bird, "frr": frr, "gobgp": gobgp}


def up():
    rows = {n["address"]: n["state"] for n in spaces.show(G, "neighbors").get("neighbors", [])}
    return rows, len(rows) == 3 and set(rows.values()) == {"Established"}


def kept(name):
    """Whether we keep its route for long."""
    rows = [r for r in at_godwit(PREFIX[name]) if r.get("peer") == ADDRESS[name]]
    return rows, len(rows) == 1 and rows[0].get("long_lived") is True and MARK in rows[0].get("communities", [])


def fresh(name):
    rows = [r for r in at_godwit(PREFIX[name]) if r.get("peer") == ADDRESS[name]]
    return rows, len(rows) == 1 and not rows[0].get("stale") and MARK not in rows[0].get("communities", [])


def told(name, prefix, marked):
    look, *marks = LOOK[name]
    text = look(prefix)
    return text, prefix.split("/")[0] in text and any(m in text for m in marks) == marked


def examine():
    spaces.wait("all are Established", up)
    for name in PEERS:
        others = [p for p in PEERS if p != name]
        for other in others:
            spaces.wait("%s has the route of %s" % (other, name), lambda: told(other, PREFIX[name], False))
        spaces.kill(name)
        spaces.wait("%s is killed: its route is kept for long" % name, lambda: kept(name))
        one = spaces.show(G, "neighbor", ADDRESS[name])
        spaces.wait("show neighbor says until when", lambda: (one, '"stale_until"' in json.dumps(one)), 0)
        for other in others:
            spaces.wait("%s is told that it is stale" % other, lambda: told(other, PREFIX[name], True))
        START[name]()
        spaces.wait("%s is back and has told its route" % name, lambda: fresh(name), 90)
        for other in others:
            spaces.wait("%s is told that, too" % other, lambda: told(other, PREFIX[name], False))
    spaces.wait("all are Established again", up)
    for name in PEERS:
        spaces.wait("%s has our route" % name, lambda: told(name, OURS, False))
    spaces.kill("godwit")
    for name in PEERS:
        spaces.wait("Godwit is killed: %s keeps our route for long" % name, lambda: told(name, OURS, True))
    godwit()
    for name in PEERS:
        spaces.wait("Godwit is back: %s has our route as it was" % name, lambda: told(name, OURS, False), 90)


spaces.examine(links, *START.values(), godwit, examine)
