package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Role;
import io.godwit.policy.Validation;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.WordField;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Ints;
import io.godwit.wire.attr.Communities;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What policies make of the octets that members share, and of questions about them.
class ExportPolicyTest {
    private static final String A = "203.0.113.0/24";
    private static final String B = "203.0.114.0/24";

    private final Rib rib = new Rib(RibSettings.of(65000, 1, 1, 5, List.of()));
    private final List<Session> members = new ArrayList<>();

    private void members(int count, PolicyChain policy) {
        for (int n = 1; n <= count; n++) {
            PeerSettings s = Session.settings(n, Role.ROUTE_SERVER_CLIENT);
            Session member = new Session(rib, Session.with(s, PolicyChain.ACCEPT, policy));
            member.keepUpdates = true;
            members.add(member);
        }
    }

    private Session member(int n) {
        return members.get(n - 1);
    }

    private void settle() {
        while (rib.turn(100) > 0) {}
        members.forEach(Session::readAll);
    }

    private static Block block(int path, int... communities) {
        Block block = Blocks.block(Blocks.HOP_V4, path);
        return communities.length == 0 ? block : block.with(new Communities(Ints.of(communities)));
    }

    private boolean holds(int n, String prefix) {
        return member(n).held.containsKey(Blocks.prefix(prefix));
    }

    /// A hundred members, one group, one message; another one for who is treated apart.
    @Tag("7947-2.2.4-2")
    @Test
    void exceptionsShareOctets() {
        members(100, ExportPolicies.MEMBER.chain());
        settle();
        long before = rib.totals().updatesPacked();
        member(1).announce(block(64601, 65007, 65008), A);
        member(1).announce(block(64601, 65000, 65000 << 16 | 65009), B);
        settle();
        assertThat(rib.totals().groups()).isEqualTo(1);
        assertThat(rib.totals().updatesPacked() - before).isEqualTo(2);
        for (int n = 2; n <= 100; n++) {
            assertThat(holds(n, A)).as("n" + n).isEqualTo(n != 7 && n != 8);
            assertThat(holds(n, B)).as("n" + n).isEqualTo(n == 9);
        }
    }

    /// No path is hidden from who may not hear the best one.
    @Tag("7947-2.1-3")
    @Tag("7947-2.1-4")
    @Test
    void whoMayNotHearTheBestHearsTheNext() {
        members(4, ExportPolicies.MEMBER.chain());
        member(1).announce(block(64601, 65003), A);
        member(2).announce(Blocks.block(Blocks.HOP_V4, 64602, 64603), A);
        settle();
        assertThat(member(3).held.get(Blocks.prefix(A)).path().length()).isEqualTo(2);
        assertThat(member(4).held.get(Blocks.prefix(A)).path().length()).isEqualTo(1);
    }

    /// Rows with the same paths are one question, unless another policy has come to only one of
    /// them.
    @Test
    void amidAnExchangeEachRowIsToldByItsOwnPolicy() {
        members(2, PolicyChain.ACCEPT);
        List<String> prefixes =
                IntStream.range(0, 12).mapToObj(i -> "10.0." + i + ".0/24").toList();
        member(1).announce(block(64601), prefixes.toArray(String[]::new));
        settle();
        assertThat(member(2).held).hasSize(12);
        rib.reexport(member(2).peer, PolicyChain.REJECT, member(2).peer.settings().facts());
        assertThat(rib.turn(1)).as("rows left").isPositive();
        member(1).withdraw(prefixes.toArray(String[]::new));
        settle();
        assertThat(member(2).held).isEmpty();

        member(1).announce(block(64601), prefixes.toArray(String[]::new));
        settle();
        rib.reexport(member(2).peer, PolicyChain.ACCEPT, member(2).peer.settings().facts());
        assertThat(rib.turn(1)).as("rows left").isPositive();
        member(1).withdraw(prefixes.toArray(String[]::new));
        settle();
        assertThat(member(2).held).isEmpty();
    }

    /// Nor does who comes later get a group of his own.
    @Test
    void aPolicyThatOnlyMovedInItsFileIsNoExchange() {
        members(3, rejecting("a.conf"));
        member(1).announce(block(64601), A);
        settle();
        members.forEach(m -> m.updates.clear());
        PolicyChain moved = rejecting("b.conf");
        members.forEach(m -> rib.reexport(m.peer, moved, m.peer.settings().facts()));
        assertThat(rib.turn(100)).isZero();
        members(1, moved);
        settle();
        assertThat(rib.totals().groups()).isEqualTo(1);
        assertThat(members.subList(0, 3)).allMatch(m -> m.updates.isEmpty());
        assertThat(holds(2, A)).isTrue();
    }

