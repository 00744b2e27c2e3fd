package io.godwit.config.parse;

import io.godwit.config.parse.NeighborAssembler.Options;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.RefreshWords;
import io.godwit.policy.PrefixSet;
import io.godwit.session.OrfOffer;
import io.godwit.session.RefreshTerms;

import java.util.Optional;

/// What a neighbor, or its group, says of routes that are asked for.
final class RefreshOptions {
    private RefreshOptions() {}

    static RefreshTerms of(Options options) {
        return new RefreshTerms(
                options.or(RefreshWords.ENHANCED_REFRESH, true),
                options.or(RefreshWords.ORF, OrfOffer.NO));
    }

    /// Who is to be asked for something has to be told what.
    static void check(Options options, Reporter report) {
        Optional<Given<OrfOffer>> wish =
                options.get(RefreshWords.ORF).filter(given -> given.value().sends());
        if (wish.isPresent() && options.lacks(RefreshWords.ORF_PREFIXES)) {
            report.error(
                    Code.NOTHING_TO_ASK_FOR,
                    wish.get().word(),
                    "`orf %s` asks the neighbor for nothing in particular"
                            .formatted(wish.get().value().word()),
                    "add what it is to send, for example `orf-prefixes customers`");
        }
        boolean sends = options.or(RefreshWords.ORF, OrfOffer.NO).sends();
        options.get(RefreshWords.ORF_PREFIXES)
                .filter(_ -> !sends && options.sure())
                .ifPresent(given ->
                        report.warning(
                                Code.NO_EFFECT,
                                given.word(),
                                "`orf-prefixes` changes nothing without `orf send`",
                                "add `orf send`, or remove it"));
    }

    /// Who wants more than fits is sent everything.
    static void checkSize(Given<?> given, PrefixSet wanted, Reporter report) {
        long v6 = wanted.ranges().stream().filter(r -> r.prefix().address().isV6()).count();
        long most = Math.max(v6, wanted.size() - v6);
        if (most > OrfOffer.MOST_ASKED) {
            report.warning(
                    Code.NO_EFFECT,
                    given.word(),
                    "`orf-prefixes` names %d prefixes of a family; with more than %d it asks for all"
                            .formatted(most, OrfOffer.MOST_ASKED),
                    "name fewer and shorter ones, for example `10.0.0.0/8+`");
        }
    }
}
