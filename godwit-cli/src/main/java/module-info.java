/// The godwit command.
module io.godwit.cli {
    requires transitive io.godwit.wire;
    requires transitive io.godwit.feeds;
    requires transitive io.godwit.json;
    requires transitive io.godwit.config;
    requires transitive io.godwit.speaker;
    requires transitive io.godwit.rib;
    requires transitive io.godwit.session;
    requires transitive io.godwit.daemon;
    requires transitive io.godwit.policy;
    requires transitive io.godwit.sim;
}
