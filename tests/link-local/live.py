#!/usr/bin/env python3
"""Sessions on links without any global address, with BIRD and with FRR, each in a network namespace of its own. Both
neighbors have the same link-local address, and both send the same attributes. BIRD connects to us, with a password,
TTL security and BFD.

  tests/link-local/live.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2, BIRD and FRR. Prints what was seen; 0 = all of it was right.
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
TAG = "gwll-%d" % os.getpid()
B, G, F = ("%s-%s" % (TAG, n) for n in "bgf")
DIR = tempfile.mkdtemp(prefix="godwit-ll-")
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
               "net.ipv4.ip_forward=1", "net.ipv6.conf.default.addr_gen_mode=1")
    for ns, ours in ((B, "left"), (F, "right")):
        run("ip", "link", "add", ours, "netns", G, "type", "veth", "peer", "name", "up0", "netns", ns)
        for where, link, address in ((G, ours, "fe80::2"), (ns, "up0", "fe80::1")):
            inside(where, "ip", "link", "set", link, "addrgenmode", "none")
            inside(where, "ip", "link", "set", link, "up")
            inside(where, "ip", "-6", "address", "add", address + "/64", "dev", link, "nodad")
    for ns, n in ((B, 1), (F, 3)):
        inside(ns, "ip", "address", "add", "10.255.0.%d/32" % n, "dev", "lo")
        inside(ns, "ip", "-6", "address", "add", "2001:db8::%d/128" % n, "dev", "lo")


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
    spawn(B, "bird", "bird", "-f", "-c", write("bird.conf", BIRD_CONF), "-s", DIR + "/bird.ctl", "-P", DIR + "/bird.pid")
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
    rows = {n["address"]: n["state"] for n in show("show", "neighbors").get("neighbors", [])}
    return rows, rows == {"fe80::1%left": "Established", "fe80::1%right": "Established"}


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


def examine():
    wait("both neighbors with one address are Established", neighbors, 45)
    wait("IPv6 from BIRD leads to its link", kernel(G, "-6", "2001:db8:1::/48", "via fe80::1 dev left"))
    wait("IPv6 from FRR leads to its link", kernel(G, "-6", "2001:db8:3::/48", "via fe80::1 dev right"))
    wait("IPv4 from BIRD leads to its link", kernel(G, "-4", "10.1.0.0/16", "via inet6 fe80::1 dev left"))
    wait("IPv4 from FRR leads to its link", kernel(G, "-4", "10.3.0.0/16", "via inet6 fe80::1 dev right"))
    wait("BIRD has FRR's IPv6", kernel(B, "-6", "2001:db8:3::/48", "via fe80::2 dev up0"))
    wait("BIRD has FRR's IPv4", kernel(B, "-4", "10.3.0.0/16", "via inet6 fe80::2 dev up0"))
    wait("BIRD has our IPv6 default route", kernel(B, "-6", "default", "via fe80::2 dev up0"))
    wait("BIRD has our IPv4 default route", kernel(B, "-4", "default", "via inet6 fe80::2 dev up0"))
    wait("FRR has none", lambda: (inside(F, "ip", "-6", "route", "show", "default"),
                                  not inside(F, "ip", "-6", "route", "show", "default")), 0)
    wait("FRR has BIRD's IPv6", kernel(F, "-6", "2001:db8:1::/48", "via fe80::2 dev up0"))
    wait("FRR has BIRD's IPv4", kernel(F, "-4", "10.1.0.0/16", "via inet6 fe80::2 dev up0"))
    wait("IPv6 packets pass through", ping(B, "2001:db8::1", "2001:db8::3"), 10)
    wait("IPv4 packets pass through", ping(B, "10.255.0.1", "10.255.0.3"), 10)
    paths = show("show", "bfd")
    wait("BFD watches the path to BIRD", lambda: (paths, '"Up"' in json.dumps(paths)), 0)
    one = show("show", "neighbor", "fe80::1%right")
    wait("show neighbor finds one by its zone", lambda: (one, '"frr"' in json.dumps(one)), 0)
    sent = inside(G, "ss", "-tnH", "--tos", "state", "established", "( sport = :179 or dport = :179 )")
    wait("what is sent is network control (CS6)", lambda: (sent, sent.count("tos:0xc0") == 2), 0)
    inside(G, "ip", "link", "set", "right", "down")
    wait("with its link down, FRR's routes are gone", lambda: (
        inside(G, "ip", "-6", "route", "show", "2001:db8:3::/48"),
        not inside(G, "ip", "-6", "route", "show", "2001:db8:3::/48")), 20)
    wait("and BIRD's stay", kernel(G, "-6", "2001:db8:1::/48", "via fe80::1 dev left"))


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
