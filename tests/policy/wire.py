"""The few octets of BGP that the comparison needs: UPDATEs out, tables in. Nothing of Godwit is used."""
import hashlib
import select
import socket
import struct
import time

MARKER = b"\xff" * 16
ORIGIN, AS_PATH, NEXT_HOP, MED, LOCAL_PREF, COMMUNITIES, LARGE = 1, 2, 3, 4, 5, 8, 32
AS_SET, AS_SEQUENCE = 1, 2
HOLD_SECONDS = 240


def message(kind, body):
    return MARKER + struct.pack("!HB", 19 + len(body), kind) + body


def opening(asn, router_id):
    capabilities = b"\x01\x04\x00\x01\x00\x01" + b"\x41\x04" + struct.pack("!I", asn)
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


def nlri(address, length):
    return bytes([length]) + struct.pack("!I", address)[: (length + 7) // 8]


def updates(block, prefixes):
    """UPDATEs that announce prefixes with the attributes of a block."""
    head = attributes(block)
    room = 4096 - 23 - len(head)
    batch = b""
    for address, length in prefixes:
        one = nlri(address, length)
        if len(batch) + len(one) > room:
            yield message(2, struct.pack("!HH", 0, len(head)) + head + batch)
            batch = b""
        batch += one
    yield message(2, struct.pack("!HH", 0, len(head)) + head + batch)


def canonical(octets):
    """Attributes as a value that does not depend on their order, nor on that of communities."""
    found, at = [], 0
    while at < len(octets):
        flags, code = octets[at], octets[at + 1]
        if flags & 0x10:
            length, at = struct.unpack_from("!H", octets, at + 2)[0], at + 4
        else:
            length, at = octets[at + 2], at + 3
        value, at = octets[at : at + length], at + length
        if code == COMMUNITIES:
            value = b"".join(sorted({value[i : i + 4] for i in range(0, length, 4)}))
        elif code == LARGE:
            value = b"".join(sorted({value[i : i + 12] for i in range(0, length, 12)}))
        if value or code == AS_PATH:
            found.append((code, value))
    return tuple(sorted(found))


class Neighbor:
    """One session: what it has to say, and the table that it hears."""

    def __init__(self, name, address, asn, says=b""):
        self.name, self.address, self.asn, self.says = name, address, asn, says
        self.table, self.blocks, self.rest, self.sent = {}, {}, b"", 0
        self.established, self.heard, self.trouble = False, time.monotonic(), ""
        self.sock = None

    def connect(self, router):
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((self.address, 0))
        self.sock.settimeout(5)
        self.sock.connect(router)
        self.sock.sendall(opening(self.asn, socket.inet_aton(self.address)))
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
        for prefix in prefixes(body, 2, 2 + withdrawn):
            self.table.pop(prefix, None)
        start = 4 + withdrawn
        end = start + struct.unpack_from("!H", body, start - 2)[0]
        head = body[start:end]
        block = self.blocks.get(head)
        if block is None:
            block = self.blocks[head] = canonical(head)
        for prefix in prefixes(body, end, len(body)):
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


def converse(neighbors, router, child, quiet=3.0, limit=900):
    """Runs all sessions until everything is said, nothing was heard for a while, and the daemon has rest."""
    deadline = time.monotonic() + limit
    for neighbor in neighbors:
        while True:
            try:
                neighbor.connect(router)
                break
            except OSError:
                neighbor.sock.close()
                if time.monotonic() > deadline or child.poll() is not None:
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
