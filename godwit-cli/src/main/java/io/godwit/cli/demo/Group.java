package io.godwit.cli.demo;

/// One attribute set of the table and the prefixes that share it. Reused from group to group by
/// [InternetTable].
final class Group {
    /// No MULTI_EXIT_DISC.
    static final long NO_MED = -1;

    static final int MAX_PREFIXES = 512;
    static final int MAX_PATH = 16;
    static final int MAX_COMMUNITIES = 24;

    /// Running number, from 0.
    int number;

    /// ORIGIN, 0..2.
    int origin;

    /// MULTI_EXIT_DISC or [#NO_MED].
    long med;

    /// AS path behind the first AS, the announcing neighbor's own.
    final int[] path = new int[MAX_PATH];

    int pathLength;

    /// Communities as on the wire.
    final int[] communities = new int[MAX_COMMUNITIES];

    int communityCount;

    /// One large community of three numbers, or none.
    final int[] large = new int[3];

    boolean hasLarge;

    final int[] addresses = new int[MAX_PREFIXES];
    final int[] lengths = new int[MAX_PREFIXES];
    int prefixes;
}
