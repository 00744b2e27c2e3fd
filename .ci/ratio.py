#!/usr/bin/env python3
"""Reads lines of `godwit bench --peer bird --json`, compares with the bounds below, prints a table.

A time bound is two to six times the ratio measured when it was set, a memory bound 1.5 to 2.5 times: generous to noise, tight for a lost factor.
"""
import json
import sys

# scenario, step: seconds and peak memory, as multiples of BIRD's
BOUNDS = {
    ("one-to-one", "announce"): (2.2, 4.0),
    ("one-to-twenty", "announce"): (0.6, 4.0),
    ("ipv6", "announce"): (5.0, 9.0),
    ("come-and-go", "announce"): (2.5, 4.5),
    ("come-and-go", "withdraw"): (4.0, 4.5),
    ("come-and-go", "announce again"): (1.6, 4.5),
    ("come-and-go", "sender lost"): (1.8, 4.5),
    ("ten-views", "announce"): (0.9, 1.5),
    ("route-server", "announce"): (0.4, 4.0),
}

by = {}
for one in (one for line in sys.stdin for one in json.loads(line).get("measures", [])):
    by.setdefault((one["scenario"], one["step"]), {})[one["router"]] = one
failed = 0
print(f"{'scenario':14} {'step':15} {'godwit':>9} {'bird':>9} {'ratio':>7} {'bound':>6} {'memory':>7} {'bound':>6}")
for key, routers in by.items():
    ours, theirs = routers["godwit"], routers.get("bird")
    if not ours["exact"] or not theirs or not theirs["exact"]:
        print(f"{key[0]:14} {key[1]:15} {ours.get('trouble') or 'no figure of bird'}")
        failed += 1
        continue
    time = ours["seconds"] / max(theirs["seconds"], 0.001)
    memory = ours["peak_mb"] / theirs["peak_mb"]
    bound, memory_bound = BOUNDS[key]
    bad = time > bound or memory > memory_bound
    failed += bad
    print(f"{key[0]:14} {key[1]:15} {ours['seconds']:8.3f}s {theirs['seconds']:8.3f}s {time:6.2f}x {bound:5.1f}x "
          f"{memory:6.2f}x {memory_bound:5.1f}x{'  OVER' if bad else ''}")
missing = [key for key in BOUNDS if key not in by]
for key in missing:
    print(f"{key[0]:14} {key[1]:15} was not measured")
sys.exit(1 if failed or missing else 0)
