package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Notification;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.Aggregator;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.attr.UnknownAttribute;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Taking UPDATEs in, and what is shown of it.
class RibTest {
    private static final String A = "198.51.100.0/24";
    private static final String B = "198.51.101.0/24";
    private static final String C = "198.51.102.0/24";
    private static final String V6 = "2001:db8:100::/48";

    private final Rib rib =
            new Rib(
                    RibSettings.of(
                            65000,
                            0x0a00_0001,
                            0x0a00_0002,
                            5,
                            List.of(Address.parse("10.9.9.9").orElseThrow())));
    private final Session from = new Session(rib, Session.settings(1, true));
    private final Session to = new Session(rib, Session.settings(2, true));

    private static Block block(int... path) {
        return Blocks.block(Blocks.HOP_V4, path);
    }

    private void settle() {
        while (rib.turn(1000) > 0) {}
        from.readAll();
        to.readAll();
    }

    private List<RouteRow> rows(RouteQuery query) {
        List<RouteRow> rows = new ArrayList<>();
        RouteCursor cursor = rib.routes(query);
        while (cursor.step(3, rows::add)) {}
        return rows;
    }

    private RouteRow row(String prefix) {
        return rows(query(prefix)).getFirst();
    }

    private static RouteQuery query(String prefix) {
        RouteQuery all = RouteQuery.all();
        return new RouteQuery(
                Prefix.parse(prefix),
                false,
                all.family(),
                all.neighbor(),
                false,
                false,
                all.label(),
                all.originAs(),
                all.limit());
    }

    /// A message with the given path attributes, byte for byte.
    private static byte[] raw(String withdrawn, String attributes, String nlri) {
        byte[] w = Bytes.fromHex(withdrawn).toArray();
        byte[] a = Bytes.fromHex(attributes).toArray();
        byte[] n = Bytes.fromHex(nlri).toArray();
        String head =
                "ff".repeat(16) + String.format("%04x02", 23 + w.length + a.length + n.length);
        String body =
                String.format("%04x", w.length)
                        + withdrawn
                        + String.format("%04x", a.length)
                        + attributes
                        + nlri;
        return Bytes.fromHex(head + body).toArray();
    }

    private static final String ORIGIN = "40010100";
    private static final String PATH = "4002060201" + "0000fc59";
    private static final String HOP = "400304c0000263";

    // ---- verdicts

