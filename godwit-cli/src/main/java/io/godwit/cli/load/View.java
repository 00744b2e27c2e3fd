package io.godwit.cli.load;

/// How one neighbor sees the [InternetTable]: which groups it announces, and what it changes in
/// them. Several views of one table make prefixes with several paths, so that the decision has
/// something to decide.
public interface View {
    /// The neighbor's AS number.
    long as();

    /// Its address, as 32 bits; for IPv6 routes the end of its next hop.
    int nextHop();

    /// Whether this neighbor announces the group.
    boolean has(Group group);

    /// Writes the AS path, first AS first, into `path` of [Group#MAX_PATH] and two more places;
    /// returns its length.
    int path(Group group, int[] path);

    /// The MED as this neighbor announces it, or [Group#NO_MED].
    long med(Group group);
}
