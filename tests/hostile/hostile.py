#!/usr/bin/env python3
"""Neighbors and strangers that do what they must not, beside three good sessions.

Two senders and a listener must keep their sessions and their routes, whatever the others do: malformed messages by
clause, mutations, floods, connections that say nothing or an octet at a time, messages in the wrong state, connects by
the thousand; and random attributes while policies that read everything are swapped. The daemon must answer meanwhile and
stay within a bound of memory; at the end the listener must hold exactly what the good senders announced.

  tests/hostile/hostile.py [--seconds 30] [--seed 1] [--connects 2000] [--megabytes 700] [ATTACK ...]
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
import threading
import time

import attacks
from attacks import wire

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GODWIT = os.environ.get("GODWIT", str(ROOT / "godwit"))
ROUTER = "127.78.0.1"
GOOD = [("127.78.1.1", 65001), ("127.78.1.5", 65005), ("127.78.1.2", 65002)]  # the last one listens
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
neighbor 127.78.1.5 in members {{ as 65005; route-server-client }}
neighbor 127.79.0.0/16 in members {{ as 65100; max-neighbors 2000; add-path receive }}
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


def good_routes(number):
    address, asn = GOOD[number]
    block = dict(path=[asn, 3356], origin=0, next_hop=address, med=None, communities=[], large=[])
    prefixes = [(10 + number << 24 | i << 16 | j << 8, 24) for i in range(BLOCKS) for j in range(256)]
    return prefixes, b"".join(wire.updates(block, prefixes))


def godwit(*words, check=True):
    done = subprocess.run([GODWIT, *words], capture_output=True, text=True, timeout=120)
    if check and done.returncode:
        raise RuntimeError(f"godwit {' '.join(words)}: {done.returncode}\n{done.stdout[-800:]}{done.stderr[-800:]}")
    return done.stdout


class Guardian(threading.Thread):
    """Keeps the good sessions, and sees when one of them ends."""

    def __init__(self, router, child):
        super().__init__(daemon=True)
        self.neighbors = [wire.Neighbor(address, address, asn, 1 + i) for i, (address, asn) in enumerate(GOOD)]
        self.child, self.over, self.meant, self.most = child, False, set(), 0
        for number, neighbor in enumerate(self.neighbors):
            if number < len(GOOD) - 1:
                prefixes, neighbor.says = good_routes(number)
                self.meant |= {wire.nlri(*prefix, 4) for prefix in prefixes}
            self.connect(neighbor, router)

    def connect(self, neighbor, router):
        while True:
            try:
                return neighbor.connect(router)
            except OSError:
                if self.child.poll() is not None:
                    raise
                time.sleep(0.1)

    def run(self):
        kept = time.monotonic()
        while not self.over:
            by_socket = {n.sock: n for n in self.neighbors if not n.trouble}
            for sock in select.select(list(by_socket), [], [], 0.05)[0]:
                try:
                    by_socket[sock].readable()
                except OSError as end:
                    by_socket[sock].trouble = str(end)
            for neighbor in by_socket.values():
                if neighbor.established:
                    try:
                        neighbor.writable()
                    except BlockingIOError:
                        pass
            if time.monotonic() - kept > wire.HOLD_SECONDS / 4:
                kept = time.monotonic()
                for neighbor in by_socket.values():
                    neighbor.sock.send(wire.message(4, b""))
            self.most = max(self.most, megabytes(self.child.pid))

    @property
    def listener(self):
        return self.neighbors[-1]

    def check(self, most):
        for neighbor in self.neighbors:
            if neighbor.trouble:
                raise RuntimeError(f"{neighbor.name} lost its session: {neighbor.trouble}")
        if self.child.poll() is not None:
            raise RuntimeError(f"the daemon ended: {self.child.returncode}")
        if self.most > most:
            raise RuntimeError(f"the daemon takes {self.most} MB, more than {most}")

    def settle(self, seconds, what):
        """Waits until the listener holds what it should; what attackers announced goes with them."""
        end = time.monotonic() + seconds
        while set(self.listener.table) != self.meant:
            self.check(1 << 30)
            if time.monotonic() > end:
                missing, more = self.meant - set(self.listener.table), set(self.listener.table) - self.meant
                raise RuntimeError(f"{what}: the listener lacks {len(missing)} routes and has {len(more)} others")
            time.sleep(0.1)


def megabytes(pid):
    with open(f"/proc/{pid}/status") as status:
        return next((int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS")), 0)


def random_attributes(folder, port, dice, end):
    """Random attributes while the policies are swapped and everything is looked at."""
    socket_name = str(folder / "socket")
    attackers = [Attacker(a, n, random.Random(dice.random()), (ROUTER, port)) for a, n in BAD]
    turn, swapped = 0, time.monotonic()
    while time.monotonic() < end:
        for attacker in attackers:
            attacker.act()
        if time.monotonic() - swapped > 2:
            swapped, turn = time.monotonic(), turn + 1
            (folder / "godwit.conf").write_text(policy(port, turn))
            godwit("reload", "--force", "--socket", socket_name)
            for words in (("rejected",), ("policies",), ("routes", "--json"), ("route", "10.3.4.0/24", "why"),
                          ("route", "10.3.4.0/24", "why-not", GOOD[-1][0])):
                godwit("show", *words, "--socket", socket_name)
    for attacker in attackers:
        attacker.leave()
    return sum(a.sent for a in attackers)


ATTACKS = ["clauses", "mutation", "flood", "paths", "half_open", "slow", "wrong_state", "connects", "random_attributes"]


def attack(options, folder, port, child):
    guardian = Guardian((ROUTER, port), child)
    guardian.start()
    guardian.settle(SETTLE_SECONDS, "before")
    dice = random.Random(options.seed)
    for name in options.attack or ATTACKS:
        begun = time.monotonic()
        end = begun + options.seconds / len(options.attack or ATTACKS)
        if name == "random_attributes":
            did = random_attributes(folder, port, dice, end)
        elif name == "connects":
            did = attacks.connects((ROUTER, port), dice, end, options.connects)
        else:
            did = getattr(attacks, name)((ROUTER, port), dice, end)
        asked = time.monotonic()
        godwit("show", "neighbors", "--socket", str(folder / "socket"))
        answered = time.monotonic() - asked
        guardian.settle(SETTLE_SECONDS, name)
        guardian.check(options.megabytes)
        print(f"  {name.replace('_', ' '):18} {did:9,} in {asked - begun:5.1f} s, answer after {answered:4.1f} s,"
              f" {guardian.most} MB at most", flush=True)
    guardian.over = True
    guardian.join()
    return True


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--connects", type=int, default=2000)
    arguments.add_argument("--megabytes", type=int, default=700, help="how much the daemon may take")
    arguments.add_argument("attack", nargs="*", choices=[[], *ATTACKS])
    options = arguments.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="godwit-hostile-"))
    port = wire.free_port(ROUTER)
    (folder / "godwit.conf").write_text(policy(port, 0))
    print(f"hostile neighbors: seed {options.seed}", flush=True)
    with (folder / "log").open("w+") as log:
        child = subprocess.Popen([GODWIT, "run", str(folder / "godwit.conf"), "--socket",
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
