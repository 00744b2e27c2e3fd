#!/usr/bin/env python3
"""Sessions on links without any global address, with BIRD and with FRR, each in a network namespace of its own. Both
neighbors have the same link-local address, and both send the same attributes. BIRD connects to us, with a password,
TTL security and BFD.

  tests/link-local/live.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2, BIRD and FRR. Prints what was seen; 0 = all of it was right.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from spaces import Spaces  # noqa: E402

spaces = Spaces("ll", "bgf")
B, G, F = spaces.names


def links():
    spaces.make("net.ipv6.conf.default.accept_dad=0", "net.ipv6.conf.all.forwarding=1", "net.ipv4.ip_forward=1",
                "net.ipv6.conf.default.addr_gen_mode=1")
    for ns, ours in ((B, "left"), (F, "right")):
        spaces.link(G, ours, ns, "up0", "addrgenmode", "none")
        for where, link, address in ((G, ours, "fe80::2"), (ns, "up0", "fe80::1")):
            spaces.inside(where, "ip", "-6", "address", "add", address + "/64", "dev", link, "nodad")
    for ns, n in ((B, 1), (F, 3)):
        spaces.inside(ns, "ip", "address", "add", "10.255.0.%d/32" % n, "dev", "lo")
        spaces.inside(ns, "ip", "-6", "address", "add", "2001:db8::%d/128" % n, "dev", "lo")


BIRD_CONF = """
router id 10.255.0.1;
protocol device { }
protocol bfd { interface "up0" { interval 200 ms; }; }
protocol kernel { ipv4 { export all; }; }
protocol kernel { ipv6 { export all; }; }
protocol static { ipv4; route 10.1.0.0/16 blackhole; }
protocol static { ipv6; route 2001:db8:1::/48 blackhole; }
protocol direct { ipv4; ipv6; interface "lo"; }
protocol bgp godwit {
    local fe80::1 as 65001;
    neighbor fe80::2%up0 as 65000;
    direct;
    ttl security on;
    password "secret";
    bfd on;
    ipv4 { import all; export where source != RTS_BGP; extended next hop; };
    ipv6 { import all; export where source != RTS_BGP; };
}
"""

FRR_CONF = """
frr defaults traditional
ip prefix-list x permit any
router bgp 65003
 bgp router-id 10.255.0.3
 no bgp ebgp-requires-policy
 no bgp default ipv4-unicast
 no bgp network import-check
 neighbor fe80::2 remote-as 65000
 neighbor fe80::2 interface up0
 neighbor fe80::2 capability extended-nexthop
 address-family ipv4 unicast
  network 10.255.0.3/32
  network 10.3.0.0/16
  neighbor fe80::2 activate
 exit-address-family
 address-family ipv6 unicast
  network 2001:db8::3/128
  network 2001:db8:3::/48
  neighbor fe80::2 activate
 exit-address-family
"""

GODWIT_CONF = """
router { as 65000; id 10.255.0.2; }
kernel { export accept; }
group plain { family ipv4, ipv6; extended-nexthop; import accept; export accept; }
neighbor fe80::1%left in plain { as 65001; name "bird"; default-originate; passive; ttl-security; password "secret"; bfd { interval 200ms; multiplier 3; } }
neighbor fe80::1%right in plain { as 65003; name "frr"; }
"""


def daemons():
    spaces.bird(B, BIRD_CONF)
    spaces.frr(F, FRR_CONF)
    spaces.run_godwit(G, GODWIT_CONF)


def neighbors():
    rows = {n["address"]: n["state"] for n in spaces.show(G, "neighbors").get("neighbors", [])}
    return rows, rows == {"fe80::1%left": "Established", "fe80::1%right": "Established"}


def examine():
    spaces.wait("both neighbors with one address are Established", neighbors, 45)
    spaces.wait("IPv6 from BIRD leads to its link", spaces.kernel(G, "-6", "2001:db8:1::/48", "via fe80::1 dev left"))
    spaces.wait("IPv6 from FRR leads to its link", spaces.kernel(G, "-6", "2001:db8:3::/48", "via fe80::1 dev right"))
    spaces.wait("IPv4 from BIRD leads to its link", spaces.kernel(G, "-4", "10.1.0.0/16", "via inet6 fe80::1 dev left"))
    spaces.wait("IPv4 from FRR leads to its link", spaces.kernel(G, "-4", "10.3.0.0/16", "via inet6 fe80::1 dev right"))
    spaces.wait("BIRD has FRR's IPv6", spaces.kernel(B, "-6", "2001:db8:3::/48", "via fe80::2 dev up0"))
    spaces.wait("BIRD has FRR's IPv4", spaces.kernel(B, "-4", "10.3.0.0/16", "via inet6 fe80::2 dev up0"))
    spaces.wait("BIRD has our IPv6 default route", spaces.kernel(B, "-6", "default", "via fe80::2 dev up0"))
    spaces.wait("BIRD has our IPv4 default route", spaces.kernel(B, "-4", "default", "via inet6 fe80::2 dev up0"))
    spaces.wait("FRR has none", lambda: (spaces.inside(F, "ip", "-6", "route", "show", "default"),
                                  not spaces.inside(F, "ip", "-6", "route", "show", "default")), 0)
    spaces.wait("FRR has BIRD's IPv6", spaces.kernel(F, "-6", "2001:db8:1::/48", "via fe80::2 dev up0"))
    spaces.wait("FRR has BIRD's IPv4", spaces.kernel(F, "-4", "10.1.0.0/16", "via inet6 fe80::2 dev up0"))
    spaces.wait("IPv6 packets pass through", spaces.ping(B, "2001:db8::1", "2001:db8::3"), 10)
    spaces.wait("IPv4 packets pass through", spaces.ping(B, "10.255.0.1", "10.255.0.3"), 10)
    paths = spaces.show(G, "bfd")
    spaces.wait("BFD watches the path to BIRD", lambda: (paths, '"Up"' in json.dumps(paths)), 0)
    one = spaces.show(G, "neighbor", "fe80::1%right")
    spaces.wait("show neighbor finds one by its zone", lambda: (one, '"frr"' in json.dumps(one)), 0)
    sent = spaces.inside(G, "ss", "-tnH", "--tos", "state", "established", "( sport = :179 or dport = :179 )")
    spaces.wait("what is sent is network control (CS6)", lambda: (sent, sent.count("tos:0xc0") == 2), 0)
    spaces.inside(G, "ip", "link", "set", "right", "down")
    spaces.wait("with its link down, FRR's routes are gone", lambda: (
        spaces.inside(G, "ip", "-6", "route", "show", "2001:db8:3::/48"),
        not spaces.inside(G, "ip", "-6", "route", "show", "2001:db8:3::/48")), 20)
    spaces.wait("and BIRD's stay", spaces.kernel(G, "-6", "2001:db8:1::/48", "via fe80::1 dev left"))


spaces.examine(links, daemons, examine)
