package io.godwit.cli.fuzz;

import java.util.Locale;

/// What takes octets from outside; each throws an `AssertionError`, or anything else, when it does
/// with them what it must not.
enum FuzzTarget {
    /// An UPDATE in any context.
    UPDATE(WireFuzz::update),
    /// OPEN, NOTIFICATION, ROUTE-REFRESH, and headers.
    MESSAGE(WireFuzz::message),
    /// Two hostile neighbors of a speaker beside two good ones.
    SESSION(octets -> new LiveSession().play(octets)),
    /// What an RPKI cache says.
    RTR(FeedFuzz::rtr),
    /// A dump of a table.
    MRT(FeedFuzz::mrt),
    /// A packet capture.
    PCAP(FeedFuzz::pcap),
    /// What the kernel says.
    NETLINK(FeedFuzz::netlink),
    /// A control packet of BFD.
    BFD(FeedFuzz::bfd),
    /// JSON, which must come back as it was written.
    JSON(TextFuzz::json),
    /// A configuration.
    CONFIG(TextFuzz::config);

    /// Takes any octets.
    interface Taker {
        void take(byte[] octets) throws Exception;
    }

    private final Taker taker;

    FuzzTarget(Taker taker) {
        this.taker = taker;
    }

    /// Its name on the command line, and that of its corpus.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    void take(byte[] octets) throws Exception {
        taker.take(octets);
    }
}
