#!/usr/bin/env python3
"""Outbound route filters (RFC 5291, RFC 5292) with FRR, in both directions and in both families, each in a network
namespace of its own.

  tests/orf/live.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2 and FRR. Prints what was seen; 0 = all of it was right.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from spaces import Spaces  # noqa: E402

spaces = Spaces("orf", "gf", patience=40)
G, F = spaces.names

GODWIT_CONF = """
router { as 65001; id 192.0.2.1 }
prefix-set wanted [ 10.3.0.0/16{24,28}, 2001:db8:3::/48 ];
originate 10.1.0.0/24;
originate 10.1.1.0/24;
originate 10.2.0.0/24;
originate 2001:db8:1::/48;
originate 2001:db8:2::/48;
neighbor 192.0.2.2 {
  as 65002; family ipv4, ipv6; import accept; export accept;
  orf both; orf-prefixes %s;
}
"""

FRR_CONF = """
frr defaults traditional
ip prefix-list want seq 5 permit 10.1.0.0/16 ge 24 le 24
ipv6 prefix-list want6 seq 5 permit 2001:db8:1::/48
router bgp 65002
 bgp router-id 192.0.2.2
 no bgp ebgp-requires-policy
 no bgp network import-check
 neighbor 192.0.2.1 remote-as 65001
 neighbor 192.0.2.1 timers 3 9
 neighbor 192.0.2.1 timers connect 1
 address-family ipv4 unicast
  network 10.3.0.0/24
  network 10.3.1.0/30
  network 10.4.0.0/24
  neighbor 192.0.2.1 capability orf prefix-list both
  neighbor 192.0.2.1 prefix-list want in
 exit-address-family
 address-family ipv6 unicast
  network 2001:db8:3::/48
  network 2001:db8:4::/48
  neighbor 192.0.2.1 activate
  neighbor 192.0.2.1 capability orf prefix-list both
  neighbor 192.0.2.1 prefix-list want6 in
 exit-address-family
"""


def link():
    spaces.make("net.ipv6.conf.default.accept_dad=0")
    spaces.link(G, "right", F, "up0")
    for ns, name, four, six in ((G, "right", "192.0.2.1/24", "2001:db8::1/64"), (F, "up0", "192.0.2.2/24", "2001:db8::2/64")):
        spaces.inside(ns, "ip", "addr", "add", four, "dev", name)
        spaces.inside(ns, "ip", "addr", "add", six, "dev", name, "nodad")


def vtysh(*commands):
    return spaces.vtysh(F, *commands)


def at_frr(family):
    text = vtysh("show bgp %s unicast neighbors 192.0.2.1 routes json" % family)
    try:
        return sorted(json.loads(text).get("routes", {}))
    except ValueError:
        return [text.strip()[-200:]]


def at_godwit():
    return sorted({row["prefix"] for row in spaces.show(G, "routes", "--neighbor", "192.0.2.2").get("routes", [])})


def expect(what, wanted, ask):
    def check():
        seen = ask()
        return seen, seen == wanted
    spaces.wait(what, check)


def examine():
    spaces.frr(F, FRR_CONF)
    spaces.run_godwit(G, GODWIT_CONF % "wanted")
    expect("FRR is told what it asked for", ["10.1.0.0/24", "10.1.1.0/24"], lambda: at_frr("ipv4"))
    expect("the same of IPv6", ["2001:db8:1::/48"], lambda: at_frr("ipv6"))
    expect("FRR sends what we asked for", ["10.3.0.0/24", "2001:db8:3::/48"], at_godwit)
    vtysh("configure terminal", "ip prefix-list want seq 7 permit 10.2.0.0/24")
    vtysh("clear bgp ipv4 unicast 192.0.2.1 in prefix-filter")
    expect("FRR asks for more", ["10.1.0.0/24", "10.1.1.0/24", "10.2.0.0/24"], lambda: at_frr("ipv4"))
    vtysh("configure terminal", "ip prefix-list want seq 3 deny 10.1.1.0/24")
    vtysh("clear bgp ipv4 unicast 192.0.2.1 in prefix-filter")
    expect("FRR asks for less", ["10.1.0.0/24", "10.2.0.0/24"], lambda: at_frr("ipv4"))
    spaces.write("godwit.conf", GODWIT_CONF % "[ 10.4.0.0/24 ]")
    print(spaces.godwit(G, "reload").strip()[-300:])
    expect("we ask for something else", ["10.4.0.0/24"], at_godwit)
    print(spaces.godwit(G, "show", "neighbor", "192.0.2.2"))
    up = json.loads(vtysh("show bgp neighbors 192.0.2.1 json"))["192.0.2.1"]
    expect("one session all the time", 1, lambda: up.get("connectionsEstablished"))


spaces.examine(link, examine)
