#!/usr/bin/env python3
"""Unnumbered links: `neighbor %left` and `neighbor %right`, with Godwit and with FRR (`neighbor up0 interface remote-as
external`) at the other ends, each in a network namespace of its own. Nobody is told an address or an AS number.

  tests/link-local/unnumbered.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2 and FRR. Prints what was seen; 0 = all of it was right.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from spaces import Spaces  # noqa: E402

spaces = Spaces("un", "bgf")
B, G, F = spaces.names


def links():
    spaces.make("net.ipv6.conf.default.accept_dad=0", "net.ipv6.conf.all.forwarding=1", "net.ipv4.ip_forward=1")
    for ns, ours in ((B, "left"), (F, "right")):
        spaces.link(G, ours, ns, "up0")
    for ns, n in ((B, 1), (F, 3)):
        spaces.inside(ns, "ip", "address", "add", "10.255.0.%d/32" % n, "dev", "lo")
        spaces.inside(ns, "ip", "-6", "address", "add", "2001:db8::%d/128" % n, "dev", "lo")


FRR_CONF = """
frr defaults traditional
router bgp 65003
 bgp router-id 10.255.0.3
 no bgp ebgp-requires-policy
 no bgp default ipv4-unicast
 no bgp network import-check
 neighbor up0 interface remote-as external
 address-family ipv4 unicast
  network 10.255.0.3/32
  neighbor up0 activate
 exit-address-family
 address-family ipv6 unicast
  network 2001:db8::3/128
  neighbor up0 activate
 exit-address-family
"""

GODWIT_CONF = """
router { as 65000; id 10.255.0.2; }
kernel { export accept; }
group plain { as external; family ipv4, ipv6; extended-nexthop; import accept; export accept; connect-retry 2; hold-time 6; }
neighbor %left in plain { }
neighbor %right in plain { }
"""

FAR_CONF = """
router { as 65001; id 10.255.0.1; }
kernel { export accept; }
originate 10.255.0.1/32;
originate 2001:db8::1/128;
neighbor %up0 { as external; family ipv4, ipv6; extended-nexthop; import accept; export accept; connect-retry 2; hold-time 6; }
"""


def daemons():
    spaces.run_godwit(B, FAR_CONF, "far")
    spaces.frr(F, FRR_CONF)
    spaces.run_godwit(G, GODWIT_CONF)


def neighbors():
    rows = sorted((n["address"].split("%")[-1], n["as"], n["state"]) for n in spaces.show(G, "neighbors").get("neighbors", []))
    return rows, rows == [("left", 65001, "Established"), ("right", 65003, "Established")]


def link_local(ns):
    out = spaces.inside(ns, "ip", "-6", "-o", "address", "show", "dev", "up0", "scope", "link")
    return out.split("inet6 ")[1].split("/")[0]


def examine():
    spaces.wait("both are found and Established", neighbors, 60)
    first = link_local(F)
    spaces.wait("IPv6 from FRR leads to its link", spaces.kernel(G, "-6", "2001:db8::3", "via %s dev right" % first))
    spaces.wait("IPv4 from FRR leads to its link", spaces.kernel(G, "-4", "10.255.0.3", "via inet6 %s dev right" % first))
    spaces.wait("IPv4 from Godwit leads to its link", spaces.kernel(G, "-4", "10.255.0.1", "via inet6 %s dev left" % link_local(B)))
    spaces.wait("IPv6 packets pass through", spaces.ping(B, "2001:db8::1", "2001:db8::3"), 20)
    spaces.wait("IPv4 packets pass through", spaces.ping(B, "10.255.0.1", "10.255.0.3"), 20)
    old = link_local(B)
    spaces.inside(B, "ip", "-6", "address", "add", "fe80::99/64", "dev", "up0", "nodad")
    spaces.inside(B, "ip", "-6", "address", "del", old + "/64", "dev", "up0")
    spaces.wait("with another address at the other end, the session comes back there", lambda: (
        neighbors()[0], neighbors()[1] and "fe80::99%left" in json.dumps(spaces.show(G, "neighbors"))), 90)
    spaces.wait("and its routes lead there", spaces.kernel(G, "-4", "10.255.0.1", "via inet6 fe80::99 dev left"), 30)


spaces.examine(links, daemons, examine)
