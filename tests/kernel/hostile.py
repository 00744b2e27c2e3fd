#!/usr/bin/env python3
"""Two neighbors that want to break a router, and one that must not notice it.

A router in a network namespace of its own gives its routes to the kernel. A good neighbor behind one link has told its
routes, and has BFD; behind another link are two attackers, one of another AS, one of ours. After each attack the session
and the BFD of the good one must be those of the beginning, its routes must be in the kernel, over its link, and the
daemon must not need more memory than it was given. Needs root and iproute2; all of it is gone afterwards.

  tests/kernel/hostile.py [--seed 1] [ATTACK ...]
"""
import argparse
import json
import os
import pathlib
import random
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

import full
from full import Lab, inside, message, take, within
from live import GODWIT, attribute

AS = full.AS
GOOD, OUTSIDER, INSIDER = "10.0.1.2", "10.0.2.2", "10.0.2.3"
ROUTES = [f"100.64.{n}.0/24" for n in range(200)]
MEMORY_OPTIONS = "-Xmx192m -XX:+UseSerialGC"
MEMORY_KB = 600_000  # the heap, and what the JVM needs besides
CONF = """router {{ as {asn}; id 10.0.0.1 }}
kernel {{ import static; export accept }}
group all {{ passive; family ipv4, ipv6; extended-nexthop; import accept; export accept; bfd {{ interval 100ms; multiplier 30 }} }}
neighbor 10.0.1.2 in all {{ as {asn} }}
neighbor 10.0.2.2 in all {{ as 65002 }}
neighbor 10.0.2.3 in all {{ as {asn} }}
"""
ATTACKS = {}


def attack(function):
    ATTACKS[function.__name__.replace("_", "-")] = function
    return function


def nlri(prefix):
    network, length = prefix.split("/")
    return bytes([int(length)]) + socket.inet_aton(network)[: (int(length) + 7) // 8]


class Speaker:
    """A session that a thread keeps; `trouble` says what ended it."""

    def __init__(self, space, address, asn):
        self.space, self.address, self.asn = space, address, asn
        self.sock, self.ready, self.trouble, self.sessions = None, False, "", 0

    def open(self):
        end = time.monotonic() + 20
        while True:
            try:
                self.connect()
                return self
            except OSError:
                self.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def connect(self):
        self.ready, self.kept = False, 0.0
        with within(self.space):
            self.sock = socket.socket()
        self.sock.bind((self.address, 0))
        self.sock.settimeout(10)
        self.sock.connect((self.address.rsplit(".", 1)[0] + ".1", 179))
        families = b"\x01\x04\0\1\0\1\x01\x04\0\2\0\1\x05\x06\0\1\0\1\0\2\x41\x04" + struct.pack("!I", self.asn)
        self.sock.sendall(message(1, struct.pack("!BHH4sB", 4, self.asn, 90, socket.inet_aton(self.address),
                                                 2 + len(families)) + bytes([2, len(families)]) + families))
        while self.hear() != 4:
            pass
        self.ready = True
        self.sessions += 1
        self.trouble = ""
        threading.Thread(target=self.listen, args=(self.sock,), daemon=True).start()

    def listen(self, sock):
        try:
            while True:
                self.hear()
        except OSError as e:
            if sock is self.sock:
                self.trouble = str(e) or type(e).__name__

    def hear(self):
        """What is told has to be taken, or the daemon holds it for us."""
        size, kind = struct.unpack_from("!HB", self.take(19), 16)
        body = self.take(size - 19)
        if kind == 1 or time.monotonic() - self.kept > 10:  # who sends UPDATEs only sends no KEEPALIVE
            self.kept = time.monotonic()
            self.sock.sendall(message(4))
        if kind == 3:
            raise OSError(f"NOTIFICATION {body[0]}/{body[1]}")
        return kind

    def take(self, octets):
        return take(self.sock, octets, OSError("closed"), patient=lambda: self.ready)

    def close(self):
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it was never open, or the other side was faster
            self.sock.close()
        self.sock = None

    def send(self, octets):
        """Whoever is thrown out comes again."""
        try:
            if self.trouble or self.sock is None:
                self.close()
                self.open()
            self.sock.sendall(octets)
        except OSError:
            self.close()

    def update(self, prefixes, next_hop, more=b""):
        path = b"" if self.asn == AS else b"\2\1" + struct.pack("!I", self.asn)
        out = attribute(0x40, 1, b"\0") + attribute(0x40, 2, path) + attribute(0x40, 3, socket.inet_aton(next_hop))
        if self.asn == AS:
            out += attribute(0x40, 5, struct.pack("!I", 200 if self.address != GOOD else 100))
        out += more
        return message(2, struct.pack("!HH", 0, len(out)) + out + b"".join(map(nlri, prefixes)))

    def withdraw(self, octets):
        return message(2, struct.pack("!H", len(octets)) + octets + b"\0\0")


class Echo(threading.Thread):
    """The BFD of the good neighbor (RFC 5880 §6.8.6): as much of it as comes up and stays."""

    def __init__(self, space):
        super().__init__(daemon=True)
        with within(space):
            self.hears, self.says = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
        self.hears.bind((GOOD, 3784))
        self.hears.settimeout(0.1)
        self.says.bind((GOOD, 49200))
        self.says.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)
        self.over = False

    def run(self):
        state, yours, said = 1, 0, 0.0
        while not self.over:
            try:
                packet = self.hears.recv(200)
                theirs, yours = packet[1] >> 6, int.from_bytes(packet[4:8], "big")
                state = {1: 2, 2: 3, 3: 3 if state > 1 else 1}.get(theirs, 1)
                if packet[1] & 0x20:  # a poll
                    self.say(state, yours, 0x10)
            except TimeoutError:
                pass
            if time.monotonic() - said > 0.08:
                said = time.monotonic()
                self.say(state, yours, 0)

    def say(self, state, yours, bits):
        self.says.sendto(struct.pack("!BBBBIIIII", 0x20, state << 6 | bits, 30, 24, 7, yours, 100_000, 100_000, 0),
                         ("10.0.1.1", 3784))


