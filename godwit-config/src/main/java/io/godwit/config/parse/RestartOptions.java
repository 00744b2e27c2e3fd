package io.godwit.config.parse;

import io.godwit.config.parse.NeighborAssembler.Options;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.BfdWords;
import io.godwit.config.words.GracefulWords;
import io.godwit.session.Graceful;
import io.godwit.session.Graceful.Mode;
import io.godwit.session.LongLived;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What neighbors, or their groups, say of restarts.
final class RestartOptions {
    private final Reporter report;
    private final Set<Span> told = new HashSet<>();

    RestartOptions(Reporter report) {
        this.report = report;
    }

    Graceful of(Options options) {
        check(options);
        return new Graceful(
                options.or(GracefulWords.GRACEFUL_RESTART, Graceful.STANDARD.mode()),
                options.or(GracefulWords.RESTART_TIME, Graceful.STANDARD.restartSeconds()),
                options.or(GracefulWords.STALE_TIME, Graceful.STANDARD.staleSeconds()),
                options.or(GracefulWords.DEFERRAL_TIME, Graceful.STANDARD.deferralSeconds()),
                options.or(GracefulWords.GRACEFUL_NOTIFICATION, Graceful.STANDARD.notification()),
                longLived(options));
    }

    private static LongLived longLived(Options options) {
        LongLived usual = LongLived.NO;
        return new LongLived(
                options.or(GracefulWords.LONG_LIVED_RESTART, usual.mode()),
                options.or(GracefulWords.LONG_LIVED_STALE_TIME, usual.staleSeconds()),
                options.or(GracefulWords.LONG_LIVED_LIMIT, usual.mostSeconds()),
                options.or(GracefulWords.LONG_LIVED_PARTIAL, usual.partial()));
    }

    private void check(Options options) {
        checkBfd(options);
        checkLongLived(options);
    }

    /// RFC 9494 §4.5: the one capability is nothing without the other.
    private void checkLongLived(Options options) {
        Optional<Given<Mode>> lasting =
                options.get(GracefulWords.LONG_LIVED_RESTART).filter(g -> g.value() != Mode.NO);
        Optional<Given<Mode>> none =
                options.get(GracefulWords.GRACEFUL_RESTART).filter(g -> g.value() == Mode.NO);
        if (lasting.isPresent() && none.isPresent() && told.add(lasting.get().word())) {
            report.warning(
                    Code.LONG_LIVED_ALONE,
                    lasting.get().word(),
                    "nothing is kept for long without graceful restart",
                    "take `graceful-restart no` away: `helper` is enough",
                    none.get().word(),
                    "it is switched off here");
        }
    }

    /// RFC 5882 §4.3.2: our BFD ends with us. Said once for all neighbors of a group.
    private void checkBfd(Options options) {
        Optional<Given<Mode>> yes =
                options.get(GracefulWords.GRACEFUL_RESTART).filter(g -> g.value() == Mode.YES);
        Optional<Given<Boolean>> bfd = options.get(BfdWords.BFD).filter(Given::value);
        if (yes.isPresent() && bfd.isPresent() && told.add(yes.get().word())) {
            report.warning(
                    Code.BFD_UNDOES_RESTART,
                    yes.get().word(),
                    "BFD ends with this router: a neighbor may drop what it keeps for us",
                    "say `bfd graceful` there (BIRD), `bfd check-control-plane-failure` (FRR);"
                            + " or take `bfd` away",
                    bfd.get().word(),
                    "BFD is wanted here");
        }
    }
}
