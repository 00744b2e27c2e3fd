package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `import` and `export` of a neighbor from what each of its families does: a neighbor has one
/// policy here, others have one for each family.
public final class Directions {
    private static final List<Block> ACCEPT = Statements.accept();

    private Directions() {}

    /// What stands behind `import` or `export`.
    ///
    /// @param like a name for the policy
    /// @param bodies the body for each family, `ipv4` or `ipv6`
    public static String of(Draft draft, String like, Map<String, List<Block>> bodies) {
        var first = bodies.values().iterator().next();
        if (bodies.values().stream().allMatch(first::equals)) {
            return chosen(draft, like, first);
        }
        var body = new ArrayList<Block>();
        var families = List.copyOf(bodies.keySet());
        for (var family : families) {
            boolean last = family.equals(families.get(families.size() - 1));
            if (last) {
                body.addAll(bodies.get(family));
            } else {
                body.addAll(
                        Statements.choose(
                                Condition.compare("family", "=", family),
                                bodies.get(family),
                                List.of()));
            }
        }
        return chosen(draft, like, body);
    }

    private static String chosen(Draft draft, String like, List<Block> body) {
        if (body.equals(ACCEPT)) {
            return "accept";
        }
        boolean none = body.size() == 1 && body.get(0).head().matches("reject \"[^\"]*\"");
        return none ? "reject" : draft.policy(like, body);
    }
}
