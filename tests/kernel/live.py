#!/usr/bin/env python3
"""What the daemon does to the routes of a real kernel: one router in a network namespace, two neighbors behind links.

Each case looks with `ip route`. Needs root, iproute2, and a built tree (GODWIT: another launcher); 30 s; all of it is
gone afterwards.

  tests/kernel/live.py [CASE ...]
"""
import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

import full
from full import Lab, inside

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GODWIT = os.environ.get("GODWIT", str(ROOT / "godwit"))
CASES = {}


def case(function):
    CASES[function.__name__.replace("_", "-")] = function
    return function


def attribute(flags, kind, value):
    return bytes([flags, kind, len(value)]) + value


def update(prefix, next_hop, communities=(), bandwidth=None, withdraw=False):
    """An UPDATE of IBGP; an IPv4 prefix with an IPv6 next hop makes it one of RFC 8950."""
    network, length = prefix.split("/")
    nlri = b"" if ":" in prefix else bytes([int(length)]) + socket.inet_aton(network)[: (int(length) + 7) // 8]
    if withdraw:
        return full.message(2, struct.pack("!H", len(nlri)) + nlri + b"\0\0")
    out = attribute(0x40, 1, b"\0") + attribute(0x40, 2, b"") + attribute(0x40, 5, struct.pack("!I", 100))
    if communities:
        out += attribute(0xC0, 8, b"".join(struct.pack("!I", c) for c in communities))
    if bandwidth:
        out += attribute(0xC0, 16, struct.pack("!BBHf", 0x40, 4, full.AS, bandwidth))
    if ":" in prefix:
        network = socket.inet_pton(socket.AF_INET6, network)[: (int(length) + 7) // 8]
        hop = socket.inet_pton(socket.AF_INET6, next_hop)
        out += attribute(0x80, 14, b"\0\2\1\x10" + hop + b"\0" + bytes([int(length)]) + network)
        nlri = b""
    elif ":" in next_hop:
        out += attribute(0x80, 14, b"\0\1\1\x10" + socket.inet_pton(socket.AF_INET6, next_hop) + b"\0" + nlri)
        nlri = b""
    else:
        out += attribute(0x40, 3, socket.inet_aton(next_hop))
    return full.message(2, struct.pack("!HH", 0, len(out)) + out + nlri)


class Router:
    """The daemon with two neighbors, which say what a case wants."""

    def __init__(self, lab, folder, kernel, before=(), more="", rights=True, group="export reject", families="ipv4"):
        self.group = group
        self.lab, self.folder = lab, folder
        self.conf, self.socket = folder / "godwit.conf", folder / "godwit.sock"
        self.more, self.families = more, families
        self.write(kernel)
        drop = [] if rights else ["setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"]
        self.log = open(folder / "log", "w")
        self.sides = [full.Neighbor(lab, number, b"") for number in (1, 2)]
        for side in self.sides if "ipv6" in families else ():
            side.families += b"\x01\x04\0\2\0\1"
        self.child = subprocess.Popen(
            ["ip", "netns", "exec", lab.router, *drop, GODWIT, "run", str(self.conf), "--socket", str(self.socket)],
            stdout=self.log, stderr=self.log)

    def open(self):
        for side in self.sides:
            side.open()

    def write(self, kernel):
        self.conf.write_text(
            "router { as %d; id 10.0.0.1 }\n%s\n%s\n" % (full.AS, kernel, self.more)
            + "group all { as %d; family %s; extended-nexthop; import accept; %s }\n" % (full.AS, self.families, self.group)
            + "neighbor 10.0.1.2 in all { }\nneighbor 10.0.2.2 in all { }\n")

    def reload(self, kernel):
        self.write(kernel)
        return self.godwit("reload")

    def say(self, number, *args, **words):
        self.sides[number - 1].sock.send(update(*args, **words))

    def godwit(self, *words):
        return subprocess.run(
            ["ip", "netns", "exec", self.lab.router, GODWIT, *words, "--socket", str(self.socket)],
            capture_output=True, text=True).stdout

    def kernel(self):
        return json.loads(self.godwit("show", "kernel", "--json"))

    def routes(self, *words, version="-4"):
        text = inside(self.lab.router, version, "route", "show", *(words or ("proto", "66")), check=False)
        return re.sub(r" *\n\t", " ", text)

    def has(self, *wanted, lacks=(), words=(), seconds=5, version="-4"):
        """Waits until `ip route` shows every text, and none of those that must not be there."""
        end = time.monotonic() + seconds
        while True:
            for side in self.sides:
                side.alive()
            text = self.routes(*words, version=version)
            if all(re.search(w, text) for w in wanted) and not any(re.search(w, text) for w in lacks):
                return
            if time.monotonic() > end:
                raise AssertionError(f"wanted {wanted}, without {lacks}, but there is:\n{text}")
            time.sleep(0.05)

    def close(self, how="terminate"):
        getattr(self.child, how)()
        self.child.wait(20)
        for side in self.sides:
            side.close()


# ---- the cases


@case
def installs_replaces_removes(start):
    router = start("kernel { export accept }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.has(r"203.0.113.0/24 via 10.0.1.2 dev r1 metric 20")
    router.say(1, "203.0.113.0/24", "10.0.1.7")
    router.has(r"203.0.113.0/24 via 10.0.1.7 dev r1")
    router.say(1, "203.0.113.0/24", "", withdraw=True)
    router.has(lacks=["203.0.113"])


@case
def shares_by_bandwidth(start):
    for objects in ("", " next-hop-objects"):
        router = start("kernel { export accept; multipath 4;%s }" % objects)
        router.say(1, "203.0.113.0/24", "10.0.1.2", bandwidth=1e9)
        router.say(2, "203.0.113.0/24", "10.0.2.2", bandwidth=2.5e8)
        router.has(r"via 10.0.1.2 dev r1 weight 256", r"via 10.0.2.2 dev r2 weight 64")
        router.say(2, "203.0.113.0/24", "10.0.2.2", bandwidth=1e9)
        router.has(r"via 10.0.1.2 dev r1 weight 1 ", r"via 10.0.2.2 dev r2 weight 1 ")
        router.close()
        assert "203.0.113" not in router.routes(), "left after the stop"


@case
def leads_over_ipv6(start):
    router = start("kernel { export accept }", more="")
    inside(router.lab.router, "-6", "addr", "add", "2001:db8:1::1/64", "dev", "r1", "nodad")
    time.sleep(0.3)
    router.say(1, "203.0.113.0/24", "2001:db8:1::2")
    router.has(r"203.0.113.0/24 via inet6 2001:db8:1::2 dev r1")


@case
def drops_black_holes(start):
    router = start("kernel { export accept; blackhole }")
    router.say(1, "203.0.113.9/32", "10.0.1.2", communities=[0xFFFF029A])
    router.has(r"blackhole 203.0.113.9 ")


@case
def puts_right_what_others_do(start):
    router = start("kernel { export accept }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.has("203.0.113.0/24")
    inside(router.lab.router, "route", "del", "203.0.113.0/24", "proto", "66")
    router.has("203.0.113.0/24 via 10.0.1.2", seconds=2)
    inside(router.lab.router, "link", "set", "r1", "down")
    router.has(lacks=["203.0.113"])
    inside(router.lab.router, "link", "set", "r1", "up")
    router.has("203.0.113.0/24 via 10.0.1.2")


@case
def leaves_routes_of_others(start):
    space = start.lab.router
    inside(space, "route", "add", "203.0.113.0/24", "via", "10.0.2.2", "metric", "20", "proto", "static")
    router = start("kernel { export accept }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.say(1, "203.0.114.0/24", "10.0.1.2")
    router.has("203.0.114.0/24")
    router.has("203.0.113.0/24 via 10.0.2.2", words=("proto", "static"))
    shown = router.kernel()
    assert shown["refused"] == 1 and "metric" in shown["refusals"][0]["cause"], shown
    assert "kernel: refused: another route" in router.godwit("show", "route", "203.0.113.0/24", "why")
    assert "kernel: installed" in router.godwit("show", "route", "203.0.114.0/24", "why")
    inside(space, "route", "del", "203.0.113.0/24", "proto", "static")
    router.has("203.0.113.0/24 via 10.0.1.2")
    inside(space, "route", "add", "203.0.114.0/24", "via", "10.0.2.2", "metric", "10", "proto", "static")
    says(router, "203.0.114.0/24", "not used: a route of protocol static with metric 10 comes first")


@case
def tells_of_namesakes(start):
    space = start.lab.router
    inside(space, "route", "add", "203.0.113.0/24", "via", "10.0.2.2", "metric", "5", "proto", "66")
    router = start("kernel { export accept }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.has("203.0.113.0/24 via 10.0.1.2 dev r1 metric 20")
    says(router, "203.0.113.0/24", "not used: a route of protocol 66 with metric 5 comes first")
    assert router.kernel()["namesakes"] == 1, router.kernel()
    for number in (1, 2):
        router.sides[number - 1].sock.send(full.message(2, b"\0\0\0\0"))
    time.sleep(1)
    inside(space, "route", "add", "198.18.0.0/24", "via", "10.0.2.2", "metric", "20", "proto", "66")
    router.has("203.0.113.0/24 via 10.0.2.2 dev r2 metric 5", lacks=["198.18"])


@case
def gives_way_to_its_like(start):
    """A second daemon with our number and metric wants other routes: neither runs after the other."""
    router = start("kernel { export accept }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.has("203.0.113.0/24 via 10.0.1.2")
    space, folder = router.lab.router, router.folder
    (folder / "other.conf").write_text("router { as 65001; id 10.0.0.9; listen port 1790 }\nkernel { export accept }\n")
    with open(folder / "other.log", "w") as log, open(folder / "seen", "w") as seen:
        watching = subprocess.Popen(["ip", "-n", space, "monitor", "route"], stdout=seen)
        other = subprocess.Popen(["ip", "netns", "exec", space, GODWIT, "run", str(folder / "other.conf"), "--socket",
                                  str(folder / "other.sock")], stdout=log, stderr=log)
        try:
            end = time.monotonic() + 10
            while "another program" not in (folder / "other.log").read_text() and time.monotonic() < end:
                time.sleep(0.1)
            time.sleep(2)
        finally:
            watching.terminate()
            watching.wait()
            other.terminate()
            other.wait(20)
    assert "a second Godwit" in (folder / "other.log").read_text(), (folder / "other.log").read_text()
    changes = len((folder / "seen").read_text().splitlines())
    assert changes < 50, f"{changes} changes of routes"
    router.has("203.0.113.0/24 via 10.0.1.2", seconds=10)


@case
def sees_what_it_was_not_told(start):
    """The kernel has no room for what it wants to say to a daemon that does not listen (ENOBUFS)."""
    router = start("kernel { export accept; import static }", group="export accept; route-reflector-client")
    space = router.lab.router
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.say(1, "203.0.114.0/24", "10.0.1.2")
    router.has("203.0.113.0/24 via 10.0.1.2", "203.0.114.0/24 via 10.0.1.2")
    before = router.kernel()["restarts"]
    os.kill(router.child.pid, signal.SIGSTOP)
    try:
        inside(space, "route", "del", "203.0.113.0/24", "proto", "66")
        inside(space, "route", "replace", "203.0.114.0/24", "via", "10.0.1.9", "metric", "20", "proto", "66")
        flood(space, 60_000)
        inside(space, "route", "add", "198.51.100.0/24", "via", "10.0.2.2", "proto", "static")
    finally:
        os.kill(router.child.pid, signal.SIGCONT)
    router.has("203.0.113.0/24 via 10.0.1.2", "203.0.114.0/24 via 10.0.1.2", seconds=20)
    says(router, "198.51.100.0/24", "198.51.100.0/24")
    assert router.kernel()["restarts"] > before, "nothing was lost: the flood is too small"


def flood(space, count):
    """Routes that come and go."""
    lines = [f"route {what} 198.18.{n >> 8 & 255}.{n & 255}/32 via 10.0.2.2 metric {100 + (n >> 16)} proto static"
             for what in ("add", "del") for n in range(count)]
    subprocess.run(["ip", "-n", space, "-batch", "-"], input="\n".join(lines), text=True, check=True,
                   capture_output=True)


def says(router, prefix, wanted, seconds=5):
    end = time.monotonic() + seconds
    while True:
        text = router.godwit("show", "route", prefix, "why")
        if wanted in text:
            return
        assert time.monotonic() < end, f"wanted {wanted}, but: {text}"
        time.sleep(0.1)


@case
def sweeps_what_a_killed_run_left(start):
    router = start("kernel { export accept; next-hop-objects }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.has("203.0.113.0/24 nhid")
    router.close("kill")
    assert "203.0.113.0/24" in router.routes(), "a killed daemon leaves its routes"
    router = start("kernel { export accept; next-hop-objects }")
    for number in (1, 2):
        router.sides[number - 1].sock.send(full.message(2, b"\0\0\0\0"))
    router.has(lacks=["203.0.113"])
    end = time.monotonic() + 3
    while inside(router.lab.router, "nexthop", "show", "proto", "66") and time.monotonic() < end:
        time.sleep(0.1)
    assert not inside(router.lab.router, "nexthop", "show"), inside(router.lab.router, "nexthop", "show")


@case
def moves_with_the_configuration(start):
    router = start("kernel { export accept }")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.say(2, "203.0.113.0/24", "10.0.2.2")
    router.say(1, "198.51.100.0/24", "10.0.1.2", communities=[0xFFFF029A])
    router.has("203.0.113.0/24 via 10.0.1.2", "198.51.100.0/24 via")
    for kernel, words, wanted in (
            ("kernel { export accept; metric 33 }", ("proto", "66"), "203.0.113.0/24 via 10.0.1.2 dev r1 metric 33"),
            ("kernel { export accept; protocol 77 }", ("proto", "77"), "203.0.113.0/24 via 10.0.1.2 dev r1 metric 20"),
            ("kernel { export accept; table 100 }", ("table", "100"), "203.0.113.0/24 via 10.0.1.2 dev r1"),
            ("kernel { export accept }", ("proto", "66"), "203.0.113.0/24 via 10.0.1.2 dev r1 metric 20"),
            ("kernel { export accept; next-hop-objects }", ("proto", "66"), "203.0.113.0/24 nhid .* via 10.0.1.2"),
            ("kernel { export accept; multipath 2 }", ("proto", "66"), "203.0.113.0/24 metric 20 .*via 10.0.2.2"),
            ("kernel { export accept; blackhole }", ("proto", "66"), "blackhole 198.51.100.0/24"),
            ("kernel { export reject }", ("proto", "66"), "^$")):
        router.reload(kernel)
        router.has(wanted, words=words)
        everywhere = inside(router.lab.router, "route", "show", "table", "all")
        count = len(re.findall(r"(?<!unreachable )203\.0\.113\.0/24", everywhere))
        assert count == (0 if wanted == "^$" else 1), f"{kernel}: {everywhere}"
    router.reload("")
    router.has(lacks=["203.0.113"])


@case
def announces_what_is_installed(start):
    router = start("kernel { export accept; announce-installed }", group="export accept; route-reflector-client")
    space, heard = router.lab.router, []
    side = router.sides[1]

    def take(octets, once=side.take):
        data = once(octets)
        heard.append(data)
        return data

    side.take = take
    inside(space, "route", "add", "203.0.113.0/24", "via", "10.0.1.9", "metric", "20", "proto", "static")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.say(1, "198.51.100.0/24", "10.0.1.2")
    router.has("198.51.100.0/24 via 10.0.1.2")

    def told(prefix):
        side.alive()
        return any(prefix in data for data in heard)

    def until(prefix, *wanted):
        end = time.monotonic() + 5
        said = ""
        while not all(w in said for w in wanted) and time.monotonic() < end:
            time.sleep(0.1)
            said = router.godwit("show", "route", prefix, "why-not", "10.0.2.2")
        assert all(w in said for w in wanted), f"{prefix}: {said}"

    until("203.0.113.0/24", "waits for the kernel", "another route with this metric")
    assert told(b"\x18\xc6\x33\x64") and not told(b"\x18\xcb\x00\x71"), heard
    assert router.kernel()["unannounced"] == 1, router.kernel()
    inside(space, "route", "del", "203.0.113.0/24", "proto", "static")
    router.has("203.0.113.0/24 via 10.0.1.2")
    end = time.monotonic() + 5
    while router.kernel()["unannounced"] and time.monotonic() < end:
        time.sleep(0.1)
    assert router.kernel()["unannounced"] == 0, router.kernel()
    assert told(b"\x18\xcb\x00\x71"), heard


@case
def leaves_neighbors_on_their_links(start):
    """A route to a neighbor by way of another would end its session, as the kernel would use it for that too."""
    router = start("kernel { export accept }")
    for closer in ("10.0.1.2/32", "10.0.1.0/25", "10.0.1.0/24"):
        router.say(2, closer, "10.0.2.2")
    router.say(2, "10.0.1.128/25", "10.0.2.2")
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    router.has(r"10\.0\.1\.128/25 via 10\.0\.2\.2", r"203\.0\.113\.0/24 via 10\.0\.1\.2",
               lacks=[r"10\.0\.1\.2 via", r"10\.0\.1\.0/25"])
    why = router.godwit("show", "route", "10.0.1.2/32", "why")
    assert "it would take 10.0.1.2 from its link" in why, why
    inside(router.lab.router, "link", "set", "r1", "down")  # then there is nothing to take it from
    router.has(r"10\.0\.1\.2 via 10\.0\.2\.2", r"10\.0\.1\.0/25 via 10\.0\.2\.2")
    inside(router.lab.router, "link", "set", "r1", "up")
    router.has(lacks=[r"10\.0\.1\.2 via", r"10\.0\.1\.0/25"])


@case
def leaves_next_hops_of_ipv6_on_their_links(start):
    """While a gateway has a gateway, the kernel refuses all that lead over it: anybody could do that."""
    for words in ("", "; next-hop-objects"):
        router = start("kernel { export accept%s }" % words, families="ipv4, ipv6")
        for number in (1, 2):
            inside(router.lab.router, "-6", "addr", "replace", "2001:db8:%d::1/64" % number, "dev", "r%d" % number, "nodad")
        for closer in ("2001:db8:1::9/128", "2001:db8:1::/64", "fe80::/64"):
            router.say(2, closer, "2001:db8:1::7")
        router.say(2, "2001:db8:1:ffff::/64", "2001:db8:2::7")
        router.has("2001:db8:1:ffff::/64 .*via", "2001:db8:1::9 .*via", lacks=["fe80::/64", "2001:db8:1::/64"],
                   version="-6")
        router.say(1, "2001:db8:9::/48", "2001:db8:1::9")
        router.has("2001:db8:9::/48 .*via 2001:db8:1::9 dev r1", lacks=["2001:db8:1::9 .*via", "2001:db8:1::/64"],
                   version="-6")


@case
def does_not_follow_its_own_routes(start):
    """A route to a next hop, over that next hop or another of ours, leads nowhere and does not come and go."""
    router = start("kernel { export accept }")
    router.say(1, "192.0.2.0/24", "192.0.2.7")
    router.say(1, "198.51.100.0/24", "10.0.1.2")
    router.say(1, "203.0.113.0/24", "198.51.100.7")
    router.has("198.51.100.0/24 via 10.0.1.2")
    for _ in range(20):
        router.has("198.51.100.0/24 via 10.0.1.2", lacks=["192.0.2.0/24", "203.0.113.0/24"])
    assert "no route to 192.0.2.7" in router.godwit("show", "nexthops"), router.godwit("show", "nexthops")


@case
def uses_only_hosts_as_next_hops(start):
    """RFC 4271 §6.3: with a default route every address seems to be reached."""
    router = start("kernel { export accept }")
    inside(router.lab.router, "route", "add", "default", "via", "10.0.2.2")
    wrong = {"10.0.1.1": "own", "10.0.1.0": "the network 10.0.1.0/24 itself", "10.0.1.255": "broadcast address",
             "127.0.0.5": "our own address"}  # of every host
    for number, hop in enumerate(wrong):
        router.say(1, "203.0.%d.0/24" % number, hop)
    for number, hop in enumerate(("0.0.0.0", "224.0.0.5", "255.255.255.255")):  # RFC 7606 §7.3: as withdrawn
        router.say(1, "192.0.%d.0/24" % number, hop)
    router.say(1, "198.51.100.0/24", "10.0.1.2")
    router.has("198.51.100.0/24", lacks=[r"203\.0", r"192\.0"])
    for number, text in enumerate(wrong.values()):
        why = router.godwit("show", "route", "203.0.%d.0/24" % number, "why")
        assert text in why, (text, why)
    assert "192.0." not in router.godwit("show", "routes"), router.godwit("show", "routes")


@case
def works_without_the_right(start):
    router = start("kernel { export accept }", rights=False)
    router.say(1, "203.0.113.0/24", "10.0.1.2")
    end = time.monotonic() + 5
    while "203.0.113.0/24" not in router.godwit("show", "routes") and time.monotonic() < end:
        time.sleep(0.1)
    assert "203.0.113.0/24" in router.godwit("show", "routes")
    assert "CAP_NET_ADMIN" in router.kernel()["trouble"], router.kernel()
    assert "CAP_NET_ADMIN" in (router.folder / "log").read_text()
    router.has(lacks=["203.0.113"])


class Start:
    """Starts the daemon of a case, and ends it with it."""

    def __init__(self, lab, folder):
        self.lab, self.folder, self.last = lab, folder, None

    def __call__(self, kernel, **words):
        self.end()
        self.last = Router(self.lab, self.folder, kernel, **words)
        self.last.open()
        return self.last

    def end(self):
        if self.last and self.last.child.poll() is None:
            self.last.close()


def main():
    if os.geteuid() != 0:
        sys.exit("not run: network namespaces take root")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is removed then, too
    subprocess.run([GODWIT, "version"], check=True, capture_output=True)  # builds what is not built
    failed = 0
    for name in sys.argv[1:] or CASES:
        with tempfile.TemporaryDirectory() as folder:
            lab = Lab()
            start = Start(lab, pathlib.Path(folder))
            began = time.monotonic()
            try:
                CASES[name](start)
                print(f"ok    {name} ({time.monotonic() - began:.1f} s)", flush=True)
            except Exception as e:
                failed += 1
                print(f"FAIL  {name}: {type(e).__name__} {e}", flush=True)
                print((pathlib.Path(folder) / "log").read_text()[-1500:])
            finally:
                start.end()
                lab.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
