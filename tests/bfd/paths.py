#!/usr/bin/env python3
"""BFD with real neighbors: over one hop and over a router, IPv4 and IPv6, a frozen daemon and an unplugged port.

Two network namespaces and a third between them that bridges (one hop) or routes (several hops). Each time both sides must
be Up, BGP with them; then the neighbor's BFD is stopped (SIGSTOP) or its port is taken away on the far side of the bridge
or router, and Godwit must end the session within three intervals and a bit, naming BFD; it must come back afterwards.

  tests/bfd/paths.py [--peer bird --peer frr] [--interval 100] [--slack 100]      (root)
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GODWIT = os.environ.get("GODWIT", str(ROOT / "godwit"))
FRR = "/usr/lib/frr"
EXTRA = ""  # more of Godwit's configuration
MULTIPLIER = 3  # how many packets of Godwit the neighbor may miss
HERE, BETWEEN, THERE = (f"gw-bfd-{os.getpid()}-{x}" for x in "abc")


def sh(*words, check=True):
    return subprocess.run(words, check=check, capture_output=True, text=True).stdout


def within(ns, *words):
    return sh("ip", "netns", "exec", ns, *words)


class Net:
    """The wires: addresses of both ends, with a bridge or a router between."""

    def __init__(self, v6, several):
        self.v6, self.several = v6, several
        tail = [(1, 1), (1, 254), (2, 254), (2, 2)] if several else [(1, 1), (1, 2)]
        text = [f"fd88:{n}::{h}" if v6 else f"10.88.{n}.{h}" for n, h in tail]
        self.here, self.there = text[0], text[-1]
        self.length = "64" if v6 else "24"
        for ns in (HERE, BETWEEN, THERE):
            sh("ip", "netns", "add", ns)
            within(ns, "ip", "link", "set", "lo", "up")
        for ns, port in ((HERE, "left"), (THERE, "right")):
            sh("ip", "link", "add", "eth0", "netns", ns, "type", "veth", "peer", "name", port, "netns", BETWEEN)
            within(ns, "ip", "link", "set", "eth0", "up")
            within(BETWEEN, "ip", "link", "set", port, "up")
        self.address(HERE, "eth0", self.here)
        self.address(THERE, "eth0", self.there)
        if several:
            self.address(BETWEEN, "left", text[1])
            self.address(BETWEEN, "right", text[2])
            key = "net.ipv6.conf.all.forwarding" if v6 else "net.ipv4.ip_forward"
            within(BETWEEN, "sysctl", "-q", "-w", key + "=1")
            self.routes()
        else:
            within(BETWEEN, "ip", "link", "add", "br0", "type", "bridge")
            within(BETWEEN, "ip", "link", "set", "br0", "up")
            for port in ("left", "right"):
                within(BETWEEN, "ip", "link", "set", port, "master", "br0")

    def address(self, ns, port, address):
        within(ns, "ip", "address", "add", f"{address}/{self.length}", "dev", port, *(["nodad"] if self.v6 else []))

    def routes(self):
        via = [f"fd88:{n}::254" if self.v6 else f"10.88.{n}.254" for n in (1, 2)]
        within(HERE, "ip", "route", "replace", "default", "via", via[0])
        within(THERE, "ip", "route", "replace", "default", "via", via[1])

    def unplug(self):
        within(BETWEEN, "ip", "link", "set", "right", "down")

    def plug(self):
        within(BETWEEN, "ip", "link", "set", "right", "up")
        if self.several:
            if self.v6:
                self.address(BETWEEN, "right", "fd88:2::254")
            self.routes()

    def close(self):
        for ns in (HERE, BETWEEN, THERE):
            sh("ip", "netns", "del", ns, check=False)


class Daemons:
    """What was started, to be frozen and ended."""

    def __init__(self, folder):
        self.folder = folder
        self.running = []

    def start(self, ns, name, *words):
        log = open(self.folder / (name + ".out"), "w", encoding="utf-8")
        self.running.append(subprocess.Popen(["ip", "netns", "exec", ns, *words], stdout=log, stderr=log))
        return self.running[-1]

    def close(self):
        for process in self.running:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


def bird(net, daemons, interval):
    several = "multihop 3" if net.several else "direct"
    family = "ipv6" if net.v6 else "ipv4"
    times = f"min rx interval {interval} ms; min tx interval {interval} ms; multiplier 3;"
    (daemons.folder / "bird.conf").write_text(f"""
router id 10.88.0.2;
protocol device {{ }}
protocol bfd {{ interface "*" {{ {times} }}; multihop {{ {times} }}; }}
protocol bgp {{
    local {net.there} as 65002; neighbor {net.here} as 65001; {several}; bfd on; strict bind yes; hold time 240; connect retry time 2;
    error wait time 1, 2; connect delay time 1;
    {family} {{ import all; export none; }};
}}
""")
    return daemons.start(THERE, "bird", "bird", "-f", "-c", str(daemons.folder / "bird.conf"),
                         "-s", str(daemons.folder / "bird.ctl"))


def frr(net, daemons, interval):
    folder = daemons.folder
    folder.chmod(0o777)
    hop = f"neighbor {net.here} ebgp-multihop 3" if net.several else ""
    family = "ipv6" if net.v6 else "ipv4"
    (folder / "bgpd.conf").write_text(f"""
