package io.godwit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.rpki.Vrp;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PolicyTest;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LocalPref;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class PolicyTestsTest {
    private static final Prefix PREFIX = Prefix.parse("203.0.113.0/24").orElseThrow();
    private static final PeerFacts PEER =
            PeerFacts.of(Address.parse("192.0.2.1").orElseThrow(), 64511, Role.EXTERNAL, 64500);
    private static final Policy POLICY =
            new Policy(
                    "in",
                    at(1),
                    List.of(
                            new Statement.Reject(
                                    at(2),
                                    "reject \"invalid\" if rpki = invalid",
                                    Optional.of(
                                            new Condition.Asked(
                                                    "rpki = invalid",
                                                    new Condition.WordIs(WordField.RPKI, 2))),
                                    14,
                                    "invalid"),
                            new Statement.Reject(
                                    at(3),
                                    "reject \"bogon\" if prefix in bogons",
                                    Optional.of(
                                            new Condition.Asked(
                                                    "prefix in bogons",
                                                    new Condition.PrefixIn(
                                                            new PrefixSetRef.Known(
                                                                    "bogons", bogons())))),
                                    2,
                                    "bogon"),
                            change(4, new Action.AddValidationState()),
                            change(
                                    5,
                                    new Action.AddCommunities(
                                            CommunityKind.STANDARD,
                                            List.of(community(64500, 1), community(64500, 1)),
                                            false)),
                            new Statement.Accept(at(6), "accept", Optional.empty())));

    private static Place at(int line) {
        return new Place("a.conf", line, 5);
    }

    private static PrefixSet bogons() {
        return PrefixSet.of(
                List.of(PrefixRange.orLonger(Prefix.parse("10.0.0.0/8").orElseThrow())));
    }

    private static Statement change(int line, Action action) {
        return new Statement.Change(at(line), "", Optional.empty(), action);
    }

    private static CommunityPattern community(long high, long low) {
        return new CommunityPattern(
                CommunityKind.STANDARD,
                List.of(
                        new CommunityPattern.Part.Exactly(new NumberValue.Constant(high)),
                        new CommunityPattern.Part.Exactly(new NumberValue.Constant(low))));
    }

    private static PolicyTest test(
            Prefix prefix, PolicyTest.Expected expected, Attribute... attributes) {
        return new PolicyTest(
                "t",
                at(9),
                List.of(POLICY),
                PEER,
                Optional.empty(),
                List.of(new Vrp(PREFIX, 24, 64999)),
                List.of(),
                new PolicyTest.Route(prefix, Optional.empty(), List.of(attributes)),
                expected);
    }

    private static PolicyTest.Expected accepted(Attribute... attributes) {
        return new PolicyTest.Expected.Accepted(
                at(9), Optional.empty(), List.of(attributes), List.of(Attributes.MULTI_EXIT_DISC));
    }

    private static PolicyTest.Expected rejected(String label) {
        return new PolicyTest.Expected.Rejected(at(9), label);
    }

    private static String run(PolicyTest test) {
        var coverage = new Coverage(List.of(POLICY));
        return PolicyTests.run(List.of(test), coverage).getFirst().failure().orElse("ok");
    }

    @Test
    void outcomesAreCompared() {
        AsPath invalid = AsPath.sequence(64511);
        AsPath valid = AsPath.sequence(64511, 64999);
        Prefix bogon = Prefix.parse("10.1.0.0/16").orElseThrow();
        assertThat(run(test(PREFIX, rejected("invalid"), invalid))).isEqualTo("ok");
        assertThat(run(test(PREFIX, rejected("bogon"), invalid)))
                .isEqualTo("expected reject \"bogon\", got reject \"invalid\" (a.conf:2:5)");
        assertThat(run(test(PREFIX, rejected("invalid"), valid)))
                .isEqualTo("expected reject \"invalid\", got accept (a.conf:6:5)");
        assertThat(run(test(bogon, accepted(), valid)))
                .isEqualTo("expected accept, got reject \"bogon\" (a.conf:3:5)");
        assertThat(
                        run(
                                test(
                                        PREFIX,
                                        accepted(
                                                new Communities(Ints.of(64500 << 16 | 1, 7)),
                                                new LocalPref(100)),
                                        valid,
                                        new Communities(Ints.of(7)))))
                .isEqualTo("ok");
        assertThat(run(test(PREFIX, accepted(new LocalPref(200)), valid)))
                .isEqualTo("expected LOCAL_PREF 200, got 100");
    }

    /// RFC 8097 §2: valid is 0, not found 1, invalid 2.
    @Test
    void validationStateIsOneCommunity() {
        Prefix unknown = Prefix.parse("198.51.100.0/24").orElseThrow();
        var before = new ExtendedCommunities(Bytes.fromHex("4300000000000002"));
        var notFound = new ExtendedCommunities(Bytes.fromHex("4300000000000001"));
        var valid = new ExtendedCommunities(Bytes.fromHex("4300000000000000"));
        AsPath path = AsPath.sequence(64999);
        assertThat(run(test(unknown, accepted(notFound), path, before))).isEqualTo("ok");
        assertThat(run(test(PREFIX, accepted(valid), path, before))).isEqualTo("ok");
    }

    @Test
    void coverageNamesWhatNeverTookEffect() {
        var coverage = new Coverage(List.of(POLICY));
        PolicyTests.run(List.of(test(PREFIX, rejected("invalid"), AsPath.sequence(1))), coverage);
        assertThat(coverage.statements()).isEqualTo(5);
        assertThat(coverage.covered()).isEqualTo(1);
        assertThat(coverage.missed().stream().map(s -> s.at().line())).containsExactly(3, 4, 5, 6);
    }

    @Test
    void traceTellsWhatEachConditionSaw() {
        Prefix bogon = Prefix.parse("10.1.0.0/16").orElseThrow();
        PolicyTest test = test(bogon, rejected("bogon"), AsPath.sequence(64511));
        Trace trace = PolicyTests.run(List.of(test), new Coverage(List.of())).getFirst().trace();
        assertThat(trace.entries().stream().flatMap(e -> e.readings().stream()))
                .extracting(Trace.Reading::toString)
                .containsExactly(
                        "rpki = invalid, is not-found", "prefix in bogons, matched 10.0.0.0/8+");
    }

    /// RFC 4271 §4.3: attributes have at most 65,535 octets.
    @Test
    void whatAttributesHaveNoRoomForIsLeftOut() {
        int[] many = new int[16_362];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        PolicyTest test =
                test(
                        PREFIX,
                        accepted(new Communities(Ints.of(many))),
                        AsPath.sequence(64999),
                        new Communities(Ints.of(many)));
        var outcome = PolicyTests.run(List.of(test), new Coverage(List.of())).getFirst();
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.accepted().orElseThrow().block().length()).isLessThan(0x10000);
    }
}
