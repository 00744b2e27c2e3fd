/// Attribute store, prefix tables, Adj-RIBs, decision process, update groups.
module io.godwit.rib {
    requires transitive io.godwit.policy;
    requires transitive io.godwit.wire;

    exports io.godwit.rib;
}
