package io.godwit.policy;

import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which statements took effect while tests ran: accepted, rejected, changed or applied something;
/// of an `if`, that its condition held. A statement is known by its place.
public final class Coverage {
    private final Map<Place, Statement> statements = new LinkedHashMap<>();
    private final Map<Place, Integer> counts = new LinkedHashMap<>();

    /// Of nothing but these policies; those that they apply are to be among them.
    public Coverage(Collection<Policy> policies) {
        for (Policy policy : policies) {
            add(policy.statements());
        }
    }

    private void add(List<Statement> all) {
        for (Statement statement : all) {
            statements.put(statement.at(), statement);
            if (statement instanceof Statement.If choice) {
                add(choice.then());
                add(choice.otherwise());
            }
        }
    }

    /// Counts the statements that took effect.
    public void add(Trace trace) {
        trace.entries().forEach(entry -> add(entry.statement(), entry.holds()));
    }

    private void add(Statement statement, boolean holds) {
        if (holds && statements.containsKey(statement.at())) {
            counts.merge(statement.at(), 1, Integer::sum);
        }
    }

    /// How many statements there are.
    public int statements() {
        return statements.size();
    }

    /// How many took effect at least once.
    public int covered() {
        return counts.size();
    }

    /// How often a statement took effect.
    public int count(Statement statement) {
        return counts.getOrDefault(statement.at(), 0);
    }

    /// Those that never did, in the order of the policies.
    public List<Statement> missed() {
        List<Statement> missed = new ArrayList<>();
        statements.forEach((at, statement) -> {
            if (!counts.containsKey(at)) {
                missed.add(statement);
            }
        });
        return List.copyOf(missed);
    }
}
