package io.godwit.speaker.plan;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.AggregateSettings;
import io.godwit.speaker.AggregateWish;
import io.godwit.wire.Prefix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How aggregates become others.
final class AggregateSteps {
    private AggregateSteps() {}

    static void between(List<AggregateWish> from, List<AggregateWish> to, List<Step> steps) {
        Map<Prefix, AggregateWish> before = new LinkedHashMap<>();
        from.forEach(wish -> before.put(wish.settings().prefix(), wish));
        for (AggregateWish wish : to) {
            AggregateWish old = before.remove(wish.settings().prefix());
            if (old == null) {
                steps.add(step("", text(wish), Effect.STARTS));
            } else if (!old.equals(wish)) {
                steps.add(step(text(old), text(wish), Effect.RE_EVALUATES));
            }
        }
        before.values().forEach(gone -> steps.add(step(text(gone), "", Effect.ENDS)));
    }

    private static String text(AggregateWish wish) {
        AggregateSettings settings = wish.settings();
        return settings.prefix()
                + (settings.summaryOnly() ? " summary-only" : "")
                + (settings.asSet() ? " as-set" : "")
                + (settings.matchingMed() ? " matching-med" : "")
                + (settings.minimum() > 1 ? " minimum " + settings.minimum() : "")
                + (wish.policy().equals(PolicyChain.ACCEPT) ? "" : " policy " + wish.policy());
    }

    private static Step step(String from, String to, Effect effect) {
        return new Step("aggregate", Optional.empty(), "", "", from, to, effect, "");
    }
}
