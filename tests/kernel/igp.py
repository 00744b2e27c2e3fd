#!/usr/bin/env python3
"""Whether the configurations of examples/igp carry routes between BGP and an IGP by the kernel, both ways, without a loop.

  in --IGP-- edge (Godwit and the IGP) --BGP-- out (bird)

in has 10.1.0.0/24, edge 10.2.0.0/24, out 203.0.113.0/24. For each IGP: in learns out's prefix, out learns in's and edge's,
out's prefix is none of edge's own routes, a ping goes through; then the port of edge's network fails, and out has to hear
of it within a second. Needs root, iproute2, bird and FRR; without one of them it is not run (77).

  tests/kernel/igp.py [frr-ospf frr-rip bird-ospf bird-rip]
"""
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
FRR = pathlib.Path("/usr/lib/frr")
NODES = ["in", "edge", "out"]

INSIDE = {
    "frr-ospf": """hostname in
interface in0
 ip ospf network point-to-point
 ip ospf hello-interval 1
 ip ospf dead-interval 4
exit
router ospf
 ospf router-id 10.0.0.1
 timers throttle spf 50 100 500
 network 10.0.12.0/24 area 0
 network 10.1.0.0/24 area 0
exit
""",
    "frr-rip": """hostname in
router rip
 version 2
 timers basic 5 15 10
 network in0
 network lan0
exit
""",
    "bird-ospf": """router id 10.0.0.1;
protocol device { scan time 1; }
protocol kernel { ipv4 { export all; }; }
protocol ospf v2 {
    ipv4 { import all; export none; };
    area 0 { interface "in0" { type ptp; hello 1; dead 4; }; interface "lan0" { stub; }; };
}
""",
    "bird-rip": """router id 10.0.0.1;
protocol device { scan time 1; }
protocol direct { ipv4; check link; interface "lan0"; }
protocol kernel { ipv4 { export where source = RTS_RIP; }; }
protocol rip { ipv4 { import all; export all; }; interface "in0" { mode multicast; update time 5; timeout time 15; garbage time 10; }; }
""",
}
OUT = """router id 10.0.0.3;
protocol device { scan time 1; }
protocol direct { ipv4; interface "lo"; }
protocol kernel { ipv4 { export where source = RTS_BGP; }; }
protocol bgp {
    local 10.0.23.3 as 65002; neighbor 10.0.23.2 as 65001; connect delay time 1; connect retry time 1;
    ipv4 { import all; export all; };
}
"""


class Network:
    """Three namespaces and what runs in them; all of it gone with close()."""

    def __init__(self, folder):
        self.folder = folder
        self.tag = f"gw-igp-{os.getpid()}-"
        self.running = []
        for node in NODES:
            subprocess.run(["ip", "netns", "add", self.tag + node], check=True)
            self.run(node, "ip", "link", "set", "lo", "up")
            self.run(node, "sysctl", "-qw", "net.ipv4.ip_forward=1")
        self.link("in", "in0", "10.0.12.1/24", "edge", "edge0", "10.0.12.2/24")
        self.link("edge", "edge1", "10.0.23.2/24", "out", "out0", "10.0.23.3/24")
        self.link("in", "lan0", "10.1.0.1/24", "in", "lan1", None)
        self.link("edge", "lan0", "10.2.0.1/24", "edge", "lan1", None)
        self.run("out", "ip", "addr", "add", "203.0.113.1/24", "dev", "lo")

    def link(self, a, a_name, a_address, b, b_name, b_address):
        words = ["ip", "link", "add", a_name, "netns", self.tag + a, "type", "veth", "peer", b_name, "netns", self.tag + b]
        subprocess.run(words, check=True)
        for node, name, address in ((a, a_name, a_address), (b, b_name, b_address)):
            if address:
                self.run(node, "ip", "addr", "add", address, "dev", name)
            self.run(node, "ip", "link", "set", name, "up")

    def run(self, node, *words, check=True):
        done = subprocess.run(["ip", "netns", "exec", self.tag + node, *words], capture_output=True, text=True)
        if check and done.returncode != 0:
            raise SystemExit(f"{node}: {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, node, *words):
        log = open(self.folder / f"{node}.log", "a")
        words = ["ip", "netns", "exec", self.tag + node, *words]
        self.running.append(subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True))

    def frr(self, node, daemon, text):
        folder = self.folder / f"{node}-frr"
        folder.mkdir()
        (folder / "frr.conf").write_text(text)
        (folder / "vtysh.conf").write_text("service integrated-vtysh-config\n")
        shutil.chown(folder, "frr", "frr")
        for name in ("zebra", daemon):
            self.start(node, str(FRR / name), "-f", "/dev/null", "-i", str(folder / f"{name}.pid"),
                       "-z", str(folder / "zserv.sock"), "--vty_socket", str(folder), "-P", "0")
            wait(f"{name} of {node}", 10, (folder / f"{name}.vty").exists)
        self.run(node, "vtysh", "--config_dir", str(folder), "--vty_socket", str(folder), "-b")

    def bird(self, node, text):
        (self.folder / f"{node}.bird").write_text(text)
        self.start(node, "bird", "-f", "-c", str(self.folder / f"{node}.bird"), "-s", str(self.folder / f"{node}.ctl"))
        wait(f"bird of {node}", 10, (self.folder / f"{node}.ctl").exists)

    def heard(self):
        """The prefixes that out has by BGP."""
        said = self.run("out", "birdc", "-s", str(self.folder / "out.ctl"), "show route where source = RTS_BGP", check=False)
        return {word for word in said.split() if "/" in word and word[0].isdigit()}

    def close(self):
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        for node in NODES:
            subprocess.run(["ip", "netns", "del", self.tag + node], check=False)


