"""Routes in the shape of the Internet's, made from a seed, with what policies stumble over mixed in."""
import gzip
import random

# Shares of prefix lengths in the default-free zone, in percent, and what no table should have.
LENGTHS = {8: 0.1, 12: 0.1, 14: 0.2, 15: 0.3, 16: 1.5, 17: 1, 18: 1.6, 19: 2.8, 20: 5, 21: 5.5, 22: 12, 23: 10, 24: 58,
           25: 0.5, 28: 0.3, 32: 1.1}
# Not 127.0.0.0/8: BIRD refuses it before any filter.
BOGONS = [(0x0A000000, 8), (0x64400000, 10), (0xAC100000, 12), (0xC0A80000, 16), (0xC6120000, 15)]
LARGE_NETWORKS = [174, 1299, 2914, 3257, 3356, 6939, 6453]


def paths(dice, material):
    """Endless AS paths: measured ones when the file is there, drawn ones else."""
    measured, weights = [], []
    if material:
        with gzip.open(material, "rt") as lines:
            for line in lines:
                count, path = line.split(" ", 1)
                measured.append([as_of(word) for word in path.split()])
                weights.append(int(count))
    while True:
        if measured:
            yield from (list(path) for path in dice.choices(measured, weights, k=1000))
        else:
            yield [dice.randrange(1000, 64000) for _ in range(dice.choice([1, 2, 2, 3, 3, 3, 4, 5]))]


def as_of(word):
    if word.startswith("{"):
        return tuple(int(part) for part in word.strip("{}").replace(",", " ").split())
    return int(word)


def prefix(dice):
    length = dice.choices(list(LENGTHS), list(LENGTHS.values()))[0]
    if dice.random() < 0.02:
        base, bits = dice.choice(BOGONS)
        length = max(length, bits)
        address = base | dice.getrandbits(32) >> bits
    else:
        address = dice.choice([dice.randrange(1 << 24, 127 << 24), dice.randrange(128 << 24, 224 << 24)])
    return address & -1 << 32 - length & 0xFFFFFFFF, length


def origin_of(block):
    """The last AS of the path; None when it ends in a set or is empty."""
    last = block["path"][-1] if block["path"] else None
    return last if isinstance(last, int) else None


class Table:
    """Routes one after the other, no prefix twice."""

    def __init__(self, seed, material):
        self.dice = random.Random(seed)
        self.paths = paths(self.dice, material)
        self.seen = set()

    def groups(self, count, shape):
        """Blocks with their prefixes, `count` new prefixes; `shape(dice, block)` makes them a neighbor's."""
        dice, seen = self.dice, self.seen
        count += len(seen)
        for path in self.paths:
            block = {"path": path, "origin": dice.choices([0, 1, 2], [90, 2, 8])[0],
                     "med": dice.choice([0, 10, 50]) if dice.random() < 0.35 else None,
                     "communities": {(dice.choice([174, 1299, 3356, 43016]), dice.randrange(1, 3000))
                                     for _ in range(dice.choice([0, 0, 1, 3, 8]))},
                     "large": {(43016, dice.randrange(5), dice.randrange(1000))} if dice.random() < 0.1 else set()}
            shape(dice, block)
            some = set()
            for _ in range(dice.choice([1, 1, 1, 2, 3, 5, 8, 20])):
                one = prefix(dice)
                if one not in seen and len(seen) < count:
                    seen.add(one)
                    some.add(one)
            if some:
                yield block, sorted(some)
            if len(seen) >= count:
                return
