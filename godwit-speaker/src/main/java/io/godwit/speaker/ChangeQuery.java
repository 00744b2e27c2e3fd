package io.godwit.speaker;

import io.godwit.rib.ImportChanges;
import io.godwit.session.State;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.NeighborOption;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.plan.Step;
import io.godwit.speaker.show.NeighborView;
import io.godwit.speaker.show.Query;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A change on its way: first it is looked at what it would do, then it is done or refused, then it
/// is told.
final class ChangeQuery implements Query {
    /// A step of the plan as the operator is told.
    ///
    /// @param mark one character: `+ - ~ ! x`
    /// @param subject `neighbor`, `originate` or `router`
    /// @param neighbor whom it concerns
    /// @param name of that neighbor
    /// @param option the word of the configuration
    /// @param from as it was
    /// @param to as it will be
    /// @param effect in one word
    /// @param text the effect in words
    /// @param why it has to be so
    /// @param established whether the neighbor's session was up
    /// @param received routes held of it
    /// @param routes what becomes of them by another import policy
    public record Row(
            String mark,
            String subject,
            Optional<Address> neighbor,
            String name,
            String option,
            String from,
            String to,
            Effect effect,
            String text,
            String why,
            boolean established,
            long received,
            Optional<ImportChanges> routes) {}

    private final Speaker speaker;
    private final Change change;
    private final List<Row> rows = new ArrayList<>();
    private Optional<Outcome> outcome = Optional.empty();
    private Plan plan;
    private Impact impact;
    private int planned;
    private int told;

    ChangeQuery(Speaker speaker, Change change) {
        this.speaker = speaker;
        this.change = change;
    }

    @Override
    public Optional<Outcome> step(int maxRows, Answer out) {
        if (impact == null) {
            planned = speaker.configuration().changes();
            plan = speaker.planTo(change.to()).with(change.more());
            impact = new Impact(speaker, plan);
        }
        if (outcome.isEmpty()) {
            if (impact.step()) {
                return Optional.empty();
            }
            plan.steps().forEach(step -> rows.add(row(step)));
            outcome = Optional.of(decide());
        }
        for (int i = 0; i < maxRows && told < rows.size(); i++) {
            out.row(rows.get(told++));
        }
        return told < rows.size() ? Optional.empty() : outcome;
    }

    private Outcome decide() {
        Optional<Outcome> problem =
                obstacles()
                        .or(this::surprises)
                        .or(() -> speaker.configuration().problem(planned, change))
                        .or(this::losses);
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

    private Optional<Outcome> losses() {
        if (change.force()) {
            return Optional.empty();
        }
        Optional<String> worst =
                sessionsAbove(change.lostMostPercent())
                        .or(() -> impact.worstAbove(change.lostMostPercent()));
        return worst.map(who ->
                Outcome.failed(
                        Fault.CHANGE_REFUSED,
                        who
                                + ", and `reload-loss-limit` is "
                                + change.lostMostPercent()
                                + "%: nothing was changed",
                        "if it is meant so: --force, best with --confirm 60s"));
    }

    /// One neighbor that goes is everyday work; when most go at once, the files of the neighbors
    /// are probably not where they should be.
    private Optional<String> sessionsAbove(int percent) {
        long ending =
                rows.stream()
                        .filter(Row::established)
                        .filter(r -> r.effect() == Effect.ENDS || r.effect() == Effect.RESETS)
                        .map(Row::neighbor)
                        .distinct()
                        .count();
        long all = speaker.neighbors().stream().filter(n -> n.state() == State.ESTABLISHED).count();
        return ending > 1 && ending * 100 > percent * all
                ? Optional.of(ending + " of " + all + " established sessions would end")
                : Optional.empty();
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

    private Row row(Step step) {
        Optional<Neighbor> neighbor = step.neighbor().flatMap(speaker::neighbor);
        return new Row(
                String.valueOf(step.effect().mark()),
                step.subject(),
                step.neighbor(),
                step.name(),
                step.option(),
                step.from(),
                step.to(),
                step.effect(),
                step.effect().words(),
                step.why(),
                neighbor.filter(n -> n.state() == State.ESTABLISHED).isPresent(),
                neighbor.flatMap(NeighborView::peer)
                        .map(p ->
                                speaker.rib().counts(p).stream().mapToLong(c -> c.received()).sum())
                        .orElse(0L),
                step.neighbor()
                        .filter(_ -> step.option().equals(NeighborOption.IMPORT.word()))
                        .flatMap(impact::of));
    }
}
