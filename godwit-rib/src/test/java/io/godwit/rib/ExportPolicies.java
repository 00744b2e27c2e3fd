package io.godwit.rib;

import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.CommunityPattern.Part;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.rib.Blocks.Block;
import io.godwit.rib.Reference.Best;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Export policies for the model: each as a tree for the RIB, and as a few lines of Java for the
/// [Reference].
final class ExportPolicies {
    /// What a policy makes of a route; empty = rejected.
    interface Naive {
        Optional<Block> judge(Best route, PeerSettings to, Prefix prefix);
    }

    /// @param sets attributes whose value is the policy's
    record Twin(PolicyChain chain, Naive naive, List<Integer> sets) {}

    private static final PrefixSet SOME =
            PrefixSet.of(
                    List.of(
                            PrefixRange.orLonger(Blocks.prefix("198.51.0.0/20")),
                            PrefixRange.orLonger(Blocks.prefix("2001:db8::/40"))));

    /// As members of an exchange say whom a route is for.
    static final Twin MEMBER =
            twin(
                    (route, to, _) -> {
                        int[] has = communities(route.block());
                        int as = (int) to.as();
                        boolean forAll = !holds(has, Reference.LOCAL_AS);
                        if (holds(has, as)
                                || !forAll && !holds(has, Reference.LOCAL_AS << 16 | as)) {
                            return Optional.empty();
                        }
                        Block block = route.block();
                        if (holds(has, 65100 << 16 | as)) {
                            block = block.with(prepended(block.path(), sourceAs(route)));
                        }
                        return Optional.of(without(block, c -> c >>> 16 == Reference.LOCAL_AS));
                    },
                    reject(has(exactly(0), peerAs())),
                    reject(
                            new Condition.And(
                                    List.of(
                                            has(exactly(0), exactly(Reference.LOCAL_AS)),
                                            new Condition.Not(
                                                    has(exactly(Reference.LOCAL_AS), peerAs()))))),
                    change(
                            has(exactly(65100), peerAs()),
                            new Action.Prepend(
                                    new NumberValue.Field(NumberField.ROUTE_PEER_AS), 1)),
                    change(
                            new Action.RemoveCommunities(
                                    CommunityKind.STANDARD,
                                    List.of(
                                            pattern(
                                                    exactly(Reference.LOCAL_AS),
                                                    new Part.Any())))));

    /// Asks for the prefix, and says the MED.
    static final Twin BY_PREFIX =
            twin(
                    List.of(Attributes.MULTI_EXIT_DISC),
                    (route, _, prefix) ->
                            contains(prefix)
                                    ? Optional.empty()
                                    : Optional.of(route.block().with(new MultiExitDisc(7))),
                    reject(asked(new Condition.PrefixIn(new PrefixSetRef.Known("some", SOME)))),
                    change(new Action.SetNumber(NumberField.MED, new NumberValue.Constant(7))));

    /// Uses the number of the neighbor's AS, so that each has a group of its own.
    static final Twin BY_NEIGHBOR =
            twin(
                    List.of(Attributes.LOCAL_PREF),
                    (route, to, _) -> {
                        if (sourceAs(route) == 65002) {
                            return Optional.empty();
                        }
                        int[] had = communities(route.block());
                        int added = 64999 << 16 | (int) to.as();
                        int[] all = Arrays.copyOf(had, had.length + 1);
                        all[had.length] = added;
                        return Optional.of(
                                route.block()
                                        .with(new Communities(Ints.of(all)))
                                        .with(new LocalPref(200)));
                    },
                    reject(
                            asked(
                                    new Condition.NumberIs(
                                            new NumberValue.Field(NumberField.ROUTE_PEER_AS),
                                            Comparison.EQUAL,
                                            new NumberValue.Constant(65002)))),
                    change(
                            new Action.AddCommunities(
                                    CommunityKind.STANDARD,
                                    List.of(pattern(exactly(64999), peerAs())),
                                    false)),
                    change(
                            new Action.SetNumber(
                                    NumberField.LOCAL_PREF, new NumberValue.Constant(200))));