class Trial:
    def __init__(self, lab, folder, dice):
        self.lab, self.folder, self.dice = lab, folder, dice
        self.child = self.echo = None
        self.speakers = []

    def start(self):
        lab, folder = self.lab, self.folder
        inside(lab.sides[1], "addr", "add", INSIDER + "/24", "dev", "s2")
        inside(lab.router, "-6", "addr", "add", "2001:db8:2::1/64", "dev", "r2", "nodad")
        (folder / "godwit.conf").write_text(CONF.format(asn=AS))
        self.log = open(folder / "log", "w")
        self.child = subprocess.Popen(
            ["ip", "netns", "exec", lab.router, GODWIT, "run", str(folder / "godwit.conf"), "--socket", str(folder / "s")],
            stdout=self.log, stderr=self.log, env=os.environ | {"GODWIT_JAVA_OPTS": MEMORY_OPTIONS})
        self.good = Speaker(lab.sides[0], GOOD, AS)
        self.outsider = Speaker(lab.sides[1], OUTSIDER, 65002)
        self.insider = Speaker(lab.sides[1], INSIDER, AS)
        self.speakers = [self.good, self.outsider, self.insider]
        self.attackers = self.speakers[1:]
        for speaker in self.speakers:
            speaker.open()
        self.echo = Echo(lab.sides[0])
        self.echo.start()
        self.good.sock.sendall(self.good.update(ROUTES, GOOD))
        self.until(self.well)

    def show(self, *words):
        done = subprocess.run([GODWIT, "show", *words, "--json", "--socket", str(self.folder / "s")], capture_output=True,
                              text=True, timeout=20)
        if done.returncode:
            raise AssertionError(f"show {words}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def routed(self):
        """What the kernel shows to be wrong with the good neighbor, or with the daemon; empty if nothing is."""
        if self.child.poll() is not None:
            return "the daemon is dead"
        if self.good.trouble:
            return f"the good neighbor lost its session: {self.good.trouble}"
        told = inside(self.lab.router, "route", "show", "proto", "66", check=False)
        lacking = [r for r in ROUTES if f"{r} via {GOOD} dev r1 " not in told]
        if lacking:
            return f"{len(lacking)} routes of the good neighbor are not in the kernel, like {lacking[0]}"
        if "dev r1" not in inside(self.lab.router, "route", "get", GOOD):
            return "the good neighbor is not reached over its link"
        return ""

    def well(self):
        """The same, and what the daemon shows."""
        wrong = self.routed()
        if wrong:
            return wrong
        bfd = next(s for s in self.show("bfd")["sessions"] if s["address"] == GOOD)
        if bfd["state"] != "Up" or bfd["flaps"]:
            return f"its BFD: {bfd}"
        with open(f"/proc/{self.child.pid}/status") as status:
            used = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        return f"{used} kB of memory" if used > MEMORY_KB else ""

    def until(self, wrong, seconds=15):
        end = time.monotonic() + seconds
        while said := wrong():
            if time.monotonic() > end:
                raise AssertionError(said)
            time.sleep(0.2)

    def heard(self):
        """All that the attackers have said was read: a last route of each is in the kernel, and leaves it."""
        for number, who in enumerate(self.attackers):
            mark = f"198.51.100.{number}/32"
            shown = ("route", "show", mark, "proto", "66")

            def missing():
                who.send(who.update([mark], who.address))  # once more, if the one before was thrown away
                return "" if inside(self.lab.router, *shown) else f"{who.address} is not heard: {who.trouble}"

            self.until(missing, seconds=30)
            who.send(who.withdraw(nlri(mark)))
            self.until(lambda: inside(self.lab.router, *shown), seconds=30)

    def holds(self, routes):
        held = self.show("kernel")["installed_ipv4"]
        return "" if held >= routes else f"{held} routes of {routes} in the kernel"

    def only_good(self):
        """Nothing but the routes of the good neighbor is in the kernel."""
        told = inside(self.lab.router, "route", "show", "proto", "66").splitlines()
        return "" if len(told) == len(ROUTES) else f"{len(told)} routes in the kernel: {told[-1:]}"

    def stop(self):
        self.child.terminate()
        if self.child.wait(20) != 0:
            raise AssertionError(f"exit {self.child.returncode}")
        for version in ("-4", "-6"):
            left = inside(self.lab.router, version, "route", "show", "proto", "66")
            if left:
                raise AssertionError("left: " + left[:200])
        text = (self.folder / "log").read_text()
        if "Exception" in text or len(text) > 1_000_000:
            raise AssertionError(f"a log of {len(text)} characters: {text[text.find('Exception'):][:300]}")

    def close(self):
        if self.echo:
            self.echo.over = True
            self.echo.join()
        for speaker in self.speakers:
            speaker.close()
        if self.child and self.child.poll() is None:
            self.child.kill()
            self.child.wait()


# ---- the attacks


@attack
def next_hops(trial):
    """None of them may take a route of the good one's place, though the LOCAL_PREF is higher."""
    hops = ["0.0.0.0", "10.0.1.1", "10.0.2.1", "10.0.2.0", "10.0.2.255", "10.0.1.255", "127.0.0.1", "127.0.0.2",
            "224.0.0.5", "240.0.0.1", "255.255.255.255", "198.18.0.1", "0.0.0.1"]
    for hop in hops:
        for who in trial.attackers:
            who.send(who.update([*ROUTES, "203.0.113.0/24"], hop))
            who.send(who.update(["198.18.0.0/15", "240.0.0.0/4", "224.0.0.0/4", "127.0.0.0/8", "0.0.0.0/8"], hop))
        trial.heard()
        trial.until(trial.routed)
        trial.until(trial.only_good)


@attack
def ways_to_the_links(trial):
    """A default route, and routes closer than those of the links."""
    routes = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8", "10.0.1.0/24", "10.0.1.0/25", "10.0.1.2/32",
              "10.0.1.1/32", "10.0.2.0/24", "10.0.2.1/32", "10.0.2.2/32", "10.0.2.3/32", "10.9.0.0/16"]
    for turn in range(10):
        for who in trial.attackers:
            who.send(who.update(routes, trial.dice.choice([OUTSIDER, INSIDER, "10.0.2.77"])))
            if turn % 3 == 2:
                who.send(who.withdraw(b"".join(map(nlri, routes))))
        trial.heard()
        wrong = trial.routed()
        if wrong:
            raise AssertionError(wrong)
    for who in trial.attackers:
        who.send(who.withdraw(b"".join(map(nlri, routes))))


