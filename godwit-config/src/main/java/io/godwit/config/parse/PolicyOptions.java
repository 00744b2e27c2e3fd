package io.godwit.config.parse;

import io.godwit.config.policy.Chains;
import io.godwit.config.policy.Definitions;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.PolicyWords;
import io.godwit.config.words.RefreshWords;
import io.godwit.config.words.Texts.PolicyChoice;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.policy.AsSet;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;

import java.util.Optional;

/// What the options of a neighbor say about policies. What is wrong has been reported when the
/// answer is what would hold without the option.
final class PolicyOptions {
    private final Definitions sets;
    private final Chains chains;
    private final Reporter report;

    PolicyOptions(Definitions sets, Chains chains, Reporter report) {
        this.sets = sets;
        this.chains = chains;
        this.report = report;
    }

    PolicyChain chain(
            NeighborAssembler.Options options, Word<PolicyChoice> word, boolean external) {
        Optional<PolicyChoice> choice = options.get(word).map(Given::value);
        Optional<PolicyChain> chain = choice.flatMap(chains::chain);
        if (external && word.equals(Words.IMPORT) && chain.isPresent() && report.errors() == 0) {
            chains.checkRejects(choice.get(), chain.get());
        }
        return chain.orElse(external ? PolicyChain.NONE : PolicyChain.ACCEPT);
    }

    PrefixSet irrPrefixes(NeighborAssembler.Options options) {
        return options.get(PolicyWords.IRR_PREFIXES)
                .flatMap(given -> sets.prefixes(given.value()))
                .orElse(PrefixSet.EMPTY);
    }

    PrefixSet orfPrefixes(NeighborAssembler.Options options) {
        return options.get(RefreshWords.ORF_PREFIXES)
                .flatMap(given -> {
                    Optional<PrefixSet> wanted = sets.prefixes(given.value());
                    wanted.ifPresent(set -> RefreshOptions.checkSize(given, set, report));
                    return wanted;
                })
                .orElse(PrefixSet.EMPTY);
    }

    AsSet irrOrigins(NeighborAssembler.Options options) {
        return options.get(PolicyWords.IRR_ORIGINS)
                .flatMap(given -> sets.asNumbers(given.value()))
                .orElse(AsSet.EMPTY);
    }
}
