package io.godwit.config.parse;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.MigrationWords;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.policy.Confederation;
import io.godwit.policy.LocalAs;
import io.godwit.policy.PathsSent;
import io.godwit.policy.PathsSent.Privates;

import java.util.Optional;
import java.util.OptionalLong;

/// Whether the words about AS numbers that a neighbor sees can be (RFC 7705).
final class Migrations {
    private final Reporter report;
    private final OptionalLong routerAs;
    private final Optional<Confederation> confederation;

    Migrations(Reporter report, OptionalLong routerAs, Optional<Confederation> confederation) {
        this.report = report;
        this.routerAs = routerAs;
        this.confederation = confederation;
    }

    /// What becomes of AS numbers that a neighbor is told.
    static PathsSent sent(NeighborAssembler.Options options) {
        return new PathsSent(
                options.or(MigrationWords.REMOVE_PRIVATE_AS, Privates.STAY),
                options.or(MigrationWords.AS_OVERRIDE, false));
    }

    void check(NeighborAssembler.Options options, boolean external) {
        options.get(MigrationWords.LOCAL_AS)
                .filter(given -> given.value().isSet())
                .ifPresent(given -> checkLocal(options, given, external));
        boolean seen = external && !options.or(Words.ROUTE_SERVER_CLIENT, false);
        if (!seen) {
            withoutEffect(options, MigrationWords.REMOVE_PRIVATE_AS);
            withoutEffect(options, MigrationWords.AS_OVERRIDE);
        }
    }

    private void checkLocal(
            NeighborAssembler.Options options, Given<LocalAs> given, boolean external) {
        long as = given.value().as();
        if (confederation.isPresent()) {
            wrong(
                    given,
                    "`local-as` in a confederation (RFC 7705 §2)",
                    "the confederation's number is the one that others know us by");
        } else if (routerAs.isPresent() && as == routerAs.getAsLong()) {
            wrong(given, "AS %d is the router's own".formatted(as), "remove the word");
        } else if (!external
                && !given.value().dual()
                && options.get(Words.AS).orElseThrow().value() != as) {
            wrong(
                    given,
                    "an internal neighbor that knows us by AS %d only would be external"
                            .formatted(as),
                    "write `local-as %d dual-as;`".formatted(as));
        }
    }

    private void wrong(Given<LocalAs> given, String what, String help) {
        report.error(Code.WRONG_LOCAL_AS, given.span(), what, help);
    }

    private void withoutEffect(NeighborAssembler.Options options, Word<?> word) {
        options.get(word)
                .ifPresent(given ->
                        report.warning(
                                Code.NO_EFFECT,
                                given.word(),
                                "`"
                                        + word.keyword()
                                        + "` is about neighbors in other ASes that"
                                        + " see ours in AS_PATH",
                                "remove it"));
    }
}
