package io.godwit.config.parse;

import io.godwit.config.model.AggregateConfig;
import io.godwit.config.policy.Chains;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.AggregateWords;
import io.godwit.config.words.AggregateWords.AggregateHead;
import io.godwit.config.words.KernelWords;
import io.godwit.config.words.Word;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts together what `aggregate … { … }` says.
final class AggregateAssembler {
    private final Chains chains;
    private final boolean takesSets;
    private final Reporter report;

    AggregateAssembler(Chains chains, boolean takesSets, Reporter report) {
        this.chains = chains;
        this.takesSets = takesSets;
        this.report = report;
    }

    List<AggregateConfig> all(Values values) {
        var aggregates = new ArrayList<AggregateConfig>();
        Map<Prefix, Span> seen = new HashMap<>();
        for (Given<AggregateHead> given : values.all(AggregateWords.AGGREGATE)) {
            Prefix prefix = given.value().prefix();
            Span first = seen.putIfAbsent(prefix, given.value().at());
            if (first != null) {
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        given.value().at(),
                        "second aggregate " + prefix,
                        "keep one of them",
                        first,
                        "first here");
            }
            aggregates.add(aggregate(given, given.body().orElseGet(Values::new)));
        }
        return aggregates;
    }

    private AggregateConfig aggregate(Given<AggregateHead> given, Values body) {
        body.get(AggregateWords.AS_SET)
                .filter(asSet -> asSet.value() && !takesSets)
                .ifPresent(asSet ->
                        report.error(
                                Code.AS_SETS_REJECTED,
                                asSet.word(),
                                "an AS_SET, and `as-sets` of the router is `reject`",
                                "remove it, or add `as-sets accept` to `router`"));
        return new AggregateConfig(
                given.value().prefix(),
                is(body, AggregateWords.SUMMARY_ONLY),
                is(body, AggregateWords.AS_SET),
                is(body, AggregateWords.MATCHING_MED),
                body.get(AggregateWords.MINIMUM).map(Given::value).orElse(1),
                body.get(KernelWords.POLICY)
                        .flatMap(p -> chains.chain(p.value()))
                        .orElse(PolicyChain.ACCEPT),
                given.word().place());
    }

    private static boolean is(Values body, Word<Boolean> word) {
        return body.get(word).map(Given::value).orElse(false);
    }
}
