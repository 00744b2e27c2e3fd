#!/usr/bin/env python3
"""Whether a policy of examples/ and an equal filter of BIRD let the same routes pass, and change them alike.

Both daemons hear the same routes from the same neighbors, on loopback, without rights; each neighbor that listens
must end with the same table: every prefix, every attribute. Printed are the tables' sizes and digests. Both hold the
same VRPs: of a file, or with --rtr of one stayrtr. IPv6 runs in a network namespace, as loopback has one address only.

  tests/policy/compare.py [--routes 1000000] [--family 6] [--seed 1] [--paths as-paths.txt.gz] [route-server] [transit]
"""
import argparse
import collections
import ipaddress
import os
import pathlib
import random
import re
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
NETWORK = {4: "127.77", 6: "fd77:"}
ROUTER = "127.77.0.1"
Route = collections.namedtuple("Route", "block prefixes")
# What BIRD's filters are told of a family; the examples name both.
DEFINES = {
    4: """define BOGONS = [ 0.0.0.0/8+, 10.0.0.0/8+, 100.64.0.0/10+, 127.0.0.0/8+, 169.254.0.0/16+, 172.16.0.0/12+,
    192.168.0.0/16+, 198.18.0.0/15+, 224.0.0.0/3+ ];
define OWN = [ 203.0.113.0/24+ ];
define SHORTEST = 8;
define LONGEST = 24;
define LONGEST_OUT = 24;
""",
    6: """define BOGONS = [ ::/8+, 64:ff9b::/96+, 100::/8+, 200::/7+, 400::/6+, 800::/5+, 1000::/4+, 3fff::/20+, 4000::/2+,
    8000::/1+ ];
define OWN = [ 2001:db8::/32+ ];
define SHORTEST = 16;
define LONGEST = 48;
define LONGEST_OUT = 128;
""",
}
NONE = {4: "255.255.255.255/32", 6: "ffff::/128"}


def address(family, part, number):
    return f"127.77.{part}.{number}" if family == 4 else f"fd77::{part}:{number}"


def prefix_text(prefix, family):
    host = ipaddress.IPv4Address(prefix[0]) if family == 4 else ipaddress.IPv6Address(prefix[0])
    return f"{host}/{prefix[1]}"


class Talk:
    """A neighbor in the comparison: its place, its routes, and what both daemons call its policies."""

    def __init__(self, name, number, asn, godwit, bird, family=4):
        self.name, self.number, self.address, self.asn = name, number, address(family, 1, number), asn
        self.godwit, self.bird = godwit, bird
        self.routes, self.listens = [], False

    def neighbor(self):
        return wire.Neighbor(self.name, self.address, self.asn, self.number, self.says())

    def says(self):
        return b"".join(u for route in self.routes for u in wire.updates(route.block, route.prefixes))


