#!/usr/bin/env python3
"""Whether a daemon with its configuration and Godwit with what `godwit import` made of it let the same routes pass.

Both hear the same routes from the same neighbors, on loopback, without rights; each neighbor that listens must end
with the same table: every prefix, every attribute. The configurations of BIRD are those of tests/policy.

  tests/import/compare.py [--routes 20000] [--seed 1] [bird-route-server] [bird-transit] [frr] [gobgp] [openbgpd]
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests/policy"))
import compare  # noqa: E402
import table  # noqa: E402
import wire  # noqa: E402

GODWIT = os.environ.get("GODWIT", str(ROOT / "godwit"))


def imported(daemon, file):
    done = subprocess.run([GODWIT, "import", daemon, str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"godwit import {daemon} {file}: {done.stderr}")
    lost = [line for line in done.stderr.splitlines() if ": not carried over: " in line]
    print(f"  import: {len(lost)} not carried over" + "".join(f"\n    {line.split(':', 1)[1][:150]}" for line in lost[:4]))
    return done.stdout


class Bird:
    """A scenario of tests/policy with the filters of BIRD in both daemons."""

    def __init__(self, scenario):
        self.scenario, self.name = scenario, f"bird-{scenario.name}"
        self.talks = scenario.talks

    def theirs(self, folder, port):
        file = folder / "bird.conf"
        # `next hop keep` is not carried over, and towards members nothing else is done anyway.
        file.write_text(self.scenario.bird(folder, port).replace(" next hop keep;", ""))
        return file, ["/usr/sbin/bird", "-f", "-c", str(file), "-s", str(folder / "bird.ctl"), "-P", str(folder / "pid")]

    def ours(self, folder, port):
        file, _ = self.theirs(folder, port)
        return imported("bird", file)


class Plain:
    """A provider and a customer that speak, and an internal neighbor that listens."""

    def __init__(self, options):
        speakers = [compare.Talk("provider", 1, 64510, "", ""), compare.Talk("customer", 2, 64520, "", "")]
        inside = compare.Talk("inside", 3, 64500, "", "")
        inside.listens = True
        self.talks = speakers + [inside]
        routes = table.Table(options.seed, None)
        for talk in speakers:
            shape = lambda dice, block: self.shape(dice, block, talk)
            for block, prefixes in routes.groups(options.routes // 2, shape):
                talk.routes.append(compare.Route(block, prefixes))

    def shape(self, dice, block, talk):
        block["path"] = [talk.asn] * dice.choice((1, 1, 1, 2)) + block["path"][: dice.choice((0, 2, 40))]
        if dice.random() < 0.1:
            block["path"].append(64666)
        block["next_hop"] = "10.99.0.1"  # GoBGP and FRR take no next hop of loopback
        for share, kind, value in ((0.2, "communities", (64500, 80)), (0.1, "communities", (64500, 7)),
                                   (0.1, "large", (64500, 7, 7))):
            if dice.random() < share:
                block[kind].add(value)


class Frr(Plain):
    name = "frr"

    def theirs(self, folder, port):
        file = folder / "frr.conf"
        file.write_text((HERE / "frr.conf").read_text())
        shutil.chown(file, "frr") if os.geteuid() == 0 else None
        folder.chmod(0o777)
        return file, ["/usr/lib/frr/bgpd", "-f", str(file), "-n", "-Z", "-S", "-l", compare.ROUTER, "-p", str(port),
                      "-i", str(folder / "pid"), "-P", "0", "--vty_socket", str(folder)]

    def ours(self, folder, port):
        text = imported("frr", self.theirs(folder, port)[0])
        return text.replace("router {", f"router {{ listen {compare.ROUTER} port {port};", 1)


class Gobgp(Plain):
    name = "gobgp"

    def theirs(self, folder, port):
        file = folder / "gobgpd.toml"
        file.write_text((HERE / "gobgpd.toml").read_text().replace("PORT", str(port)))
        return file, ["/usr/bin/gobgpd", "-f", str(file), "--api-hosts", f"{compare.ROUTER}:{port + 1}", "-l", "error"]

    def ours(self, folder, port):
        return imported("gobgp", self.theirs(folder, port)[0])


class Openbgpd(Plain):
    """OpenBGPD drops its rights to those of its user, so it is started with them all."""

    name = "openbgpd"

    def theirs(self, folder, port):
        file = folder / "bgpd.conf"
        text = (HERE / "bgpd.conf").read_text().replace("PORT", str(port))
        file.write_text(f'{text}socket "{folder}/control"\n')
        file.chmod(0o600)
        return file, ["/usr/sbin/bgpd", "-d", "-f", str(file)]

    def ours(self, folder, port):
        return imported("openbgpd", self.theirs(folder, port)[0])


def run(scenario, theirs, keep):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="godwit-import-"))
    port = wire.free_port(compare.ROUTER)
    if theirs:
        _, command = scenario.theirs(folder, port)
    else:
        file = folder / "godwit.conf"
        file.write_text(scenario.ours(folder, port))
        command = [GODWIT, "run", str(file), "--socket", str(folder / "socket")]
    log = (folder / "log").open("w+")
    child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    neighbors = [talk.neighbor() for talk in scenario.talks]
    try:
        wire.converse(neighbors, (compare.ROUTER, port), child)
    except (OSError, RuntimeError) as trouble:
        log.seek(0)
        sys.exit(f"{command[0]}: {trouble}\n{log.read()[-3000:]}\nleft in {folder}")
    finally:
        child.terminate()
        child.wait()
    if not keep:
        shutil.rmtree(folder)
    listening = {talk.name for talk in scenario.talks if talk.listens}
    return {n.name: n for n in neighbors if n.name in listening}


def equal(scenario, keep):
    print(f"{scenario.name}: {sum(len(r.prefixes) for t in scenario.talks for r in t.routes)} routes", flush=True)
    theirs, ours = run(scenario, True, keep), run(scenario, False, keep)
    same = True
    for name, mine in ours.items():
        other = theirs[name]
        same &= mine.table == other.table and len(mine.table) > 0
        print(f"  {name:10} godwit {len(mine.table):8} {mine.digest()}\n"
              f"  {'':10} theirs {len(other.table):8} {other.digest()}  {'equal' if mine.table == other.table else 'DIFFERENT'}")
        if mine.table != other.table:
            count, lines = compare.difference(mine.table, other.table)
            print(f"    {count} routes differ\n{lines}")
    return same


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--routes", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", action="store_true", help="leave configurations and logs behind")
    arguments.add_argument("scenario", nargs="*")
    options = arguments.parse_args()
    options.paths, options.family, options.vrps = None, 4, 0
    random.seed(options.seed)
    scenarios = {
        "bird-route-server": lambda: Bird(compare.RouteServer(options)),
        "bird-transit": lambda: Bird(compare.Transit(options)),
        "frr": lambda: Frr(options),
        "gobgp": lambda: Gobgp(options),
        "openbgpd": lambda: Openbgpd(options),
    }
    if os.geteuid() != 0 and not options.scenario:
        print("openbgpd: only root can start it")
        del scenarios["openbgpd"]
    wanted = [make for name, make in scenarios.items() if not options.scenario or name in options.scenario]
    return 0 if wanted and all([equal(make(), options.keep) for make in wanted]) else 1


if __name__ == "__main__":
    sys.exit(main())
