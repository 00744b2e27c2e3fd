package io.godwit.bfd;

/// What the operator wants of the session with one neighbor.
///
/// @param intervalMicros how often we want to send and to hear at best, microseconds: both
///   bfd.DesiredMinTxInterval and bfd.RequiredMinRxInterval (RFC 5880 §6.8.1), 10 ms to 60 s
/// @param multiplier how many packets in a row may be missing, 1 to 255 (bfd.DetectMult)
/// @param hops over how many hops
public record BfdSettings(int intervalMicros, int multiplier, Hops hops) {
    public static final int LEAST_INTERVAL_MICROS = 10_000;
    public static final int MOST_INTERVAL_MICROS = 60_000_000;

    /// What holds without a word: down after 900 ms.
    public static final BfdSettings USUAL = new BfdSettings(300_000, 3, Hops.AS_BGP);

    /// Which of the two encapsulations is spoken.
    public enum Hops {
        /// As many as the BGP session: several for an external neighbor with `multihop`, and for an
        /// internal one that is not on a connected network.
        AS_BGP,
        /// One (RFC 5881).
        ONE,
        /// Several (RFC 5883).
        SEVERAL
    }

    /// As people write it: `200ms × 3`.
    public String text() {
        String times = intervalMicros / 1000 + "ms × " + multiplier;
        return switch (hops) {
            case AS_BGP -> times;
            case ONE -> times + ", one hop";
            case SEVERAL -> times + ", several hops";
        };
    }

    /// Checks the ranges.
    public BfdSettings {
        if (intervalMicros < LEAST_INTERVAL_MICROS
                || intervalMicros > MOST_INTERVAL_MICROS
                || multiplier < 1
                || multiplier > 255) {
            throw new IllegalArgumentException(intervalMicros + " us × " + multiplier);
        }
    }
}
