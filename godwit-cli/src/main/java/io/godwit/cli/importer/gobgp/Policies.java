package io.godwit.cli.importer.gobgp;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.Statements;
import io.godwit.cli.importer.tree.Tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `policy-definitions` as bodies of policies.
final class Policies {
    private final Draft draft;
    private final Sets sets;
    private final Map<String, Tree> definitions = new HashMap<>();

    Policies(Tree root, Sets sets, Draft draft) {
        this.draft = draft;
        this.sets = sets;
        for (var policy : root.list("policy-definitions")) {
            definitions.put(policy.string("name").orElse(""), policy);
        }
    }

    /// What `apply-policy` does in one direction.
    ///
    /// @param way `import` or `export`
    List<Block> body(Tree apply, String way) {
        var body = new ArrayList<Block>();
        for (var name : apply.list("config", way + "-policy-list")) {
            policy(name, body);
            if (Statements.ends(body)) {
                return body;
            }
        }
        boolean reject =
                apply.string("config", "default-" + way + "-policy")
                        .filter("reject-route"::equals)
                        .isPresent();
        body.addAll(reject ? Statements.reject("default " + way + " policy") : Statements.accept());
        return body;
    }

    private void policy(Tree name, List<Block> body) {
        try {
            var policy = definitions.get(name.text());
            if (policy == null) {
                throw new NotCarried(name.at(), name.text(), "not defined");
            }
            int number = 0;
            for (var statement : policy.list("statements")) {
                number++;
                String label =
                        name.text() + " " + statement.string("name").orElse("statement " + number);
                statement(statement, label, body);
                if (Statements.ends(body)) {
                    return;
                }
            }
        } catch (NotCarried e) {
            draft.note(e.note());
            body.addAll(Statements.notCarried(e.note()));
        }
    }

    /// All conditions have to hold; without a disposition the next statement goes on.
    private void statement(Tree statement, String label, List<Block> body) {
        var condition = condition(statement);
        var then = new ArrayList<Block>();
        var actions = statement.get("actions");
        actions.flatMap(a -> a.get("bgp-actions")).ifPresent(a -> changes(a, then));
        String disposition = actions.flatMap(a -> a.string("route-disposition")).orElse("none");
        if (disposition.equals("accept-route")) {
            then.addAll(Statements.accept());
        } else if (disposition.equals("reject-route")) {
            then.clear();
            then.addAll(Statements.reject(label));
        }
        body.addAll(Statements.choose(condition, then, List.of()));
    }

    // ---- conditions ----

    private Condition condition(Tree statement) {
        Condition all = Condition.TRUE;
        var conditions = statement.get("conditions");
        if (conditions.isEmpty()) {
            return all;
        }
        for (var one : conditions.get().members().entrySet()) {
            all =
                    all.and(
                            switch (one.getKey()) {
                                case "match-prefix-set" -> sets.prefixes(one.getValue());
                                case "match-neighbor-set" -> sets.neighbors(one.getValue());
                                case "bgp-conditions" -> bgp(one.getValue());
                                default -> throw unknown(one);
                            });
        }
        return all;
    }

    private static NotCarried unknown(Map.Entry<String, Tree> what) {
        return new NotCarried(what.getValue().at(), what.getKey(), "has no counterpart");
    }

    private Condition bgp(Tree conditions) {
        Condition all = Condition.TRUE;
        for (var one : conditions.members().entrySet()) {
            all = all.and(bgp(one));
        }
        return all;
    }

