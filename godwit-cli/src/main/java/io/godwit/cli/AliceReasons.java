package io.godwit.cli;

import io.godwit.config.model.Config;
import io.godwit.policy.RejectTag;
import io.godwit.policy.tree.Statement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The stanza by which Alice-LG turns the community of a rejected route into words: that of
/// `reject-tag`, or without one the usual large community. The numbers are those that stand behind
/// `reject`; a number with several labels gets the first one.
final class AliceReasons {
    private AliceReasons() {}

    static String of(Config config) {
        var labels = new TreeMap<Integer, String>();
        config.policies().forEach(p -> collect(p.statements(), labels));
        RejectTag tag = config.rejectTag().orElseGet(() -> RejectTag.usual(config.router().as()));
        var text = new StringBuilder("[rejection_reasons]\n");
        labels.forEach((code, label) ->
                text.append(tag.community(code)).append(" = ").append(label).append('\n'));
        return text.toString();
    }

    private static void collect(List<Statement> statements, Map<Integer, String> labels) {
        for (var statement : statements) {
            switch (statement) {
                case Statement.Reject reject when reject.code() > 0 ->
                        labels.putIfAbsent(reject.code(), reject.label());
                case Statement.If branch -> {
                    collect(branch.then(), labels);
                    collect(branch.otherwise(), labels);
                }
                default -> {}
            }
        }
    }
}
