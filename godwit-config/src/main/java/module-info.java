/// The configuration language: text to immutable records, with diagnostics.
module io.godwit.config {
    requires transitive io.godwit.bfd;
    requires transitive io.godwit.json;
    requires transitive io.godwit.kernel;
    requires transitive io.godwit.policy;
    requires transitive io.godwit.session;
    requires transitive io.godwit.wire;

    exports io.godwit.config;
    exports io.godwit.config.model;
    exports io.godwit.config.report;
    exports io.godwit.config.rpki;
    exports io.godwit.config.simulation;
}
