package io.godwit.sim;

/// The only source of chance in a simulation: SplitMix64, so that a seed gives the same numbers on
/// every machine and in every release of Java.
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    int nextInt() {
        return (int) nextLong();
    }

    /// 0 to bound - 1.
    int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    /// 0 to bound - 1. The slight preference for small numbers does no harm here.
    long nextLong(long bound) {
        return Long.remainderUnsigned(nextLong(), bound);
    }

    /// True once in so many times.
    boolean oneIn(int times) {
        return nextInt(times) == 0;
    }
}
