package io.godwit.rib;

import io.godwit.wire.Address;

import java.util.List;

/// What the routing tables need to know about their router.
///
/// @param localAs our AS number, 1..4294967295; in a confederation that of our member AS
/// @param outsideAs the AS number that others know us by: that of the confederation (RFC 5065 §4),
///   or the same
/// @param routerId our BGP identifier
/// @param clusterId our CLUSTER_ID; the BGP identifier unless several reflectors share the clients
///   (RFC 4456 §7)
/// @param seed of the hash functions: unknown to neighbors, so that nobody can send us a table that
///   collides; the same seed and the same input give the same run
/// @param ownAddresses a route with one of these as next hop is not used (RFC 4271 §5.1.3)
/// @param logOctets how far, in octets, a group's slowest member may lag behind before it is taken
///   off the shared log and brought up to date from the table; at least one page of 65536. With
///   many groups less: their share of [RibLimits#logOctets]
/// @param rowsPerBatch how many changed prefixes are packed together at most, 1..65536
/// @param limits how much the tables may hold
public record RibSettings(
        long localAs,
        long outsideAs,
        int routerId,
        int clusterId,
        long seed,
        List<Address> ownAddresses,
        int logOctets,
        int rowsPerBatch,
        RibLimits limits) {

    /// 16 MB: a full table of one peer fits, so that a receiver which merely starts later stays
    /// live.
    public static final int DEFAULT_LOG_OCTETS = 16 << 20;

    /// 8192 rows: their columns stay in the second-level cache.
    public static final int DEFAULT_ROWS_PER_BATCH = 8192;

    public RibSettings {
        ownAddresses = List.copyOf(ownAddresses);
        if (localAs < 1 || localAs > 0xffff_ffffL) {
            throw new IllegalArgumentException("AS number " + localAs);
        }
        if (logOctets < 65536) {
            throw new IllegalArgumentException("log of " + logOctets + " octets");
        }
        if (rowsPerBatch < 1 || rowsPerBatch > 65536) {
            throw new IllegalArgumentException("batch of " + rowsPerBatch + " rows");
        }
    }

    /// Settings with the default and the widest limits.
    public static RibSettings of(
            long localAs, int routerId, int clusterId, long seed, List<Address> ownAddresses) {
        return new RibSettings(
                localAs,
                localAs,
                routerId,
                clusterId,
                seed,
                ownAddresses,
                DEFAULT_LOG_OCTETS,
                DEFAULT_ROWS_PER_BATCH,
                RibLimits.WIDEST);
    }

    /// The same with other limits of the tables.
    public RibSettings withLimits(RibLimits other) {
        return new RibSettings(
                localAs,
                outsideAs,
                routerId,
                clusterId,
                seed,
                ownAddresses,
                logOctets,
                rowsPerBatch,
                other);
    }

    /// The same with another AS number outside.
    public RibSettings withOutsideAs(long other) {
        return new RibSettings(
                localAs,
                other,
                routerId,
                clusterId,
                seed,
                ownAddresses,
                logOctets,
                rowsPerBatch,
                limits);
    }
}