    private Condition bgp(Map.Entry<String, Tree> one) {
        var value = one.getValue();
        return switch (one.getKey()) {
            case "match-community-set" -> sets.communities("community", value);
            case "match-large-community-set" -> sets.communities("large-community", value);
            case "match-as-path-set" -> sets.paths(value);
            case "as-path-length" ->
                    Condition.compare(
                            "as-path.length",
                            sign(value, value.string("operator").orElse("")),
                            value.string("value").orElse("0"));
            case "next-hop-in-list" -> {
                var hosts = new ArrayList<String>();
                for (var text :
                        value.kind() == Tree.Kind.LIST ? value.strings() : List.of(value.text())) {
                    hosts.add(
                            text.indexOf('/') >= 0
                                    ? text
                                    : text + (text.indexOf(':') < 0 ? "/32" : "/128"));
                }
                yield Condition.in("next-hop", "[ " + String.join(", ", hosts) + " ]");
            }
            case "afi-safi-in", "afi-safi-in-list" -> families(value);
            case "route-type" ->
                    value.text().equals("none")
                            ? Condition.TRUE
                            : Condition.compare("route.source", "=", value.text());
            case "rpki-validation-result" -> rpki(value);
            case "origin-eq" -> Condition.compare("origin", "=", value.text());
            case "med-eq" -> Condition.compare("med", "=", value.text());
            case "local-pref-eq" -> Condition.compare("local-pref", "=", value.text());
            default -> throw unknown(one);
        };
    }

    private static String sign(Tree at, String operator) {
        return switch (operator) {
            case "eq", "attribute-eq" -> "=";
            case "ge", "attribute-ge" -> ">=";
            case "le", "attribute-le" -> "<=";
            default -> throw new NotCarried(at.at(), operator, "not an operator");
        };
    }

    private static Condition families(Tree value) {
        Condition any = Condition.FALSE;
        for (var family : value.strings()) {
            if (family.matches("ipv[46]-unicast")) {
                any = any.or(Condition.compare("family", "=", family.substring(0, 4)));
            }
        }
        return any;
    }

    private static Condition rpki(Tree value) {
        return switch (value.text()) {
            case "valid", "invalid" -> Condition.compare("rpki", "=", value.text());
            case "not-found" -> Condition.compare("rpki", "=", "not-found");
            default -> Condition.TRUE;
        };
    }

    // ---- changes ----

    private void changes(Tree actions, List<Block> into) {
        for (var one : actions.members().entrySet()) {
            change(one, into);
        }
    }

    private static void change(Map.Entry<String, Tree> one, List<Block> into) {
        var value = one.getValue();
        switch (one.getKey()) {
            case "set-med" -> into.add(Block.line("set med " + relative(value)));
            case "set-local-pref" -> into.add(Block.line("set local-pref " + value.text()));
            case "set-route-origin" ->
                    into.add(Block.line("set origin " + value.text().toLowerCase(Locale.ROOT)));
            case "set-next-hop" -> nextHop(value, into);
            case "set-as-path-prepend" -> {
                String as = value.string("as").orElse("");
                into.add(
                        Block.line(
                                "prepend "
                                        + (as.equals("last-as") ? "as-path.first" : as)
                                        + " "
                                        + value.number("repeat-n").orElse(1)));
            }
            case "set-community" -> communities("community", value, into);
            case "set-large-community" -> communities("large-community", value, into);
            default -> throw unknown(one);
        }
    }

    private static String relative(Tree value) {
        String text = value.text();
        return text.matches("[+-][0-9]+")
                ? "(med " + text.charAt(0) + " " + text.substring(1) + ")"
                : text;
    }

    private static void nextHop(Tree value, List<Block> into) {
        switch (value.text()) {
            case "self" -> into.add(Block.line("set next-hop self"));
            case "peer-address" -> into.add(Block.line("set next-hop peer.address"));
            case "unchanged" ->
                    throw new NotCarried(
                            value.at(), "set-next-hop unchanged", "has no counterpart");
            default -> into.add(Block.line("set next-hop " + value.text()));
        }
    }

    private static void communities(String kind, Tree value, List<Block> into) {
        var patterns = new ArrayList<String>();
        for (var text : value.strings("set-" + kind + "-method", "communities-list")) {
            patterns.add(Sets.pattern(value.at(), text));
        }
        String option = value.string("options").orElse("add").toLowerCase(Locale.ROOT);
        String word = option.equals("replace") ? "set" : option;
        if (patterns.isEmpty()) {
            if (word.equals("set")) {
                into.add(
                        Block.line(
                                "remove " + kind + (kind.equals("community") ? " *:*" : " *:*:*")));
            }
            return;
        }
        String list = patterns.size() == 1 ? patterns.get(0) : patterns.toString();
        into.add(Block.line(word + " " + kind + " " + list));
    }
}
