package io.godwit.speaker;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Validation;
import io.godwit.rib.ExportChanges;
import io.godwit.rib.ExportProposal;
import io.godwit.rib.ExportTrial;
import io.godwit.rib.ImportChanges;
import io.godwit.rib.ImportProposal;
import io.godwit.rib.ImportTrial;
import io.godwit.rib.Peer;
import io.godwit.rib.TableChanges;
import io.godwit.session.State;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.Impact;
import io.godwit.speaker.plan.NeighborOption;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.plan.Step;
import io.godwit.speaker.show.NeighborView;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A plan tried on the routes that are here: what it would do to each neighbor, and to all of them
/// together.
final class PlanTrial {
    private static final int PREFIXES_A_STEP = 1024;

    private final Speaker speaker;
    private final Plan plan;
    private final Map<Address, NeighborSettings> wanted = new HashMap<>();
    private final Map<Address, List<Step>> stepsOf = new HashMap<>();
    private final List<Address> importing = new ArrayList<>();
    private final List<Address> exporting = new ArrayList<>();
    private final ImportTrial imports;
    private final ExportTrial exports;

    PlanTrial(Speaker speaker, Plan plan) {
        this.speaker = speaker;
        this.plan = plan;
        List<Address> present =
                speaker.neighbors().stream().map(n -> n.settings().address()).toList();
        plan.to().neighbors(present).forEach(n -> wanted.put(n.address(), n));
        plan.bySubject()
                .forEach(s -> s.getFirst().neighbor().ifPresent(who -> stepsOf.put(who, s)));
        Optional<Validation> rpki = speaker.proposed(plan.to().rpki());
        List<ImportProposal> in = new ArrayList<>();
        List<ExportProposal> out = new ArrayList<>();
        for (NeighborView neighbor : speaker.neighbors()) {
            neighbor.peer().ifPresent(peer -> propose(neighbor, peer, rpki.isPresent(), in, out));
        }
        imports = speaker.rib().tryImport(in, plan.withdrawn(), rpki);
        exports = speaker.rib().tryExport(out);
    }

    private void propose(
            NeighborView neighbor,
            Peer peer,
            boolean otherRpki,
            List<ImportProposal> in,
            List<ExportProposal> out) {
        Address address = neighbor.settings().address();
        List<Step> steps = stepsOf.getOrDefault(address, List.of());
        if (steps.stream().anyMatch(s -> s.effect().endsSession())) {
            importing.add(address);
            in.add(ImportProposal.ofLeaving(peer));
            return;
        }
        NeighborSettings settings =
                neighbor.maintenance()
                        .map(wanted.get(address)::inMaintenance)
                        .orElse(wanted.get(address));
        PeerFacts facts =
                settings.facts(
                        plan.to().outsideAs(),
                        neighbor.connection().orElseThrow().local(),
                        neighbor.negotiated());
        if (otherRpki || evaluates(steps, NeighborOption::ofImport)) {
            importing.add(address);
            in.add(ImportProposal.of(peer, settings.policies().importPolicy(), facts));
        }
        if (evaluates(steps, option -> option == NeighborOption.EXPORT)) {
            exporting.add(address);
            out.add(new ExportProposal(peer, settings.policies().exportPolicy(), facts));
        }
    }

    private static boolean evaluates(List<Step> steps, Predicate<NeighborOption> which) {
        return steps.stream().anyMatch(step -> evaluates(step, which));
    }

    private static boolean evaluates(Step step, Predicate<NeighborOption> which) {
        return step.effect() == Effect.RE_EVALUATES
                && Arrays.stream(NeighborOption.values())
                        .anyMatch(option -> which.test(option) && option.is(step));
    }

    /// Looks at some more routes; false when all were seen.
    boolean step() {
        return imports.step(PREFIXES_A_STEP) || exports.step(PREFIXES_A_STEP);
    }

    /// What becomes of everything that the plan touches, in its order; behind it the neighbors
    /// whose routes only another RPKI judges otherwise.
    List<Impact> impacts() {
        Map<Address, ImportChanges> in = byNeighbor(importing, imports.changes());
        Map<Address, ExportChanges> out = byNeighbor(exporting, exports.changes());
        List<Impact> all = new ArrayList<>();
        for (List<Step> steps : plan.bySubject()) {
            Optional<Address> who = steps.getFirst().neighbor();
            all.add(
                    Impact.of(
                            steps.stream().map(this::withRefresh).toList(),
                            who.filter(this::isUp).isPresent(),
                            who.map(in::remove).filter(PlanTrial::isAny),
                            who.map(out::get)));
        }
        for (Address who : importing) {
            ImportChanges changes = in.get(who);
            if (changes != null && changes.differ()) {
                all.add(Impact.ofRpki(wanted.get(who), changes));
            }
        }
        return all;
    }

    /// What is rejected and not kept can only be judged again when the neighbor says it again.
    private Step withRefresh(Step step) {
        boolean judges = evaluates(step, NeighborOption::ofImport);
        boolean keeps = NeighborOption.KEEP_REJECTED.is(step) && "yes".equals(step.to());
        return step.neighbor()
                .filter(_ -> judges || keeps)
                .flatMap(speaker::neighbor)
                .filter(neighbor -> !neighbor.settings().policies().keepRejected())
                .flatMap(NeighborView::negotiated)
                .map(negotiated -> step.because(refresh(negotiated.routeRefresh())))
                .orElse(step);
    }

    private static String refresh(boolean negotiated) {
        return negotiated
                ? "rejected routes are not held: the neighbor is asked for all again"
                : "rejected routes are not held, and the neighbor offers no route refresh: for them"
                        + " it takes effect at the next session";
    }

    private static <T> Map<Address, T> byNeighbor(List<Address> neighbors, List<T> changes) {
        Map<Address, T> all = new HashMap<>();
        for (int i = 0; i < neighbors.size(); i++) {
            all.put(neighbors.get(i), changes.get(i));
        }
        return all;
    }

    private static boolean isAny(ImportChanges changes) {
        return changes.accepted() + changes.rejected() > 0;
    }

    private boolean isUp(Address address) {
        return speaker.neighbor(address).filter(n -> n.state() == State.ESTABLISHED).isPresent();
    }

    /// What becomes of all prefixes.
    TableChanges table() {
        return imports.table();
    }
}
