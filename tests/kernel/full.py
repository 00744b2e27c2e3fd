#!/usr/bin/env python3
"""How long a full table takes into the kernel, and what a change of the way to its next hop, or a lost link, costs.

A router in a network namespace of its own has two links; a neighbor behind each tells the same table (IBGP): the first
with next hop 10.9.0.1, reached by a static route over the first link, the second, of lower LOCAL_PREF, with its own
address. Needs root and iproute2; everything is gone afterwards.

  tests/kernel/full.py [--routes 1000000] [--rounds 1] [kernel] [kernel-objects] [godwit] [objects] [bird] [frr]

  kernel    nobody: the messages are ready, and only the kernel works (alone.py); kernel-objects: routes name objects
  godwit    routes say themselves where they lead; objects: they name next hop objects
  install   from the first UPDATE until the kernel has all routes
  move      the static route goes over the other link: until the routes do
  link      the first link goes down: until the kernel has all routes again, by the second neighbor
  flap      it is up again, and the static route with it: until all routes lead over it again
  stop      SIGTERM until the daemon is gone
  silence   the longest time between two KEEPALIVEs of the daemon: those of a quiet one come every 10 s
  over      routes over the second link after the first went down; left: after the stop

Both sessions have to outlast it all, also that over the link that was down: else there is no figure.
"""
import argparse
import contextlib
import ctypes
import math
import os
import pathlib
import random
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import alone

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
AS = 65001
HOLD = 30
LIBC = ctypes.CDLL(None, use_errno=True)
STEPS = ("install", "move", "link", "flap", "stop", "silence", "over", "left")
SPACE = f"godwit-full-{os.getpid()}"

CONFIGS = {
    "godwit": """router {{ as {asn}; id 10.0.0.1 }}
kernel {{ export accept }}
group all {{ as {asn}; hold-time {hold}; import accept; export reject }}
neighbor 10.0.1.2 in all {{ }}
neighbor 10.0.2.2 in all {{ }}
""",
    "objects": """router {{ as {asn}; id 10.0.0.1 }}
kernel {{ export accept; next-hop-objects }}
group all {{ as {asn}; hold-time {hold}; import accept; export reject }}
neighbor 10.0.1.2 in all {{ }}
neighbor 10.0.2.2 in all {{ }}
""",
    "bird": """router id 10.0.0.1;
protocol device {{ scan time 1; }}
protocol direct {{ ipv4; }}
protocol kernel {{ learn; ipv4 {{ import all; export where source = RTS_BGP; }}; scan time 60; }}
template bgp peers {{ local as {asn}; hold time {hold}; connect retry time 1; connect delay time 1; ipv4 {{ import all; export none; }}; }}
protocol bgp one from peers {{ neighbor 10.0.1.2 as {asn}; }}
protocol bgp two from peers {{ neighbor 10.0.2.2 as {asn}; }}
""",
    "frr": """router bgp {asn}
 bgp router-id 10.0.0.1
 timers bgp 10 {hold}
 neighbor all peer-group
 neighbor all remote-as {asn}
 neighbor all timers connect 1
 neighbor 10.0.1.2 peer-group all
 neighbor 10.0.2.2 peer-group all
""",
}
FRR = pathlib.Path("/usr/lib/frr")


def ip(*words, check=True):
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True).stdout


def inside(space, *words, check=True):
    return ip("-n", space, *words, check=check)


class Lab:
    """Three namespaces; the router's has a link to each of the others."""

    def __init__(self):
        self.router, self.sides = SPACE + "-r", [SPACE + "-1", SPACE + "-2"]
        for space in (self.router, *self.sides):
            ip("netns", "add", space)
            inside(space, "link", "set", "lo", "up")
        for number, side in enumerate(self.sides, 1):
            inside(self.router, "link", "add", "name", f"r{number}", "type", "veth", "peer", "name", f"s{number}")
            inside(self.router, "link", "set", "dev", f"s{number}", "netns", side)
            inside(self.router, "addr", "add", f"10.0.{number}.1/24", "dev", f"r{number}")
            inside(side, "addr", "add", f"10.0.{number}.2/24", "dev", f"s{number}")
            inside(self.router, "link", "set", "dev", f"r{number}", "up")
            inside(side, "link", "set", "dev", f"s{number}", "up")
        inside(self.router, "route", "add", "10.9.0.0/24", "via", "10.0.1.2", "proto", "static")

    def up(self, link, static):
        inside(self.router, "link", "set", "dev", link, "up")
        inside(self.router, "route", "replace", *static, "via", "10.0.1.2")

    def over(self, link, samples):
        """Whether all of some addresses are reached over a link."""
        gets = "".join(f"route get {at}\n" for at in samples)
        told = subprocess.run(["ip", "-n", self.router, "-force", "-batch", "-"], input=gets, capture_output=True, text=True).stdout
        return told.count(f"dev {link} ") == len(samples)

    def close(self):
        for space in (self.router, *self.sides):
            ip("netns", "del", space, check=False)

    def listen(self, number):
        with within(self.sides[number - 1]):
            return socket.create_server((f"10.0.{number}.2", 179))


