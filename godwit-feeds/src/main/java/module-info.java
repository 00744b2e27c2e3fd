/// MRT and packet-capture readers; the client of RPKI caches.
module io.godwit.feeds {
    requires transitive io.godwit.wire;
    requires transitive io.godwit.policy;

    exports io.godwit.feeds;
    exports io.godwit.feeds.mrt;
    exports io.godwit.feeds.pcap;
    exports io.godwit.feeds.rtr;
}
