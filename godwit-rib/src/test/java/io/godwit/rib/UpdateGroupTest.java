package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Packing, who is sent what, and members that come, go, and lag.
class UpdateGroupTest {
    private static final String A = "198.51.100.0/24";
    private static final String B = "198.51.101.0/24";

    private final Rib rib = rib(1 << 20);
    private final Session from = new Session(rib, Session.settings(1, true));
    private final Session to = new Session(rib, Session.settings(2, true));

    private static Rib rib(int logOctets) {
        return new Rib(
                new RibSettings(
                        65000,
                        65000,
                        0x0a00_0001,
                        0x0a00_0001,
                        5,
                        List.of(),
                        logOctets,
                        RibSettings.DEFAULT_ROWS_PER_BATCH,
                        RibLimits.WIDEST));
    }

    private static Block block(int... path) {
        return Blocks.block(Blocks.HOP_V4, path);
    }

    private static Block block6(int... path) {
        return Blocks.block(Blocks.HOP_V6, path);
    }

    private static List<Prefix> v4(int from, int count) {
        List<Prefix> all = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            all.add(Prefix.of(Address.ofV4(0x1000_0000 + (i << 8)), 24));
        }
        return all;
    }

    private static List<Prefix> v6(int from, int count) {
        List<Prefix> all = new ArrayList<>();
        for (long i = from; i < from + count; i++) {
            all.add(Prefix.of(Address.ofV6(0x2001_0db8_0000_0000L | i << 16, 0), 48));
        }
        return all;
    }

    private void settle(Session... sessions) {
        while (rib.turn(100_000) > 0) {}
        for (Session session : sessions) {
            session.readAll();
        }
    }

    private static List<Update> heard(Session session) {
        List<Update> updates =
                session.updates.stream().filter(u -> u.endOfRib().isEmpty()).toList();
        session.updates.clear();
        return updates;
    }

    // ---- who is told

    @Test
    void onlyWhoseGroupHasNewsIsToldAndOnceATurn() {
        Session other =
                new Session(
                        rib,
                        Session.with(
                                Session.settings(3, true), PolicyChain.ACCEPT, PolicyChain.NONE));
        settle(from, to, other);
        List<String> told = new ArrayList<>();
        rib.onOutput(to.peer, () -> told.add("to"));
        rib.onOutput(other.peer, () -> told.add("other"));
        from.announce(block(1, 7), v4(0, 20_000));
        while (rib.turn(100_000) > 0) {}
        assertThat(told).containsExactly("to");
        settle(to);
        rib.turn(100);
        assertThat(told).hasSize(1);
    }

    // ---- packing

    @Test
    void prefixesOfOneBlockTravelTogetherInWhateverOrderTheyCame() {
        to.keepUpdates = true;
        for (int i = 0; i < 300; i++) {
            from.announce(block(64601, 1 + i % 3), v4(i, 1));
        }
        settle(to);
        List<Update> updates = heard(to);
        assertThat(updates).hasSize(3);
        assertThat(updates).allSatisfy(u -> assertThat(u.nlri()).hasSize(100));
        from.withdraw(v4(0, 300));
        settle(to);
        assertThat(heard(to))
                .hasSize(1)
                .first()
                .satisfies(u -> assertThat(u.withdrawn()).hasSize(300));
    }

    @Test
    void ipv6TravelsTogetherToo() {
        to.keepUpdates = true;
        for (int i = 0; i < 60; i++) {
            from.announce(block6(64601, 1 + i % 2), v6(i, 1));
        }
        settle(to);
        List<Update> updates = heard(to);
        assertThat(updates).hasSize(2);
        assertThat(updates)
                .allSatisfy(u -> {
                    assertThat(u.first(MpReach.class).orElseThrow().nlri()).hasSize(30);
                    assertThat(u.attributes().getFirst().code()).isEqualTo(14);
                    assertThat(u.nlri()).isEmpty();
                });
        from.withdraw(v6(0, 60));
        settle(to);
        assertThat(heard(to))
                .hasSize(1)
                .first()
                .satisfies(
                        u -> assertThat(u.first(MpUnreach.class).orElseThrow().nlri()).hasSize(60));
    }

    /// No message may be split needlessly: all but the last are so full that one more would not
    /// fit.
    @Test
    void fullMessagesAreFull() {
        to.keepUpdates = true;
        for (int i = 0; i < 5000; i += 500) {
            from.announce(block(64601), v4(i, 500));
            from.announce(block6(64601), v6(i, 500));
        }
        settle(to);
        List<Integer> nlri4 = new ArrayList<>();
        List<Integer> nlri6 = new ArrayList<>();
        for (Update u : heard(to)) {
            int octets = Blocks.write(to.context, u).length;
            assertThat(octets).isLessThanOrEqualTo(4096);
            if (u.nlri().isEmpty()) {
                nlri6.add(u.first(MpReach.class).orElseThrow().nlri().size());
            } else {
                nlri4.add(u.nlri().size());
            }
        }
        // 4096 - 23 - ORIGIN 4 - AS_PATH 13 - NEXT_HOP 7 = 4049 octets of 4; 4096 - 23 - 17 - 25 of
        // 7.
        assertThat(nlri4).containsExactly(1012, 1012, 1012, 1012, 952);
        assertThat(nlri6).hasSize(9).startsWith(575, 575).endsWith(400);
        from.withdraw(v4(0, 900));
        from.withdraw(v4(900, 900));
        settle(to);
        assertThat(heard(to)).extracting(u -> u.withdrawn().size()).containsExactly(1018, 782);
    }

    @Test
    void ordinaryMessagesStayWithin4096EvenIfMoreWasNegotiated() {
        Context wide = Session.context(true, true, 65535);
        Session other = new Session(rib, Session.with(Session.settings(3, true), wide));
        other.keepUpdates = true;
        from.announce(block(64601), v4(0, 900));
        from.announce(block(64601), v4(900, 900));
        settle(other);
        assertThat(heard(other)).hasSize(2);
    }

    @Test
    void aBigBlockUsesAnExtendedMessageForAllItsPrefixes() {
        Context wide = Session.context(true, true, 65535);
        Session big = new Session(rib, Session.with(Session.settings(3, true), wide));
        Session other = new Session(rib, Session.with(Session.settings(4, true), wide));
        other.keepUpdates = true;
        Block block = block(64601).with(new Communities(Ints.of(new int[1500])));
        big.announce(block, v4(0, 700));
        big.announce(block, v4(700, 700));
        settle(other);
        assertThat(heard(other))
                .hasSize(1)
                .first()
                .satisfies(u -> assertThat(u.nlri()).hasSize(1400));
    }

    // ---- increments

    @Tag("4271-9.2-3")
    @Test
    void whatLooksTheSameIsNotSentAgain() {
        to.keepUpdates = true;
        from.announce(block(64601), A);
        settle(to);
        assertThat(heard(to)).hasSize(1);
        from.announce(block(64601), A); // the same
        from.announce(
                block(64601).hop(Address.ofV4(0x0102_0304)), A); // another next hop: ours goes out
        settle(to);
        assertThat(heard(to)).isEmpty();
        from.announce(block(64601, 5), A);
        settle(to);
        assertThat(heard(to)).hasSize(1);
    }

    @Test
    void changesInBetweenAreNotSent() {
        to.keepUpdates = true;
        from.announce(block(64601), A);
        from.withdraw(A);
        from.announce(block(64601, 7), A);
        from.announce(block(64601, 8), A);
        settle(to);
        assertThat(heard(to)).hasSize(1);
        from.withdraw(A);
        from.announce(block(64601, 8), A);
        settle(to);
        assertThat(heard(to)).isEmpty();
    }

    /// RFC 7606 §5.1, and so no prefix stands in two fields of a message (RFC 4271 §4.3).
    @Tag("4271-4.3-6")
    @Tag("7606-5.1-1")
    @Tag("7606-5.1-2")
    @Test
    void aMessageHasRoutesOfOneKindOnly() {
        to.keepUpdates = true;
        List<Prefix> both = new ArrayList<>(v4(0, 200));
        both.addAll(v6(0, 200));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < both.size(); i++) {
                Prefix prefix = both.get(i);
                if ((i + round) % 3 == 2) {
                    from.withdraw(prefix.toString());
                } else {
                    Block block =
                            !prefix.address().isV6()
                                    ? block(64601, 100 + round)
                                    : block6(64601, 100 + round);
                    from.announce(block, List.of(prefix));
                }
            }
            settle(to);
        }
        List<Update> heard = heard(to);
        assertThat(heard).hasSizeGreaterThan(8);
        for (Update update : heard) {
            List<Integer> mp =
                    update.attributes().stream()
                            .map(PathAttribute::code)
                            .filter(c ->
                                    c == Attributes.MP_REACH_NLRI
                                            || c == Attributes.MP_UNREACH_NLRI)
                            .toList();
            int fields = (update.nlri().isEmpty() ? 0 : 1) + (update.withdrawn().isEmpty() ? 0 : 1);
            assertThat(fields + mp.size()).isEqualTo(1);
            if (!mp.isEmpty()) {
                assertThat(update.attributes().getFirst().code()).isEqualTo(mp.getFirst());
            }
        }
    }

    @Test
    void nothingIsWithdrawnThatWasNotAnnounced() {
        to.keepUpdates = true;
        from.announce(block(64601).with(new Communities(Ints.of(Communities.NO_EXPORT))), A);
        settle(to);
        from.withdraw(A, B);
        settle(to);
        assertThat(heard(to)).isEmpty();
    }

    // ---- not back to the source

    @Test
    void aRouteDoesNotGoBack() {
        from.keepUpdates = true;
        from.announce(block(64601), A);
        settle(from, to);
        assertThat(from.held).isEmpty();
        assertThat(to.held).hasSize(1);
        from.withdraw(A);
        settle(from, to);
        assertThat(heard(from)).isEmpty();
    }

    /// RFC 4760 §8: only what both have announced.
    @Test
    void onlyNegotiatedFamiliesAreSent() {
        PeerSettings s = Session.settings(3, true);
        Context v4Only = new Context(true, true, false, false, 4096, true, false);
        Session narrow = new Session(rib, Session.with(s, v4Only, List.of(Family.IPV4_UNICAST)));
        narrow.keepUpdates = true;
        settle(from, to, narrow);
        narrow.updates.clear();
        from.announce(block6(64601), v6(0, 3));
        from.announce(block(64601), A);
        settle(from, to, narrow);
        from.withdraw(v6(0, 3));
        settle(from, to, narrow);
        assertThat(narrow.held.keySet()).containsExactly(Blocks.prefix(A));
        assertThat(heard(narrow)).hasSize(1);
        assertThat(rib.counts(narrow.peer)).singleElement().matches(c -> c.advertised() == 1);
    }

    /// What only one member lacks is packed as tightly as anything else.
    @Test
    void movesBetweenPathsThatLookTheSameTravelTogether() {
        Session other = new Session(rib, Session.settings(3, true));
        to.keepUpdates = true;
        List<Prefix> all = v4(0, 500);
        to.announce(block(64601, 64602), all);
        settle(from, to, other);
        to.updates.clear();
        from.announce(block(64601, 64602), all); // wins by its lower identifier
        settle(from, to, other);
        assertThat(to.held).hasSize(500);
        assertThat(heard(to)).hasSize(1);
    }

    @Test
    void whenTheSourceMovesOneLosesItAndTheOtherGetsIt() {
        Session third = new Session(rib, Session.settings(3, true));
        from.announce(block(64601, 64700), A);
        settle(from, to, third);
        third.announce(block(64603), A);
        settle(from, to, third);
        assertThat(from.held.get(Blocks.prefix(A)).path().length()).isEqualTo(2);
        assertThat(third.held).isEmpty();
        third.withdraw(A);
        settle(from, to, third);
        assertThat(from.held).isEmpty();
        assertThat(third.held.get(Blocks.prefix(A)).path().length()).isEqualTo(3);
    }

    /// Both send octets that look the same to others: only the two of them hear of the move.
    @Test
    void aMoveBetweenPathsThatLookTheSameDisturbsNobodyElse() {
        Session third = new Session(rib, Session.settings(0, true));
        Session fourth = new Session(rib, Session.settings(4, true));
        from.announce(block(64601, 64700), A);
        settle(from, to, third, fourth);
        List.of(from, third, fourth).forEach(s -> s.keepUpdates = true);
        third.announce(block(64601, 64700).hop(Address.ofV4(0x0102_0304)), A); // lower identifier
        settle(from, to, third, fourth);
        assertThat(heard(fourth)).isEmpty();
        assertThat(heard(third))
                .hasSize(1)
                .first()
                .satisfies(u -> assertThat(u.withdrawn()).hasSize(1));
        assertThat(heard(from)).hasSize(1).first().satisfies(u -> assertThat(u.nlri()).hasSize(1));
        assertThat(third.held).isEmpty();
        assertThat(from.held).hasSize(1);
    }

    // ---- coming and going

    @Test
    void firstPeersShareTheLogFromTheStart() {
        settle(from, to);
        assertThat(to.endsOfRib).containsExactly(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        for (int i = 3; i < 20; i++) {
            new Session(rib, Session.settings(i, true));
        }
        assertThat(rib.totals().groups()).isEqualTo(1);
        long before = rib.totals().updatesPacked();
        from.announce(block(64601), v4(0, 500));
        settle();
        assertThat(rib.totals().updatesPacked() - before).isEqualTo(1);
    }

    @Tag("4724-4-1")
    @Tag("4724-4.1-7")
    @Tag("4724-4.2-11")
    @Test
    void aNewMemberGetsTheTableThenEndOfRibThenChanges() {
        for (int i = 0; i < 6000; i++) {
            from.announce(block(64601, 100 + i / 4), v4(i, 1));
        }
        from.announce(block6(64601), v6(0, 300));
        settle(to);
        Session late = new Session(rib, Session.settings(3, true));
        late.keepUpdates = true;
        late.read(20_000, 20_000);
        assertThat(late.endsOfRib).isEmpty();
        from.announce(block(64601, 5), v4(5990, 100));
        from.withdraw(v4(0, 10));
        settle(to, late);
        assertThat(late.held).isEqualTo(to.held).hasSize(6380);
        assertThat(late.endsOfRib).containsExactly(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        Update last = late.updates.getLast();
        assertThat(last.endOfRib()).contains(Family.IPV6_UNICAST);
        assertThat(heard(late).size()).isLessThan(1700);
        assertThat(rib.totals().fellBehind()).isZero();
    }

    @Tag("2918-4-5")
    @Test
    void refreshSendsAFamilyAgainWithoutEndOfRib() {
        from.announce(block(64601), v4(0, 10));
        from.announce(block6(64601), v6(0, 10));
        settle(to);
        to.keepUpdates = true;
        to.held.clear();
        rib.refreshRequested(to.peer, Family.IPV4_UNICAST);
        settle(to);
        assertThat(to.held.keySet()).containsExactlyInAnyOrderElementsOf(v4(0, 10));
        assertThat(to.endsOfRib).hasSize(2);
        to.held.clear();
        rib.refreshRequested(to.peer, Family.IPV6_UNICAST);
        settle(to);
        assertThat(to.held.keySet()).containsExactlyInAnyOrderElementsOf(v6(0, 10));
    }

    /// However often it asks, a table in progress is followed by one more only.
    @Test
    void refreshesInARowAreTwoTablesAtMost() {
        for (int i = 0; i < 3000; i++) {
            from.announce(block(64601, 100 + i), v4(i, 1));
        }
        settle(to);
        to.keepUpdates = true;
        for (int i = 0; i < 100; i++) {
            rib.refreshRequested(to.peer, Family.IPV4_UNICAST);
            to.read(700, 700);
        }
        settle(to);
        assertThat(heard(to)).hasSize(6000);
        rib.refreshRequested(to.peer, Family.IPV4_UNICAST);
        settle(to);
        assertThat(heard(to)).hasSize(3000);
        assertThat(to.held).hasSize(3000);
    }

    @Test
    void aMemberThatReadsNothingFallsFromTheLogAndCatchesUp() {
        Session slow = new Session(rib, Session.settings(3, true));
        slow.mayHearTooMuch = true;
        settle(to, slow);
        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < 400; i++) {
                from.announce(block(64601, 100 + i, round + 1), v4(i, 1));
            }
            settle(to);
            if (round == 0) {
                slow.read(30, 30); // in the middle of a message
            }
        }
        from.withdraw(v4(0, 200));
        settle(to);
        assertThat(rib.totals().fellBehind()).isEqualTo(1);
        slow.keepUpdates = true;
        settle(slow);
        assertThat(slow.held).isEqualTo(to.held).hasSize(200);
        // One announcement each and a message or two of withdrawals, instead of sixty rounds.
        assertThat(heard(slow).size()).isLessThan(210);
        from.announce(block(64601), A);
        settle(to, slow);
        assertThat(slow.held).isEqualTo(to.held);
    }

    /// IPv4 routes in MP_REACH_NLRI (RFC 8950) are IPv4 routes when a member falls from the log.
    @Test
    void aMemberThatFallsKeepsItsIpv4RoutesWithIpv6NextHops() {
        Session slow = new Session(rib, overIpv6(3));
        Session quick = new Session(rib, overIpv6(4));
        slow.mayHearTooMuch = true;
        settle(to, slow, quick);
        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < 400; i++) {
                from.announce(block(64601, 100 + i, round + 1), v4(400 * round + i, 1));
            }
            from.announce(block6(64601, round + 1), v6(round, 1));
            settle(to, quick);
        }
        assertThat(rib.totals().fellBehind()).isEqualTo(1);
        settle(slow);
        assertThat(slow.held).isEqualTo(quick.held).hasSize(24_060);
        assertThat(rib.totals().families())
                .extracting(RibTotals.FamilyTotals::prefixes)
                .containsExactly(24_000L, 60L);
    }

    private static PeerSettings overIpv6(int n) {
        Context context = new Context(true, true, false, false, 4096, true, true, true, false);
        Address own = Address.parse("2001:db8::1").orElseThrow();
        return Session.with(
                Session.with(Session.settings(n, true), context), NextHopTerms.of(own, own));
    }

    /// Rows of withdrawn prefixes stay until the last member was told, then they are used again.
    @Test
    void rowsAreFreedWhenAllWereTold() {
        for (int i = 0; i < 3000; i++) {
            from.announce(block(64601, 100 + i), v4(i, 1));
        }
        settle(to);
        Session late = new Session(rib, Session.settings(3, true));
        late.read(5000, 5000); // some of the table
        from.withdraw(v4(0, 3000));
        settle(to);
        assertThat(rib.totals().families().getFirst().prefixes()).isPositive();
        settle(late);
        assertThat(late.held).isEmpty();
        assertThat(rib.totals().families().getFirst().prefixes()).isZero();
    }

    @Test
    void rowsOfAMemberThatLeftAreFreed() {
        for (int i = 0; i < 3000; i++) {
            from.announce(block(64601, 100 + i), v4(i, 1));
        }
        settle(to);
        Session late = new Session(rib, Session.settings(3, true));
        late.read(5000, 5000);
        from.withdraw(v4(0, 3000));
        settle(to);
        rib.removePeer(late.peer);
        settle(to);
        assertThat(rib.totals().families().getFirst().prefixes()).isZero();
        assertThat(rib.hasOutput(to.peer)).isFalse();
    }

    @Test
    void aPeerThatComesBackAtOnceStartsAnew() {
        from.announce(block(64601), v4(0, 100));
        settle(to);
        rib.removePeer(from.peer);
        Session again = new Session(rib, Session.settings(1, true));
        again.announce(block(64601, 9), v4(0, 50));
        settle(to, again);
        assertThat(to.held).hasSize(50);
        assertThat(to.held.values()).allSatisfy(b -> assertThat(b.path().length()).isEqualTo(3));
        assertThat(again.held).isEmpty();
        assertThat(rib.counts(again.peer).getFirst().received()).isEqualTo(50);
    }

    @Test
    void nlriEntriesHaveNoPathIdentifiers() {
        to.keepUpdates = true;
        from.announce(block(64601), A);
        settle(to);
        assertThat(heard(to).getFirst().nlri()).containsExactly(NlriEntry.of(Blocks.prefix(A)));
    }
}
