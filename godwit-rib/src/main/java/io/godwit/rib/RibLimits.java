package io.godwit.rib;

/// How much the tables may hold. At a limit, the session that announces more is ended with Cease /
/// Out of Resources (RFC 4486 §4); what others announced stays.
///
/// @param octets of memory for routes: blocks, prefixes, paths and their indexes
/// @param prefixes in each family, at most [#MOST]
/// @param blocks different sets of path attributes, at most [#MOST]
public record RibLimits(long octets, int prefixes, int blocks) {
    /// What the numbers in the tables can count, and an eighth less.
    public static final int MOST = 28_000_000;

    /// Only what cannot be helped.
    public static final RibLimits WIDEST = new RibLimits(1L << 48, MOST, MOST);

    public RibLimits {
        if (octets < 1 || prefixes < 1 || prefixes > MOST || blocks < 1 || blocks > MOST) {
            throw new IllegalArgumentException(
                    octets + " octets, " + prefixes + " prefixes, " + blocks + " blocks");
        }
    }

    /// For a heap of this size: two thirds of it. The rest is for what waits to be sent, for halves
    /// of pages, and for the collector to work in.
    public static RibLimits ofHeap(long octets) {
        return new RibLimits(octets / 3 * 2, MOST, MOST);
    }
}
