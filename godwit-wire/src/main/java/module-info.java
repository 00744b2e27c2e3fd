/// BGP-4 on the wire: messages, capabilities, path attributes, NLRI, errors.
module io.godwit.wire {
    exports io.godwit.wire;
    exports io.godwit.wire.attr;
    exports io.godwit.wire.cap;
    exports io.godwit.wire.nlri;
    exports io.godwit.wire.orf;
}