    @Test
    void malformedAttributesWithdrawTheRoutesOfTheMessage() {
        from.announce(block(64601), A, B);
        settle();
        assertThat(to.held).hasSize(2);
        assertThat(from.send(raw("", "40010105" + PATH + HOP, "18c63364")))
                .isEqualTo(Verdict.WITHDRAW);
        assertThat(rib.lastProblem()).contains("ORIGIN");
        settle();
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix(B));
        assertThat(rib.counts(from.peer).getFirst().received()).isEqualTo(1);
    }

    /// RFC 7606 §3 d; the block that is good for one message is not for another.
    @Tag("7606-5.1-3")
    @Test
    void missingNextHopIsNoticedAlsoIfTheOctetsAreKnown() {
        String v6 = "900e001c0002011020010db8ffff00000000000000000200" + "00" + "3020010db80100";
        assertThat(from.send(raw("", v6 + ORIGIN + PATH, ""))).isEqualTo(Verdict.OK);
        assertThat(from.send(raw("", ORIGIN + PATH, "18c63364"))).isEqualTo(Verdict.WITHDRAW);
        assertThat(rib.lastProblem()).contains("NEXT_HOP");
        assertThat(from.send(raw("", v6 + ORIGIN + PATH, "18c63364"))).isEqualTo(Verdict.WITHDRAW);
        settle();
        assertThat(to.held).isEmpty(); // the last message withdrew all its routes, IPv6 too
        assertThat(from.send(raw("", v6 + ORIGIN + PATH + HOP, "18c63364"))).isEqualTo(Verdict.OK);
        settle();
        assertThat(to.held).hasSize(2);
    }

    /// RFC 7606 §3 d: an MP_REACH_NLRI without NLRI announces nothing, so nothing is asked of its
    /// block; with NLRI the same block lacks ORIGIN and AS_PATH.
    @Tag("4271-6.3-28")
    @Test
    void aBlockThatAnnouncedNothingIsNotKnownToBeGood() {
        String head = "0002011020010db8ffff00000000000000000200" + "00";
        assertThat(from.send(raw("", "900e0015" + head, ""))).isEqualTo(Verdict.OK);
        assertThat(from.send(raw("", "900e001c" + head + "3020010db80100", "")))
                .isEqualTo(Verdict.WITHDRAW);
        assertThat(rib.lastProblem()).contains("ORIGIN").contains("AS_PATH");
        assertThat(rib.counts(from.peer).getLast().received()).isZero();
    }

    /// RFC 7606 §3 h: the strongest action, also if lengths that do not add up say "withdraw".
    @Tag("7606-3-13")
    @Test
    void aResetInFrontOfAnOverrunIsAReset() {
        String unknownWellKnown = "40630100";
        String overrun = "400105" + "00";
        assertThat(from.send(raw("", ORIGIN + PATH + HOP + overrun, "18c63364")))
                .isEqualTo(Verdict.WITHDRAW);
        assertThat(from.send(raw("", ORIGIN + PATH + HOP + unknownWellKnown + overrun, "18c63364")))
                .isEqualTo(Verdict.RESET);
        assertThat(rib.lastNotification().subcode())
                .isEqualTo(Notification.UNRECOGNIZED_WELL_KNOWN);
        assertThat(rib.lastProblem()).contains("§6.3").contains("§4");
    }

    @Tag("7606-2-2")
    @Test
    void discardedAttributesKeepTheRoutesAndAreReportedEachTime() {
        String atomic = "40060101"; // must be empty
        for (int i = 0; i < 2; i++) {
            assertThat(from.send(raw("", ORIGIN + PATH + HOP + atomic, "18c63364")))
                    .isEqualTo(Verdict.DISCARD);
            assertThat(rib.lastProblem()).contains("ATOMIC_AGGREGATE");
        }
        settle();
        assertThat(to.held).hasSize(1);
    }

    @Test
    void aResetLeavesEverythingAsItWas() {
        from.announce(block(64601), A);
        settle();
        // Withdraws A, and has an unknown well-known attribute.
        byte[] message = raw("18c63364", ORIGIN + PATH + HOP + "40c80100", "18c63365");
        assertThat(from.send(message)).isEqualTo(Verdict.RESET);
        assertThat(rib.lastNotification().code()).isEqualTo(3);
        assertThat(rib.lastNotification().subcode()).isEqualTo(2);
        settle();
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix(A));
        // Structure: an NLRI longer than 32 bits.
        assertThat(from.send(raw("", ORIGIN + PATH + HOP, "21c6336400ff")))
                .isEqualTo(Verdict.RESET);
        assertThat(rib.lastNotification().subcode()).isEqualTo(10);
        settle();
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix(A));
    }

    @Test
    void withoutAResetThereIsNoNotification() {
        assertThatThrownBy(rib::lastNotification).isInstanceOf(IllegalStateException.class);
    }

    /// RFC 4271 §4.3: a prefix in both fields is announced.
    @Tag("4271-4.3-7")
    @Tag("4271-4.3-8")
    @Test
    void withdrawnAndAnnouncedMeansAnnounced() {
        assertThat(from.send(raw("18c63364", ORIGIN + PATH + HOP, "18c63364")))
                .isEqualTo(Verdict.OK);
        settle();
        assertThat(to.held).hasSize(1);
    }

    @Test
    void hostBitsDoNotMatter() {
        from.send(raw("", ORIGIN + PATH + HOP, "14c6336f"));
        settle();
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix("198.51.96.0/20"));
        from.send(raw("14c63360", "", ""));
        settle();
        assertThat(to.held).isEmpty();
    }

    @Test
    void endOfRibIsNotedPerFamily() {
        assertThat(rib.endOfRibReceived(from.peer, Family.IPV4_UNICAST)).isFalse();
        from.send(raw("", "", ""));
        assertThat(rib.endOfRibReceived(from.peer, Family.IPV4_UNICAST)).isTrue();
        assertThat(rib.endOfRibReceived(from.peer, Family.IPV6_UNICAST)).isFalse();
        from.send(raw("", "800f03000201", ""));
        assertThat(rib.endOfRibReceived(from.peer, Family.IPV6_UNICAST)).isTrue();
    }

    /// A family that was not negotiated is ignored; the rest of the message counts.
    @Test
    void otherFamiliesAreIgnored() {
        Context v4Only = new Context(true, true, false, false, 4096, true, false);
        Session narrow = new Session(rib, Session.with(Session.settings(3, true), v4Only));
        byte[] both =
                Blocks.write(
                        Session.PLAIN,
                        new Update(
                                List.of(),
                                List.of(
                                        PathAttribute.of(
                                                MpReach.of(
                                                        Family.IPV6_UNICAST,
                                                        Bytes.fromHex("20010db8" + "00".repeat(12)),
                                                        List.of(entry(V6)))),
                                        PathAttribute.of(new Origin(0)),
                                        PathAttribute.of(AsPath.sequence(64603)),
                                        PathAttribute.of(new NextHop(Blocks.HOP_V4))),
                                List.of(entry(A))));
        assertThat(narrow.send(both)).isEqualTo(Verdict.OK);
        settle();
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix(A));
    }

    private static NlriEntry entry(String prefix) {
        return NlriEntry.of(Blocks.prefix(prefix));
    }

    /// RFC 4271 §5.1.3, RFC 1122 §3.2.1.3: where no session runs over the loopback network, each
    /// address of it means us, whoever says it.
    @Tag("4271-6.3-16")
    @Test
    void aNextHopOfTheLoopbackNetworkIsOurs() {
        from.announce(Blocks.block(Address.parse("127.9.9.9").orElseThrow(), 64601), A);
        settle();
        assertThat(rib.rejected(from.peer))
                .extracting(RejectedCount::label)
                .containsExactly("own-next-hop");
        assertThat(to.held).isEmpty();
    }

    /// RFC 4760 allows IPv4 unicast in MP_REACH_NLRI too.
    @Test
    void ipv4InMultiprotocolAttributesIsTheSameTable() {
        List<PathAttribute> attributes =
                List.of(
                        PathAttribute.of(
                                MpReach.of(
                                        Family.IPV4_UNICAST,
                                        Bytes.fromHex("c0000263"),
                                        List.of(entry(A)))),
                        PathAttribute.of(new Origin(0)),
                        PathAttribute.of(AsPath.sequence(64601)));
        assertThat(
                        from.send(
                                Blocks.write(
                                        Session.PLAIN,
                                        new Update(List.of(), attributes, List.of()))))
                .isEqualTo(Verdict.OK);
        Session inside = new Session(rib, Session.settings(5, false));
        settle();
        inside.readAll();
        assertThat(to.held).hasSize(1);
        assertThat(inside.held.get(Blocks.prefix(A)).hop())
                .isEqualTo(Address.parse("192.0.2.99").orElseThrow());
        from.send(
                Blocks.write(
                        Session.PLAIN,
                        new Update(
                                List.of(),
                                List.of(
                                        PathAttribute.of(
                                                new MpUnreach(
                                                        Family.IPV4_UNICAST,
                                                        List.of(entry(A)),
                                                        Bytes.EMPTY))),
                                List.of())));
        settle();
        assertThat(to.held).isEmpty();
    }

    // ---- rejected paths

    /// It would be announced with our AS alone, as if we had originated it.
    @Test
    void anEmptyPathFromAnotherAsIsRejected() {
        from.announce(block(), A);
        settle();
        assertThat(row(A).rejectedBecause()).contains("AS_PATH is empty");
        assertThat(to.held).isEmpty();
        from.announce(block(64601), A);
        settle();
        assertThat(to.held).hasSize(1);
    }

    @Test
    void anEmptyPathFromOurAsIsThatOfItsOwnRoutes() {
        Session internal = new Session(rib, Session.settings(3, false));
        internal.announce(block(), A);
        settle();
        assertThat(row(A).rejectedBecause()).isEmpty();
        assertThat(to.held).hasSize(1);
    }

    /// RFC 4271 §6.3: a prefix that makes no sense is ignored, the others of the message are not.
    @Tag("4271-6.3-27")
    @Test
    void martiansAreIgnored() {
        byte[] message =
                raw(
                        "",
                        ORIGIN + PATH + HOP,
                        "04e0" + "18ef0102" + "20efffffff" + "18c63364" + "00");
        assertThat(from.send(message)).isEqualTo(Verdict.DISCARD);
        assertThat(rib.lastProblem()).contains("martian").contains("3");
        settle();
        assertThat(to.held.keySet())
                .containsExactlyInAnyOrder(Blocks.prefix(A), Blocks.prefix("0.0.0.0/0"));
        assertThat(rib.counts(from.peer).getFirst().received()).isEqualTo(2);
        assertThat(from.send(raw("04e0", "", ""))).isEqualTo(Verdict.OK);
        String v6 = "800e1c0002011020010db800000000000000000000026300" + "08ff" + "2020010db8";
        assertThat(from.send(raw("", v6 + ORIGIN + PATH, ""))).isEqualTo(Verdict.DISCARD);
        settle();
        assertThat(to.held).hasSize(3).containsKey(Blocks.prefix("2001:db8::/32"));
    }

    /// RFC 4271 §6.3: the next hop in MP_REACH_NLRI is a host's address, or the routes are not.
    @Test
    void nextHopsThatNoHostCanHaveWithdrawTheRoutes() {
        for (String hop : List.of("::", "ff02::1")) {
            from.announce(Blocks.block(Blocks.HOP_V6, 64601), V6);
            settle();
            assertThat(to.held).hasSize(1);
            byte[] octets = new byte[16];
            Address.parse(hop).orElseThrow().write(octets, 0);
            String reach = "800e1c00020110" + Bytes.of(octets).hex() + "00" + "3020010db80100";
            assertThat(from.send(raw("", reach + ORIGIN + PATH, "")))
                    .as(hop)
                    .isEqualTo(Verdict.WITHDRAW);
            assertThat(rib.lastProblem()).contains("next hop " + hop);
            settle();
            assertThat(to.held).isEmpty();
        }
    }

    @Tag("4271-5.1.3-9")
    @Tag("4271-6.3-15")
    @Tag("4271-6.3-16")
    @Tag("4271-9-1")
    @Tag("4271-9-3")
    @Test
    void rejectedPathsAreShownWithTheirReasonAndNotUsed() {
        from.announce(block(64601, 65000), A);
        from.announce(block(64601).hop(Address.parse("10.9.9.9").orElseThrow()), B);
        settle();
        assertThat(to.held).isEmpty();
        assertThat(row(A).valid()).isFalse();
        assertThat(row(A).rejectedBecause()).contains("AS loop");
        assertThat(row(B).rejectedBecause()).contains("our own address");
        PeerCounts counts = rib.counts(from.peer).getFirst();
        assertThat(counts.received()).isEqualTo(2);
        assertThat(counts.rejected()).isEqualTo(2);
        assertThat(counts.accepted()).isZero();
        // A good path instead of a rejected one, and back.
        from.announce(block(64601), A);
        settle();
        assertThat(to.held).hasSize(1);
        from.announce(block(64601, 65000), A);
        settle();
        assertThat(to.held).isEmpty();
        from.withdraw(A, B);
        settle();
        assertThat(rib.totals().families().getFirst().prefixes()).isZero();
    }

    @Tag("8212-3-2")
    @Test
    void importPolicyIsAReason() {
        PeerSettings s = Session.settings(3, true);
        Session none = new Session(rib, Session.with(s, PolicyChain.NONE, PolicyChain.ACCEPT));
        none.announce(block(64603), A);
        settle();
        assertThat(row(A).rejectedBecause()).contains("RFC 8212");
        PeerSettings t = Session.settings(4, true);
        Session reject = new Session(rib, Session.with(t, PolicyChain.REJECT, PolicyChain.ACCEPT));
        reject.announce(block(64603), B);
        settle();
        assertThat(row(B).rejectedBecause()).isEqualTo("import policy rejects all");
        assertThat(to.held).isEmpty();
    }

    @Tag("4456-8-2")
    @Tag("4456-8-5")
    @Test
    void reflectedLoopsAreRejected() {
        Session inside = new Session(rib, Session.settings(5, false));
        inside.announce(block(64603).with(new OriginatorId(Address.ofV4(0x0a00_0001))), A);
        inside.announce(block(64603).with(new ClusterList(Ints.of(3, 0x0a00_0002))), B);
        inside.announce(block(64603).with(new ClusterList(Ints.of(3, 0x0a00_0001))), C);
        settle();
        assertThat(row(A).rejectedBecause()).contains("RFC 4456");
        assertThat(row(B).rejectedBecause()).contains("RFC 4456");
        // The cluster is what was configured, not the router id.
        assertThat(row(C).valid()).isTrue();
    }

    /// The address that a later session talks from is ours too.
    @Tag("4271-5.1.3-9")
    @Test
    void addressesOfNewSessionsAreOursFromThenOn() {
        Address later = Address.parse("10.8.8.8").orElseThrow();
        from.announce(block(64601).hop(later), A);
        settle();
        assertThat(row(A).valid()).isTrue();
        PeerSettings s = Session.settings(3, true);
        rib.addPeer(Session.with(s, NextHopTerms.of(later, s.nextHops().v6())));
        from.announce(block(64601).hop(later), B);
        settle();
        assertThat(row(B).valid()).isFalse();
    }

    // ---- own routes

    @Test
    void ownRoutesTakePartInTheDecision() {
        assertThat(rib.originate(Blocks.prefix(A), RouteAttributes.igp())).isTrue();
        assertThat(rib.originate(Blocks.prefix(A), RouteAttributes.igp())).isFalse();
        from.announce(block(64601), A);
        settle();
        assertThat(row(A).peerName()).isEqualTo("local");
        assertThat(row(A).best()).isTrue();
        assertThat(rib.withdraw(Blocks.prefix(B))).isFalse();
        Session inside = new Session(rib, Session.settings(5, false));
        inside.announce(block(64603).with(new LocalPref(200)), A);
        settle();
        assertThat(row(A).peerName()).isEqualTo("n5");
        assertThat(rib.withdraw(Blocks.prefix(A))).isTrue();
        assertThat(rib.withdraw(Blocks.prefix(A))).isFalse();
        inside.withdraw(A);
        settle();
        assertThat(row(A).peerName()).isEqualTo("n1");
    }

    // ---- queries

    @Test
    void rowsHaveAllThatIsShown() {
        from.announce(
                block(64601, 64602)
                        .with(new MultiExitDisc(7))
                        .with(new Communities(Ints.of(64601 << 16 | 5, Communities.NO_EXPORT)))
                        .with(new LargeCommunities(Ints.of(1, 2, 3, 4, 5, 6)))
                        .with(new ExtendedCommunities(Bytes.fromHex("0002fc5900000007")))
                        .with(new AtomicAggregate())
                        .with(new Aggregator(64602, Address.ofV4(0x0a00_0001)))
                        .with(new UnknownAttribute(0xe0, 99, Bytes.fromHex("c0ffee"))),
                A);
        from.announce(block(64601).hop(Blocks.HOP_V6), V6);
        settle();
        RouteRow row = row(A);
        assertThat(row.prefix()).isEqualTo(A);
        assertThat(row.best()).isTrue();
        assertThat(row.peer()).contains(from.peer.settings().address());
        assertThat(row.nextHop()).contains(Blocks.HOP_V4);
        assertThat(row.asPath()).isEqualTo("64601 64602");
        assertThat(row.origin()).isEqualTo("igp");
        assertThat(row.med()).hasValue(7);
        assertThat(row.localPref()).isEmpty();
        assertThat(row.communities()).containsExactly("64601:5", "no-export");
        assertThat(row.largeCommunities()).containsExactly("1:2:3", "4:5:6");
        assertThat(row.extendedCommunities()).hasSize(1);
        assertThat(row.otherAttributes())
                .containsExactly(
                        new RouteRow.OtherAttribute("ATOMIC_AGGREGATE", "yes"),
                        new RouteRow.OtherAttribute("AGGREGATOR", "AS 64602 10.0.0.1"),
                        new RouteRow.OtherAttribute("ATTR_99", "c0ffee"));
        assertThat(row.valid()).isTrue();
        assertThat(row.rejectedBecause()).isEmpty();
        assertThat(row(V6).nextHop()).contains(Blocks.HOP_V6);
    }

    @Test
    void queriesFilter() {
        Session third = new Session(rib, Session.settings(3, true));
        from.announce(block(64601, 64700), A, "198.51.100.128/25", "203.0.113.0/24");
        third.announce(block(64603, 64701, 64702), A);
        third.announce(block(64603, 65000), B);
        from.announce(block(64601).hop(Blocks.HOP_V6), V6);
        settle();
        assertThat(rows(RouteQuery.all()))
                .extracting(RouteRow::prefix)
                .containsExactly(A, A, "198.51.100.128/25", B, "203.0.113.0/24", V6);
        assertThat(rows(query(A))).extracting(RouteRow::peerName).containsExactly("n1", "n3");
        RouteQuery all = RouteQuery.all();
        assertThat(
                        rows(
                                new RouteQuery(
                                        Prefix.parse("198.51.0.0/16"),
                                        true,
                                        all.family(),
                                        all.neighbor(),
                                        true,
                                        false,
                                        all.label(),
                                        all.originAs(),
                                        all.limit())))
                .extracting(RouteRow::prefix)
                .containsExactly(A, "198.51.100.128/25");
        assertThat(rows(filter(Optional.empty(), true, OptionalLong.empty(), 9)))
                .extracting(RouteRow::prefix)
                .containsExactly(B);
        assertThat(
                        rows(
                                filter(
                                        Optional.of(third.peer.settings().address()),
                                        false,
                                        OptionalLong.empty(),
                                        9)))
                .hasSize(2);
        assertThat(rows(filter(Optional.empty(), false, OptionalLong.of(64700), 9))).hasSize(3);
        assertThat(rows(filter(Optional.empty(), false, OptionalLong.empty(), 4))).hasSize(4);
        assertThat(
                        rows(
                                new RouteQuery(
                                        Optional.empty(),
                                        false,
                                        Optional.of(Family.IPV6_UNICAST),
                                        all.neighbor(),
                                        false,
                                        false,
                                        all.label(),
                                        all.originAs(),
                                        all.limit())))
                .hasSize(1);
    }

    private static RouteQuery filter(
            Optional<Address> neighbor, boolean rejected, OptionalLong originAs, long limit) {
        return new RouteQuery(
                Optional.empty(),
                false,
                Optional.empty(),
                neighbor,
                false,
                rejected,
                Optional.empty(),
                originAs,
                limit);
    }

    @Test
    void whyTellsStepsUpToTheDecidingOne() {
        Session third = new Session(rib, Session.settings(3, true));
        Session fourth = new Session(rib, Session.settings(4, true));
        from.announce(block(64601, 64700).with(new MultiExitDisc(50)), A);
        third.announce(block(64601, 64700).with(new MultiExitDisc(10)), A);
        fourth.announce(block(64601, 65000), A);
        settle();
        Explanation why = rib.why(Blocks.prefix(A)).orElseThrow();
        assertThat(why.prefix()).isEqualTo(A);
        assertThat(why.paths()).extracting(RouteRow::peerName).containsExactly("n3", "n1");
        assertThat(why.decidingStep()).isEqualTo("MED");
        assertThat(why.steps())
                .extracting(Explanation.StepLine::step)
                .containsExactly("LOCAL_PREF", "AS_PATH length", "ORIGIN", "MED");
        assertThat(why.steps().getFirst().values()).containsExactly("100", "100");
        assertThat(why.steps().getFirst().verdict()).isEqualTo("equal");
        assertThat(why.steps().getLast().values())
                .containsExactly("10 (AS 64601)", "50 (AS 64601)");
        assertThat(why.rejected()).extracting(RouteRow::peerName).containsExactly("n4");
        assertThat(why.columns())
                .containsExactly(
                        Optional.of(third.peer.settings().address()),
                        Optional.of(from.peer.settings().address()));
    }

    @Test
    void whyFindsTheLongestPrefixOfAnAddress() {
        from.announce(block(64601), A, "198.51.0.0/16", "0.0.0.0/0");
        settle();
        assertThat(why("198.51.100.7")).isEqualTo(A);
        assertThat(why("198.51.7.7")).isEqualTo("198.51.0.0/16");
        assertThat(why("9.9.9.9")).isEqualTo("0.0.0.0/0");
        assertThat(rib.why(Address.parse("2001:db8::1").orElseThrow())).isEmpty();
        assertThat(rib.why(Blocks.prefix(B))).isEmpty();
        Explanation one = rib.why(Blocks.prefix(A)).orElseThrow();
        assertThat(one.steps()).isEmpty();
        assertThat(one.decidingStep()).isEmpty();
    }

    private String why(String address) {
        return rib.why(Address.parse(address).orElseThrow()).orElseThrow().prefix();
    }

    @Test
    void totalsFollow() {
        from.announce(block(64601), A, B);
        from.announce(block(64601).hop(Blocks.HOP_V6), V6);
        RibTotals before = rib.totals();
        assertThat(before.undecided()).isEqualTo(3);
        settle();
        RibTotals totals = rib.totals();
        assertThat(totals.undecided()).isZero();
        assertThat(totals.groups()).isEqualTo(1);
        assertThat(totals.attributeBlocks()).isEqualTo(2);
        assertThat(totals.families().getFirst().paths()).isEqualTo(2);
        assertThat(totals.families().getFirst().best()).isEqualTo(2);
        assertThat(totals.families().getLast().prefixes()).isEqualTo(1);
    }

    // ---- ends

    @Test
    void aRemovedPeerIsNoMore() {
        from.announce(block(64601), A);
        settle();
        rib.removePeer(from.peer);
        assertThatThrownBy(() -> from.announce(block(64601), A))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rib.removePeer(from.peer))
                .isInstanceOf(IllegalStateException.class);
        // Before the sweep its paths neither count in decisions nor show.
        assertThat(rows(RouteQuery.all())).isEmpty();
        while (rib.turn(1000) > 0) {}
        to.readAll();
        assertThat(to.held).isEmpty();
        assertThat(rib.totals().families().getFirst().paths()).isZero();
    }

    @Test
    void slicesOfTurnsAreAsGoodAsOne() {
        List<Prefix> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(Prefix.of(Address.ofV4(0x1000_0000 + (i << 8)), 24));
        }
        from.announce(block(64601), many);
        int turns = 0;
        for (int left = rib.turn(7); left > 0; left = rib.turn(7)) {
            turns++;
        }
        assertThat(turns).isGreaterThan(200);
        to.readAll();
        assertThat(to.held).hasSize(2000);
        rib.removePeer(from.peer);
        while (rib.turn(7) > 0) {}
        to.readAll();
        assertThat(to.held).isEmpty();
    }
}
