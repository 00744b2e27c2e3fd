/// Bidirectional Forwarding Detection (RFC 5880): packets and sessions, pure.
module io.godwit.bfd {
    requires transitive io.godwit.wire;

    exports io.godwit.bfd;
}
