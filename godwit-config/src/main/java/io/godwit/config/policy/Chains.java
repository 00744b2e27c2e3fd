package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.config.words.Texts.PolicyChoice;
import io.godwit.policy.Findings;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.tree.Policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `import`, `export` and tests say, as chains of policies; checked once for each statement,
/// however many neighbors have it from their group.
public final class Chains {
    private static final List<String> WORDS = List.of("accept", "reject");

    private final Policies policies;
    private final Reporter report;
    private final Map<PolicyChoice, Optional<PolicyChain>> read = new HashMap<>();

    public Chains(Policies policies, Reporter report) {
        this.policies = policies;
        this.report = report;
    }

    /// The chain; empty after a report.
    public Optional<PolicyChain> chain(PolicyChoice choice) {
        return read.computeIfAbsent(
                choice,
                c -> {
                    Optional<PolicyChain> word = c.word();
                    return word.isPresent() ? word : policies(c.names()).map(PolicyChain::of);
                });
    }

    /// Policies that end each route; empty after a report.
    public Optional<List<Policy>> policies(List<GroupName> names) {
        var chain = new ArrayList<Policy>();
        for (GroupName name : names) {
            if (names.size() > 1 && WORDS.contains(name.name()) && !policies.has(name.name())) {
                report.error(
                        Code.UNEXPECTED_WORD,
                        name.at(),
                        name.at().quoted() + " stands alone, not beside policies",
                        "let the last policy end with `"
                                + (name.name().equals("reject") ? "reject \"…\"" : name.name())
                                + ";`");
                return Optional.empty();
            }
            policies.find(name, WORDS).ifPresent(chain::add);
        }
        if (chain.size() < names.size()) {
            return Optional.empty();
        }
        checkEnds(names, chain);
        return Optional.of(chain);
    }

    private void checkEnds(List<GroupName> names, List<Policy> chain) {
        for (int i = 0; i < chain.size(); i++) {
            GroupName name = names.get(i);
            boolean last = i == chain.size() - 1;
            boolean ends = Endings.ends(chain.get(i).statements());
            if (last && !ends) {
                Span at = policies.at(name.name());
                report.error(
                        Code.FALLS_OFF,
                        name.at(),
                        "a route can reach the end of " + name.at().quoted() + " without a verdict",
                        "end the policy with `accept;` or `reject \"…\";`",
                        at,
                        "the policy");
            } else if (!last && ends) {
                report.warning(
                        Code.UNREACHABLE,
                        names.get(i + 1).at(),
                        "no route gets here: " + name.at().quoted() + " ends all of them",
                        "");
            }
        }
    }

    /// A chain for what an external neighbor says that can reject nothing is hardly meant.
    public void checkRejects(PolicyChoice choice, PolicyChain chain) {
        if (!chain.policies().isEmpty() && Findings.acceptsEverything(chain.policies())) {
            report.warning(
                    Code.ACCEPTS_EVERYTHING,
                    choice.names().getFirst().at(),
                    "every route of an external neighbor passes: the policy rejects nothing",
                    "if that is meant, write `import accept`");
        }
    }
}
