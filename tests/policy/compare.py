#!/usr/bin/env python3
"""Whether a policy of examples/ and an equal filter of BIRD let the same routes pass, and change them alike.

Both daemons hear the same routes from the same neighbors, on loopback, without rights; each neighbor that listens
must end with the same table: every prefix, every attribute. Printed are the tables' sizes and digests.

  tests/policy/compare.py [--routes 1000000] [--seed 1] [--paths as-paths.txt.gz] [route-server] [transit]
"""
import argparse
import collections
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import table
import wire

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ROUTER = "127.77.0.1"
Route = collections.namedtuple("Route", "block prefixes")


def dotted(address):
    return socket.inet_ntoa(address.to_bytes(4, "big"))


def prefix_text(prefix):
    return f"{dotted(prefix[0])}/{prefix[1]}"


class Talk:
    """A neighbor in the comparison: its place, its routes, and what both daemons call its policies."""

    def __init__(self, name, number, asn, godwit, bird):
        self.name, self.address, self.asn = name, f"127.77.1.{number}", asn
        self.godwit, self.bird = godwit, bird
        self.routes, self.listens = [], False

    def says(self):
        return b"".join(u for route in self.routes for u in wire.updates(route.block, route.prefixes))


class RouteServer:
    """Members that announce what they registered and what they did not, and two that listen."""

    asn, name = 64500, "route-server"
    members = 6

    def __init__(self, options):
        dice = random.Random(options.seed)
        self.talks, self.vrps, self.table = [], {}, table.Table(options.seed, options.paths)
        for number in range(1, self.members + 3):
            talk = Talk(f"m{number}", number, 64510 + number, "", "")
            talk.irr, talk.origins = set(), set()
            talk.listens = number > self.members
            if not talk.listens:
                self.announce(talk, number, options, dice)
            self.talks.append(talk)

    def announce(self, talk, number, options, dice):
        # No prefix comes from two members: BIRD hides the second path from whom the first is blocked for, Godwit
        # does not.
        shape = lambda d, block: self.shape(d, block, talk)
        for block, prefixes in self.table.groups(options.routes // self.members, shape):
            talk.routes.append(Route(block, prefixes))
            origin = table.origin_of(block)
            if dice.random() < 0.93 and origin is not None:
                talk.origins.add(origin)
            for one in prefixes:
                if dice.random() < 0.93:
                    talk.irr.add(one)
                if dice.random() < options.vrps and origin is not None:
                    self.vrps.setdefault(one, origin if dice.random() < 0.97 else 64999)

    def shape(self, dice, block, talk):
        if dice.random() < 0.98:
            block["path"].insert(0, talk.asn)
        if dice.random() < 0.01:
            block["path"][1:1] = [talk.asn] * dice.randrange(25, 34)
        if dice.random() < 0.8:  # most measured paths are those of customers of large networks
            block["path"] = [a for a in block["path"] if a not in table.LARGE_NETWORKS] or [talk.asn]
        block["next_hop"] = talk.address if dice.random() < 0.99 else "127.77.1.200"
        for share, kind, value in (
            (0.03, "communities", (0, 64510 + self.members + 1)), (0.03, "communities", (0, 64500)),
            (0.02, "communities", (64500, 64510 + self.members + 2)), (0.01, "communities", (65535, 0)),
            (0.02, "large", (64500, 0, 64510 + self.members + 2)),
            (0.03, "large", (64500, 101, 64510 + self.members + 1)), (0.02, "large", (64500, 7, 7))):
            if dice.random() < share:
                block[kind].add(value)

    def godwit(self, folder, port):
        text = head(self, port)
        text += rpki(folder, self.vrps) + f'include "{folder}/policy.conf";\n'
        text += "group members { route-server-client; passive; hold-time 240; import member-in; export member-out }\n"
        shutil.copytree(ROOT / "examples/route-server/irr", folder / "irr")
        shutil.copy(ROOT / "examples/route-server/policy.conf", folder)
        for talk in self.talks:
            sets(folder, talk)
            text += f"neighbor {talk.address} in members {{ as {talk.asn}; "
            text += f'irr-prefixes from file "{talk.name}.txt"; irr-origins from file "{talk.name}-as.json" }}\n'
        return text

    def bird(self, folder, port):
        text = bird_head(self, HERE / "route-server.bird")
        for talk in self.talks:
            irr = ", ".join(map(prefix_text, sorted(talk.irr))) or "255.255.255.255/32"
            origins = ", ".join(map(str, sorted(talk.origins))) or "4294967295"
            text += f"define IRR_{talk.name} = [ {irr} ];\ndefine ORIGINS_{talk.name} = [ {origins} ];\n"
            text += bird_neighbor(
                talk, self, port, "rs client; ",
                f"member_in({talk.asn}, {talk.address}, IRR_{talk.name}, ORIGINS_{talk.name});",
                f"member_out({talk.asn});")
        return text


class Transit:
    """Two providers and a customer that speak; an internal router and both providers listen."""

    asn, name = 64500, "transit"

    def __init__(self, options):
        self.vrps = {}
        routes = table.Table(options.seed, options.paths)
        dice = random.Random(options.seed)
        first = Talk("first", 1, 64496, "import transit-in; export mark-own, transit-out",
                     ("transit_in();", "transit_out(64496);"))
        second = Talk("second", 2, 64497, "import second-in, transit-in; export mark-own, transit-out",
                      ("second_in();", "transit_out(64497);"))
        customer = Talk("customer", 3, 64511, "import accept; export reject", ("accept;", "reject;"))
        inside = Talk("inside", 4, 64500, "import reject; export accept", ("reject;", "accept;"))
        self.talks = [first, second, customer, inside]
        shares = {first: 45, second: 45, customer: 10}
        for talk, share in shares.items():
            shape = lambda d, block: self.shape(d, block, talk)
            for block, prefixes in routes.groups(options.routes * share // 100, shape):
                talk.routes.append(Route(block, prefixes))
                origin = table.origin_of(block)
                for one in prefixes:
                    if dice.random() < options.vrps and origin is not None:
                        self.vrps.setdefault(one, origin if dice.random() < 0.97 else 64999)
        for talk in (first, second, inside):
            talk.listens = True

    def shape(self, dice, block, talk):
        block["path"] = [talk.asn] + block["path"][: 0 if dice.random() < 0.01 else None]
        block["next_hop"] = talk.address
        if dice.random() < 0.01:
            block["path"][1:1] = [talk.asn] * dice.randrange(40, 52)
        if dice.random() < 0.01:
            block["path"].insert(1, dice.choice([23456, 64512, 65000, 65535, 4200000000]))
        if dice.random() < 0.01:
            block["communities"].add((65535, 0))
        if talk.name == "customer":
            block["large"].add((64500, 1, 2))
            for action in (20, 21, 22, 23):
                for provider in (64496, 64497):
                    if dice.random() < 0.1:
                        block["large"].add((64500, action, provider))
        elif dice.random() < 0.05:
            block["large"].add((64500, 1, dice.randrange(1, 5)))

    def godwit(self, folder, port):
        text = head(self, port)
        text += rpki(folder, self.vrps) + f'include "{folder}/policy.conf";\n'
        shutil.copy(ROOT / "examples/transit/policy.conf", folder)
        for talk in self.talks:
            text += f"neighbor {talk.address} {{ as {talk.asn}; passive; hold-time 240; {talk.godwit} }}\n"
        return text

    def bird(self, folder, port):
        text = bird_head(self, HERE / "transit.bird")
        for talk in self.talks:
            text += bird_neighbor(talk, self, port, "", *talk.bird)
        return text


# ---- what both daemons are given ----

def head(scenario, port):
    return f"router {{ as {scenario.asn}; id 10.77.0.1; listen {ROUTER} port {port} }}\n"


def sets(folder, talk):
    lines = "".join(prefix_text(one) + "\n" for one in sorted(talk.irr))
    (folder / f"{talk.name}.txt").write_text(lines)
    (folder / f"{talk.name}-as.json").write_text(f'{{"NN": {sorted(talk.origins)}}}')


def rpki(folder, vrps):
    if not vrps:
        return ""
    rows = (f'{{"prefix": "{prefix_text(p)}", "maxLength": {p[1]}, "asn": "AS{a}"}}' for p, a in vrps.items())
    (folder / "vrps.json").write_text('{"roas": [\n' + ",\n".join(rows) + "\n]}\n")
    return 'rpki { vrps from file "vrps.json" }\n'


def bird_head(scenario, filters):
    text = "log stderr { warning, error, auth, fatal, bug };\nrouter id 10.77.0.1;\nprotocol device { }\n"
    text += "ipv4 table master4;\nroa4 table roas;\n"
    text += "protocol static { roa4 { table roas; };\n"
    text += "".join(f"route {prefix_text(p)} max {p[1]} as {a};\n" for p, a in scenario.vrps.items())
    return text + "}\n" + filters.read_text()


def bird_neighbor(talk, scenario, port, more, import_filter, export_filter):
    hop = "self" if isinstance(scenario, Transit) and talk.asn != scenario.asn else "keep"
    return (
        f"protocol bgp n_{talk.name} {{ local {ROUTER} port {port} as {scenario.asn}; neighbor {talk.address} as {talk.asn};"
        f" multihop; passive on; hold time 240; {more}ipv4 {{ next hop {hop};"
        f" import filter {{ {import_filter} }}; export filter {{ {export_filter} }}; }}; }}\n")


# ---- running ----

def free_port():
    with socket.socket() as any_port:
        any_port.bind((ROUTER, 0))
        return any_port.getsockname()[1]


def run(daemon, scenario, options):
    """Puts one daemon under the scenario; the tables that its neighbors hear."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="godwit-policy-"))
    port = free_port()
    file = folder / f"{daemon}.conf"
    file.write_text(getattr(scenario, daemon)(folder, port))
    command = {
        "godwit": [str(ROOT / "godwit"), "run", str(file), "--socket", str(folder / "socket")],
        "bird": ["/usr/sbin/bird", "-f", "-c", str(file), "-s", str(folder / "socket"), "-P", str(folder / "pid")],
    }[daemon]
    log = (folder / "log").open("w+")
    child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    neighbors = [wire.Neighbor(t.name, t.address, t.asn, t.says()) for t in scenario.talks]
    start = time.monotonic()
    try:
        wire.converse(neighbors, (ROUTER, port), child)
    except (OSError, RuntimeError) as trouble:
        log.seek(0)
        sys.exit(f"{daemon}: {trouble}\n{log.read()[-3000:]}\nleft in {folder}")
    finally:
        child.terminate()
        child.wait()
    if not options.keep:
        shutil.rmtree(folder)
    listening = {talk.name for talk in scenario.talks if talk.listens}
    print(f"  {daemon}: {time.monotonic() - start:.1f} s", flush=True)
    return {n.name: n for n in neighbors if n.name in listening}


def difference(godwit, bird):
    """Some routes that are not the same, in words."""
    lines = []
    for prefix in sorted(set(godwit) | set(bird)):
        ours, theirs = godwit.get(prefix), bird.get(prefix)
        if ours != theirs:
            text = f"{socket.inet_ntoa(prefix[1:].ljust(4, bytes(1)))}/{prefix[0]}"
            lines.append(f"    {text}\n      godwit {shown(ours)}\n      bird   {shown(theirs)}")
    return len(lines), "\n".join(lines[:5])


def shown(block):
    return "-" if block is None else " ".join(f"{code}:{value.hex()}" for code, value in block)


def compare(scenario, options):
    said = sum(len(route.prefixes) for talk in scenario.talks for route in talk.routes)
    print(f"{scenario.name}: {said} routes, {len(scenario.vrps)} VRPs", flush=True)
    bird = run("bird", scenario, options)
    godwit = run("godwit", scenario, options)
    equal = True
    for name, ours in godwit.items():
        theirs = bird[name]
        same = ours.table == theirs.table
        equal &= same
        print(f"  {name:10} godwit {len(ours.table):8} {ours.digest()}\n"
              f"  {'':10} bird   {len(theirs.table):8} {theirs.digest()}  {'equal' if same else 'DIFFERENT'}")
        if not same:
            count, lines = difference(ours.table, theirs.table)
            print(f"    {count} routes differ\n{lines}")
    return equal


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--routes", type=int, default=1_000_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--paths", help="measured AS paths, lines `count path`, gzip")
    arguments.add_argument("--vrps", type=float, default=0.4, help="the share of prefixes with a VRP; 0 = no RPKI")
    arguments.add_argument("--keep", action="store_true", help="leave configurations and logs behind")
    arguments.add_argument("scenario", nargs="*")
    options = arguments.parse_args()
    if not os.access("/usr/sbin/bird", os.X_OK):
        sys.exit("bird is not installed: apt-get install bird2")
    wanted = [s for s in (RouteServer, Transit) if not options.scenario or s.name in options.scenario]
    return 0 if wanted and all([compare(scenario(options), options) for scenario in wanted]) else 1


if __name__ == "__main__":
    sys.exit(main())
