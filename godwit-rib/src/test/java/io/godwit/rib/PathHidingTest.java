package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Family;
import io.godwit.wire.Update;
import io.godwit.wire.attr.LocalPref;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// RFC 7947 §2.3: no client of a route server lacks a path because its own is the best.
class PathHidingTest {
    private static final String A = "198.51.100.0/24";
    private static final String B = "198.51.101.0/24";

    private static final String C = "198.51.102.0/24";
    private static final String D = "198.51.103.0/24";
    private static final int LOG_OCTETS = 1 << 16;

    private final Rib rib =
            new Rib(
                    new RibSettings(
                            65000,
                            65000,
                            0x0a00_0001,
                            0x0a00_0001,
                            5,
                            List.of(),
                            LOG_OCTETS,
                            100,
                            RibLimits.WIDEST));
    private final Session one = member(1);
    private final Session two = member(2);
    private final Session three = member(3);

    private Session member(int n) {
        Session member = new Session(rib, Session.settings(n, Role.ROUTE_SERVER_CLIENT));
        member.keepUpdates = true;
        return member;
    }

    private static Block block(int... path) {
        return Blocks.block(Blocks.HOP_V4, path);
    }

    private void settle(Session... more) {
        while (rib.turn(100) > 0) {}
        List.of(one, two, three).forEach(Session::readAll);
        List.of(more).forEach(Session::readAll);
    }

    private static Block held(Session session, String prefix) {
        return session.held.get(Blocks.prefix(prefix));
    }

    private static List<Update> heard(Session session) {
        List<Update> updates = List.copyOf(session.updates);
        session.updates.clear();
        return updates;
    }

    private long advertised(Session session) {
        return rib.counts(session.peer).getFirst().advertised();
    }

