package io.godwit.session;

/// The jitter of RFC 4271 §10: times are multiplied by a factor between 0.75 and 1.0, a new one
/// each time. Repeatable from its seed.
final class Jitter {
    private static final int FRACTION_BITS = 16;

    private int state;

    Jitter(int seed) {
        // xorshift never leaves zero, and small seeds begin alike: spread them first.
        int spread = seed * 0x9E3779B9 + 0x7F4A7C15;
        state = spread == 0 ? 1 : spread;
    }

    long apply(long nanos) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        int fraction = state >>> (Integer.SIZE - FRACTION_BITS);
        long quarter = nanos >> 2;
        return nanos - ((quarter * fraction) >> FRACTION_BITS);
    }
}