def wait(what, seconds, true):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def igp(network, node, case, text):
    daemon, protocol = case.split("-")
    if daemon == "frr":
        network.frr(node, protocol + "d", text)
    else:
        network.bird(node, text)


def tried(case, folder):
    network = Network(folder)
    try:
        begun = time.monotonic()
        network.bird("out", OUT)
        igp(network, "in", case, INSIDE[case])
        igp(network, "edge", case, (ROOT / f"examples/igp/edge-{case.split('-')[1]}.{case.split('-')[0]}").read_text())
        control = str(folder / "godwit.sock")
        network.start("edge", GODWIT, "run", str(ROOT / "examples/igp/godwit.conf"), "--socket", control)
        wait(f"{case}: out hears of in's and edge's networks", 40, lambda: {"10.1.0.0/24", "10.2.0.0/24"} <= network.heard())
        wait(f"{case}: in has out's prefix", 40, lambda: "203.0.113.0/24" in network.run("in", "ip", "route"))
        both = time.monotonic() - begun
        network.run("out", "ping", "-c", "1", "-W", "3", "-I", "203.0.113.1", "10.1.0.1")
        own = network.run("edge", GODWIT, "show", "originated", "--json", "--socket", control)
        if "203.0.113.0/24" in own:
            raise SystemExit(f"{case}: out's prefix came back as an own route: {own}")
        cut = time.monotonic()
        network.run("edge", "ip", "link", "set", "lan1", "down")
        wait(f"{case}: out hears that edge's port failed", 1, lambda: "10.2.0.0/24" not in network.heard())
        gone = time.monotonic() - cut
        network.run("in", "ip", "link", "set", "lan1", "down")
        wait(f"{case}: out hears that in's port failed", 30, lambda: "10.1.0.0/24" not in network.heard())
        print(f"ok   {case}: both ways after {both:.1f} s, a failed port at the neighbor after {gone * 1000:.0f} ms", flush=True)
    finally:
        network.close()


def ready():
    """Ends here where the test cannot be run."""
    lacking = [p for p in ("ip", "bird", "birdc", "vtysh", "ping") if not shutil.which(p)]
    if os.geteuid() != 0 or lacking or not (FRR / "zebra").exists():
        print(f"not run: it takes root, iproute2, bird and FRR {lacking}", file=sys.stderr)
        raise SystemExit(77)


def main():
    ready()
    for case in sys.argv[1:] or INSIDE:
        with tempfile.TemporaryDirectory(prefix="gw-igp-") as folder:
            os.chmod(folder, 0o755)
            tried(case, pathlib.Path(folder))


if __name__ == "__main__":
    main()
