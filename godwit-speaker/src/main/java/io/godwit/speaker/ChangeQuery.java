package io.godwit.speaker;

import io.godwit.speaker.plan.Impact;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.plan.PrefixImpact;
import io.godwit.speaker.plan.Step;
import io.godwit.speaker.show.Query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A change on its way: first it is looked at what it would do, then it is done or refused, then it
/// is told.
final class ChangeQuery implements Query {
    private final Speaker speaker;
    private final Change change;
    private final List<Record> rows = new ArrayList<>();
    private Optional<Outcome> outcome = Optional.empty();
    private Plan plan;
    private PlanTrial trial;
    private int planned;
    private int told;

    ChangeQuery(Speaker speaker, Change change) {
        this.speaker = speaker;
        this.change = change;
    }

    @Override
    public Optional<Outcome> step(int maxRows, Answer out) {
        if (trial == null) {
            planned = speaker.configuration().changes();
            plan = speaker.planTo(change.to()).with(change.more());
            trial = new PlanTrial(speaker, plan);
        }
        if (outcome.isEmpty()) {
            if (trial.step()) {
                return Optional.empty();
            }
            List<Impact> impacts = trial.impacts();
            PrefixImpact prefixes = PrefixImpact.of(trial.table());
            rows.addAll(impacts);
            if (prefixes.unreachable() > 0) {
                rows.add(prefixes);
            }
            outcome = Optional.of(decide(new ChangeLimits(speaker, plan, impacts, prefixes)));
        }
        for (int i = 0; i < maxRows && told < rows.size(); i++) {
            out.row(rows.get(told++));
        }
        return told < rows.size() ? Optional.empty() : outcome;
    }

    private Outcome decide(ChangeLimits limits) {
        Optional<Outcome> problem =
                obstacles()
                        .or(this::surprises)
                        .or(() -> speaker.configuration().problem(planned, change))
                        .or(() -> losses(limits));
        if (change.dryRun()) {
            return problem.orElseGet(Outcome::done);
        }
        if (problem.isPresent()) {
            speaker.configuration().refused(change.source(), problem.get().message().orElseThrow());
            return problem.get();
        }
        speaker.configuration().apply(plan, change);
        return Outcome.done();
    }

    /// Other changes that wait in the files would come along.
    private Optional<Outcome> surprises() {
        return change.expected()
                .filter(running -> !speaker.planTo(running).steps().isEmpty())
                .map(_ ->
                        Outcome.failed(
                                Fault.CHANGE_REFUSED,
                                "the files hold other changes that do not run yet: nothing was"
                                        + " saved",
                                "`godwit reload --dry-run` shows them; reload first"));
    }

    private Optional<Outcome> losses(ChangeLimits limits) {
        List<String> losses =
                change.force() ? List.of() : limits.lossesAbove(change.lostMostPercent());
        if (losses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Outcome.failed(
                        Fault.CHANGE_REFUSED,
                        String.join("; ", losses)
                                + ", and `reload-loss-limit` is "
                                + change.lostMostPercent()
                                + "%: nothing was changed",
                        "if it is meant so: --force, best with --confirm 60s"));
    }

    private Optional<Outcome> obstacles() {
        List<Step> obstacles = plan.obstacles();
        if (obstacles.isEmpty()) {
            return Optional.empty();
        }
        String what =
                obstacles.stream()
                        .map(s -> "`" + s.option() + "` " + s.from() + " → " + s.to())
                        .collect(Collectors.joining(", "));
        return Optional.of(
                Outcome.failed(
                        Fault.CHANGE_REFUSED,
                        "a running daemon cannot change " + what + ": nothing was changed",
                        "put it back, or restart the daemon"));
    }
}
