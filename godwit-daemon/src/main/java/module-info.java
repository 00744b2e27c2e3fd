/// Sockets, clock, files, signals: the speaker as a process.
module io.godwit.daemon {
    requires transitive io.godwit.wire;
    requires transitive io.godwit.session;
    requires transitive io.godwit.rib;
    requires transitive io.godwit.speaker;
    requires transitive io.godwit.json;
    requires transitive io.godwit.config;
    requires jdk.httpserver;
    // Signals: the only way to end with status 0 at SIGTERM and to outlive SIGHUP.
    requires jdk.unsupported;

    exports io.godwit.daemon;
    exports io.godwit.daemon.answer;

    // Records that become JSON.
    opens io.godwit.daemon.web to
            io.godwit.json;
}
