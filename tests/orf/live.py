#!/usr/bin/env python3
"""Outbound route filters (RFC 5291, RFC 5292) with FRR, in both directions and in both families, each in a network
namespace of its own.

  tests/orf/live.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2 and FRR. Prints what was seen; 0 = all of it was right.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ARGUMENTS = [a for a in sys.argv[1:] if not a.startswith("--")]
GODWIT = ARGUMENTS[0] if ARGUMENTS else os.path.join(os.path.dirname(__file__), "../../godwit")
FRR = "/usr/lib/frr"
TAG = "gworf-%d" % os.getpid()
G, F = ("%s-%s" % (TAG, n) for n in "gf")
DIR = tempfile.mkdtemp(prefix="godwit-orf-")
started = []

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


def run(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True).stdout


def inside(ns, *command, check=True):
    return run("ip", "netns", "exec", ns, *command, check=check)


def spawn(ns, name, *command):
    log = open("%s/%s.log" % (DIR, name), "w")
    process = subprocess.Popen(("ip", "netns", "exec", ns) + command, stdout=log, stderr=log)
    started.append(process)
    return process


def write(name, text):
    path = "%s/%s" % (DIR, name)
    with open(path, "w") as f:
        f.write(text)
    return path


def link():
    for ns in (G, F):
        run("ip", "netns", "add", ns)
        inside(ns, "ip", "link", "set", "lo", "up")
        inside(ns, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0")
    run("ip", "link", "add", "right", "netns", G, "type", "veth", "peer", "name", "up0", "netns", F)
    for ns, name, four, six in ((G, "right", "192.0.2.1/24", "2001:db8::1/64"), (F, "up0", "192.0.2.2/24", "2001:db8::2/64")):
        inside(ns, "ip", "link", "set", name, "up")
        inside(ns, "ip", "addr", "add", four, "dev", name)
        inside(ns, "ip", "addr", "add", six, "dev", name, "nodad")


def frr():
    os.chmod(DIR, 0o755)
    home = "%s/frr" % DIR
    os.mkdir(home)
    shutil.chown(home, "frr", "frr")
    conf = write("frr.conf", FRR_CONF)
    zserv = home + "/zserv.api"
    spawn(F, "zebra", FRR + "/zebra", "-z", zserv, "--vty_socket", home, "-i", home + "/zebra.pid", "-A", "127.0.0.1")
    while not os.path.exists(zserv):
        time.sleep(0.2)
    spawn(F, "bgpd", FRR + "/bgpd", "-z", zserv, "--vty_socket", home, "-i", home + "/bgpd.pid", "-f", conf,
          "-A", "127.0.0.1")


def vtysh(*commands):
    arguments = [x for c in commands for x in ("-c", c)]
    return inside(F, "vtysh", "--vty_socket", DIR + "/frr", *arguments, check=False)


def at_frr(family):
    text = vtysh("show bgp %s unicast neighbors 192.0.2.1 routes json" % family)
    try:
        return sorted(json.loads(text).get("routes", {}))
    except ValueError:
        return [text.strip()[-200:]]


def godwit(*arguments):
    return inside(G, GODWIT, *arguments, "--socket", DIR + "/control", check=False)


def at_godwit():
    text = godwit("show", "routes", "--neighbor", "192.0.2.2", "--json")
    try:
        rows = json.loads(text)
        rows = rows.get("rows", rows.get("routes", [])) if isinstance(rows, dict) else rows
        return sorted({row["prefix"] for row in rows})
    except ValueError:
        return [text.strip()[-200:]]


def expect(what, wanted, ask, seconds=40):
    end = time.time() + seconds
    seen = ask()
    while seen != wanted and time.time() < end:
        time.sleep(0.3)
        seen = ask()
    ok = seen == wanted
    print("%-4s %s: %s" % ("ok" if ok else "FAIL", what, seen))
    if not ok:
        print(vtysh("show bgp neighbors 192.0.2.1"))
        sys.exit(1)


def main():
    link()
    frr()
    conf = write("godwit.conf", GODWIT_CONF % "wanted")
    spawn(G, "godwit", GODWIT, "run", conf, "--socket", DIR + "/control")
    expect("FRR is told what it asked for", ["10.1.0.0/24", "10.1.1.0/24"], lambda: at_frr("ipv4"))
    expect("the same of IPv6", ["2001:db8:1::/48"], lambda: at_frr("ipv6"))
    expect("FRR sends what we asked for", ["10.3.0.0/24", "2001:db8:3::/48"], at_godwit)
    vtysh("configure terminal", "ip prefix-list want seq 7 permit 10.2.0.0/24")
    vtysh("clear bgp ipv4 unicast 192.0.2.1 in prefix-filter")
    expect("FRR asks for more", ["10.1.0.0/24", "10.1.1.0/24", "10.2.0.0/24"], lambda: at_frr("ipv4"))
    vtysh("configure terminal", "ip prefix-list want seq 3 deny 10.1.1.0/24")
    vtysh("clear bgp ipv4 unicast 192.0.2.1 in prefix-filter")
    expect("FRR asks for less", ["10.1.0.0/24", "10.2.0.0/24"], lambda: at_frr("ipv4"))
    write("godwit.conf", GODWIT_CONF % "[ 10.4.0.0/24 ]")
    print(godwit("reload").strip()[-300:])
    expect("we ask for something else", ["10.4.0.0/24"], at_godwit)
    print(godwit("show", "neighbor", "192.0.2.2"))
    up = json.loads(vtysh("show bgp neighbors 192.0.2.1 json"))["192.0.2.1"]
    expect("one session all the time", 1, lambda: up.get("connectionsEstablished"), 0)


try:
    main()
finally:
    for process in started:
        process.send_signal(signal.SIGTERM)
    for process in started:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
    for ns in (G, F):
        run("ip", "netns", "del", ns, check=False)
    if "--keep" in sys.argv:
        print(DIR)
    else:
        shutil.rmtree(DIR)
print("orf: all right")
