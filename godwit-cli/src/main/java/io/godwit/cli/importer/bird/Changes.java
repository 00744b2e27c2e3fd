package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NotCarried;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Statements that change the route.
final class Changes {
    /// What a statement becomes, and what is known behind it.
    record Changed(List<Block> statements, Scope scope) {}

    private final Draft draft;
    private final Evaluation evaluation;

    Changes(Draft draft, Evaluation evaluation) {
        this.draft = draft;
        this.evaluation = evaluation;
    }

    Changed of(Code.Stmt statement, Scope scope) {
        return switch (statement) {
            case Code.Assign assign -> assign(assign, scope);
            case Code.Unset unset -> unset(unset, scope);
            case Code.Do(_, Code.Dot dot) when dot.target() instanceof Code.Name name ->
                    operation(name.name(), dot.name(), dot.arguments(), dot, scope);
            default -> throw new NotCarried(statement.at(), "statement", "has no counterpart");
        };
    }

    private static Changed one(String statement, Scope scope) {
        return new Changed(List.of(Block.line(statement)), scope);
    }

    private Changed assign(Code.Assign assign, Scope scope) {
        String target = assign.target();
        if (assign.value() instanceof Code.Call call
                && List.of("add", "delete", "filter", "prepend").contains(call.name())
                && !call.arguments().isEmpty()
                && call.arguments().get(0) instanceof Code.Name name
                && name.name().equals(target)) {
            var rest = call.arguments().subList(1, call.arguments().size());
            return operation(target, call.name(), rest, call, scope);
        }
        if (Attributes.elsewhere(target)) {
            draft.lost(assign.at(), target + " = ...", "there is no such attribute here");
            return new Changed(List.of(), scope);
        }
        var value = evaluation.of(assign.value(), scope);
        return switch (value) {
            case Value.Number n when target.equals("bgp_med") -> one("set med " + n.text(), scope);
            case Value.Number n when target.equals("bgp_local_pref") ->
                    one("set local-pref " + n.text(), scope);
            case Value.Constant c when target.equals("bgp_origin") ->
                    one("set origin " + c.name().substring(7).toLowerCase(Locale.ROOT), scope);
            case Value.Address a when target.equals("bgp_next_hop") ->
                    one("set next-hop " + a.text(), scope);
            case Value.Group group when target.endsWith("community") && group.items().isEmpty() ->
                    emptied(target, scope);
            default -> throw new NotCarried(assign.at(), target + " = ...", "has no counterpart");
        };
    }

    private Changed unset(Code.Unset unset, Scope scope) {
        if (unset.target().endsWith("community")) {
            return emptied(unset.target(), scope);
        }
        return Attributes.optional(unset.target())
                .map(word -> one("remove " + word, scope))
                .orElseGet(() -> {
                    draft.lost(
                            unset.at(),
                            "unset(" + unset.target() + ")",
                            "there is no such attribute here");
                    return new Changed(List.of(), scope);
                });
    }

    private Changed operation(
            String target, String name, List<Code.Expr> arguments, Code.Expr at, Scope scope) {
        var attribute = Attributes.of(target).orElse(new Value.Text(target));
        if (attribute instanceof Value.Path && name.equals("prepend") && arguments.size() == 1) {
            String as = Evaluation.number(evaluation.of(arguments.get(0), scope), at.at());
            return one("prepend " + as + " 1", scope);
        }
        if (attribute instanceof Value.Communities communities) {
            switch (name) {
                case "empty" -> {
                    return emptied(target, scope);
                }
                case "add" -> {
                    return added(communities.kind(), arguments.get(0), scope);
                }
                case "delete" -> {
                    return deleted(communities.kind(), arguments.get(0), scope);
                }
                default -> {}
            }
        }
        throw new NotCarried(at.at(), target + "." + name + "(...)", "has no counterpart");
    }

    private Changed added(Value.Kind kind, Code.Expr argument, Scope scope) {
        var value = evaluation.of(argument, scope);
        if (!(value instanceof Value.Pattern pattern) || !pattern.exact()) {
            throw new NotCarried(argument.at(), ".add(...)", "not one community");
        }
        String name = argument instanceof Code.Name defined ? defined.name() : "";
        return one(
                "add " + kind.word + " " + pattern.text(),
                scope.adding(kind.word + ":" + pattern.text(), name));
    }

    private Changed deleted(Value.Kind kind, Code.Expr argument, Scope scope) {
        var patterns = new ArrayList<String>();
        switch (evaluation.of(argument, scope)) {
            case Value.Pattern pattern -> patterns.add(pattern.text());
            case Value.Group group ->
                    group.items().forEach(i -> patterns.add(((Value.Pattern) i).text()));
            default -> throw new NotCarried(argument.at(), ".delete(...)", "not communities");
        }
        String all = patterns.size() == 1 ? patterns.get(0) : patterns.toString();
        return one("remove " + kind.word + " " + all, scope.forgetting());
    }

    private static Changed emptied(String target, Scope scope) {
        return switch (target) {
            case "bgp_community" -> one("remove community *:*", scope.forgetting());
            case "bgp_large_community" -> one("remove large-community *:*:*", scope.forgetting());
            default -> one("remove extended-community *:*:*", scope.forgetting());
        };
    }
}
