/// The RFC 4271 state machine of one peer, pure.
module io.godwit.session {
    requires transitive io.godwit.wire;
}
