package io.godwit.cli.load;

/// Distinct IPv4 prefixes, as many as wanted and nearly without memory, shaped like the
/// default-free zone.
///
/// Lengths from /19 to /24 come from *homes*: a home is a /19, and out of the 63 prefixes in it a
/// few are announced, some covering others, siblings side by side, as operators de-aggregate.
/// Shorter ones come singly. What makes every prefix unique is arithmetic: the n-th home, and the
/// n-th block of a shorter length, is `(n · step + start) mod blocks` with `step` prime to
/// `blocks`. Only blocks of /8s that hold no special-use range at all (RFC 6890) take part.
public final class PrefixStream {
    /// The first octets left out: each of them has a special-use block somewhere in it.
    private static final int[] SPECIAL = {0, 10, 100, 127, 169, 172, 192, 198, 203};

    private static final int SHORTEST = 8;
    private static final int HOME = 19;
    private static final int LONGEST = 24;
    private static final int CLEAN = 224 - SPECIAL.length;

    /// Prefixes of each length from /8 to /24 in a table of a million, in units of ten.
    private static final int[] SHAPE = {
        2, 1, 4, 10, 30, 60, 120, 210, 1360, 840, 1420, 2550, 4500, 5150, 11300, 10000, 62443
    };

    /// Homes in use in a table of a million; what fixes how dense a home is.
    private static final int USED_HOMES = 63_000;

    /// The largest table this can make before homes repeat.
    public static final int MOST = 4_000_000;

    private final Dice dice;
    private final long seed;
    private final int[] addresses = new int[256];
    private final int[] lengths = new int[256];
    private final int[] singles = new int[HOME];
    private int ready;
    private int taken;
    private int home;
    private int address;
    private int length;

    PrefixStream(long seed) {
        this.seed = seed;
        dice = new Dice(Dice.hash(seed));
    }

    /// Moves to the next prefix.
    void next() {
        while (taken == ready) {
            fill();
        }
        address = addresses[taken];
        length = lengths[taken++];
    }

    int address() {
        return address;
    }

    int length() {
        return length;
    }

    /// Draws the prefixes of one home, and the shorter ones that belong to its share of the table.
    private void fill() {
        ready = 0;
        taken = 0;
        for (int bits = SHORTEST; bits < HOME; bits++) {
            if (dice.unit() < share(bits) && singles[bits] < CLEAN << bits - SHORTEST) {
                add(block(singles[bits]++, bits), bits);
            }
        }
        int base = block(home++, HOME);
        // Some homes are busy, most are quiet; the mean of the factor is one.
        double busy = dice.unit() < 0.2 ? 3 : 0.5;
        for (int bits = HOME; bits <= LONGEST; bits++) {
            int room = 1 << bits - HOME;
            int count = Math.min(room, (int) (share(bits) * busy + dice.unit()));
            int first = dice.below(room);
            for (int i = 0; i < count; i++) {
                add(base | (first + i & room - 1) << 32 - bits, bits);
            }
        }
    }

    private void add(int prefix, int bits) {
        addresses[ready] = prefix;
        lengths[ready++] = bits;
    }

    /// How many prefixes of a length belong to one home.
    private static double share(int bits) {
        return SHAPE[bits - SHORTEST] * 10.0 / USED_HOMES;
    }

    /// The n-th block of a length, scattered over the clean /8s.
    private int block(int n, int bits) {
        int each = bits - SHORTEST;
        long blocks = (long) CLEAN << each;
        // CLEAN is 5 · 43: a prime step above that is prime to the number of blocks.
        long start = (Dice.hash(seed + bits) >>> 1) % blocks;
        long at = ((long) n * 40_503 % blocks * 1_000_003 + start) % blocks;
        return (clean((int) (at >>> each)) << 24) | (int) (at & (1L << each) - 1) << 32 - bits;
    }

    /// The n-th first octet without special-use ranges.
    private static int clean(int n) {
        int octet = n;
        for (int special : SPECIAL) {
            if (octet >= special) {
                octet++;
            }
        }
        return octet;
    }
}
