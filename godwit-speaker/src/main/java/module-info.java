/// The lane that joins sessions and RIB; talks only to ports.
module io.godwit.speaker {
    requires transitive io.godwit.wire;
    requires transitive io.godwit.session;
    requires transitive io.godwit.rib;
    requires transitive io.godwit.feeds;
    requires transitive io.godwit.kernel;
    requires transitive io.godwit.bfd;

    exports io.godwit.speaker;
    exports io.godwit.speaker.origin;
    exports io.godwit.speaker.plan;
    exports io.godwit.speaker.show;
}
