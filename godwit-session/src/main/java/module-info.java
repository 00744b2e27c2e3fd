/// The RFC 4271 state machine of one neighbor, pure.
module io.godwit.session {
    requires transitive io.godwit.wire;

    exports io.godwit.session;
}
