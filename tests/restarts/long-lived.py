#!/usr/bin/env python3
"""Long-lived graceful restart (RFC 9494) with BIRD, FRR and GoBGP, each in a network namespace of its own: one after the
other is killed and not back in its restart time. What is kept, and what the others are told of it.

  tests/restarts/long-lived.py [PATH-TO-GODWIT] [--keep]

Needs root, iproute2, BIRD, FRR and GoBGP. Prints what was seen; 0 = all of it was right.
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
GODWIT = os.path.abspath(ARGUMENTS[0] if ARGUMENTS else os.path.join(os.path.dirname(__file__), "../../godwit"))
FRR = "/usr/lib/frr"
TAG = "gwll9-%d" % os.getpid()
G = TAG + "-g"
PEERS = ("bird", "frr", "gobgp")
NS = {name: "%s-%s" % (TAG, name) for name in PEERS}
ADDRESS = {name: "10.77.%d.2" % n for n, name in enumerate(PEERS)}
PREFIX = {name: "10.%d.0.0/16" % (n + 1) for n, name in enumerate(PEERS)}
OURS = "10.9.0.0/16"
MARK = "llgr-stale"
DIR = tempfile.mkdtemp(prefix="godwit-llgr-")
started = {}
failures = []


def run(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True).stdout


def inside(ns, *command, check=True):
    return run("ip", "netns", "exec", ns, *command, check=check)


def spawn(ns, name, *command):
    log = open("%s/%s.log" % (DIR, name), "a")
    started[name] = subprocess.Popen(("ip", "netns", "exec", ns) + command, stdout=log, stderr=log)


def kill(*names):
    for name in names:
        started[name].kill()
        started[name].wait()


def write(name, text):
    path = "%s/%s" % (DIR, name)
    with open(path, "w") as f:
        f.write(text)
    return path


def links():
    for ns in (G, *NS.values()):
        run("ip", "netns", "add", ns)
        inside(ns, "ip", "link", "set", "lo", "up")
    for n, name in enumerate(PEERS):
        run("ip", "link", "add", name, "netns", G, "type", "veth", "peer", "name", "up0", "netns", NS[name])
        for ns, link, host in ((G, name, 1), (NS[name], "up0", 2)):
            inside(ns, "ip", "address", "add", "10.77.%d.%d/24" % (n, host), "dev", link)
            inside(ns, "ip", "link", "set", link, "up")


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
    spawn(NS["bird"], "bird", "bird", "-f", "-c", write("bird.conf", BIRD_CONF), "-s", DIR + "/bird.ctl", "-P",
          DIR + "/bird.pid")


def frr():
    vty = DIR + "/vty"
    os.makedirs(vty, exist_ok=True)
    shutil.chown(vty, "frr", "frr")
    spawn(NS["frr"], "frr", FRR + "/bgpd", "-Z", "-S", "--vty_socket", vty, "-i", vty + "/bgpd.pid", "-f",
          write("frr.conf", FRR_CONF), "-A", "127.0.0.1")


def gobgp():
    spawn(NS["gobgp"], "gobgp", "gobgpd", "-f", write("gobgp.toml", GOBGP_CONF), "--pprof-disable")
    for _ in range(60):
        if subprocess.run(("ip", "netns", "exec", NS["gobgp"], "gobgp", "global", "rib", "add", PREFIX["gobgp"]),
                          capture_output=True).returncode == 0:
            return
        time.sleep(0.5)
    raise SystemExit("gobgpd does not answer")


def godwit():
    spawn(G, "godwit", GODWIT, "run", write("godwit.conf", GODWIT_CONF), "--socket", DIR + "/godwit.sock")


def show(*words):
    out = inside(G, GODWIT, *words, "--json", "--socket", DIR + "/godwit.sock", check=False)
    try:
        return json.loads(out)
    except ValueError:
        return {}


def at_godwit(prefix):
    return show("show", "routes", prefix).get("routes", [{}])


def at_bird(prefix):
    return inside(NS["bird"], "birdc", "-s", DIR + "/bird.ctl", "show", "route", "all", prefix, check=False)


def at_frr(prefix):
    return inside(NS["frr"], "vtysh", "--vty_socket", DIR + "/vty", "-c", "show bgp ipv4 unicast %s" % prefix,
                  check=False)


def at_gobgp(prefix):
    return inside(NS["gobgp"], "gobgp", "global", "rib", prefix, check=False)


LOOK = {"bird": (at_bird, "(65535, 6)", "(65535,6)"), "frr": (at_frr, "llgr-stale"), "gobgp": (at_gobgp, "llgr-stale")}
START = {"bird": bird, "frr": frr, "gobgp": gobgp}


def wait(what, check, seconds=60):
    end = time.monotonic() + seconds
    while True:
        seen, right = check()
        if right or time.monotonic() > end:
            break
        time.sleep(0.5)
    print("%-4s %s%s" % ("ok" if right else "NOT", what, "" if right else ": " + str(seen)), flush=True)
    if not right:
        failures.append(what)


def up():
    rows = {n["address"]: n["state"] for n in show("show", "neighbors").get("neighbors", [])}
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
    wait("all are Established", up)
    for name in PEERS:
        others = [p for p in PEERS if p != name]
        for other in others:
            wait("%s has the route of %s" % (other, name), lambda: told(other, PREFIX[name], False))
        kill(name)
        wait("%s is killed: its route is kept for long" % name, lambda: kept(name))
        one = show("show", "neighbor", ADDRESS[name])
        wait("show neighbor says until when", lambda: (one, '"stale_until"' in json.dumps(one)), 0)
        for other in others:
            wait("%s is told that it is stale" % other, lambda: told(other, PREFIX[name], True))
        START[name]()
        wait("%s is back and has told its route" % name, lambda: fresh(name), 90)
        for other in others:
            wait("%s is told that, too" % other, lambda: told(other, PREFIX[name], False))
    wait("all are Established again", up)
    for name in PEERS:
        wait("%s has our route" % name, lambda: told(name, OURS, False))
    kill("godwit")
    for name in PEERS:
        wait("Godwit is killed: %s keeps our route for long" % name, lambda: told(name, OURS, True))
    godwit()
    for name in PEERS:
        wait("Godwit is back: %s has our route as it was" % name, lambda: told(name, OURS, False), 90)


def clean():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in started.values():
        process.terminate()
    for process in started.values():
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    for ns in (G, *NS.values()):
        run("ip", "netns", "delete", ns, check=False)
    if "--keep" not in sys.argv:
        shutil.rmtree(DIR, ignore_errors=True)
    else:
        print(DIR)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
try:
    os.chmod(DIR, 0o777)
    links()
    for start in (*START.values(), godwit):
        start()
    examine()
finally:
    clean()
sys.exit(1 if failures else 0)
