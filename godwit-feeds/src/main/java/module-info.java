/// MRT and packet-capture readers.
module io.godwit.feeds {
    requires transitive io.godwit.wire;
}
