package io.godwit.speaker;

import io.godwit.rib.ExportChanges;
import io.godwit.rib.ImportChanges;
import io.godwit.session.State;
import io.godwit.speaker.plan.Impact;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.plan.PrefixImpact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much a change may take away, and whether it takes more.
///
/// What is meant for one thing rarely takes most of anything; a mistake in a policy, or files that
/// are not where they should be, do.
final class ChangeLimits {
    private final Speaker speaker;
    private final Plan plan;
    private final List<Impact> impacts;
    private final PrefixImpact prefixes;

    ChangeLimits(Speaker speaker, Plan plan, List<Impact> impacts, PrefixImpact prefixes) {
        this.speaker = speaker;
        this.plan = plan;
        this.impacts = impacts;
        this.prefixes = prefixes;
    }

    /// What goes beyond this share, in words: one sentence for each kind.
    List<String> lossesAbove(int percent) {
        List<String> all = new ArrayList<>();
        sessions(percent).ifPresent(all::add);
        originated(percent).ifPresent(all::add);
        if (exceeds(prefixes.unreachable(), percent, prefixes.known())) {
            all.add(
                    prefixes.unreachable()
                            + " of "
                            + count(prefixes.known(), "prefix", "prefixes")
                            + " would have no path left");
        }
        accepted(percent).ifPresent(all::add);
        sent(percent).ifPresent(all::add);
        return all;
    }

    private static boolean exceeds(long part, int percent, long all) {
        return part * 100 > percent * all;
    }

    private static String count(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    /// One neighbor that goes is everyday work; when most go at once, the files of the neighbors
    /// are probably not where they should be.
    private Optional<String> sessions(int percent) {
        long ending = impacts.stream().filter(Impact::losesSession).count();
        long all = speaker.neighbors().stream().filter(n -> n.state() == State.ESTABLISHED).count();
        return ending > 1 && exceeds(ending, percent, all)
                ? Optional.of(ending + " of " + all + " established sessions would end")
                : Optional.empty();
    }

    private Optional<String> originated(int percent) {
        long gone = plan.withdrawn().size();
        long all = plan.from().originated().size();
        return exceeds(gone, percent, all)
                ? Optional.of(gone + " of " + count(all, "own route", "own routes") + " would go")
                : Optional.empty();
    }

    private Optional<String> accepted(int percent) {
        return worst(
                percent,
                impact -> impact.imports().map(ImportChanges::lost),
                impact -> impact.imports().map(ImportChanges::accepted),
                "would lose %d of %d accepted routes");
    }

    private Optional<String> sent(int percent) {
        return worst(
                percent,
                impact -> impact.exports().map(ExportChanges::lost),
                impact -> impact.exports().map(ExportChanges::before),
                "would no longer be sent %d of %d routes");
    }

    private interface Count {
        Optional<Long> of(Impact impact);
    }

    /// Of the neighbors that stay: who loses most, and how many others lose too much.
    private Optional<String> worst(int percent, Count lost, Count all, String words) {
        List<Impact> concerned =
                impacts.stream()
                        .filter(i -> !i.effect().endsSession())
                        .filter(i -> exceeds(lost.of(i).orElse(0L), percent, all.of(i).orElse(0L)))
                        .toList();
        return concerned.stream()
                .max(Comparator.comparingLong(i -> lost.of(i).orElse(0L)))
                .map(i -> {
                    int others = concerned.size() - 1;
                    return i.neighbor().orElseThrow()
                            + " "
                            + String.format(
                                    Locale.ROOT, words, lost.of(i).orElse(0L), all.of(i).orElse(0L))
                            + (others == 0
                                    ? ""
                                    : " (and "
                                            + count(others, "more neighbor", "more neighbors")
                                            + ")");
                });
    }
}