    /// Judges some neighbors apart, by a comparison with a number that is written.
    static final Twin FOR_ONE =
            twin(
                    (route, to, _) ->
                            to.as() == 65012 || route.block().path().length() > 2
                                    ? Optional.empty()
                                    : Optional.of(route.block()),
                    reject(
                            new Condition.Or(
                                    List.of(
                                            asked(
                                                    new Condition.NumberIs(
                                                            new NumberValue.Field(
                                                                    NumberField.PEER_AS),
                                                            Comparison.EQUAL,
                                                            new NumberValue.Constant(65012))),
                                            asked(
                                                    new Condition.NumberIs(
                                                            new NumberValue.Field(
                                                                    NumberField.AS_PATH_LENGTH),
                                                            Comparison.GREATER,
                                                            new NumberValue.Constant(2)))))));

    static final Twin ALL =
            new Twin(PolicyChain.ACCEPT, (r, _, _) -> Optional.of(r.block()), List.of());

    static final Twin NOTHING =
            new Twin(PolicyChain.REJECT, (_, _, _) -> Optional.empty(), List.of());

    static final Twin UNSAID =
            new Twin(
                    PolicyChain.NONE,
                    (r, to, _) -> to.ebgp() ? Optional.empty() : Optional.of(r.block()),
                    List.of());

    static final List<Twin> TWINS =
            List.of(MEMBER, BY_PREFIX, BY_NEIGHBOR, FOR_ONE, ALL, NOTHING, UNSAID);

    private ExportPolicies() {}

    static Twin of(PolicyChain chain) {
        return TWINS.stream().filter(t -> t.chain.equals(chain)).findFirst().orElseThrow();
    }

    // ---- Java

    private static boolean contains(Prefix prefix) {
        return Blocks.prefix("198.51.0.0/20").contains(prefix)
                || Blocks.prefix("2001:db8::/40").contains(prefix);
    }

    private static int sourceAs(Best route) {
        return route.source().own()
                ? Reference.OUTSIDE_AS
                : (int) route.source().settings.orElseThrow().as();
    }

    private static int[] communities(Block block) {
        return block.first(Communities.class).map(c -> c.values().toArray()).orElse(new int[0]);
    }

    private static boolean holds(int[] has, int community) {
        return Arrays.stream(has).anyMatch(c -> c == community);
    }

    private static Block without(Block block, java.util.function.IntPredicate goes) {
        int[] kept = Arrays.stream(communities(block)).filter(goes.negate()).toArray();
        return kept.length == 0
                ? block.without(Attributes.COMMUNITIES)
                : block.with(new Communities(Ints.of(kept)));
    }

    static AsPath prepended(AsPath path, int as) {
        return Reference.prepended(path, as);
    }

    // ---- trees

    private static Twin twin(Naive naive, Statement... statements) {
        return twin(List.of(), naive, statements);
    }

    private static Twin twin(List<Integer> sets, Naive naive, Statement... statements) {
        List<Statement> all = new java.util.ArrayList<>(List.of(statements));
        all.add(new Statement.Accept(Place.NONE, "accept", Optional.empty()));
        Policy policy = new Policy("p", Place.NONE, all);
        return new Twin(PolicyChain.of(List.of(policy)), naive, sets);
    }

    private static Statement reject(Condition condition) {
        return new Statement.Reject(Place.NONE, "reject", Optional.of(condition), 0, "no");
    }

    private static Statement change(Action action) {
        return new Statement.Change(Place.NONE, "change", Optional.empty(), action);
    }

    private static Statement change(Condition condition, Action action) {
        return new Statement.Change(Place.NONE, "change", Optional.of(condition), action);
    }

    private static Condition has(Part high, Part low) {
        return asked(new Condition.Has(CommunityKind.STANDARD, List.of(pattern(high, low))));
    }

    private static CommunityPattern pattern(Part high, Part low) {
        return new CommunityPattern(CommunityKind.STANDARD, List.of(high, low));
    }

    private static Part exactly(long value) {
        return new Part.Exactly(new NumberValue.Constant(value));
    }

    private static Part peerAs() {
        return new Part.Exactly(new NumberValue.Field(NumberField.PEER_AS));
    }

    private static Condition asked(Condition.Question question) {
        return new Condition.Asked("asked", question);
    }
}
