#!/usr/bin/env python3
"""Neighbors that send random attributes, well-formed and not, while policies that read everything are swapped.

Two good members of a route server must keep their sessions and their routes, whatever two others send: wrong lengths,
flags and codes, endless paths, communities by the hundred, mass withdrawals, sessions cut in the middle. At the end the
attackers are gone, and the listener must hold exactly what the good sender announced.

  tests/policy/hostile.py [--seconds 20] [--seed 1]
"""
import argparse
import os
import pathlib
import random
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

import wire

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ROUTER = "127.78.0.1"
GOOD = [("127.78.1.1", 65001), ("127.78.1.2", 65002)]
BAD = [("127.78.1.3", 65003), ("127.78.1.4", 65004)]
BLOCKS = 20
SETTLE_SECONDS = 30

POLICY = """
router {{ as 64500; id 192.0.2.1; listen {router} port {port} }}
reject-tag large-community 64500:65520:*;
prefix-set some [ 10.0.0.0/8{{9,24}}, 2001:db8::/32+ ];
as-set large [ 64511, 64512, 3356 ];
policy in {{
    reject 1 "long"  if as-path.length > {longest};
    reject 2 "loop"  if as-path any large and as-path.length > 20;
    if prefix in some {{ add community 64500:1; set med 5 }} else {{ add large-community 64500:1:(peer.as) }}
    remove community 64500:*;
    remove large-community 64500:*:*;
    reject 3 "first" if as-path.first != peer.as and as-path.length > 3;
    reject 4 "last"  if as-path.last = 666;
    reject 5 "size"  if prefix.length > 26 and family = ipv4;
    reject 6 "rpki"  if rpki = invalid;
    reject 7 "med"   if med > 4000000000;
    set local-pref 50 if origin = incomplete;
    prepend route.peer-as 3 if med = 77;
    accept;
}}
policy out {{
    reject "blocked" if community has 0:(peer.as) or community has {blocked};
    prepend route.peer-as 2 if large-community has 64500:101:(peer.as);
    set med 9 if as-path matches "64511";
    add extended-community rt:64500:1;
    accept;
}}
group members {{ passive; import in; export out; local-address {router} }}
neighbor 127.78.1.1 in members {{ as 65001; route-server-client }}
neighbor 127.78.1.2 in members {{ as 65002; route-server-client }}
neighbor 127.78.1.3 in members {{ as 65003; route-server-client }}
neighbor 127.78.1.4 in members {{ as 65004 }}
"""


def policy(port, turn):
    return POLICY.format(router=ROUTER, port=port, longest=32 - turn % 2, blocked=("9:9", "9:8")[turn % 2])


