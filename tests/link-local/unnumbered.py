#!/usr/bin/env python3
"""Unnumbered links: `neighbor %left` and `neighbor %right`, with Godwit and with FRR (`neighbor up0 interface remote-as
external`) at the other ends, each in a network namespace of its own. Nobody is told an address or an AS number.

  tests/link-local/unnumbered.py [PATH-TO-GODWIT] [--keep]

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
TAG = "gwun-%d" % os.getpid()
B, G, F = ("%s-%s" % (TAG, n) for n in "bgf")
DIR = tempfile.mkdtemp(prefix="godwit-un-")
started = []
failures = []


def run(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True).stdout


def inside(ns, *command, check=True):
    return run("ip", "netns", "exec", ns, *command, check=check)


def spawn(ns, name, *command, **more):
    log = open("%s/%s.log" % (DIR, name), "w")
    process = subprocess.Popen(("ip", "netns", "exec", ns) + command, stdout=log, stderr=log, **more)
    started.append(process)
    return process


def write(name, text):
    path = "%s/%s" % (DIR, name)
    with open(path, "w") as f:
        f.write(text)
    return path


def links():
    for ns in (B, G, F):
        run("ip", "netns", "add", ns)
        inside(ns, "ip", "link", "set", "lo", "up")
        inside(ns, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0", "net.ipv6.conf.all.forwarding=1",
               "net.ipv4.ip_forward=1")
    for ns, ours in ((B, "left"), (F, "right")):
        run("ip", "link", "add", ours, "netns", G, "type", "veth", "peer", "name", "up0", "netns", ns)
        for where, link in ((G, ours), (ns, "up0")):
            inside(where, "ip", "link", "set", link, "up")
    for ns, n in ((B, 1), (F, 3)):
        inside(ns, "ip", "address", "add", "10.255.0.%d/32" % n, "dev", "lo")
        inside(ns, "ip", "-6", "address", "add", "2001:db8::%d/128" % n, "dev", "lo")


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
    spawn(B, "far", GODWIT, "run", write("far.conf", FAR_CONF), "--socket", DIR + "/far.sock")
    os.chmod(DIR, 0o777)
    conf = write("frr.conf", FRR_CONF)
    vty = DIR + "/vty"
    os.mkdir(vty)
    shutil.chown(vty, "frr", "frr")
    zserv = vty + "/zserv.api"
    spawn(F, "zebra", FRR + "/zebra", "-z", zserv, "--vty_socket", vty, "-i", vty + "/zebra.pid", "-A", "127.0.0.1")
    time.sleep(2)
    spawn(F, "bgpd", FRR + "/bgpd", "-z", zserv, "--vty_socket", vty, "-i", vty + "/bgpd.pid", "-f", conf,
          "-A", "127.0.0.1")
    spawn(G, "godwit", GODWIT, "run", write("godwit.conf", GODWIT_CONF), "--socket", DIR + "/godwit.sock")


def show(*words):
    out = inside(G, GODWIT, *words, "--json", "--socket", DIR + "/godwit.sock", check=False)
    try:
        return json.loads(out)
    except ValueError:
        return {}


def wait(what, check, seconds=20):
    end = time.monotonic() + seconds
    while True:
        seen, right = check()
        if right or time.monotonic() > end:
            break
        time.sleep(1)
    print("%-4s %s%s" % ("ok" if right else "NOT", what, "" if right else ": " + str(seen)), flush=True)
    if not right:
        failures.append(what)
        if len(failures) > 3:
            raise SystemExit(1)


def neighbors():
    rows = sorted((n["address"].split("%")[-1], n["as"], n["state"]) for n in show("show", "neighbors").get("neighbors", []))
    return rows, rows == [("left", 65001, "Established"), ("right", 65003, "Established")]


def kernel(ns, version, prefix, *wanted):
    def check():
        out = inside(ns, "ip", version, "route", "show", prefix)
        return out, all(w in out for w in wanted)
    return check


def ping(ns, source, to):
    def check():
        out = inside(ns, "ping", "-c1", "-W1", "-I", source, to, check=False)
        return out, "1 received" in out
    return check


def link_local(ns):
    out = inside(ns, "ip", "-6", "-o", "address", "show", "dev", "up0", "scope", "link")
    return out.split("inet6 ")[1].split("/")[0]


def examine():
    wait("both are found and Established", neighbors, 60)
    first = link_local(F)
    wait("IPv6 from FRR leads to its link", kernel(G, "-6", "2001:db8::3", "via %s dev right" % first))
    wait("IPv4 from FRR leads to its link", kernel(G, "-4", "10.255.0.3", "via inet6 %s dev right" % first))
    wait("IPv4 from Godwit leads to its link", kernel(G, "-4", "10.255.0.1", "via inet6 %s dev left" % link_local(B)))
    wait("IPv6 packets pass through", ping(B, "2001:db8::1", "2001:db8::3"), 20)
    wait("IPv4 packets pass through", ping(B, "10.255.0.1", "10.255.0.3"), 20)
    old = link_local(B)
    inside(B, "ip", "-6", "address", "add", "fe80::99/64", "dev", "up0", "nodad")
    inside(B, "ip", "-6", "address", "del", old + "/64", "dev", "up0")
    wait("with another address at the other end, the session comes back there", lambda: (
        neighbors()[0], neighbors()[1] and "fe80::99%left" in json.dumps(show("show", "neighbors"))), 90)
    wait("and its routes lead there", kernel(G, "-4", "10.255.0.1", "via inet6 fe80::99 dev left"), 30)


def clean():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    for ns in (B, G, F):
        run("ip", "netns", "delete", ns, check=False)
    if "--keep" not in sys.argv:
        shutil.rmtree(DIR, ignore_errors=True)
    else:
        print(DIR)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
try:
    links()
    daemons()
    examine()
finally:
    clean()
sys.exit(1 if failures else 0)