    @Tag("7947-2.1-3")
    @Test
    void theSourceOfTheBestHearsTheBestOfTheOthers() {
        one.announce(block(64601), A);
        two.announce(block(64602, 1), A);
        three.announce(block(64603, 1, 2), A);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64602, 1));
        assertThat(held(two, A)).isEqualTo(block(64601));
        assertThat(held(three, A)).isEqualTo(block(64601));
        assertThat(advertised(one)).isEqualTo(1);
        two.withdraw(A);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64603, 1, 2));
        three.withdraw(A);
        settle();
        assertThat(one.held).isEmpty();
        assertThat(advertised(one)).isZero();
        assertThat(held(two, A)).isEqualTo(block(64601));
    }

    /// A better path takes the place of the best one: its source had the old best, and keeps it.
    @Test
    void whoTakesTheLeadIsToldNothingNew() {
        one.announce(block(64601, 1), A);
        settle();
        heard(two);
        two.announce(block(64602), A);
        settle();
        assertThat(heard(two)).isEmpty();
        assertThat(held(two, A)).isEqualTo(block(64601, 1));
        assertThat(held(one, A)).isEqualTo(block(64602));
    }

    @Test
    void onlyTheSourceHearsThatTheAlternateChanged() {
        one.announce(block(64601), A, B);
        two.announce(block(64602, 1), A, B);
        settle();
        List.of(one, two, three).forEach(PathHidingTest::heard);
        three.announce(block(64603), A);
        two.announce(block(64602, 9), B);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64603));
        assertThat(held(one, B)).isEqualTo(block(64602, 9));
        assertThat(heard(one)).hasSize(2);
        assertThat(heard(two)).isEmpty();
        assertThat(heard(three)).isEmpty();
    }

    /// Members that give routes back would otherwise hear their own, at once and for ever.
    @Test
    void aPathThroughItselfIsOfNoUseToAClient() {
        one.announce(block(65001), A);
        two.announce(block(65002, 65001), A);
        settle();
        assertThat(one.held).isEmpty();
        three.announce(block(65003, 7, 8, 9), A);
        settle();
        assertThat(held(one, A)).isEqualTo(block(65003, 7, 8, 9));
        assertThat(held(two, A)).isEqualTo(block(65001));
    }

    /// It would refuse the best path, and never hear of the one behind it.
    @Test
    void aBetterPathThroughAClientHidesNothingFromIt() {
        three.announce(block(65003, 65002), A);
        one.announce(block(65001, 7, 8), A);
        settle();
        assertThat(held(two, A)).isEqualTo(block(65001, 7, 8));
        assertThat(advertised(two)).isEqualTo(1);
        Session late = member(4);
        three.announce(block(65003, 65002, 65004), A);
        settle(late);
        assertThat(held(late, A)).isEqualTo(block(65001, 7, 8));
        assertThat(advertised(late)).isEqualTo(1);
    }

    /// A member that comes back, or asks again, gets the same as on the shared log.
    @Test
    void whoSyncsHearsItToo() {
        one.announce(block(64601), A);
        two.announce(block(64602, 1), A);
        settle();
        one.held.clear();
        rib.refreshRequested(one.peer, Family.IPV4_UNICAST);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64602, 1));
    }

    /// Most changes rank below the best path: clients that may not hear that one do hear them.
    @Tag("7947-2.1-1")
    @Test
    void whatRanksBelowTheBestIsDecidedAsItMayBeTheBestOfSomebody() {
        one.announce(block(64601), A);
        two.announce(block(64602, 1, 2), A);
        settle();
        three.announce(block(64603, 1), A);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64603, 1));
        two.announce(block(64602, 1, 2, 3), A);
        three.announce(block(64603, 1, 2, 3, 4), A);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64602, 1, 2, 3));
        two.withdraw(A);
        settle();
        assertThat(held(one, A)).isEqualTo(block(64603, 1, 2, 3, 4));
        three.withdraw(A);
        settle();
        assertThat(one.held).isEmpty();
    }

    /// Who syncs notes which rows it holds: those with its own path, too, if there is an alternate.
    /// It syncs as it asked for the other family, so that none of these rows was noted before.
    @Test
    void whoSyncsHearsThatTheAlternateIsGone() {
        one.announce(block(64601), A, B, C, D);
        two.announce(block(64602, 1), A, B, C);
        settle();
        rib.refreshRequested(one.peer, Family.IPV6_UNICAST);
        two.withdraw(A);
        two.announce(block(64602, 9), B);
        one.withdraw(C);
        two.withdraw(C);
        three.announce(block(64603, 1), D);
        while (rib.turn(100) > 0) {}
        three.withdraw(D); // never told
        settle();
        assertThat(one.held).containsOnlyKeys(Blocks.prefix(B));
        assertThat(held(one, B)).isEqualTo(block(64602, 9));
        assertThat(heard(one).stream().flatMap(u -> u.withdrawn().stream())).hasSize(2);
    }

    @Test
    void whoFellFromTheLogHearsThatTheAlternateIsGone() {
        one.announce(block(64601), A, B, C);
        two.announce(block(64602, 1), A, B, C);
        settle();
        stall(one);
        two.withdraw(A);
        two.announce(block(64602, 9), B);
        one.withdraw(C);
        two.withdraw(C);
        settle();
        assertThat(one.held).containsOnlyKeys(Blocks.prefix(B), Blocks.prefix(D));
        assertThat(held(one, B)).isEqualTo(block(64602, 9));
    }

    /// The others read, and hear of another prefix until the log is full.
    private void stall(Session slow) {
        for (int i = 0; rib.totals().fellBehind() == 0; i++) {
            assertThat(i).isLessThan(10_000);
            three.announce(block(64603, 100 + i), D);
            while (rib.turn(100) > 0) {}
            List.of(one, two, three).stream().filter(s -> s != slow).forEach(Session::readAll);
        }
    }

    /// The column comes with the first client, over what is there, and goes with the last.
    @Test
    void theFirstClientMayComeLate() {
        Rib other = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));
        Session outside = new Session(other, Session.settings(7, true));
        Session inside = new Session(other, Session.settings(8, false));
        outside.announce(block(64607, 1), A);
        inside.announce(block(64608, 1, 2).with(new LocalPref(100)), A);
        while (other.turn(100) > 0) {}
        long before = other.totals().families().getFirst().octets();
        Session late = new Session(other, Session.settings(9, Role.ROUTE_SERVER_CLIENT));
        late.announce(block(64609), A);
        while (other.turn(100) > 0) {}
        late.readAll();
        assertThat(held(late, A)).isEqualTo(block(64607, 1));
        assertThat(other.totals().families().getFirst().octets()).isGreaterThan(before);
        other.removePeer(late.peer);
        while (other.turn(100) > 0) {}
        assertThat(other.totals().families().getFirst().octets()).isEqualTo(before);
        other.removePeer(outside.peer);
        other.removePeer(inside.peer);
        while (other.turn(100) > 0) {}
        assertThat(other.totals().attributeBlocks()).isZero();
    }

    /// RFC 4271 §9.1.3: of all others, whoever is the source of the best path hears nothing.
    @Test
    void othersHearOnlyTheBest() {
        Session outside = new Session(rib, Session.settings(7, true));
        outside.announce(block(64607), A);
        two.announce(block(64602, 1), A);
        settle(outside);
        assertThat(outside.held).isEmpty();
        assertThat(held(two, A)).isEqualTo(block(64607));
    }

    /// Prefixes that come and go leave pages of rows that were given back.
    @Test
    void aClientJoinsATableThatHasShrunk() {
        String[] many = new String[20_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "10." + (i >> 8) + "." + (i & 255) + ".0/24";
        }
        one.announce(block(64601), many);
        one.announce(block(64601), A);
        settle();
        one.withdraw(many);
        settle();
        Session four = member(4);
        settle(four);
        assertThat(held(four, A)).isEqualTo(block(64601));
        assertThat(advertised(four)).isEqualTo(1);
    }
}
