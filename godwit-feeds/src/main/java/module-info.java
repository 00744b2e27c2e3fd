/// MRT and packet-capture readers.
module io.godwit.feeds {
    requires transitive io.godwit.wire;

    exports io.godwit.feeds;
    exports io.godwit.feeds.mrt;
    exports io.godwit.feeds.pcap;
}