class RouteServer:
    """Members that announce what they registered and what they did not, and two that listen."""

    asn, name = 64500, "route-server"
    members = 6

    def __init__(self, options):
        dice = random.Random(options.seed)
        self.family, self.talks, self.vrps = options.family, [], {}
        self.table = table.Table(options.seed, options.paths, self.family)
        for number in range(1, self.members + 3):
            talk = Talk(f"m{number}", number, 64510 + number, "", "", self.family)
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
                    table.authorize(self.vrps, dice, one, origin, self.family)

    def shape(self, dice, block, talk):
        if dice.random() < 0.98:
            block["path"].insert(0, talk.asn)
        if dice.random() < 0.01:
            block["path"][1:1] = [talk.asn] * dice.randrange(25, 34)
        if dice.random() < 0.8:  # most measured paths are those of customers of large networks
            block["path"] = [a for a in block["path"] if a not in table.LARGE_NETWORKS] or [talk.asn]
        block["next_hop"] = talk.address if dice.random() < 0.99 else address(self.family, 1, 200)
        for share, kind, value in (
            (0.03, "communities", (0, 64510 + self.members + 1)), (0.03, "communities", (0, 64500)),
            (0.02, "communities", (64500, 64510 + self.members + 2)), (0.01, "communities", (65535, 0)),
            (0.02, "large", (64500, 0, 64510 + self.members + 2)),
            (0.03, "large", (64500, 101, 64510 + self.members + 1)), (0.02, "large", (64500, 7, 7))):
            if dice.random() < share:
                block[kind].add(value)

    def godwit(self, folder, port):
        text = head(self, port)
        text += f'include "{folder}/policy.conf";\n'
        text += f"group members {{ family ipv{self.family}; route-server-client; passive; hold-time 240; honor-graceful-shutdown no; import member-in; export member-out }}\n"
        shutil.copytree(ROOT / "examples/route-server/irr", folder / "irr")
        shutil.copy(ROOT / "examples/route-server/policy.conf", folder)
        for talk in self.talks:
            sets(folder, talk, self.family)
            text += f"neighbor {talk.address} in members {{ as {talk.asn}; "
            text += f'irr-prefixes from file "{talk.name}.txt"; irr-origins from file "{talk.name}-as.json" }}\n'
        return text

    def bird(self, folder, port):
        text = bird_head(self, HERE / "route-server.bird")
        for talk in self.talks:
            irr = ", ".join(prefix_text(p, self.family) for p in sorted(talk.irr)) or NONE[self.family]
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
        self.family, self.vrps = options.family, {}
        routes = table.Table(options.seed, options.paths, self.family)
        dice = random.Random(options.seed)
        first = Talk("first", 1, 64496, "import transit-in; export mark-own, transit-out",
                     ("transit_in();", "transit_out(64496);"), self.family)
        second = Talk("second", 2, 64497, "import second-in, transit-in; export mark-own, transit-out",
                      ("second_in();", "transit_out(64497);"), self.family)
        customer = Talk("customer", 3, 64511, "import accept; export reject", ("accept;", "reject;"),
                        self.family)
        inside = Talk("inside", 4, 64500, "import reject; export accept", ("reject;", "accept;"),
                      self.family)
        self.talks = [first, second, customer, inside]
        shares = {first: 45, second: 45, customer: 10}
        for talk, share in shares.items():
            shape = lambda d, block: self.shape(d, block, talk)
            for block, prefixes in routes.groups(options.routes * share // 100, shape):
                talk.routes.append(Route(block, prefixes))
                origin = table.origin_of(block)
                for one in prefixes:
                    if dice.random() < options.vrps and origin is not None:
                        table.authorize(self.vrps, dice, one, origin, self.family)
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
        text += f'include "{folder}/policy.conf";\n'
        shutil.copy(ROOT / "examples/transit/policy.conf", folder)
        for talk in self.talks:
            text += f"neighbor {talk.address} {{ family ipv{self.family}; as {talk.asn}; passive; hold-time 240; honor-graceful-shutdown no; {talk.godwit} }}\n"
        return text

    def bird(self, folder, port):
        text = bird_head(self, HERE / "transit.bird")
        for talk in self.talks:
            text += bird_neighbor(talk, self, port, "", *talk.bird)
        return text


# ---- what both daemons are given ----

def head(scenario, port):
    return f"router {{ as {scenario.asn}; id 10.77.0.1; as-sets accept; listen {address(scenario.family, 0, 1)} port {port} }}\n"


def sets(folder, talk, family):
    lines = "".join(prefix_text(one, family) + "\n" for one in sorted(talk.irr))
    (folder / f"{talk.name}.txt").write_text(lines)
    (folder / f"{talk.name}-as.json").write_text(f'{{"NN": {sorted(talk.origins)}}}')


def vrps_file(scenario, file):
    rows = (f'{{"prefix": "{prefix_text((a, l), scenario.family)}", "maxLength": {m}, "asn": {o}, "ta": "x"}}'
            for a, l, m, o in scenario.vrps)
    file.write_text('{"metadata": {}, "roas": [\n' + ",\n".join(rows) + "\n]}\n")


def godwit_rpki(scenario, folder, cache):
    if cache:
        return f"rpki {{ cache {ROUTER}:{cache} }}\n"
    if not scenario.vrps:
        return ""
    vrps_file(scenario, folder / "vrps.json")
    return 'rpki { vrps from file "vrps.json" }\n'


def bird_rpki(scenario, cache):
    family = scenario.family
    if cache:
        return (f"protocol rpki {{ roa{family} {{ table roas; }}; remote {ROUTER} port {cache}; retry keep 5;"
                " refresh keep 600; expire keep 7200; }\n")
    rows = (f"route {prefix_text((a, l), family)} max {m} as {o};\n" for a, l, m, o in scenario.vrps)
    return f"protocol static {{ roa{family} {{ table roas; }};\n" + "".join(rows) + "}\n"


def bird_head(scenario, filters):
    text = "log stderr { warning, error, auth, fatal, bug };\nrouter id 10.77.0.1;\nprotocol device { }\n"
    text += f"roa{scenario.family} table roas;\n"
    return text + DEFINES[scenario.family] + filters.read_text()


def bird_neighbor(talk, scenario, port, more, import_filter, export_filter):
    hop = "self" if isinstance(scenario, Transit) and talk.asn != scenario.asn else "keep"
    here = address(scenario.family, 0, 1)
    return (
        f"protocol bgp n_{talk.name} {{ local {here} port {port} as {scenario.asn}; neighbor {talk.address} as {talk.asn};"
        f" multihop; passive on; hold time 240; {more}ipv{scenario.family} {{ next hop {hop};"
        f" import filter {{ {import_filter} }}; export filter {{ {export_filter} }}; }}; }}\n")


# ---- running ----

def run(daemon, scenario, options):
    """Puts one daemon under the scenario; the tables that its neighbors hear."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="godwit-policy-"))
    port = wire.free_port(ROUTER)
    cache, children = 0, []
    if options.rtr:
        cache = wire.free_port(ROUTER)
        vrps_file(scenario, folder / "rpki.json")
        children.append(start(folder, "stayrtr", [
            "/usr/bin/stayrtr", "-bind", f"{ROUTER}:{cache}", "-metrics.addr", f"{ROUTER}:{wire.free_port(ROUTER)}", "-checktime=false",
            "-cache", str(folder / "rpki.json")]))
    file = folder / f"{daemon}.conf"
    text = getattr(scenario, daemon)(folder, port)
    rpki = godwit_rpki(scenario, folder, cache) if daemon == "godwit" else bird_rpki(scenario, cache)
    file.write_text(text + rpki)
    command = {
        "godwit": [str(ROOT / "godwit"), "run", str(file), "--socket", str(folder / "socket")],
        "bird": ["/usr/sbin/bird", "-f", "-c", str(file), "-s", str(folder / "socket"), "-P", str(folder / "pid")],
    }[daemon]
    child = start(folder, "log", command)
    children.append(child)
    neighbors = [talk.neighbor() for talk in scenario.talks]
    begun = time.monotonic()
    try:
        if cache:
            synced(daemon, folder, len(scenario.vrps), scenario.family)
        wire.converse(neighbors, (address(scenario.family, 0, 1), port), child)
    except (OSError, RuntimeError) as trouble:
        sys.exit(f"{daemon}: {trouble}\n{(folder / 'log').read_text()[-3000:]}\nleft in {folder}")
    finally:
        for one in children:
            one.terminate()
            one.wait()
    if not options.keep:
        shutil.rmtree(folder)
    listening = {talk.name for talk in scenario.talks if talk.listens}
    print(f"  {daemon}: {time.monotonic() - begun:.1f} s", flush=True)
    return {n.name: n for n in neighbors if n.name in listening}


def start(folder, log, command):
    with (folder / log).open("w") as out:
        return subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)


def synced(daemon, folder, vrps, family):
    """Waits until a daemon holds what its cache told: neither asks the neighbors here for their routes again."""
    socket_file = str(folder / "socket")
    command = {
        "godwit": [str(ROOT / "godwit"), "show", "rpki", "--json", "--socket", socket_file],
        "bird": ["/usr/sbin/birdc", "-s", socket_file, "show route table roas count"],
    }[daemon]
    deadline = time.monotonic() + 60
    told = ""
    while time.monotonic() < deadline:
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        if daemon == "bird" and f"{vrps} of {vrps} routes" in told:
            return
        if daemon == "godwit" and re.search(rf'"vrps_ipv{family}": *{vrps}\b', told):
            return
        time.sleep(0.1)
    raise RuntimeError(f"not all of {vrps} VRPs within a minute: {told}")


def difference(godwit, bird):
    """Some routes that are not the same, in words."""
    lines = []
    for prefix in sorted(set(godwit) | set(bird)):
        ours, theirs = godwit.get(prefix), bird.get(prefix)
        if ours != theirs:
            text = f"{prefix[1:].hex()}/{prefix[0]}"
            lines.append(f"    {text}\n      godwit {shown(ours)}\n      bird   {shown(theirs)}")
    return len(lines), "\n".join(lines[:5])


def shown(block):
    return "-" if block is None else " ".join(f"{code}:{value.hex()}" for code, value in block)


def states(scenario):
    """How many of the first routes are what in the RPKI; each must occur, or the comparison shows little."""
    said = collections.defaultdict(list)
    for network, length, longest, asn in scenario.vrps:
        said[(network, length)].append((longest, asn))
    found = collections.Counter()
    for talk in scenario.talks:
        for route in talk.routes[:2000]:
            origin = table.origin_of(route.block)
            for one in route.prefixes:
                found[table.validity(said, one, origin, scenario.family)] += 1
    return found


def compare(scenario, options):
    said = sum(len(route.prefixes) for talk in scenario.talks for route in talk.routes)
    print(f"{scenario.name}: {said} IPv{scenario.family} routes, {len(scenario.vrps)} VRPs", flush=True)
    if scenario.vrps:
        found = states(scenario)
        print("  of the first routes " + ", ".join(f"{count} {state}" for state, count in sorted(found.items())))
        if len(found) < 4:
            return False
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


def namespaced(family):
    """IPv6 needs an address for each neighbor: in a network namespace of our own, which needs rights or user namespaces."""
    if family == 4 or os.environ.get("GODWIT_COMPARE_NAMESPACE"):
        return
    command = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    os.environ["GODWIT_COMPARE_NAMESPACE"] = "1"
    os.execvp(command[0], [*command, sys.executable, "-B", *sys.argv])


def addresses(scenario):
    if scenario.family == 6:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        for one in [address(6, 0, 1)] + [talk.address for talk in scenario.talks]:
            subprocess.run(["ip", "addr", "replace", f"{one}/128", "dev", "lo", "nodad"], check=True)
    return scenario


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--routes", type=int, default=1_000_000)
    arguments.add_argument("--family", type=int, choices=(4, 6), default=4)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--paths", help="measured AS paths, lines `count path`, gzip")
    arguments.add_argument("--vrps", type=float, default=0.4, help="the share of prefixes with a VRP; 0 = no RPKI")
    arguments.add_argument("--rtr", action="store_true", help="VRPs from stayrtr, not from files")
    arguments.add_argument("--keep", action="store_true", help="leave configurations and logs behind")
    arguments.add_argument("scenario", nargs="*")
    options = arguments.parse_args()
    if not os.access("/usr/sbin/bird", os.X_OK):
        sys.exit("bird is not installed: apt-get install bird2")
    namespaced(options.family)
    wanted = [s for s in (RouteServer, Transit) if not options.scenario or s.name in options.scenario]
    return 0 if wanted and all([compare(addresses(scenario(options)), options) for scenario in wanted]) else 1


if __name__ == "__main__":
    sys.exit(main())