@attack
def flaps(trial):
    """50,000 routes come and go, while others write to the same table, and a link comes and goes."""
    noise = threading.Thread(target=foreign, args=(trial,))
    noise.start()
    try:
        blocks = [b"".join(b"\x18" + struct.pack("!I", (20 << 16 | n) << 8)[:3] for n in range(at, at + 500))
                  for at in range(0, 50_000, 500)]
        for turn in range(3):
            for who in trial.attackers:
                head = who.update([], who.address, attribute(0x80, 4, struct.pack("!I", turn)))[23:]
                for block in blocks:
                    who.send(message(2, struct.pack("!HH", 0, len(head)) + head + block))
            trial.until(lambda: trial.holds(50_000), seconds=30)
            for who in trial.attackers:
                for block in blocks:
                    who.send(who.withdraw(block))
    finally:
        noise.join()
    trial.until(trial.only_good, seconds=30)


def foreign(trial):
    """Routes of others, also with our metric and our protocol, in our places and elsewhere; links that flap."""
    dice, space = random.Random(trial.dice.random()), trial.lab.router
    lines = ["link add noise type veth peer name noises"]
    for n in range(15_000):
        prefix = dice.choice([f"20.{n >> 8 & 255}.{n & 255}.0/24", f"198.19.{n & 255}.0/24"])
        words = f"{prefix} via 10.0.2.{dice.choice([2, 3, 9])} metric {dice.choice([20, 21, 5])} proto {dice.choice(['static', '66', '77'])}"
        lines += [f"route {dice.choice(['add', 'replace', 'append'])} {words}"]
        lines += [f"route del {words}"]
        if n % 500 == 0:
            lines += ["link set noise up", "addr add 10.66.0.1/24 dev noise", "link set noise down", "addr flush dev noise"]
    ip_batch(space, lines)
    ip_batch(space, ["link del noise"] + [f"route flush proto {p}" for p in ("static", "77")] + [f"route flush proto 66 metric {m}" for m in (5, 21)])


