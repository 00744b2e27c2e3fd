"""What strangers and neighbors do to a daemon: each attack takes the daemon's address, a source of chance and a time to
end, and says how much it did. Every connection comes from an address of its own, so that no pause after an error stands
in the way: the daemon takes all of 127.79.0.0/16 for neighbors of AS 65100."""
import itertools
import pathlib
import socket
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "policy"))
import wire

AS = 65100
HALF_OPEN = 200
SLOW = 50
FLOOD_OCTETS = 1 << 16
GOOD = "40010100" "40020602010000fe4c" "4003047f4f0001"
PREFIX = "18cb0071"
MARKER = "ff" * 16
_numbers = itertools.count(256)


def address():
    number = next(_numbers) % 60_000
    return f"127.79.{number >> 8}.{number & 255}"


def update(attributes, nlri=PREFIX, withdrawn=""):
    octets = [bytes.fromhex(part.replace(" ", "")) for part in (withdrawn, attributes, nlri)]
    return wire.message(2, struct.pack("!H", len(octets[0])) + octets[0] + struct.pack("!H", len(octets[1])) + octets[1]
                        + octets[2])


# By clause: what it is, the octets that are sent in Established, and the beginning of the NOTIFICATION (None: none).
CLAUSES = [
    ("4271 6.1 marker", bytes.fromhex("00" * 16 + "001304"), "0101"),
    ("4271 6.1 length 18", bytes.fromhex(MARKER + "001204"), "01020012"),
    ("4271 6.1 KEEPALIVE of 20 octets", bytes.fromhex(MARKER + "001404"), "01020014"),
    ("4271 6.1 type 6", bytes.fromhex(MARKER + "001306"), "010306"),
    ("6608 OPEN in Established", wire.opening(AS, b"\x0a\0\0\1", 4), "050301"),
    ("4271 6.3 withdrawn routes too long", wire.message(2, b"\0\xff\0\0"), "0301"),
    ("4271 6.3 attributes too long", wire.message(2, b"\0\0\0\xff"), "0301"),
    ("4271 6.3 unknown well-known", update(GOOD + "40c801ff"), "030240c801ff"),
    ("4271 6.3 prefix of 33 bits", update(GOOD, "21cb007100ff"), "030a"),
    ("7606 3 g MP_REACH_NLRI twice", update("800f03000201 800f03000201", ""), "0301"),
    ("7606 5.3 MP_UNREACH_NLRI cut off", update("800f020002", ""), "0309800f020002"),
    ("7606 5.2 ORIGIN 7, no routes", update("40010107" + GOOD[8:], ""), "030640010107"),
    ("7606 7.1 ORIGIN 7", update("40010107" + GOOD[8:]), None),
    ("7606 7.2 AS_PATH overruns", update("40010100 4002060202 0000fe4c 4003047f4f0001"), None),
    ("7606 7.3 NEXT_HOP of 3 octets", update(GOOD[:26] + "4003037f4f00"), None),
    ("7606 7.8 COMMUNITIES of 3 octets", update(GOOD + "c00803000000"), None),
    ("7606 7.14 EXTENDED COMMUNITIES of 7", update(GOOD + "c01007" + "00" * 7), None),
    ("7606 4 attribute overruns", update(GOOD + "80040a00000001"), None),
    ("9774 3 AS_SET", update("40010100 40020c 02010000fe4c 01010000fc00 4003047f4f0001"), None),
    ("7607 2 AS 0", update("40010100 4002060201 00000000 4003047f4f0001"), None),
    ("4271 6.3 martians", update(GOOD, "087f 04e0 08 00".replace(" ", "")), None),
    ("7313 5 BoRR that was not agreed on", wire.message(5, b"\0\1\1\1"), None),
]

# In the wrong state: what is sent instead of an OPEN.
EARLY = [wire.message(4, b""), wire.message(2, b"\0\0\0\0"), wire.message(5, b"\0\1\0\1"), wire.message(3, b"\6\2"),
         b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 18, b""]


def connected(router, source=None):
    sock = socket.socket()
    sock.bind((source or address(), 0))
    sock.settimeout(10)
    sock.connect(router)
    return sock


def message(sock):
    """The next message: its type and body; type 0 at the end."""
    data = b""
    while len(data) < 19 or len(data) < struct.unpack_from("!H", data, 16)[0]:
        want = 19 - len(data) if len(data) < 19 else struct.unpack_from("!H", data, 16)[0] - len(data)
        got = sock.recv(want)
        if not got:
            return 0, b""
        data += got
    return data[18], data[19:]


