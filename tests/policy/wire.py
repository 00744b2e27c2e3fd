"""The few octets of BGP that the comparison needs: UPDATEs out, tables in. Nothing of Godwit is used."""
import hashlib
import random
import select
import socket
import struct
import time

MARKER = b"\xff" * 16
ORIGIN, AS_PATH, NEXT_HOP, MED, LOCAL_PREF, COMMUNITIES, LARGE = 1, 2, 3, 4, 5, 8, 32
MP_REACH, MP_UNREACH = 14, 15
AS_SET, AS_SEQUENCE = 1, 2
HOLD_SECONDS = 240
LISTEN_SECONDS = 60
FAMILIES = {4: b"\0\1\0\1", 6: b"\0\2\0\1"}  # AFI, reserved or none, SAFI: unicast


def message(kind, body):
    return MARKER + struct.pack("!HB", 19 + len(body), kind) + body


def opening(asn, router_id, *families, more=b""):
    """:param more: capabilities beside families and AS number"""
    capabilities = b"".join(b"\x01\x04" + FAMILIES[f] for f in families) + b"\x41\x04" + struct.pack("!I", asn) + more
    parameters = bytes([2, len(capabilities)]) + capabilities
    two_octets = asn if asn < 65536 else 23456
    body = struct.pack("!BHH4sB", 4, two_octets, HOLD_SECONDS, router_id, len(parameters)) + parameters
    return message(1, body)


def attribute(flags, code, value):
    if len(value) > 255:
        return struct.pack("!BBH", flags | 0x10, code, len(value)) + value
    return struct.pack("!BBB", flags, code, len(value)) + value


def attributes(block):
    """The path attributes of a block: a dict with path (ints, a tuple is an AS_SET), next_hop, and more."""
    path = b""
    for segment in segments(block["path"]):
        kind, ases = segment
        path += bytes([kind, len(ases)]) + struct.pack(f"!{len(ases)}I", *ases)
    out = attribute(0x40, ORIGIN, bytes([block["origin"]])) + attribute(0x40, AS_PATH, path)
    if ":" not in block["next_hop"]:
        out += attribute(0x40, NEXT_HOP, socket.inet_aton(block["next_hop"]))
    if block["med"] is not None:
        out += attribute(0x80, MED, struct.pack("!I", block["med"]))
    if block["communities"]:
        halves = [h for c in block["communities"] for h in c]
        out += attribute(0xC0, COMMUNITIES, struct.pack(f"!{len(halves)}H", *halves))
    if block["large"]:
        parts = [p for c in block["large"] for p in c]
        out += attribute(0xC0, LARGE, struct.pack(f"!{len(parts)}I", *parts))
    return out


def segments(path):
    run = []
    for asn in path:
        if isinstance(asn, tuple):
            if run:
                yield AS_SEQUENCE, run
            yield AS_SET, list(asn)
            run = []
        else:
            run.append(asn)
            if len(run) == 255:
                yield AS_SEQUENCE, run
                run = []
    if run:
        yield AS_SEQUENCE, run


