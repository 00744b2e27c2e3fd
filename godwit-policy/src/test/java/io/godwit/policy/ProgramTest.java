package io.godwit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AttributeWriter;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class ProgramTest {
    private static final PeerFacts PEER =
            new PeerFacts(
                    Address.parse("192.0.2.11").orElseThrow(),
                    64511,
                    "r1",
                    "members",
                    Role.ROUTE_SERVER_CLIENT,
                    64500,
                    Optional.empty(),
                    PrefixSet.of(List.of(range("203.0.113.0/24", 24, 24))),
                    AsSet.of(List.of(new AsSet.Range(64511, 64511))),
                    Relation.UNSTATED,
                    PeerRules.NONE);

    private static final Statement ACCEPT =
            new Statement.Accept(Place.NONE, "accept", Optional.empty());

    private final Subject subject = new Subject();
    private final Edits edits = new Edits();
    private final byte[] block = new byte[4096];
    private int length;

    private static PrefixRange range(String prefix, int least, int most) {
        return new PrefixRange(Prefix.parse(prefix).orElseThrow(), least, most);
    }

    private static Statement reject(String label, Condition.Question question) {
        return new Statement.Reject(
                Place.NONE, "reject", Optional.of(new Condition.Asked("", question)), 0, label);
    }

    private static Statement change(Action action) {
        return new Statement.Change(Place.NONE, "", Optional.empty(), action);
    }

    private static NumberValue field(NumberField field) {
        return new NumberValue.Field(field);
    }

    private static Program compile(Statement... statements) {
        return Program.compile(List.of(new Policy("p", Place.NONE, List.of(statements))), PEER);
    }

    private static CommunityPattern community(NumberValue high, NumberValue low) {
        return new CommunityPattern(
                CommunityKind.STANDARD,
                List.of(
                        new CommunityPattern.Part.Exactly(high),
                        new CommunityPattern.Part.Exactly(low)));
    }

    private void route(String prefix, String hop, int[] path, int... communities) {
        int at = AttributeWriter.origin(block, 0, 0);
        at = AttributeWriter.asPath(block, at, Ints.of(path));
        at = AttributeWriter.nextHop(block, at, Address.parse(hop).orElseThrow().v4());
        length = AttributeWriter.communities(block, at, Ints.of(communities));
        subject.block(block, 0, length, 100, PEER);
        Prefix p = Prefix.parse(prefix).orElseThrow();
        subject.prefix(false, 0, p.address().low(), p.length());
    }

    @Test
    void firstRejectThatFiresEndsIt() {
        Program program =
                compile(
                        reject(
                                "long",
                                new Condition.NumberIs(
                                        field(NumberField.AS_PATH_LENGTH),
                                        Comparison.GREATER,
                                        new NumberValue.Constant(2))),
                        reject(
                                "hop",
                                new Condition.AddressIs(
                                        new AddressValue.Field(AddressField.NEXT_HOP),
                                        false,
                                        new AddressValue.Field(AddressField.PEER_ADDRESS))),
                        reject("irr", new Condition.PrefixIn(new PrefixSetRef.OfPeer())),
                        reject("origin", new Condition.PathAny(new AsSetRef.OfPeer())),
                        ACCEPT);
        route("203.0.113.0/24", "192.0.2.11", new int[] {64511, 2, 3});
        assertThat(program.judge(subject, edits)).isEqualTo(1);
        route("203.0.113.0/24", "192.0.2.12", new int[] {64511});
        assertThat(program.judge(subject, edits)).isEqualTo(2);
        route("203.0.113.0/24", "192.0.2.11", new int[] {64511});
        assertThat(program.judge(subject, edits)).isEqualTo(3);
        route("203.0.113.0/25", "192.0.2.11", new int[] {64511});
        assertThat(program.judge(subject, edits)).isEqualTo(4);
        route("203.0.113.0/25", "192.0.2.11", new int[] {64512});
        assertThat(program.judge(subject, edits)).isZero();
        assertThat(edits.isEmpty()).isTrue();
        assertThat(program.rejectPoint(4).label()).isEqualTo("origin");
    }

    @Test
    void changesAreSeenBehindThemAndWritten() {
        Program program =
                compile(
                        change(new Action.Prepend(field(NumberField.PEER_AS), 2)),
                        change(
                                new Action.SetNumber(
                                        NumberField.MED, field(NumberField.AS_PATH_LENGTH))),
                        change(
                                new Action.AddCommunities(
                                        CommunityKind.STANDARD,
                                        List.of(
                                                community(
                                                        new NumberValue.Constant(64500),
                                                        field(NumberField.MED))),
                                        false)),
                        ACCEPT);
        route("203.0.113.0/24", "192.0.2.11", new int[] {7}, 1 << 16 | 1);
        assertThat(program.judge(subject, edits)).isZero();
        byte[] out = new byte[edits.room(length)];
        int octets = edits.write(block, 0, length, out, 0);

        byte[] expected = new byte[256];
        int at = AttributeWriter.origin(expected, 0, 0);
        at = AttributeWriter.asPath(expected, at, Ints.of(64511, 64511, 7));
        at = AttributeWriter.nextHop(expected, at, PEER.address().v4());
        at = AttributeWriter.med(expected, at, 3);
        at = AttributeWriter.communities(expected, at, Ints.of(1 << 16 | 1, 64500 << 16 | 3));
        assertThat(Arrays.copyOf(out, octets)).isEqualTo(Arrays.copyOf(expected, at));
    }

    @Test
    void oneJudgmentForAllNamesWhoIsJudgedInAnotherWay() {
        Program program =
                compile(
                        reject(
                                "blocked-for-you",
                                new Condition.Has(
                                        CommunityKind.STANDARD,
                                        List.of(
                                                community(
                                                        new NumberValue.Constant(0),
                                                        field(NumberField.PEER_AS))))),
                        ACCEPT);
        AsNumbers exceptions = new AsNumbers();
        route("203.0.113.0/24", "192.0.2.11", new int[] {7}, 64511, 5 << 16 | 1, 64512);
        assertThat(program.judgeForAll(subject, edits, exceptions)).isZero();
        assertThat(exceptions.size()).isEqualTo(2);
        assertThat(exceptions.contains(64511)).isTrue();
        assertThat(exceptions.contains(64512)).isTrue();
        subject.peerAs(64512);
        assertThat(program.judge(subject, edits)).isEqualTo(1);
        subject.peerAs(64513);
        assertThat(program.judge(subject, edits)).isZero();
    }

    @Test
    void aRouteMustNotFallOffTheEnd() {
        assertThatThrownBy(() -> compile(change(new Action.SetOrigin(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fall off the end of p");
    }
}