class Attacker:
    """Comes, sends what may break something, is thrown out or leaves, and comes again."""

    def __init__(self, address, asn, dice, router):
        self.address, self.asn, self.dice, self.router = address, asn, dice, router
        self.sock, self.sent, self.sessions, self.rude = None, 0, 0, False

    def act(self):
        try:
            if self.sock is None:
                self.come()
            for _ in range(20):
                self.sock.sendall(self.update())
                self.sent += 1
            readable, _, _ = select.select([self.sock], [], [], 0)
            if readable and not self.sock.recv(1 << 20) or self.dice.random() < 0.002:
                self.leave()
        except OSError:
            self.leave()

    def come(self):
        self.rude = self.dice.random() < 0.3    # then most of what it sends ends the session
        self.sock = socket.socket()
        self.sock.bind((self.address, 0))
        self.sock.settimeout(5)
        self.sock.connect(self.router)
        self.sock.sendall(wire.opening(self.asn, socket.inet_aton(self.address), 4, 6) + wire.message(4, b""))
        self.sessions += 1

    def leave(self):
        if self.sock is not None:
            self.sock.close()
        self.sock = None
        time.sleep(0.02)

    def update(self):
        dice = self.dice
        head = wire.attribute(0x40, wire.ORIGIN, bytes([dice.choice([0, 1, 2, 2, 9])]))
        head += wire.attribute(0x40, wire.AS_PATH, self.path())
        head += wire.attribute(0x40, wire.NEXT_HOP, socket.inet_aton(self.address))
        if dice.random() < 0.5:
            head += wire.attribute(0x80, wire.MED, struct.pack("!I", dice.choice([0, 77, 5, 4294967295])))
        if dice.random() < 0.6:
            pairs = [(dice.choice([0, 64500, 65535, 9]), dice.choice([65001, 65002, 65003, 8, 9, 64500, 65281, 666]))
                     for _ in range(dice.choice([1, 3, 50]))]
            head += wire.attribute(0xC0, wire.COMMUNITIES, b"".join(struct.pack("!HH", *pair) for pair in pairs))
        if dice.random() < 0.5:
            parts = [(64500, dice.choice([0, 101, 65520, 1]), dice.choice([65001, 65002, 65003, 1]))
                     for _ in range(dice.choice([1, 3, 40]))]
            head += wire.attribute(0xC0, wire.LARGE, b"".join(struct.pack("!III", *part) for part in parts))
        while dice.random() < 0.3:
            head += self.oddity()
        if dice.random() < 0.3:
            head += wire.attribute(0x80, 14, b"\0\2\1\x10" + socket.inet_pton(socket.AF_INET6, "2001:db8::1") + b"\0"
                                   + self.nlri([32, 48, 64, 128], dice.randrange(6)))
        head = bytearray(head)
        size = len(head)
        if self.rude and dice.random() < 0.05:
            for _ in range(3):
                head[dice.randrange(len(head))] = dice.randrange(256)
            size = dice.choice([size, size, dice.randrange(4096)])
        withdrawn = self.nlri([24], dice.choice([0, 0, 1, 20, 200]))
        announced = self.nlri([8, 16, 24, 24, 24, 27, 32, 0] + [33] * self.rude, dice.choice([1, 1, 5, 100]))
        body = struct.pack("!H", len(withdrawn)) + withdrawn + struct.pack("!H", size) + bytes(head) + announced
        return wire.message(2, body if len(body) <= 4077 else body[:4077] if self.rude else b"\0\0\0\0")

    def path(self):
        dice, octets = self.dice, b""
        ases = [self.asn] * dice.choice([0, 1, 1, 1])
        ases += [dice.choice([64511, 64512, 3356, 666, 65535, 4200000000, 23456, 64500])
                 for _ in range(dice.choice([0, 1, 2, 3, 5, 34, 60, 200]))]
        while ases or dice.random() < 0.05:
            size = min(len(ases), dice.choice([1, 5, 255]))
            octets += bytes([dice.choice([2, 2, 2, 2, 1, 3]), size])
            octets += struct.pack(f"!{size}I", *ases[:size])
            ases = ases[size:]
        return octets

    def oddity(self):
        dice = self.dice
        code = dice.choice([4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 25, 26, 32, 35, 40, 128, 200, dice.randrange(256)])
        if not self.rude and code in (14, 15) or code < 14:
            code = 16
        octets = dice.choice([0, 1, 2, 3, 4, 8, 12, 20, 24, dice.randrange(200)])
        return wire.attribute(dice.choice([0x80, 0xC0, 0xE0]), code, dice.randbytes(octets))

    def nlri(self, lengths, count):
        sizes = [self.dice.choice(lengths) for _ in range(count)]
        # 128.0.0.0/1 and more: never a prefix of the good ones.
        return b"".join(bytes([size]) + b"\xc0"[: (size + 7) // 8] + self.dice.randbytes(max(0, (size + 7) // 8 - 1))
                        for size in sizes)


def good_routes():
    block = dict(path=[65001, 3356], origin=0, next_hop=GOOD[0][0], med=None, communities=[], large=[])
    prefixes = [(10 << 24 | i << 16 | j << 8, 24) for i in range(BLOCKS) for j in range(256)]
    return prefixes, b"".join(wire.updates(block, prefixes))


def godwit(*words, check=True):
    done = subprocess.run([str(ROOT / "godwit"), *words], capture_output=True, text=True, timeout=120)
    if check and done.returncode:
        raise RuntimeError(f"godwit {' '.join(words)}: {done.returncode}\n{done.stdout[-800:]}{done.stderr[-800:]}")
    return done.stdout


def attack(options, folder, port, child):
    socket_name = str(folder / "socket")
    prefixes, says = good_routes()
    sender, listener = (wire.Neighbor(a, a, n, 1 + i) for i, (a, n) in enumerate(GOOD))
    sender.says = says
    attackers = [Attacker(a, n, random.Random(options.seed + i), (ROUTER, port)) for i, (a, n) in enumerate(BAD)]
    for neighbor in (sender, listener):
        while True:
            try:
                neighbor.connect((ROUTER, port))
                break
            except OSError:
                if child.poll() is not None:
                    raise
                time.sleep(0.1)
    meant = {wire.nlri(*prefix, 4) for prefix in prefixes}
    end, turn, kept = time.monotonic() + options.seconds, 0, 0
    while time.monotonic() < end or set(listener.table) != meant and time.monotonic() < end + SETTLE_SECONDS:
        for attacker in attackers:
            attacker.act() if time.monotonic() < end else attacker.leave()
        for neighbor in (sender, listener):
            while select.select([neighbor.sock], [], [], 0)[0] and not neighbor.trouble:
                neighbor.readable()
            if neighbor.trouble:
                raise RuntimeError(f"{neighbor.name} lost its session: {neighbor.trouble}")
            if neighbor.established:
                neighbor.writable()
        if listener.table and time.monotonic() < end and int(time.monotonic() - end) // 2 != kept:
            kept, turn = int(time.monotonic() - end) // 2, turn + 1
            (folder / "godwit.conf").write_text(policy(port, turn))
            godwit("reload", "--force", "--socket", socket_name)
            for words in (("rejected",), ("policies",), ("routes", "--json"), ("route", "10.3.4.0/24", "why"),
                          ("route", "10.3.4.0/24", "why-not", GOOD[1][0])):
                godwit("show", *words, "--socket", socket_name)
    held = set(listener.table)
    print(f"  {sum(a.sent for a in attackers)} messages in {sum(a.sessions for a in attackers)} sessions of attackers,"
          f" {turn} reloads; the listener holds {len(held)} of {len(meant)} routes")
    return held == meant


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="godwit-hostile-"))
    port = wire.free_port(ROUTER)
    (folder / "godwit.conf").write_text(policy(port, 0))
    print(f"hostile neighbors: seed {options.seed}", flush=True)
    with (folder / "log").open("w+") as log:
        child = subprocess.Popen([str(ROOT / "godwit"), "run", str(folder / "godwit.conf"), "--socket",
                                  str(folder / "socket")], stdout=log, stderr=subprocess.STDOUT,
                                 env=os.environ | {"LANG": "C.UTF-8"})
        try:
            well = attack(options, folder, port, child) and child.poll() is None
        except (OSError, RuntimeError) as trouble:
            log.seek(0)
            lines = [line for line in log if " error " in line]
            sys.exit(f"{trouble}\n{''.join(lines)[-3000:]}left in {folder}")
        finally:
            child.terminate()
            child.wait()
    if well:
        shutil.rmtree(folder)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
