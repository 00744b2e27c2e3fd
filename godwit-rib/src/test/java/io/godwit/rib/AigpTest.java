package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.NextHopRule;
import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.Aigp;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.LocalPref;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The accumulated IGP metric, RFC 7311.
class AigpTest {
    private static final String PREFIX = "198.51.100.0/24";
    private static final Address FAR = Address.parse("192.0.2.99").orElseThrow();

    private static final AsPath THROUGH_MEMBER =
            new AsPath(
                    List.of(
                            new AsPath.Segment(AsPath.CONFED_SEQUENCE, Ints.of(65001)),
                            new AsPath.Segment(AsPath.SEQUENCE, Ints.of(64601))));

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));

    private Session session(int n, Role role) {
        return new Session(rib, Session.settings(n, role));
    }

    private static Block block(String metric, int localPref, int... path) {
        Block block = Blocks.block(Blocks.HOP_V4, path).with(new LocalPref(localPref));
        return metric == null ? block : block.with(Aigp.of(Long.parseUnsignedLong(metric)));
    }

    private String best() {
        settle();
        List<RouteRow> rows = new ArrayList<>();
        RouteCursor cursor = rib.routes(RouteQuery.all());
        while (cursor.step(10, rows::add)) {}
        return rows.stream().filter(RouteRow::best).findFirst().orElseThrow().peerName();
    }

    private void settle() {
        while (rib.turn(100) > 0) {}
    }

    /// Without AIGP the first neighbor wins: its path is shorter.
    @Tag("7311-4.1-1")
    @Tag("7311-4.1-2")
    @Tag("7311-4.1-3")
    @Tag("7311-4.1-4")
    @ParameterizedTest
    @CsvSource({
        "100, 100, , n1",
        "100, 100, 5, n2",
        "100, 100, 18446744073709551614, n2",
        "101, 100, 5, n1",
    })
    void whoHasAMetricWinsBeforeTheTieBreakers(int pref, int other, String metric, String winner) {
        session(1, Role.INTERNAL).announce(block(null, pref, 64601), PREFIX);
        session(2, Role.INTERNAL).announce(block(metric, other, 64601, 64602), PREFIX);
        assertThat(best()).isEqualTo(winner);
    }

    @Tag("7311-4.1-4")
    @ParameterizedTest
    @CsvSource({"4, 5, n1", "6, 5, n2", "5, 5, n1", "9223372036854775808, 5, n2"})
    void theLowerMetricWins(String one, String two, String winner) {
        session(1, Role.INTERNAL).announce(block(one, 100, 64601), PREFIX);
        session(2, Role.INTERNAL).announce(block(two, 100, 64601, 64602), PREFIX);
        assertThat(best()).isEqualTo(winner);
        assertThat(rib.why(Blocks.prefix(PREFIX)).orElseThrow().decidingStep())
                .isEqualTo(one.equals(two) ? "AS_PATH length" : "AIGP");
    }

    @Tag("7311-4.1-3")
    @Test
    void theWayToTheNextHopCounts() {
        rib.forwarding()
                .follow((_, hop) -> new NextHopState(true, true, hop.equals(FAR) ? 50 : 1, ""));
        session(1, Role.INTERNAL).announce(block("20", 100, 64601), PREFIX);
        Block far = Blocks.block(FAR, 64601).with(new LocalPref(100));
        Session two = session(2, Role.INTERNAL);
        two.announce(far.with(Aigp.of(1)), PREFIX);
        assertThat(best()).isEqualTo("n1");
        rib.forwarding().forget();
        assertThat(best()).isEqualTo("n2");
    }

    @Test
    void aPathThatLosesItsMetricIsDecidedAgain() {
        session(1, Role.INTERNAL).announce(block(null, 100, 64601), PREFIX);
        Session two = session(2, Role.INTERNAL);
        two.announce(block("5", 100, 64601, 64602), PREFIX);
        assertThat(best()).isEqualTo("n2");
        two.announce(block(null, 100, 64601, 64602), PREFIX);
        assertThat(best()).isEqualTo("n1");
    }

    private Optional<Block> told(Role from, Role to, NextHopRule rule, Aigp aigp) {
        Session source = session(1, from);
        PeerSettings plain = Session.settings(2, to);
        NextHopTerms terms =
                new NextHopTerms(
                        rule,
                        plain.nextHops().v4(),
                        plain.nextHops().v6(),
                        NextHopTerms.NO_LINK_LOCAL,
                        Optional.empty(),
                        "");
        Session member = new Session(rib, Session.with(plain, terms));
        Block block = block("7", 100, 64601).with(aigp);
        source.announce(from == Role.CONFEDERATION ? block.with(THROUGH_MEMBER) : block, PREFIX);
        settle();
        member.readAll();
        return Optional.ofNullable(member.held.get(Blocks.prefix(PREFIX)));
    }

    @Tag("7311-3.3-1")
    @Tag("7311-3.3-2")
    @Tag("7311-3.3-3")
    @Tag("7311-3.3-4")
    @Tag("7311-3.4.3-1")
    @Tag("7311-3.4.3-3")
    @Tag("7311-3.4.3-4")
    @Tag("7311-3.4.3-5")
    @ParameterizedTest
    @CsvSource({
        "REFLECTOR_CLIENT, INTERNAL, STANDARD, 7",
        "REFLECTOR_CLIENT, INTERNAL, SELF_ALWAYS, 8",
        "REFLECTOR_CLIENT, CONFEDERATION, STANDARD, 7",
        "CONFEDERATION, INTERNAL, STANDARD, 7",
        "CONFEDERATION, INTERNAL, SELF, 8",
        "REFLECTOR_CLIENT, EXTERNAL, STANDARD, ",
        "REFLECTOR_CLIENT, EXTERNAL, UNCHANGED, ",
        "REFLECTOR_CLIENT, ROUTE_SERVER_CLIENT, STANDARD, ",
    })
    void itStaysInTheDomainAndGrowsWithOurNextHop(
            Role from, Role to, NextHopRule rule, Long expected) {
        Optional<Block> told = told(from, to, rule, Aigp.of(7));
        assertThat(told.orElseThrow().first(Aigp.class))
                .isEqualTo(Optional.ofNullable(expected).map(Aigp::of));
    }

    @Tag("7311-3.4.3-3")
    @ParameterizedTest
    @CsvSource({"7, 57", "18446744073709551500, 18446744073709551550"})
    void itGrowsByTheWay(String metric, String expected) {
        rib.forwarding().follow((_, _) -> new NextHopState(true, false, 50, ""));
        Aigp aigp = Aigp.of(Long.parseUnsignedLong(metric));
        Optional<Block> told =
                told(Role.REFLECTOR_CLIENT, Role.INTERNAL, NextHopRule.SELF_ALWAYS, aigp);
        assertThat(told.orElseThrow().first(Aigp.class))
                .contains(Aigp.of(Long.parseUnsignedLong(expected)));
    }

    @Test
    void onlyTheFirstMetricGrowsAndUnknownTlvsPass() {
        Aigp aigp = new Aigp(Bytes.fromHex("020004ff01000b000000000000000501000b0000000000000006"));
        Optional<Block> told =
                told(Role.REFLECTOR_CLIENT, Role.INTERNAL, NextHopRule.SELF_ALWAYS, aigp);
        assertThat(told.orElseThrow().first(Aigp.class))
                .contains(
                        new Aigp(
                                Bytes.fromHex(
                                        "020004ff01000b000000000000000601000b0000000000000006")));
    }

    /// §3.3: off with external neighbors; what comes is as if it had not been there.
    @Tag("7311-3.3-3")
    @Tag("7311-3.3-5")
    @Test
    void thatOfAnExternalNeighborIsIgnored() {
        Session two = session(2, Role.EXTERNAL);
        Block block = Blocks.block(Blocks.HOP_V4, 65002, 64601);
        session(1, Role.EXTERNAL).announce(Blocks.block(Blocks.HOP_V4, 65001), PREFIX);
        byte[] message =
                Blocks.announce(
                        two.context, block.with(Aigp.of(5)), List.of(Blocks.prefix(PREFIX)));
        assertThat(two.send(message)).isEqualTo(Verdict.DISCARD);
        assertThat(best()).isEqualTo("n1");
        Session inside = session(3, Role.INTERNAL);
        settle();
        inside.readAll();
        assertThat(inside.held.get(Blocks.prefix(PREFIX)).first(Aigp.class)).isEmpty();
    }

    private Session external(int n, boolean aigp) {
        PeerSettings s = Session.settings(n, Role.EXTERNAL);
        return new Session(rib, Session.with(s, s.receive().withAigp(aigp)));
    }

    /// Two ASes of one operator. What another neighbor says in the same octets stays without.
    @Tag("7311-3.3-1")
    @Tag("7311-3.3-4")
    @Test
    void whereTheSessionIsSaidToHaveItItIsHeardAndTold() {
        Session with = external(1, true);
        Session without = external(2, false);
        Session outside = external(3, true);
        Session stranger = external(4, false);
        Block said = Blocks.block(Blocks.HOP_V4, 64601, 64602).with(Aigp.of(5));
        List<Prefix> prefixes = List.of(Blocks.prefix(PREFIX));
        byte[] same = Blocks.announce(with.context, said, prefixes);
        assertThat(without.send(same)).isEqualTo(Verdict.DISCARD);
        assertThat(with.send(same)).isEqualTo(Verdict.OK);
        assertThat(without.send(same)).isEqualTo(Verdict.DISCARD);
        assertThat(best()).isEqualTo("n1");
        outside.readAll();
        stranger.readAll();
        assertThat(outside.held.get(prefixes.getFirst()).first(Aigp.class)).contains(Aigp.of(6));
        assertThat(stranger.held.get(prefixes.getFirst()).first(Aigp.class)).isEmpty();
        with.withdraw(PREFIX);
        settle();
        outside.readAll();
        assertThat(outside.held.get(prefixes.getFirst()).first(Aigp.class)).isEmpty();
    }

    @Tag("7311-3.3-1")
    @Tag("7311-3.3-5")
    @Test
    void whereAnInternalSessionIsSaidToBeWithoutItIsIgnored() {
        PeerSettings s = Session.settings(1, Role.INTERNAL);
        Session off = new Session(rib, Session.with(s, s.receive().withAigp(false)));
        byte[] message =
                Blocks.announce(
                        off.context, block("5", 100, 64601), List.of(Blocks.prefix(PREFIX)));
        assertThat(off.send(message)).isEqualTo(Verdict.DISCARD);
        assertThat(rib.lastProblem()).contains("a session with `aigp no`");
        session(2, Role.INTERNAL).announce(block("7", 100, 64601, 64602), PREFIX);
        assertThat(best()).isEqualTo("n2");
    }
}
