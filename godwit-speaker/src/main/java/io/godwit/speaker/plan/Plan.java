package io.godwit.speaker.plan;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.RejectTag;
import io.godwit.speaker.CacheSettings;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.RpkiSettings;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How one configuration becomes another: every difference and its effect. Pure; nothing happens
/// before a speaker is told to carry it out.
///
/// @param from what runs
/// @param to what shall run
/// @param steps the differences: what needs a restart, neighbors in the order of the configuration,
///   own routes, aggregates, the kernel, RPKI, the reject tag
public record Plan(SpeakerSettings from, SpeakerSettings to, List<Step> steps) {
    /// Takes a copy.
    public Plan {
        steps = List.copyOf(steps);
    }

    /// Compares two configurations.
    ///
    /// @param present where neighbors are that came from a range
    public static Plan between(SpeakerSettings from, SpeakerSettings to, List<Address> present) {
        List<Step> steps = new ArrayList<>();
        router(from, to, steps);
        neighbors(from, to, present, steps);
        ranges(from, to, steps);
        OriginateSteps.between(from.originated(), to.originated(), steps);
        AggregateSteps.between(from.aggregates(), to.aggregates(), steps);
        KernelSteps.between(from.kernel(), to.kernel(), steps);
        rpki(from.rpki(), to.rpki(), steps);
        rejectTag(text(from.rejectTag()), text(to.rejectTag()), steps);
        return new Plan(from, to, steps);
    }

    /// The same with further steps in front, for what is not the speaker's affair.
    public Plan with(List<Step> more) {
        List<Step> all = new ArrayList<>(more);
        all.addAll(steps);
        return new Plan(from, to, all);
    }

    /// What cannot be done while the daemon runs; empty when the plan can be carried out.
    public List<Step> obstacles() {
        return steps.stream().filter(s -> s.effect() == Effect.NEEDS_RESTART).toList();
    }

    /// The steps that concern the same thing, together.
    public List<List<Step>> bySubject() {
        Map<Object, List<Step>> all = new LinkedHashMap<>();
        for (Step step : steps) {
            Object key = step.neighbor().isPresent() ? step.neighbor().get() : step;
            all.computeIfAbsent(key, _ -> new ArrayList<>()).add(step);
        }
        return List.copyOf(all.values());
    }

    /// Own routes that go.
    public Set<Prefix> withdrawn() {
        Set<Prefix> gone = from.originatedPrefixes();
        gone.removeAll(to.originatedPrefixes());
        return gone;
    }

    /// What happens to each neighbor that differs.
    public Map<Address, Set<Effect>> effects() {
        Map<Address, Set<Effect>> all = new HashMap<>();
        for (Step step : steps) {
            step.neighbor()
                    .ifPresent(address ->
                            all.computeIfAbsent(address, _ -> EnumSet.noneOf(Effect.class))
                                    .add(step.effect()));
        }
        return all;
    }

    private static void router(SpeakerSettings from, SpeakerSettings to, List<Step> steps) {
        router("as", from.as(), to.as(), "every session has told it", steps);
        router(
                "confederation",
                confederation(from),
                confederation(to),
                "every session has told the one or the other AS number",
                steps);
        router(
                "id",
                Address.ofV4(from.routerId()),
                Address.ofV4(to.routerId()),
                "every session has told it",
                steps);
        router(
                "cluster-id",
                Address.ofV4(from.clusterId()),
                Address.ofV4(to.clusterId()),
                "it stands in every route that was reflected",
                steps);
        decision("always-compare-med", from.med().alwaysCompare(), to.med().alwaysCompare(), steps);
        decision(
                "missing-med-worst", from.med().missingIsWorst(), to.med().missingIsWorst(), steps);
    }

    private static void decision(String option, boolean from, boolean to, List<Step> steps) {
        if (from != to) {
            steps.add(
                    new Step(
                            "router",
                            Optional.empty(),
                            "",
                            option,
                            from ? "yes" : "no",
                            to ? "yes" : "no",
                            Effect.RE_EVALUATES,
                            "every prefix is decided again"));
        }
    }

