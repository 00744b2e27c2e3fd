package io.godwit.config.policy;

import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Statement;

import java.util.List;

/// Whether statements give each route a verdict, so that none gets behind them.
final class Endings {
    private Endings() {}

    static boolean ends(List<Statement> statements) {
        return statements.stream().anyMatch(Endings::ends);
    }

    static boolean ends(Statement statement) {
        return switch (statement) {
            case Statement.Accept accept -> always(accept);
            case Statement.Reject reject -> always(reject);
            case Statement.Change _ -> false;
            case Statement.Apply apply -> always(apply) && ends(apply.policy().statements());
            case Statement.If i -> ends(i.then()) && (always(i) || ends(i.otherwise()));
        };
    }

    private static boolean always(Statement statement) {
        return statement.condition().map(Endings::isTrue).orElse(true);
    }

    private static boolean isTrue(Condition condition) {
        return condition instanceof Condition.Asked(String _, Condition.Always(boolean holds))
                && holds;
    }
}
