package io.godwit.cli.load;

/// A small seeded generator (SplitMix64): the same seed gives the same throws on every machine and
/// JDK.
public final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private long state;

    public Dice(long seed) {
        state = seed;
    }

    /// The number that belongs to `seed` alone: for choices that must not depend on what was drawn
    /// before.
    public static long hash(long seed) {
        long z = seed + STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long next() {
        long z = hash(state);
        state += STEP;
        return z;
    }

    /// 0 up to and without `bound`.
    public int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /// 0 up to and without 1.
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /// An index, drawn with these weights.
    public int weighted(int[] weights, int total) {
        int left = below(total);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }
}
