"""Routes in the shape of the Internet's, made from a seed, with what policies stumble over mixed in."""
import gzip
import random

# Shares of prefix lengths in the default-free zone, in percent, and what no table should have.
LENGTHS = {
    4: {8: 0.1, 12: 0.1, 14: 0.2, 15: 0.3, 16: 1.5, 17: 1, 18: 1.6, 19: 2.8, 20: 5, 21: 5.5, 22: 12, 23: 10, 24: 58,
        25: 0.5, 28: 0.3, 32: 1.1},
    6: {20: 0.1, 28: 0.5, 29: 3, 30: 0.5, 32: 12, 36: 5, 40: 8, 44: 9, 46: 3, 47: 2, 48: 55, 49: 0.3, 56: 0.6, 64: 0.7,
        128: 0.3},
}
BITS = {4: 32, 6: 128}
# Not 127.0.0.0/8: BIRD refuses it before any filter.
BOGONS = {
    4: [(0x0A000000, 8), (0x64400000, 10), (0xAC100000, 12), (0xC0A80000, 16), (0xC6120000, 15)],
    6: [(0x3FFF << 112, 20), (0x4000 << 112, 3), (0x0100 << 112, 16), (0xFC00 << 112, 8)],
}
SPACE = {4: [(1 << 24, 127 << 24), (128 << 24, 224 << 24)], 6: [(0x2001 << 112, 0x2A10 << 112)]}
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


def masked(address, length, bits):
    return address & -1 << bits - length & (1 << bits) - 1, length


def prefix(dice, family):
    bits = BITS[family]
    length = dice.choices(list(LENGTHS[family]), list(LENGTHS[family].values()))[0]
    if dice.random() < 0.02:
        base, fixed = dice.choice(BOGONS[family])
        return masked(base | dice.getrandbits(bits) >> fixed, max(length, fixed), bits)
    return masked(dice.randrange(*dice.choice(SPACE[family])), length, bits)


def near(dice, one, family):
    """A prefix within another or around it."""
    address, length = one
    bits = BITS[family]
    if dice.random() < 0.7:
        longer = min(bits, length + dice.choice((1, 1, 2, 2, 3, 4, 8)))
        return masked(address | dice.getrandbits(bits) >> length, longer, bits)
    return masked(address, max(8, length - dice.choice((1, 1, 2, 3, 6))), bits)


def origin_of(block):
    """The last AS of the path; None when it ends in a set or is empty."""
    last = block["path"][-1] if block["path"] else None
    return last if isinstance(last, int) else None


def authorize(vrps, dice, one, origin, family):
    """What somebody says of a prefix in the RPKI: right, wrong, too narrow, too wide, of its covering prefix."""
    address, length = one
    bits = BITS[family]
    around = masked(address, max(8, length - dice.randrange(1, 7)), bits)
    kind = dice.choices(
        ("exact", "room", "around", "too long", "other AS", "AS 0", "several"), (40, 14, 16, 10, 4, 4, 12))[0]
    if kind in ("exact", "several"):
        vrps[(address, length, length, origin)] = None
    if kind == "room":
        vrps[(address, length, min(bits, length + dice.randrange(1, 9)), origin)] = None
    if kind == "around":
        vrps[(*around, min(bits, length + dice.choice((0, 0, 2))), origin)] = None
    if kind == "too long":
        vrps[(*around, dice.randrange(around[1], max(around[1] + 1, length)), origin)] = None
    if kind in ("other AS", "several"):
        vrps[(address, length, length, 64999)] = None
    if kind in ("AS 0", "several"):
        vrps[(address, length, bits, 0)] = None


def validity(vrps, one, origin, family):
    """RFC 6811 section 2, word for word, and what it is that does not fit."""
    address, length = one
    covering = [v for v in range(length + 1) if (masked(address, v, BITS[family])) in vrps]
    said = [pair for v in covering for pair in vrps[masked(address, v, BITS[family])]]
    if not said:
        return "not found"
    if any(length <= longest and asn == origin and asn != 0 for longest, asn in said):
        return "valid"
    return "invalid by length" if any(asn == origin for _, asn in said) else "invalid by AS"


class Table:
    """Routes one after the other, no prefix twice; a third of them within others or around them."""

    def __init__(self, seed, material, family=4):
        self.dice = random.Random(seed)
        self.family = family
        self.paths = paths(self.dice, material)
        self.seen, self.some = set(), []

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
                one = self.another()
                if one not in seen and len(seen) < count:
                    seen.add(one)
                    some.add(one)
            if some:
                yield block, sorted(some)
            self.some.extend(sorted(some))
            if len(seen) >= count:
                return

    def another(self):
        if self.some and self.dice.random() < 0.35:
            return near(self.dice, self.dice.choice(self.some), self.family)
        return prefix(self.dice, self.family)
