package io.godwit.speaker.plan;

import io.godwit.policy.OriginCondition;
import io.godwit.policy.PolicyChain;
import io.godwit.speaker.OriginateWish;
import io.godwit.wire.Prefix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How own routes become others.
final class OriginateSteps {
    private OriginateSteps() {}

    static void between(List<OriginateWish> from, List<OriginateWish> to, List<Step> steps) {
        Map<Prefix, OriginateWish> before = new LinkedHashMap<>();
        from.forEach(wish -> before.put(wish.prefix(), wish));
        for (OriginateWish wish : to) {
            OriginateWish old = before.remove(wish.prefix());
            if (old == null) {
                steps.add(step("", text(wish), Effect.STARTS));
            } else if (!old.equals(wish)) {
                steps.add(step(text(old), text(wish), Effect.RE_EVALUATES));
            }
        }
        before.values().forEach(gone -> steps.add(step(text(gone), "", Effect.ENDS)));
    }

    private static String text(OriginateWish wish) {
        String conditions =
                wish.conditions().stream()
                        .map(OriginCondition::text)
                        .collect(Collectors.joining("; "));
        String policy = wish.policy().equals(PolicyChain.ACCEPT) ? "" : "policy " + wish.policy();
        String inside =
                conditions + (conditions.isEmpty() || policy.isEmpty() ? "" : "; ") + policy;
        return wish.prefix() + (inside.isEmpty() ? "" : " { " + inside + " }");
    }

    private static Step step(String from, String to, Effect effect) {
        return new Step("originate", Optional.empty(), "", "", from, to, effect, "");
    }
}