def ip_batch(space, lines, seconds=60):
    """One `ip` for all lines. After an error it may wait for an answer of the kernel that does not come."""
    try:
        subprocess.run(["ip", "-n", space, "-force", "-batch", "-"], input="\n".join(lines), text=True, capture_output=True,
                       timeout=seconds)
    except subprocess.TimeoutExpired:
        print(f"     ip has not ended within {seconds} s", flush=True)


@attack
def withdrawals(trial):
    """Two million of what nobody has told, in both families."""
    for _ in range(500):
        octets = bytearray(trial.dice.randbytes(4000))
        octets[::4] = b"\x18" * 1000
        octets[1::4] = bytes(b | 128 for b in octets[1::4])  # none of the good ones
        for who in trial.attackers:
            who.send(who.withdraw(bytes(octets)))
            value = b"\0\2\1" + bytes(octets[:3996])
            out = struct.pack("!BBH", 0x90, 15, len(value)) + value
            who.send(message(2, struct.pack("!HH", 0, len(out)) + out))


@attack
def malformed(trial):
    """MP_REACH and MP_UNREACH, wrong in each way that comes to mind. Who is thrown out is let in later each time."""
    dice, before = trial.dice, {who: who.sessions for who in trial.attackers}
    for turn in range(300):
        who = trial.attackers[turn % 2]
        if who.sessions - before[who] >= 3:
            continue
        hop = dice.randbytes(dice.choice([0, 1, 4, 5, 15, 16, 16, 17, 24, 32, 32, 33, 48]))
        family = struct.pack("!HB", dice.choice([0, 1, 1, 2, 2, 2, 25, 16388, 65535]), dice.choice([0, 1, 1, 1, 2, 4, 128, 255]))
        routes = b"".join(bytes([dice.choice([0, 8, 32, 33, 64, 128, 129, 255])]) + dice.randbytes(dice.choice([0, 4, 8, 16]))
                          for _ in range(dice.randrange(4)))
        value = family + bytes([dice.choice([len(hop), len(hop), dice.randrange(256)])]) + hop + b"\0" + routes
        value = value[: dice.choice([len(value), dice.randrange(len(value) + 1)])]
        size = dice.choice([len(value), len(value), len(value), dice.randrange(256)]) & 255
        out = bytes([dice.choice([0x80, 0x80, 0x40, 0xC0]), dice.choice([14, 14, 15])]) + bytes([size]) + value
        rest = who.update([], dice.choice([who.address, "10.0.1.1"]))[23:]
        out = out + rest if dice.random() < 0.7 else rest + out
        who.send(message(2, struct.pack("!HH", 0, len(out)) + out + dice.choice([b"", nlri("203.0.113.0/24"), dice.randbytes(9)])))
        time.sleep(0.02)  # for the one who is thrown out to notice


