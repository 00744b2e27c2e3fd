package io.godwit.cli.load;

/// One attribute set of the table and the prefixes that share it. Reused from group to group by
/// [InternetTable].
public final class Group {
    /// No MULTI_EXIT_DISC.
    public static final long NO_MED = -1;

    public static final int MAX_PREFIXES = 512;
    public static final int MAX_PATH = 16;
    public static final int MAX_COMMUNITIES = 24;

    /// Running number, from 0.
    public int number;

    /// ORIGIN, 0..2.
    public int origin;

    /// MULTI_EXIT_DISC or [#NO_MED].
    public long med;

    /// AS path behind the first AS, the announcing neighbor's own.
    public final int[] path = new int[MAX_PATH];

    public int pathLength;

    /// Communities as on the wire.
    public final int[] communities = new int[MAX_COMMUNITIES];

    public int communityCount;

    /// One large community of three numbers, or none.
    public final int[] large = new int[3];

    public boolean hasLarge;

    public final int[] addresses = new int[MAX_PREFIXES];
    public final int[] lengths = new int[MAX_PREFIXES];
    public int prefixes;
}