router bgp 65002
 bgp router-id 10.88.0.2
 no bgp ebgp-requires-policy
 no bgp default ipv4-unicast
 neighbor {net.here} remote-as 65001
 {hop}
 neighbor {net.here} bfd 3 {interval} {interval}
 neighbor {net.here} timers 80 240
 neighbor {net.here} timers connect 2
 address-family {family} unicast
  neighbor {net.here} activate
""")
    for name in ("zebra", "bfdd"):
        (folder / (name + ".conf")).write_text("")
    common = ["-z", str(folder / "zserv"), "--vty_socket", str(folder), "-P", "0"]
    started = {}
    for name, more in (("zebra", []), ("bfdd", ["--bfdctl", str(folder / "bfdd.sock")]), ("bgpd", ["-p", "179"])):
        started[name] = daemons.start(THERE, name, f"{FRR}/{name}", "-f", str(folder / (name + ".conf")),
                                      "-i", str(folder / (name + ".pid")), *common, *more)
        end = time.time() + 10
        while not (folder / (name + ".vty")).exists() and time.time() < end:
            time.sleep(0.05)
    return started["bfdd"]


def godwit(net, daemons, interval):
    several = "multihop 3;" if net.several else ""
    family = "ipv6" if net.v6 else "ipv4"
    (daemons.folder / "godwit.conf").write_text(f"""
router {{ as 65001; id 10.88.0.1; listen {net.here} }}
neighbor {net.there} {{
    as 65002; {several} family {family}; hold-time 240; connect-retry 2; import accept; export accept;
    bfd {{ interval {interval}ms; multiplier {MULTIPLIER} }}
}}
{EXTRA}""")
    daemons.start(HERE, "godwit", GODWIT, "run", str(daemons.folder / "godwit.conf"),
                  "--socket", str(daemons.folder / "godwit.sock"))


class Case:
    def __init__(self, peer, v6, several, interval, slack):
        self.peer, self.interval, self.slack = peer, interval, slack
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gw-bfd-"))
        self.net = Net(v6, several)
        self.daemons = Daemons(self.folder)
        self.frozen = {"bird": bird, "frr": frr}[peer](self.net, self.daemons, interval)
        godwit(self.net, self.daemons, interval)

    def close(self):
        self.daemons.close()
        self.net.close()
        shutil.rmtree(self.folder)

    def ask(self, *words):
        try:
            return json.loads(sh(GODWIT, *words, "--json", "--socket", str(self.folder / "godwit.sock")))
        except (subprocess.CalledProcessError, json.JSONDecodeError):
            return {}

    def up(self):
        def both():
            paths = self.ask("show", "bfd").get("sessions", [])
            neighbors = self.ask("show", "neighbors").get("neighbors", [])
            return (paths and paths[0]["state"] == "Up" and paths[0]["detection_micros"] == 3000 * self.interval
                    and neighbors[0]["state"] == "Established")
        end = time.time() + 60
        while not both():
            if time.time() > end:
                raise AssertionError(f"not up: {self.ask('show', 'bfd')} {self.ask('show', 'neighbors')}")
            time.sleep(0.2)

    def broken(self, how, do, undo):
        """From before the break to the line of the log."""
        self.up()
        seen = (self.folder / "godwit.out").read_text().count("path-changed")
        at = time.time()
        do()
        end = time.time() + 3
        lines = []
        while len(lines) <= seen and time.time() < end:
            time.sleep(0.01)
            lines = [l for l in (self.folder / "godwit.out").read_text().splitlines() if "path-changed" in l]
        took = (time.time() - at) * 1000
        neighbor = self.ask("show", "neighbors")["neighbors"][0]
        undo()
        good = (len(lines) > seen and took < 3 * self.interval + self.slack and neighbor["state"] != "Established"
                and "BFD: nothing heard for" in neighbor.get("last_error", "") and "6/10" in neighbor.get("last_error", ""))
        print(f"{'ok  ' if good else 'FAIL'} {self.peer:5} {'IPv6' if self.net.v6 else 'IPv4'} "
              f"{'several hops' if self.net.several else 'one hop     '} {how:9} seen after {took:4.0f} ms "
              f"(3 x {self.interval} ms){'' if good else '  ' + json.dumps(neighbor)}", flush=True)
        return good

    def run(self):
        good = self.broken("frozen", lambda: self.frozen.send_signal(signal.SIGSTOP),
                           lambda: self.frozen.send_signal(signal.SIGCONT))
        good &= self.broken("unplugged", self.net.unplug, self.net.plug)
        self.up()
        return good


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--peer", action="append", choices=["bird", "frr"])
    options.add_argument("--interval", type=int, default=100, help="milliseconds")
    options.add_argument("--slack", type=int, default=100, help="milliseconds beyond three intervals")
    options = options.parse_args()
    good = True
    for peer in options.peer or ["bird", "frr"]:
        for several in (False, True):
            for v6 in (False, True):
                case = Case(peer, v6, several, options.interval, options.slack)
                try:
                    good &= case.run()
                except AssertionError as e:
                    print(f"FAIL {peer} {v6=} {several=}: {e}", flush=True)
                    good = False
                finally:
                    case.close()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
