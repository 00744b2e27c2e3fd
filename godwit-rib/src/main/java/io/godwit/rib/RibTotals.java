package io.godwit.rib;

import io.godwit.wire.Family;

import java.util.List;

/// The size of everything, for `show` and metrics.
///
/// @param families one entry each
/// @param attributeBlocks sets of path attributes held
/// @param attributeOctets octets they take, bookkeeping included
/// @param usedOctets of memory that routes take, free places in the tables not counted
/// @param limitOctets how much of that there may be
/// @param groups update groups: sets of neighbors that are sent the same octets
/// @param undecided prefixes whose decision is still to run
/// @param updatesPacked UPDATE messages encoded; each may go to many neighbors
/// @param notFitting how often a route was not advertised since its attributes do not fit a message
///   (RFC 4271 §9.2)
/// @param fellBehind how often a neighbor read so slowly that it left the shared log
public record RibTotals(
        List<FamilyTotals> families,
        long attributeBlocks,
        long attributeOctets,
        long usedOctets,
        long limitOctets,
        int groups,
        long undecided,
        long updatesPacked,
        long notFitting,
        long fellBehind) {

    public RibTotals {
        families = List.copyOf(families);
    }

    /// @param prefixes with at least one path
    /// @param paths accepted and rejected
    /// @param best prefixes with a best path: the Loc-RIB
    /// @param octets memory of the tables
    public record FamilyTotals(Family family, long prefixes, long paths, long best, long octets) {}
}
