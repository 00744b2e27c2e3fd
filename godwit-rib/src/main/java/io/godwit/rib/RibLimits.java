package io.godwit.rib;

/// How much the tables may hold. At a limit, the session that announces more is ended with Cease /
/// Out of Resources (RFC 4486 §4); what others announced stays.
///
/// @param octets of memory for routes: blocks, prefixes, paths and their indexes; at most
///   [#MOST_OCTETS]
/// @param prefixes in each family, at most [#MOST]
/// @param blocks different sets of path attributes, at most [#MOST]
/// @param logOctets of memory for what waits to be sent, in the logs of all update groups together
public record RibLimits(long octets, int prefixes, int blocks, long logOctets) {
    /// What the numbers in the tables can count, and an eighth less.
    public static final int MOST = 28_000_000;

    /// Addresses of attribute blocks reach 8 GB; a quarter is for what is allowed beyond the limit.
    public static final long MOST_OCTETS = 6L << 30;

    /// Only what cannot be helped.
    public static final RibLimits WIDEST = new RibLimits(MOST_OCTETS, MOST, MOST, 1L << 40);

    public RibLimits {
        if (octets < 1 || octets > MOST_OCTETS || logOctets < 1) {
            throw new IllegalArgumentException(octets + " octets, logs of " + logOctets);
        }
        if (prefixes < 1 || prefixes > MOST || blocks < 1 || blocks > MOST) {
            throw new IllegalArgumentException(prefixes + " prefixes, " + blocks + " blocks");
        }
    }

    /// For a heap of this size: two thirds of it for routes, a twelfth for what waits to be sent.
    /// The rest is for what is allowed beyond, and for the collector to work in.
    public static RibLimits ofHeap(long octets) {
        return new RibLimits(Math.min(octets / 3 * 2, MOST_OCTETS), MOST, MOST, octets / 12);
    }
}
