package io.godwit.rib;

import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.WordField;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A policy, and beside it what it means: written twice, in two ways.
record Meant(PolicyChain chain, Meaning meaning) {
    /// What becomes of a route; empty = rejected.
    interface Meaning {
        Optional<Block> of(Prefix prefix, Block block, int rpki);
    }

    private static final int ASKED = 65000 << 16 | 1;

    /// Policies that look at blocks, prefixes and RPKI, and change this and that.
    static List<Meant> all() {
        return List.of(
                new Meant(PolicyChain.ACCEPT, (_, block, _) -> Optional.of(block)),
                new Meant(PolicyChain.REJECT, (_, _, _) -> Optional.empty()),
                byBlock(120),
                byBlock(90),
                byPrefix(),
                byRpki(),
                changing());
    }

    static Meant byBlock(int preference) {
        Condition asked = has(ASKED);
        return new Meant(
                policy(
                        "by-block",
                        reject("long", asPathLonger(2)),
                        change(setLocalPref(preference), Optional.of(asked)),
                        accept()),
                (_, block, _) ->
                        block.path().length() > 2
                                ? Optional.empty()
                                : Optional.of(
                                        communities(block).contains(ASKED)
                                                ? block.with(new LocalPref(preference))
                                                : block));
    }

    static Meant byPrefix() {
        PrefixSet small =
                PrefixSet.of(List.of(PrefixRange.orLonger(Blocks.prefix("198.51.0.0/20"))));
        Condition inside = asked(new Condition.PrefixIn(new PrefixSetRef.Known("small", small)));
        return new Meant(
                policy(
                        "by-prefix",
                        reject("small", lengthAbove(28)),
                        change(
                                new Action.SetNumber(NumberField.MED, number(7)),
                                Optional.of(inside)),
                        accept()),
                (prefix, block, _) -> {
                    if (prefix.length() > 28) {
                        return Optional.empty();
                    }
                    boolean in = Blocks.prefix("198.51.0.0/20").contains(prefix);
                    return Optional.of(in ? block.with(new MultiExitDisc(7)) : block);
                });
    }

    static Meant byRpki() {
        return new Meant(
                policy(
                        "by-rpki",
                        reject("rpki-invalid", asked(new Condition.WordIs(WordField.RPKI, 2))),
                        change(
                                setLocalPref(110),
                                Optional.of(asked(new Condition.WordIs(WordField.RPKI, 1)))),
                        accept()),
                (_, block, rpki) ->
                        rpki == 2
                                ? Optional.empty()
                                : Optional.of(rpki == 1 ? block.with(new LocalPref(110)) : block));
    }

    static Meant changing() {
        return new Meant(
                policy(
                        "changing",
                        change(
                                new Action.RemoveCommunities(
                                        CommunityKind.STANDARD, List.of(any(65001))),
                                Optional.empty()),
                        change(
                                new Action.AddCommunities(
                                        CommunityKind.STANDARD, List.of(pattern(64999, 7)), false),
                                Optional.empty()),
                        change(new Action.Prepend(number(64600), 2), Optional.empty()),
                        accept()),
                (_, block, _) -> {
                    IntStream kept =
                            communities(block).stream()
                                    .mapToInt(c -> c)
                                    .filter(c -> c >>> 16 != 65001);
                    int[] with = IntStream.concat(kept, IntStream.of(64999 << 16 | 7)).toArray();
                    return Optional.of(
                            block.with(new Communities(Ints.of(with)))
                                    .with(prepended(block.path())));
                });
    }

    // ---- what it means

    private static List<Integer> communities(Block block) {
        Ints values = block.first(Communities.class).map(Communities::values).orElse(Ints.EMPTY);
        return IntStream.of(values.toArray()).boxed().toList();
    }

    private static AsPath prepended(AsPath path) {
        List<AsPath.Segment> segments = new ArrayList<>(path.segments());
        IntStream before = IntStream.of(64600, 64600);
        if (!segments.isEmpty() && segments.getFirst().type() == AsPath.SEQUENCE) {
            int[] old = segments.removeFirst().asns().toArray();
            before = IntStream.concat(before, IntStream.of(old));
        }
        segments.addFirst(new AsPath.Segment(AsPath.SEQUENCE, Ints.of(before.toArray())));
        return new AsPath(segments);
    }

    // ---- the language

    static PolicyChain policy(String name, Statement... statements) {
        List<Statement> numbered = new ArrayList<>(List.of(statements));
        return PolicyChain.of(List.of(new Policy(name, new Place("t.conf", 1, 8), numbered)));
    }

    static Statement accept() {
        return new Statement.Accept(new Place("t.conf", 9, 5), "accept", Optional.empty());
    }

    static Statement reject(String label, Condition condition) {
        Place at = new Place("t.conf", 2, 5);
        return new Statement.Reject(at, "reject", Optional.of(condition), 0, label);
    }

    static Statement reject(String label) {
        return new Statement.Reject(
                new Place("t.conf", 3, 5), "reject", Optional.empty(), 0, label);
    }

    static Statement change(Action action, Optional<Condition> condition) {
        return new Statement.Change(new Place("t.conf", 4, 5), "change", condition, action);
    }

    static Action setLocalPref(long value) {
        return new Action.SetNumber(NumberField.LOCAL_PREF, number(value));
    }

    static Condition asPathLonger(long than) {
        return above(NumberField.AS_PATH_LENGTH, than);
    }

    static Condition lengthAbove(long bits) {
        return above(NumberField.PREFIX_LENGTH, bits);
    }

    private static Condition above(NumberField field, long than) {
        return asked(
                new Condition.NumberIs(
                        new NumberValue.Field(field), Comparison.GREATER, number(than)));
    }

    static Condition has(int community) {
        return asked(
                new Condition.Has(
                        CommunityKind.STANDARD,
                        List.of(pattern(community >>> 16, community & 0xffff))));
    }

    private static Condition asked(Condition.Question question) {
        return new Condition.Asked("asked", question);
    }

    private static NumberValue number(long value) {
        return new NumberValue.Constant(value);
    }

    private static CommunityPattern pattern(long high, long low) {
        return new CommunityPattern(CommunityKind.STANDARD, List.of(exactly(high), exactly(low)));
    }

    private static CommunityPattern any(long high) {
        return new CommunityPattern(
                CommunityKind.STANDARD, List.of(exactly(high), new CommunityPattern.Part.Any()));
    }

    private static CommunityPattern.Part exactly(long value) {
        return new CommunityPattern.Part.Exactly(number(value));
    }
}
