/// Policies: the tree, sets, compiled programs, traces, tests.
module io.godwit.policy {
    requires transitive io.godwit.wire;

    exports io.godwit.policy;
    exports io.godwit.policy.rpki;
    exports io.godwit.policy.tree;
}
