package io.godwit.cli.importer.arouteserver;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.Statements;
import io.godwit.cli.importer.tree.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The communities by which members say who hears their routes, and how.
final class Communities {
    private static final List<String> TIMES = List.of("once", "twice", "thrice");
    private static final String TO_PEER = "announce_to_peer";

    private final Tree general;
    private final Draft draft;
    private final long as;
    private final List<Block> removed = new ArrayList<>();

    Communities(Tree general, long as, Draft draft) {
        this.general = general;
        this.as = as;
        this.draft = draft;
    }

    /// `reject-tag …`, when rejected routes are to be tagged.
    Optional<Block> rejectTag() {
        String policy = general.string("filtering", "reject_policy", "policy").orElse("reject");
        var large = general.string("communities", "reject_cause", "lrg").filter(t -> !t.isEmpty());
        var standard =
                general.string("communities", "reject_cause", "std").filter(t -> !t.isEmpty());
        if (!policy.startsWith("tag") || large.isEmpty() && standard.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Block.line(
                        "reject-tag "
                                + (large.isPresent() ? "large-community " : "community ")
                                + macros(large.or(() -> standard).get())));
    }

    List<Block> body() {
        var body = new ArrayList<Block>();
        body.addAll(rule("do_not_announce_to_peer", Statements.reject("blocked-for-you")));
        var all = condition("do_not_announce_to_any").and(condition(TO_PEER).not());
        body.addAll(Statements.choose(all, Statements.reject("blocked-for-all"), List.of()));
        for (var whom : List.of("peer", "any")) {
            for (int i = 0; i < TIMES.size(); i++) {
                String key = "prepend_" + TIMES.get(i) + "_to_" + whom;
                body.addAll(rule(key, List.of(Block.line("prepend route.peer-as " + (i + 1)))));
            }
            body.addAll(
                    rule(
                            "add_noexport_to_" + whom,
                            List.of(Block.line("add community 65535:65281"))));
            body.addAll(
                    rule(
                            "add_noadvertise_to_" + whom,
                            List.of(Block.line("add community 65535:65282"))));
        }
        body.addAll(removed.stream().distinct().toList());
        body.addAll(Statements.accept());
        return body;
    }

    private List<Block> rule(String key, List<Block> then) {
        return Statements.choose(condition(key), then, List.of());
    }

    /// Whether a route has one of the communities of this name. They are taken off what goes out.
    private Condition condition(String key) {
        Condition any = Condition.FALSE;
        var entry = general.get("communities", key).filter(e -> e.kind() == Tree.Kind.TABLE);
        if (entry.isEmpty()) {
            return any;
        }
        for (var kind : List.of("std", "lrg")) {
            var text = entry.get().string(kind).filter(t -> !t.isEmpty());
            if (text.isPresent()) {
                String word = kind.equals("std") ? "community" : "large-community";
                any = any.or(Condition.ask(word + " has " + macros(text.get())));
                removed.add(
                        Block.line(
                                "remove "
                                        + word
                                        + " "
                                        + macros(text.get()).replace("(peer.as)", "*")));
            }
        }
        entry.get()
                .get("ext")
                .filter(e -> !e.text().isEmpty())
                .ifPresent(e ->
                        draft.lost(e.at(), key + " " + e.text(), "only standard and large ones"));
        return any;
    }

    private String macros(String text) {
        return text.replace("rs_as", Long.toString(as))
                .replace("peer_as", "(peer.as)")
                .replace("dyn_val", "*");
    }
}
