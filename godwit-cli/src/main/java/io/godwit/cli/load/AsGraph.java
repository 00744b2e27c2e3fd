package io.godwit.cli.load;

/// An invented hierarchy of providers over AS numbers as registries give them out. Every AS has
/// fixed upstreams, so paths to one origin agree with each other; who is connected to whom is
/// invented.
public final class AsGraph {
    /// AS numbers of networks without upstream of their own.
    private static final int[] TIER1 = {
        174, 701, 1299, 2914, 3257, 3320, 3356, 3491, 5511, 6453, 6461, 6762, 6830, 7018, 12956
    };

    /// Ranges that origin ASes come from, first and last, with a weight each.
    private static final int[][] RANGES = {
        {1_000, 64_495},
        {131_072, 153_913},
        {196_608, 216_475},
        {262_144, 274_844},
        {327_680, 329_727},
        {393_216, 402_332}
    };

    private static final int[] WEIGHTS = {56, 12, 14, 11, 1, 6};
    private static final int RANGES_TOTAL = 100;
    private static final int TRANSITS = 500;
    private static final int REGIONALS = 5_500;

    private final long seed;

    AsGraph(long seed) {
        this.seed = seed;
    }

    /// An origin AS number.
    static int origin(Dice dice) {
        int range = dice.weighted(WEIGHTS, RANGES_TOTAL);
        int as = RANGES[range][0] + dice.below(RANGES[range][1] - RANGES[range][0] + 1);
        // AS_TRANS is nobody's number (RFC 6793 §9).
        return as == 23_456 ? 23_457 : as;
    }

    /// Writes the way from a tier-1 network to `origin` into `path` at `at`, `origin` excluded;
    /// returns where it ends. `way` chooses among the upstreams, `hops` is how many ASes are
    /// wanted, 0 to 4.
    int climb(int origin, int way, int hops, int[] path, int at) {
        int regional = pool(origin, way, REGIONALS, 1);
        int transit = pool(regional, way, TRANSITS, 2);
        int second = pool(transit, way, TRANSITS, 3);
        int top = TIER1[(int) Long.remainderUnsigned(Dice.hash(seed ^ transit), TIER1.length)];
        int end = at;
        if (hops >= 1) {
            path[end++] = top;
        }
        if (hops >= 4) {
            path[end++] = second;
        }
        if (hops >= 2) {
            path[end++] = transit;
        }
        if (hops >= 3) {
            path[end++] = regional;
        }
        return end;
    }

    /// One of `size` networks of a tier, fixed for `customer` and the chosen way.
    private int pool(int customer, int way, int size, int tier) {
        long drawn = Dice.hash(seed + tier * 1_000_003L + customer * 31L + way);
        int member = (int) Long.remainderUnsigned(drawn, size);
        long number = Dice.hash(seed - tier * 7_919L - member);
        return origin(new Dice(number));
    }
}