    private static String confederation(SpeakerSettings settings) {
        return settings.confederation()
                .map(c ->
                        c.id()
                                + " members "
                                + c.members().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")))
                .orElse("none");
    }

    private static void router(
            String option, Object from, Object to, String why, List<Step> steps) {
        if (!from.equals(to)) {
            steps.add(Step.ofRouter(option, from.toString(), to.toString(), why));
        }
    }

    private static void neighbors(
            SpeakerSettings from, SpeakerSettings to, List<Address> present, List<Step> steps) {
        Map<Address, NeighborSettings> before = new LinkedHashMap<>();
        from.neighbors(present).forEach(n -> before.put(n.address(), n));
        for (NeighborSettings after : to.neighbors(present)) {
            NeighborSettings old = before.remove(after.address());
            if (old == null) {
                steps.add(neighbor(after, "", "", "", Effect.STARTS, ""));
            } else {
                options(from.outsideAs(), old, after, steps);
            }
        }
        for (NeighborSettings gone : before.values()) {
            steps.add(neighbor(gone, "", "", "", Effect.ENDS, ""));
        }
    }

    private static void options(
            long localAs, NeighborSettings old, NeighborSettings now, List<Step> steps) {
        List<NeighborOption> differing =
                Arrays.stream(NeighborOption.values())
                        .filter(option -> !same(localAs, option, old, now))
                        .toList();
        boolean anew = differing.stream().anyMatch(option -> option.effect(now).endsSession());
        PeerFacts facts = facts(now, localAs);
        for (NeighborOption option : differing) {
            boolean judges = option.effect(now) == Effect.RE_EVALUATES;
            if (!anew || !judges) {
                steps.add(option(option, old, now, option.effect(now)));
            } else if (!same(option, old, now, facts, facts)) {
                // Another policy, not only other answers about a neighbor that is another one.
                steps.add(option(option, old, now, Effect.NEXT_SESSION));
            }
        }
    }

    private static Step option(
            NeighborOption option, NeighborSettings old, NeighborSettings now, Effect effect) {
        return neighbor(
                now,
                option.word(),
                option.text(old),
                option.text(now),
                effect,
                option.why(old, now));
    }

    private static boolean same(
            long localAs, NeighborOption option, NeighborSettings old, NeighborSettings now) {
        return same(option, old, now, facts(old, localAs), facts(now, localAs));
    }

    /// Policies are the same when they judge alike, wherever they stand in the file now.
    private static boolean same(
            NeighborOption option,
            NeighborSettings old,
            NeighborSettings now,
            PeerFacts ofOld,
            PeerFacts ofNow) {
        return switch (option) {
            case IMPORT ->
                    alike(
                            old.policies().importPolicy(),
                            now.policies().importPolicy(),
                            ofOld,
                            ofNow);
            case EXPORT ->
                    alike(
                            old.policies().exportPolicy(),
                            now.policies().exportPolicy(),
                            ofOld,
                            ofNow);
            default -> option.same(old, now);
        };
    }

    private static boolean alike(PolicyChain a, PolicyChain b, PeerFacts ofA, PeerFacts ofB) {
        return a.equals(b) && ofA.equals(ofB) || a.compile(ofA).sameAs(b.compile(ofB));
    }

    /// Our address of the session is the same before and after, whatever it is: with another the
    /// session resets.
    private static PeerFacts facts(NeighborSettings neighbor, long localAs) {
        Address some = neighbor.transport().localAddress().orElse(Address.ofV4(0));
        return neighbor.facts(localAs, neighbor.as(), some);
    }

    private static Step neighbor(
            NeighborSettings neighbor,
            String option,
            String from,
            String to,
            Effect effect,
            String why) {
        return new Step(
                "neighbor",
                Optional.of(neighbor.address()),
                neighbor.name(),
                option,
                from,
                to,
                effect,
                why);
    }

    /// What becomes of those who came is told of each of them; here it is about who comes next.
    private static void ranges(SpeakerSettings from, SpeakerSettings to, List<Step> steps) {
        Map<String, NeighborRange> before = new LinkedHashMap<>();
        from.ranges().forEach(r -> before.put(r.text(), r));
        for (NeighborRange after : to.ranges()) {
            NeighborRange old = before.remove(after.text());
            if (old == null) {
                steps.add(range("", after.text(), "", Effect.STARTS));
            } else if (old.maxNeighbors() != after.maxNeighbors()
                    || !sameTemplate(to.outsideAs(), old.template(), after.template())) {
                String limits = old.maxNeighbors() + " → " + after.maxNeighbors();
                boolean other = old.maxNeighbors() != after.maxNeighbors();
                String prefix = after.text();
                steps.add(range(prefix, prefix, other ? limits : "", Effect.AT_ONCE));
            }
        }
        for (String gone : before.keySet()) {
            steps.add(range(gone, "", "", Effect.ENDS));
        }
    }

    private static boolean sameTemplate(long localAs, NeighborSettings old, NeighborSettings now) {
        return Arrays.stream(NeighborOption.values()).allMatch(o -> same(localAs, o, old, now));
    }

    private static Step range(String from, String to, String limits, Effect effect) {
        String why = limits.isEmpty() ? "" : "max-neighbors " + limits;
        return new Step("range", Optional.empty(), "", "", from, to, effect, why);
    }

    private static void rpki(RpkiSettings from, RpkiSettings to, List<Step> steps) {
        for (CacheSettings cache : to.caches()) {
            if (!from.caches().contains(cache)) {
                steps.add(rpki("cache", "", cache.name(), Effect.STARTS));
            }
        }
        for (CacheSettings cache : from.caches()) {
            if (!to.caches().contains(cache)) {
                steps.add(rpki("cache", cache.name(), "", Effect.ENDS));
            }
        }
        if (!from.vrps().equals(to.vrps()) || !from.aspas().equals(to.aspas())) {
            steps.add(rpki("vrps", ofFile(from), ofFile(to), Effect.RE_EVALUATES));
        }
        if (!from.slurm().equals(to.slurm())) {
            steps.add(
                    rpki(
                            "slurm",
                            from.slurm().summary(),
                            to.slurm().summary(),
                            Effect.RE_EVALUATES));
        }
    }

    private static String ofFile(RpkiSettings settings) {
        return settings.vrps().size() + " VRPs, " + settings.aspas().size() + " ASPAs";
    }

    private static Step rpki(String option, String from, String to, Effect effect) {
        return new Step("rpki", Optional.empty(), "", option, from, to, effect, "");
    }

    private static String text(Optional<RejectTag> tag) {
        return tag.map(RejectTag::toString).orElse("");
    }

    private static void rejectTag(String from, String to, List<Step> steps) {
        if (!from.equals(to)) {
            steps.add(
                    new Step(
                            "router",
                            Optional.empty(),
                            "",
                            "reject-tag",
                            from,
                            to,
                            Effect.AT_ONCE,
                            ""));
        }
    }
}
