"""What the kernel itself takes for the steps of full.py: ready messages, 256 a call with one confirmation, nobody else.

Run in the namespace of the router: links r1 and r2, gateways 10.0.1.2 and 10.0.2.2.
"""
import socket
import struct
import subprocess
import time

NAMES = ("kernel", "kernel-objects")
PACKET = 256
ACK, REPLACE, EXCLUSIVE, CREATE = 4, 0x100, 0x200, 0x400
NEW_ROUTE, NEW_OBJECT = 24, 104
PROTOCOL = 66


def attribute(kind, value):
    return struct.pack("=HH", 4 + len(value), kind) + value


def message(kind, flags, body):
    return struct.pack("=IHHII", 16 + len(body), kind, 1 | flags, 1, 0) + body


def gateway(number):
    """Over link r1 or r2: RTA_OIF, RTA_GATEWAY."""
    link = socket.if_nametoindex(f"r{number}")
    return attribute(4, struct.pack("=I", link)) + attribute(5, socket.inet_aton(f"10.0.{number}.2"))


def named(number):
    return attribute(30, struct.pack("=I", number))


def objects(number, over, flags):
    """An object of a number; NHA_ID, NHA_OIF, NHA_GATEWAY."""
    body = struct.pack("=BBBBI", socket.AF_INET, 0, PROTOCOL, 0, 0) + attribute(1, struct.pack("=I", number))
    body += attribute(5, struct.pack("=I", socket.if_nametoindex(f"r{over}")))
    return message(NEW_OBJECT, CREATE | ACK | flags, body + attribute(6, socket.inet_aton(f"10.0.{over}.2")))


def packets(prefixes, way, flags):
    out = []
    for start in range(0, len(prefixes), PACKET):
        part = prefixes[start : start + PACKET]
        octets = []
        for index, (at, length) in enumerate(part):
            body = struct.pack("=8BI", socket.AF_INET, length, 0, 0, 254, PROTOCOL, 0, 1, 0)
            body += attribute(1, struct.pack("!I", at)) + attribute(6, struct.pack("=I", 20)) + way
            octets.append(message(NEW_ROUTE, CREATE | flags | (ACK if index == len(part) - 1 else 0), body))
        out.append(b"".join(octets))
    return out


class Kernel:
    def __init__(self):
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
        self.sock.bind((0, 0))

    def send(self, ready):
        for packet in ready:
            self.sock.send(packet)
            answer = self.sock.recv(65536)
            error = struct.unpack_from("=i", answer, 16)[0]
            if error != 0:
                raise OSError(-error, "the kernel refused a change")


def measure(by_objects, prefixes):
    """Seconds, and CPU seconds of ours in the kernel, for each step."""
    kernel, out = Kernel(), {}

    def took(what, act):
        cpu, began = time.process_time(), time.monotonic()
        act()
        out[what] = (time.monotonic() - began, time.process_time() - cpu)

    if by_objects:
        kernel.send([objects(1, 1, EXCLUSIVE), objects(2, 2, EXCLUSIVE)])
    first, second = (named(1), named(2)) if by_objects else (gateway(1), gateway(2))
    ready = packets(prefixes, first, EXCLUSIVE)
    took("install", lambda: kernel.send(ready))
    ready = [objects(1, 2, REPLACE)] if by_objects else packets(prefixes, second, REPLACE)
    took("move", lambda: kernel.send(ready))
    kernel.send([objects(1, 1, REPLACE)] if by_objects else packets(prefixes, first, REPLACE))
    ready = packets(prefixes, second, EXCLUSIVE)

    def link():
        subprocess.run(["ip", "link", "set", "dev", "r1", "down"], check=True)
        kernel.send(ready)

    took("link", link)
    subprocess.run(["ip", "link", "set", "dev", "r1", "up"], check=True)
    if by_objects:
        kernel.send([objects(1, 1, EXCLUSIVE)])
    ready = packets(prefixes, first, REPLACE)
    took("flap", lambda: kernel.send(ready))
    return out