    private static PolicyChain rejecting(String file) {
        Place at = new Place(file, 1, 1);
        return PolicyChain.of(
                List.of(
                        new Policy(
                                "p",
                                at,
                                List.of(
                                        new Statement.Reject(
                                                at, "reject", Optional.of(longPath()), 0, "no"),
                                        new Statement.Accept(at, "accept", Optional.empty())))));
    }

    private static Condition longPath() {
        return new Condition.Asked(
                "as-path.length > 9",
                new Condition.NumberIs(
                        new NumberValue.Field(NumberField.AS_PATH_LENGTH),
                        Comparison.GREATER,
                        new NumberValue.Constant(9)));
    }

    /// Of the rest nobody hears anything.
    @Tag("4271-9.1.3-2")
    @Test
    void anotherPolicySendsWhatDiffers() {
        members(20, PolicyChain.ACCEPT);
        member(1).announce(block(64601, 65007), A);
        member(1).announce(block(64601), B);
        settle();
        members.forEach(m -> m.updates.clear());
        members.forEach(m ->
                rib.reexport(m.peer, ExportPolicies.MEMBER.chain(), m.peer.settings().facts()));
        settle();
        assertThat(rib.totals().groups()).isEqualTo(1);
        for (int n = 2; n <= 20; n++) {
            assertThat(holds(n, A)).isEqualTo(n != 7);
            assertThat(member(n).updates).hasSize(n == 7 ? 1 : 0);
        }
        rib.reexport(member(7).peer, PolicyChain.ACCEPT, member(7).peer.settings().facts());
        settle();
        assertThat(rib.totals().groups()).isEqualTo(2);
        assertThat(holds(7, A)).isTrue();
        assertThat(rib.counts(member(7).peer).getFirst().advertised()).isEqualTo(2);
        assertThat(member(7).updates).hasSize(2);
    }

    /// The answers change under the policy, so nobody knows what was told before.
    @Test
    void whatDependsOnTheRpkiIsToldAgain() {
        boolean[] invalid = new boolean[1];
        rib.validation(
                new Validation() {
                    @Override
                    public int origin(boolean v6, long high, long low, int length, int as) {
                        return invalid[0] ? INVALID : NOT_FOUND;
                    }

                    @Override
                    public int path(byte[] block, int off, int len, PeerFacts neighbor) {
                        return NOT_FOUND;
                    }
                });
        members(3, noInvalids());
        members.forEach(m -> m.mayHearTooMuch = true);
        member(1).announce(block(64601), A, B);
        settle();
        assertThat(holds(2, A)).isTrue();
        invalid[0] = true;
        rib.revalidate(ofOnly(A));
        settle();
        assertThat(holds(2, A)).isFalse();
        assertThat(holds(3, B)).isTrue();
        assertThat(rib.counts(member(2).peer).getFirst().advertised()).isLessThan(2);
    }

    private static PrefixSet ofOnly(String prefix) {
        return PrefixSet.of(List.of(io.godwit.policy.PrefixRange.exactly(Blocks.prefix(prefix))));
    }

    private static PolicyChain noInvalids() {
        Condition invalid =
                new Condition.Asked(
                        "rpki = invalid", new Condition.WordIs(WordField.RPKI, Validation.INVALID));
        return PolicyChain.of(
                List.of(
                        new Policy(
                                "no-invalids",
                                Place.NONE,
                                List.of(
                                        new Statement.Reject(
                                                Place.NONE,
                                                "reject \"invalid\" if rpki = invalid;",
                                                Optional.of(invalid),
                                                0,
                                                "invalid"),
                                        new Statement.Accept(
                                                Place.NONE, "accept;", Optional.empty())))));
    }

    @Test
    void eachPathIsExplained() {
        members(4, ExportPolicies.MEMBER.chain());
        member(1).announce(block(64601, 65003), A);
        member(3).announce(Blocks.block(Blocks.HOP_V4, 64602, 64603), A);
        member(2).announce(Blocks.block(Blocks.HOP_V4, 64602, 64603, 65003), A);
        settle();
        WhyNot whyNot = rib.whyNot(Blocks.prefix(A), member(3).peer).orElseThrow();
        assertThat(whyNot.advertised()).isEmpty();
        assertThat(whyNot.paths().stream().map(WhyNot.Line::verdict))
                .containsExactly(
                        "no",
                        "it came from this neighbor",
                        "its AS is in AS_PATH, so it would refuse the route");
        assertThat(whyNot.paths().getFirst().by()).isPresent();
        assertThat(member(3).held).isEmpty();
        WhyNot told = rib.whyNot(Blocks.prefix(A), member(4).peer).orElseThrow();
        assertThat(told.advertised().orElseThrow().asPath()).isEqualTo("64601");
        assertThat(told.paths().stream().map(WhyNot.Line::verdict))
                .containsExactly("advertised", "a better path is told", "a better path is told");
    }
}
