package io.godwit.bfd;

/// The jitter of RFC 5880 §6.8.7: an interval becomes 75 % to 100 % of itself, anew for each
/// packet; 75 % to 90 % where a single missing packet counts. Repeatable from its seed.
final class Jitter {
    private long state;

    Jitter(int seed) {
        state = seed * 0x9E3779B97F4A7C15L + 1;
    }

    long apply(long nanos, boolean single) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        long fraction = state >>> 48;
        long least = single ? nanos / 10 : 0;
        long most = nanos / 4;
        return nanos - least - ((most - least) * fraction >> 16);
    }
}
