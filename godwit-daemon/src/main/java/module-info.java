/// Sockets, clock, files, signals: the speaker as a process.
module io.godwit.daemon {
    requires transitive io.godwit.wire;
    requires transitive io.godwit.session;
    requires transitive io.godwit.rib;
    requires transitive io.godwit.speaker;
    requires transitive io.godwit.json;
    requires transitive io.godwit.config;
}