def established(router, more=b""):
    sock = connected(router)
    sock.sendall(wire.opening(AS, socket.inet_aton(sock.getsockname()[0]), 4, 6, more=more) + wire.message(4, b""))
    while (kind := message(sock)[0]) != 4:
        if kind in (0, 3):
            raise RuntimeError(f"no session for {sock.getsockname()[0]}")
    return sock


def clauses(router, dice, end):
    """Each case once, whatever the time is."""
    for what, octets, answer in CLAUSES:
        with established(router) as sock:
            sock.sendall(octets)
            if answer is None:  # the session lives on: another error is the one that is answered
                sock.sendall(bytes.fromhex(MARKER + "001306"))
            while (told := message(sock))[0] not in (0, 3):
                pass
            if not told[1].hex().startswith(answer or "010306"):
                raise RuntimeError(f"{what}: answered {told[1].hex()}, not {answer or '010306'}")
    return len(CLAUSES)


def mutation(router, dice, end):
    """Good messages with some octets changed, until the daemon ends the session."""
    sent = 0
    good = [update(GOOD), update(GOOD + "c00804fdea0001c0200c000000010000000200000003"), update("", "", PREFIX),
            wire.message(4, b""), wire.message(5, b"\0\1\0\1"), update("800f0a0002013020010db80009", "")]
    while time.monotonic() < end:
        with established(router) as sock:
            try:
                for _ in range(50):
                    octets = bytearray(dice.choice(good))
                    for _ in range(dice.choice([1, 1, 2, 5])):
                        octets[dice.randrange(16 if dice.random() < 0.95 else 0, len(octets))] = dice.randrange(256)
                    sock.sendall(octets)
                    sent += 1
            except OSError:
                pass
    return sent


def paths(router, dice, end):
    """Ever more paths of one prefix (RFC 7911): 65,536 identifiers, over and over, in the order of chance."""
    sent = 0
    ids = list(range(1 << 16))
    with established(router, more=bytes.fromhex("450400010102")) as sock:
        sock.settimeout(60)
        while sent == 0 or time.monotonic() < end:
            dice.shuffle(ids)
            for at in range(0, len(ids), 256):
                nlri = "".join("%08x" % number + PREFIX for number in ids[at:at + 256])
                sock.sendall(update("", "", nlri) if dice.random() < 0.02 else update(GOOD, nlri))
            sent += len(ids)
        sock.sendall(bytes.fromhex(MARKER + "001306"))  # answered when all is read
        while message(sock)[0] not in (0, 3):
            pass
    return sent


def flood(router, dice, end):
    """Messages without end from who reads nothing."""
    sent = 0
    storm = [wire.message(4, b"") * 3000, wire.message(5, b"\0\1\0\1") * 2500,
             b"".join(update(GOOD, f"18cb{n:04x}") for n in range(1000))]
    with established(router) as sock:
        sock.settimeout(0.2)
        try:
            while time.monotonic() < end:
                octets = dice.choice(storm)
                try:
                    sent += sock.send(octets[:FLOOD_OCTETS])
                except TimeoutError:
                    continue
                # A part of a message was taken: what follows is out of step, which ends the session, too.
        except OSError:
            pass
    return sent


def half_open(router, dice, end):
    """Connections that say nothing, of neighbors and of strangers."""
    socks = []
    for number in range(HALF_OPEN):
        source = f"127.80.{number >> 8}.{1 + (number & 255) % 254}" if number % 2 else None
        socks.append(connected(router, source))
    time.sleep(max(0, end - time.monotonic()))
    for sock in socks:
        sock.close()
    return len(socks)


def slow(router, dice, end):
    """Octet by octet, never a whole message."""
    socks = [connected(router) for _ in range(SLOW)]
    greeting = wire.opening(AS, b"\x0a\0\0\1", 4)
    sent = 0
    while time.monotonic() < end:
        for sock in socks:
            try:
                sock.sendall(greeting[sent // SLOW % (len(greeting) - 1):][:1])
            except OSError:
                pass
            sent += 1
        time.sleep(0.1)
    for sock in socks:
        sock.close()
    return sent


def wrong_state(router, dice, end):
    count = 0
    while count < len(EARLY) or time.monotonic() < end:
        with connected(router) as sock:
            sock.sendall(EARLY[count % len(EARLY)])
            if count % len(EARLY) == len(EARLY) - 1:
                sock.shutdown(socket.SHUT_WR)
            sock.settimeout(0.1)
            try:
                while message(sock)[0]:
                    pass
            except OSError:
                pass
        count += 1
    return count


def connects(router, dice, end, most):
    """Connections that go at once: in order, or broken."""
    linger = struct.pack("ii", 1, 0)
    for number in range(most):
        sock = connected(router, f"127.80.{number >> 8 & 255}.{1 + (number & 255) % 254}" if number % 2 else None)
        if number % 3:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        sock.close()
    return most