@attack
def bfd(trial):
    """Garbage, and packets that say to be of the good neighbor, over the wrong link."""
    dice, space = trial.dice, trial.lab.sides[1]
    inside(space, "addr", "add", GOOD + "/32", "dev", "lo")
    with within(space):
        socks = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(4)]
    for sock, source, ttl in zip(socks, (OUTSIDER, INSIDER, GOOD, GOOD), (255, 64, 255, 1)):
        sock.bind((source, 0))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, ttl)
    numbers = [0, 7, 1, 0xFFFFFFFF]
    for n in range(20_000):
        packet = struct.pack("!BBBBIIIII", dice.choice([0x20, 0x20, 0x3F, 0x00]),
                             dice.randrange(256) & dice.choice([255, 0xC0]), dice.choice([0, 1, 3, 255]),
                             dice.choice([24, 24, 25, 255, 0]), dice.choice(numbers), dice.choice(numbers),
                             *(dice.choice([0, 1, 100_000, 0xFFFFFFFF]) for _ in range(3)))
        if n % 3 == 0:
            packet = dice.randbytes(dice.choice([0, 1, 23, 24, 24, 26, 1400]))
        for sock in socks:
            sock.sendto(packet, ("10.0.2.1", dice.choice([3784, 3784, 4784])))
    for sock in socks:
        sock.close()
    inside(space, "addr", "del", GOOD + "/32", "dev", "lo")
    refused = {d["reason"]: d["packets"] for d in trial.show("bfd")["discarded"]}
    if not refused.get("over another interface than its session's") or sum(refused.values()) < 10_000:
        raise AssertionError(f"discarded: {refused}")


def main():
    if os.geteuid() != 0:
        sys.exit("not run: network namespaces take root")
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("attacks", nargs="*", default=[*ATTACKS])
    options = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is removed then, too
    subprocess.run([GODWIT, "version"], check=True, capture_output=True)  # builds what is not built
    failed = 0

    def step(name, *acts):
        nonlocal failed
        began = time.monotonic()
        try:
            for act in acts:
                act()
            print(f"ok    {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception as e:
            failed += 1
            print(f"FAIL  {name}: {type(e).__name__} {e}", flush=True)
            print((trial.folder / "log").read_text()[-1500:])

    with tempfile.TemporaryDirectory() as folder:
        lab = Lab()
        trial = Trial(lab, pathlib.Path(folder), random.Random(options.seed))
        try:
            step("start", trial.start)
            for name in () if failed else options.attacks:
                step(name, lambda: ATTACKS[name](trial), trial.heard, lambda: trial.until(trial.well))
            if not failed:
                sessions = sum(a.sessions for a in trial.attackers)
                step(f"stop, after {sessions} sessions of attackers", trial.stop)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            try:
                trial.close()
            finally:
                lab.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