def nlri(address, length, octets):
    return bytes([length]) + address.to_bytes(octets, "big")[: (length + 7) // 8]


def updates(block, prefixes):
    """UPDATEs that announce prefixes with the attributes of a block."""
    head = attributes(block)
    v6 = ":" in block["next_hop"]
    room = 4096 - 23 - len(head) - (25 if v6 else 0)
    batch = b""
    for address, length in prefixes:
        one = nlri(address, length, 16 if v6 else 4)
        if len(batch) + len(one) > room:
            yield update(head, block, batch)
            batch = b""
        batch += one
    yield update(head, block, batch)


def update(head, block, batch):
    if ":" in block["next_hop"]:
        hop = socket.inet_pton(socket.AF_INET6, block["next_hop"])
        value = b"\0\2\1\x10" + hop + b"\0" + batch
        # RFC 7606 section 5.1: first; with a length of two octets.
        head = struct.pack("!BBH", 0x90, MP_REACH, len(value)) + value + head
        batch = b""
    return message(2, struct.pack("!HH", 0, len(head)) + head + batch)


def parsed(octets):
    """The attributes: type and value."""
    at = 0
    while at < len(octets):
        flags, code = octets[at], octets[at + 1]
        if flags & 0x10:
            length, at = struct.unpack_from("!H", octets, at + 2)[0], at + 4
        else:
            length, at = octets[at + 2], at + 3
        yield code, octets[at : at + length]
        at += length


def canonical(attributes):
    """Attributes as a value that does not depend on their order, nor on that of communities."""
    found = []
    for code, value in attributes:
        length = len(value)
        if code == COMMUNITIES:
            value = b"".join(sorted({value[i : i + 4] for i in range(0, length, 4)}))
        elif code == LARGE:
            value = b"".join(sorted({value[i : i + 12] for i in range(0, length, 12)}))
        elif code == MP_REACH:
            value = value[4 : 4 + value[3]]  # the next hop, nothing of the prefixes
        if code != MP_UNREACH and (value or code == AS_PATH):
            found.append((code, value))
    return tuple(sorted(found))


class Neighbor:
    """One session: what it has to say, and the table that it hears."""

    def __init__(self, name, address, asn, number, says=b""):
        self.family, self.router_id = 6 if ":" in address else 4, bytes([10, 77, 1, number])
        self.name, self.address, self.asn, self.says = name, address, asn, says
        self.table, self.blocks, self.rest, self.sent = {}, {}, b"", 0
        self.established, self.heard, self.trouble = False, time.monotonic(), ""
        self.sock = None

    def connect(self, router):
        self.sock = socket.socket(socket.AF_INET6 if self.family == 6 else socket.AF_INET)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((self.address, 0))
        self.sock.settimeout(5)
        self.sock.connect(router)
        self.sock.sendall(opening(self.asn, self.router_id, self.family))
        self.sock.setblocking(False)

    def readable(self):
        octets = self.sock.recv(1 << 20)
        if not octets:
            self.trouble = self.trouble or "closed"
            return
        data, at = self.rest + octets, 0
        while len(data) - at >= 19:
            length, kind = struct.unpack_from("!HB", data, at + 16)
            if len(data) - at < length:
                break
            self.take(kind, data[at + 19 : at + length])
            at += length
        self.rest = data[at:]

    def take(self, kind, body):
        if kind == 1:
            self.sock.send(message(4, b""))
        elif kind == 4:
            self.established = True
        elif kind == 3:
            self.trouble = f"NOTIFICATION {body[0]}/{body[1]}"
        elif kind == 2:
            self.heard = time.monotonic()
            self.update(body)

    def update(self, body):
        withdrawn = struct.unpack_from("!H", body)[0]
        start = 4 + withdrawn
        end = start + struct.unpack_from("!H", body, start - 2)[0]
        self.withdraw(body, 2, 2 + withdrawn)
        if self.family == 4:
            self.announce(body[start:end], body, end)
            return
        for code, value in parsed(body[start:end]):
            if code == MP_UNREACH:
                self.withdraw(value, 3, len(value))
            elif code == MP_REACH:
                self.announce(body[start:end], value, 5 + value[3])

    def withdraw(self, data, at, end):
        for prefix in prefixes(data, at, end):
            self.table.pop(prefix, None)

    def announce(self, head, data, at):
        if self.family == 6:
            # The prefixes are in it: what is the same for all of a kind must not differ by them.
            block = canonical(parsed(head))
            block = self.blocks.setdefault(block, block)
        else:
            block = self.blocks.get(head)
            if block is None:
                block = self.blocks[head] = canonical(parsed(head))
        for prefix in prefixes(data, at, len(data)):
            self.table[prefix] = block

    def writable(self):
        if self.sent < len(self.says):
            self.sent += self.sock.send(self.says[self.sent : self.sent + (1 << 18)])

    def digest(self):
        total = 0
        seen = {}
        for prefix, block in self.table.items():
            text = seen.get(block)
            if text is None:
                text = seen[block] = repr(block).encode()
            total ^= int.from_bytes(hashlib.blake2b(prefix + text, digest_size=16).digest(), "big")
        return f"{total:032x}"


def prefixes(data, at, end):
    while at < end:
        size = 1 + (data[at] + 7) // 8
        yield data[at : at + size]
        at += size


def free_port(address):
    """Below the range that the system gives to those who connect: bird runs on when its port was taken meanwhile."""
    while True:
        port = random.randrange(12000, 32000)
        with socket.socket() as any_port:
            try:
                any_port.bind((address, port))
                return port
            except OSError:
                continue


def converse(neighbors, router, child, quiet=3.0, limit=900):
    """Runs all sessions until everything is said, nothing was heard for a while, and the daemon has rest."""
    deadline = time.monotonic() + limit
    listening = time.monotonic() + LISTEN_SECONDS
    for neighbor in neighbors:
        while True:
            try:
                neighbor.connect(router)
                break
            except OSError:
                neighbor.sock.close()
                if time.monotonic() > listening or child.poll() is not None:
                    raise
                time.sleep(0.1)
    kept = time.monotonic()
    while time.monotonic() < deadline:
        up = all(n.established for n in neighbors)
        speaking = [n.sock for n in neighbors if up and n.sent < len(n.says)]
        by_socket = {n.sock: n for n in neighbors}
        ready, free, _ = select.select(list(by_socket), speaking, [], 0.2)
        for sock in free:
            by_socket[sock].writable()
            by_socket[sock].heard = time.monotonic()
        for sock in ready:
            by_socket[sock].readable()
        trouble = [f"{n.name}: {n.trouble}" for n in neighbors if n.trouble]
        if trouble:
            raise RuntimeError("; ".join(trouble))
        now = time.monotonic()
        if now - kept > HOLD_SECONDS / 4:
            kept = now
            for neighbor in neighbors:
                if neighbor.sent in (0, len(neighbor.says)):
                    neighbor.sock.send(message(4, b""))
        if up and not speaking and all(now - n.heard > quiet for n in neighbors):
            before = cpu_seconds(child)
            time.sleep(0.5)
            if cpu_seconds(child) - before < 0.1:
                break
    else:
        raise RuntimeError(f"not done after {limit} s")
    for neighbor in neighbors:
        neighbor.sock.close()


def cpu_seconds(child):
    """What a process has used so far (proc(5): utime and stime, in ticks of 1/100 s)."""
    with open(f"/proc/{child.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100