@contextlib.contextmanager
def within(space):
    """Sockets belong to the namespace where their thread was."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{space}", os.O_RDONLY)
    try:
        if LIBC.setns(there, 0x40000000) != 0:
            raise OSError(ctypes.get_errno(), "setns")
        yield
    finally:
        LIBC.setns(home, 0x40000000)
        os.close(home)
        os.close(there)


def prefixes(space_of):
    """Those of all tables of the namespace of a process; the kernel counts them, 0.1 s of a core for a million."""
    with open(f"/proc/{space_of}/net/fib_triestat") as counts:
        return next((int(line.split()[1]) for line in counts if "Prefixes" in line), 0)


def message(kind, body=b""):
    return b"\xff" * 16 + struct.pack("!HB", 19 + len(body), kind) + body


def table(routes):
    """Prefixes of 16.0.0.0/6 and on, in runs as networks have them, most of them /24; no two overlap."""
    dice = random.Random(1)
    runs, at = [], 16 << 24
    left = routes
    while left > 0:
        run = min(left, max(1, int(dice.expovariate(1 / 6))))
        length = 24 if dice.random() < 0.75 else dice.choice((22, 23))
        step = 1 << 32 - length
        at = at + step - 1 & -step
        runs.append([(at + i * step, length) for i in range(run)])
        at += run * step + (dice.randrange(4) << 8)
        left -= run
    dice.shuffle(runs)
    return runs


def updates(runs, next_hop, preference):
    out = []
    dice = random.Random(2)
    for run in runs:
        path = [dice.randrange(1, 60000) for _ in range(dice.randrange(2, 6))]
        attributes = b"\x40\x01\x01\x00" + b"\x40\x02" + bytes([2 + 4 * len(path), 2, len(path)])
        attributes += b"".join(struct.pack("!I", asn) for asn in path)
        attributes += b"\x40\x03\x04" + socket.inet_aton(next_hop) + b"\x40\x05\x04" + struct.pack("!I", preference)
        nlri = b"".join(bytes([length]) + struct.pack("!I", at)[:3] for at, length in run)
        out.append(message(2, struct.pack("!HH", 0, len(attributes)) + attributes + nlri))
    return b"".join(out)


def take(sock, octets, ended, patient=lambda: False):
    """So many octets; `ended` is raised when there are fewer. A timeout is an error, unless one is patient."""
    data = b""
    while len(data) < octets:
        try:
            more = sock.recv(octets - len(data))
        except TimeoutError:
            if not patient():
                raise
            continue
        if not more:
            raise ended
        data += more
    return data


class Neighbor:
    """One session; what comes in is only looked at for KEEPALIVEs and NOTIFICATIONs."""

    families = b"\x01\x04\x00\x01\x00\x01"

    def __init__(self, lab, number, says):
        self.listening, self.number, self.says = lab.listen(number), number, says
        self.silence = 0.0

    def open(self):
        self.listening.settimeout(30)
        self.sock, _ = self.listening.accept()
        self.sock.settimeout(30)
        families = self.families + b"\x05\x06\0\1\0\1\0\2\x41\x04" + struct.pack("!I", AS)
        parameters = bytes([2, len(families)]) + families
        self.sock.send(message(1, struct.pack("!BHH4sB", 4, AS, HOLD, bytes([10, 0, self.number, 2]), len(parameters)) + parameters))
        while self.hear() != 4:
            pass
        self.sock.send(message(4))
        self.heard = time.monotonic()
        self.kept = self.heard

    def close(self):
        if hasattr(self, "sock"):
            self.sock.close()
        self.listening.close()

    def hear(self):
        head = self.take(19)
        size, kind = struct.unpack_from("!HB", head, 16)
        body = self.take(size - 19)
        if kind == 1:
            self.sock.send(message(4))
        if kind == 3:
            raise RuntimeError(f"neighbor {self.number} was told NOTIFICATION {body[0]}/{body[1]}")
        return kind

    def take(self, octets):
        return take(self.sock, octets, RuntimeError(f"the session of neighbor {self.number} ended"))

    def tell(self):
        view, sent = memoryview(self.says), 0
        while sent < len(view):
            sent += self.sock.send(view[sent : sent + (1 << 20)])
        self.sock.send(message(2, b"\0\0\0\0"))

    def alive(self):
        """Hears what is there, and keeps the session."""
        now = time.monotonic()
        self.sock.setblocking(False)
        try:
            while True:
                self.sock.recv(1, socket.MSG_PEEK)
                self.sock.setblocking(True)
                if self.hear() == 4:
                    self.silence = max(self.silence, now - self.heard)
                    self.heard = now
                self.sock.setblocking(False)
        except BlockingIOError:
            pass
        self.sock.setblocking(True)
        if now - self.kept > 3:
            self.kept = now
            self.sock.send(message(4))


def frr_folder(folder):
    """Its daemons are another user."""
    folder.chmod(0o755)
    own = folder / "frr"
    own.mkdir(exist_ok=True)
    shutil.chown(own, "frr", "frr")
    return own


class Daemon:
    def __init__(self, name, lab, folder):
        self.lab = lab
        conf = folder / (name + ".conf")
        conf.write_text(CONFIGS[name].format(asn=AS, hold=HOLD))
        godwit = os.environ.get("GODWIT", str(ROOT / "godwit"))
        run = [godwit, "run", str(conf), "--socket", str(folder / "godwit.sock")]
        own = frr_folder(folder) if name == "frr" else folder
        frr = ["-f", str(conf), "-z", str(own / "zebra.api"), "--vty_socket", str(own), "-P", "0"]
        commands = {
            "godwit": [run],
            "objects": [run],
            "bird": [["bird", "-f", "-c", str(conf), "-s", str(folder / "bird.ctl")]],
            "frr": [[str(FRR / one), *frr, "-i", str(own / (one + ".pid"))] for one in ("zebra", "bgpd")],
        }[name]
        self.log = open(folder / (name + ".log"), "w")
        self.children = []
        for command in commands:
            within_router = ["ip", "netns", "exec", lab.router, *command]
            self.children.append(subprocess.Popen(within_router, stdout=self.log, stderr=self.log))
            time.sleep(1 if name == "frr" else 0)  # bgpd wants to find zebra
        self.child = self.children[-1]

    def cpu(self):
        """User and system time of it and its threads, in seconds (proc(5), ticks of 1/100 s)."""
        ticks = 0
        for child in self.children:
            with open(f"/proc/{child.pid}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / 100

    def stop(self):
        """Who was started last ends first."""
        for child in reversed(self.children):
            child.terminate()
            child.wait(60)

    def kill(self):
        for child in self.children:
            if child.poll() is None:
                child.kill()
                child.wait()

    def routes(self):
        return prefixes(self.child.pid)


def until(done, neighbors, what, limit=60):
    """Waits until it is done. Who asks says True, or how long to wait before asking again."""
    began, again = time.monotonic(), 0
    while True:
        now = time.monotonic()
        if now >= again:
            answer = done()
            if answer is True:
                return
            again = time.monotonic() + (answer or 0.1)
        if now - began > limit:
            raise TimeoutError(f"{what}: not done in {limit} s")
        for neighbor in neighbors:
            neighbor.alive()
        time.sleep(0.02)


def counted(count, wanted):
    """Counting takes time from who installs: it is done seldom while much is missing, and nobody does 700,000 a second."""
    missing = wanted - count()
    return missing <= 0 or max(0.1, missing / 700_000)


def measure(name, tables, lab, folder):
    daemon, out = Daemon(name, lab, folder), {}
    neighbors = [Neighbor(lab, number, says) for number, says in enumerate(tables, 1)]
    routes, samples = tables.routes, tables.samples
    try:
        until(lambda: daemon.child.poll() is not None or daemon.routes() > 0, [], "start")
        neighbors[0].open()
        time.sleep(1.5)  # the JVM compiles what it rehearses
        few = daemon.routes()

        def took(what, act, done, heard):
            cpu, began = daemon.cpu(), time.monotonic()
            act()
            try:
                until(done, heard, what)
                out[what] = (time.monotonic() - began, daemon.cpu() - cpu)
            except TimeoutError:
                out[what] = (math.inf, daemon.cpu() - cpu)

        def over(link):
            return lambda: lab.over(link, samples)

        def full(wanted):
            return lambda: counted(daemon.routes, wanted)

        took("install", neighbors[0].tell, full(few + routes), neighbors[:1])
        neighbors[1].open()
        neighbors[1].tell()
        rest(daemon, neighbors)
        static = ("10.9.0.0/24", "proto", "static")
        took("move", lambda: inside(lab.router, "route", "replace", *static, "via", "10.0.2.2"), over("r2"), neighbors)
        rest(daemon, neighbors)
        inside(lab.router, "route", "replace", *static, "via", "10.0.1.2")
        until(over("r1"), neighbors, "back")
        rest(daemon, neighbors)
        took("link", lambda: inside(lab.router, "link", "set", "dev", "r1", "down"), full(routes), neighbors[1:])
        rest(daemon, neighbors[1:])
        out["over"] = (inside(lab.router, "route", "show", "dev", "r2").count("\n"), 0)
        neighbors[0].heard = time.monotonic()  # nothing came over a link that was down
        took("flap", lambda: lab.up("r1", static), over("r1"), neighbors)
        rest(daemon, neighbors)
        out["silence"] = (max(n.silence for n in neighbors), 0)
        began = time.monotonic()
        daemon.stop()
        left = inside(lab.router, "route").count("\n")
        out["stop"] = (time.monotonic() - began, 0)
        out["left"] = (left, 0)
    finally:
        daemon.kill()
        for neighbor in neighbors:
            neighbor.close()
    return out


def rest(daemon, neighbors):
    """Until the daemon does nothing for half a second."""
    last = [daemon.cpu(), time.monotonic()]

    def quiet():
        now = daemon.cpu()
        if now - last[0] > 0.02:
            last[:] = [now, time.monotonic()]
        return time.monotonic() - last[1] > 0.5

    until(quiet, neighbors, "rest")


def is_here(name):
    return name in ("godwit", "objects") or (shutil.which(name) if name == "bird" else (FRR / "zebra").exists())


class Tables(list):
    def __init__(self, routes):
        runs = table(routes)
        super().__init__([updates(runs, "10.9.0.1", 200), updates(runs, "10.0.2.2", 100)])
        self.routes = routes
        self.flat = [prefix for run in runs for prefix in run]
        some = [runs[len(runs) * i // 40][0][0] for i in range(40)]
        self.samples = [socket.inet_ntoa(struct.pack("!I", at + 1)) for at in some]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--routes", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("daemons", nargs="*", default=[])
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("not run: network namespaces take root")
    names = options.daemons or [*alone.NAMES, *(name for name in CONFIGS if is_here(name))]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is removed then, too
    tables = Tables(options.routes)
    found = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for name in names:
                lab = Lab()
                try:
                    if name in alone.NAMES:
                        with within(lab.router):
                            found[name].append(alone.measure(name == "kernel-objects", tables.flat))
                    else:
                        found[name].append(measure(name, tables, lab, pathlib.Path(folder)))
                except Exception:
                    if name not in alone.NAMES:
                        print((pathlib.Path(folder) / (name + ".log")).read_text()[-2000:], file=sys.stderr)
                    raise
                finally:
                    lab.close()
                line = " ".join(f"{what} {cell(found[name][-1:], what)}" for what in STEPS)
                print(f"{name}: {line}", file=sys.stderr, flush=True)
    print(f"{options.routes} routes, medians of {options.rounds}: seconds (CPU seconds of the daemon)")
    print(f"{'':10}" + "".join(f"{name:>18}" for name in names))
    for what in STEPS:
        print(f"{what:10}" + "".join(f"{cell(found[name], what):>18}" for name in names))


def cell(runs, what):
    if what not in runs[0]:
        return "-"
    figure = statistics.median(run[what][0] for run in runs)
    cpu = statistics.median(run[what][1] for run in runs)
    if what in ("over", "left"):
        return f"{figure:.0f}"
    return f"{figure:.2f}" + (f" ({cpu:.2f})" if cpu else "")


if __name__ == "__main__":
    main()
