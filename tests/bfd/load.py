#!/usr/bin/env python3
"""A path watched each 50 ms stays up beside full tables that come, go to the neighbor, and are withdrawn.

Godwit misses three packets of the neighbor at most; the neighbor, whom a collection of garbage keeps waiting, ten.

  tests/bfd/load.py [--routes 1000000] [--rounds 3] [--interval 50] [--multiplier 10]      (root; BIRD)
"""
import argparse
import sys
import time

import paths

LOADER = "10.88.1.3"


def loader(case, routes):
    """A second BIRD with a table of its own."""
    folder = case.daemons.folder
    lines = (f"route {16 + (i >> 16)}.{i >> 8 & 255}.{i & 255}.0/24 blackhole;" for i in range(routes))
    (folder / "loader.conf").write_text(f"""
router id 10.88.0.3;
protocol device {{ }}
protocol static {{ ipv4; {chr(10).join(lines)} }}
protocol bgp {{
    local {LOADER} as 65003; neighbor {case.net.here} as 65001; direct; strict bind yes; hold time 240; connect retry time 2;
    connect delay time 1; ipv4 {{ import none; export all; }};
}}
""")
    return case.daemons.start(paths.THERE, "loader", "bird", "-f", "-c", str(folder / "loader.conf"),
                              "-s", str(folder / "loader.ctl"))


def routes_of(case, address):
    neighbors = case.ask("show", "neighbors").get("neighbors", [])
    return next((n.get("received", 0) for n in neighbors if n["address"] == address), 0)


def wait(case, address, wanted, seconds=120):
    end = time.time() + seconds
    while routes_of(case, address) != wanted:
        if time.time() > end:
            raise AssertionError(f"not {wanted} routes within {seconds} s: {case.ask('show', 'neighbors')}")
        time.sleep(0.3)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--routes", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--interval", type=int, default=50, help="milliseconds")
    options.add_argument("--multiplier", type=int, default=10, help="how many packets of Godwit may be missing")
    options = options.parse_args()
    paths.MULTIPLIER = options.multiplier
    paths.EXTRA = f"neighbor {LOADER} {{ as 65003; connect-retry 2; import accept; export reject }}\n"
    case = paths.Case("bird", False, False, options.interval, 0)
    try:
        case.net.address(paths.THERE, "eth0", LOADER)
        case.up()
        before = case.ask("show", "bfd")["sessions"][0]["flaps"]
        for _ in range(options.rounds):
            started = time.time()
            one = loader(case, options.routes)
            wait(case, LOADER, options.routes)
            print(f"{options.routes} routes after {time.time() - started:.1f} s", flush=True)
            time.sleep(3)
            one.terminate()
            one.wait()
            wait(case, LOADER, 0)
        session = case.ask("show", "bfd")["sessions"][0]
        flaps = session["flaps"] - before
        # Who missed whom: "nothing heard" is ours, what the neighbor signaled is its.
        for line in (case.folder / "godwit.out").read_text().splitlines():
            if "path-changed" in line:
                print("  " + line)
        print(f"{'ok  ' if flaps == 0 else 'FAIL'} {options.interval} ms, 3 and {options.multiplier} packets, beside {options.rounds} x {options.routes} routes: "
              f"{flaps} flaps, {session['sent']} packets sent, {session['received']} received, {session['state']}")
        return flaps
    finally:
        case.close()


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
