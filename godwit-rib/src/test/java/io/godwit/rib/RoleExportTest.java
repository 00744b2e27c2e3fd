package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Update;
import io.godwit.wire.attr.As4Path;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a route reflector (RFC 4456) and a route server (RFC 7947) tell whom, rule by rule.
class RoleExportTest {
    private static final String A = "198.51.100.0/24";
    private static final String B = "198.51.101.0/24";
    private static final String V6 = "2001:db8:100::/48";
    private static final int CLUSTER = 0x0a00_0063;

    private static final Set<Role> ROLES = EnumSet.complementOf(EnumSet.of(Role.CONFEDERATION));

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, CLUSTER, 5, List.of()));
    private final Map<Role, Session> from = sessions(1);
    private final Map<Role, Session> to = sessions(11);

    private Map<Role, Session> sessions(int first) {
        Map<Role, Session> all = new EnumMap<>(Role.class);
        for (Role role : ROLES) {
            all.put(role, new Session(rib, Session.settings(first + role.ordinal(), role)));
        }
        return all;
    }

    private static Block plain(int... path) {
        return Blocks.block(Blocks.HOP_V4, path);
    }

    private void settle() {
        while (rib.turn(100) > 0) {}
        from.values().forEach(Session::readAll);
        to.values().forEach(Session::readAll);
    }

    private static Optional<Block> held(Session session) {
        return Optional.ofNullable(session.held.get(Blocks.prefix(A)));
    }

    private Block told(Role source, Role target, Block block) {
        from.get(source).announce(block, A);
        settle();
        return held(to.get(target)).orElseThrow();
    }

    /// RFC 4456 §6; a route server has no rule of its own about whom it tells.
    @Tag("4271-9.2-1")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFEDERATION")
    void everybodyHearsEverybodyButNonClientsEachOther(Role source) {
        from.get(source).announce(plain(64601), A);
        settle();
        for (Role target : ROLES) {
            boolean heard = source != Role.INTERNAL || target != Role.INTERNAL;
            assertThat(held(to.get(target)).isPresent()).as("to " + target).isEqualTo(heard);
        }
        assertThat(held(from.get(source))).as("back").isEmpty();
        from.get(source).withdraw(A);
        settle();
        to.values().forEach(session -> assertThat(session.held).isEmpty());
    }

    // ---- reflector

    /// RFC 4456 §10: NEXT_HOP, AS_PATH, LOCAL_PREF and MED as they came; §8: who and through where.
    @Tag("4456-8-4")
    @Test
    void whatIsReflectedSaysItsOriginatorAndCluster() {
        Block block =
                plain(64601)
                        .with(new LocalPref(300))
                        .with(new MultiExitDisc(7))
                        .with(new Communities(Ints.of(65001 << 16 | 5, Communities.NO_EXPORT)));
        Block reflected =
                block.with(new OriginatorId(Address.ofV4(0x0100_0003)))
                        .with(new ClusterList(Ints.of(CLUSTER)));
        assertThat(told(Role.REFLECTOR_CLIENT, Role.INTERNAL, block)).isEqualTo(reflected);
        assertThat(held(to.get(Role.REFLECTOR_CLIENT))).contains(reflected);
        from.get(Role.REFLECTOR_CLIENT).withdraw(A);
        assertThat(told(Role.INTERNAL, Role.REFLECTOR_CLIENT, block))
                .isEqualTo(reflected.with(new OriginatorId(Address.ofV4(0x0100_0002))));
    }

    @Tag("4456-8-1")
    @Tag("4456-8-3")
    @Test
    void whatWasReflectedKeepsItsOriginatorAndGetsOneMoreCluster() {
        OriginatorId originator = new OriginatorId(Address.ofV4(77));
        Block block =
                plain(64601)
                        .with(new LocalPref(100))
                        .with(originator)
                        .with(new ClusterList(Ints.of(1, 2)));
        assertThat(told(Role.INTERNAL, Role.REFLECTOR_CLIENT, block))
                .isEqualTo(block.with(new ClusterList(Ints.of(CLUSTER, 1, 2))));
        Block only = plain(64601).with(new LocalPref(100)).with(new ClusterList(Ints.of(1)));
        assertThat(told(Role.INTERNAL, Role.REFLECTOR_CLIENT, only))
                .isEqualTo(
                        only.with(new OriginatorId(Address.ofV4(0x0100_0002)))
                                .with(new ClusterList(Ints.of(CLUSTER, 1))));
    }

    /// 63 ids are the last that fit a length of one octet.
    @Test
    void longClusterListsGrow() {
        int[] clusters = new int[63];
        java.util.Arrays.fill(clusters, 9);
        Block block =
                plain(64601).with(new LocalPref(100)).with(new ClusterList(Ints.of(clusters)));
        ClusterList list =
                told(Role.INTERNAL, Role.REFLECTOR_CLIENT, block)
                        .first(ClusterList.class)
                        .orElseThrow();
        assertThat(list.ids().size()).isEqualTo(64);
        assertThat(list.ids().at(0)).isEqualTo(CLUSTER);
        assertThat(list.ids().at(63)).isEqualTo(9);
    }

    @Test
    void whatComesFromOutsideIsNotReflected() {
        Block block = told(Role.EXTERNAL, Role.REFLECTOR_CLIENT, plain(64601));
        assertThat(block).isEqualTo(plain(64601).with(new LocalPref(100)));
        rib.originate(Blocks.prefix(B), RouteAttributes.igp());
        settle();
        assertThat(to.get(Role.REFLECTOR_CLIENT).held.get(Blocks.prefix(B)).attributes().keySet())
                .containsExactly(Attributes.ORIGIN, Attributes.AS_PATH, Attributes.LOCAL_PREF);
    }

    @Test
    void reflectionStaysInOurAs() {
        Block block = told(Role.REFLECTOR_CLIENT, Role.EXTERNAL, plain(64601));
        assertThat(block.attributes().keySet())
                .containsExactly(Attributes.ORIGIN, Attributes.AS_PATH);
        assertThat(held(to.get(Role.ROUTE_SERVER_CLIENT))).contains(block);
        assertThat(block.path()).isEqualTo(AsPath.sequence(65000, 64601));
    }

    /// The same attributes from two neighbors are two originators, on the shared log and in a table
    /// that is sent anew.
    @Test
    void equalBlocksOfTwoNeighborsHaveTwoOriginators() {
        Session one = from.get(Role.REFLECTOR_CLIENT);
        Session two = to.get(Role.REFLECTOR_CLIENT);
        Session listener = to.get(Role.INTERNAL);
        two.announce(plain(64601), A, B);
        settle();
        one.announce(plain(64601), A); // the lower identifier
        settle();
        Session late = new Session(rib, Session.settings(21, Role.INTERNAL));
        settle();
        late.readAll();
        for (Session session : List.of(listener, late)) {
            assertThat(held(session).orElseThrow().first(OriginatorId.class))
                    .contains(new OriginatorId(Address.ofV4(0x0100_0003)));
            assertThat(session.held.get(Blocks.prefix(B)).first(OriginatorId.class))
                    .contains(new OriginatorId(Address.ofV4(0x0100_000d)));
        }
    }

    /// RFC 4456 §9: a client is an internal neighbor like others.
    @Test
    void beingAClientDoesNotDecide() {
        from.get(Role.INTERNAL).announce(plain(64601), A);
        from.get(Role.REFLECTOR_CLIENT).announce(plain(64601), A);
        from.get(Role.REFLECTOR_CLIENT).announce(plain(64601), B);
        to.get(Role.INTERNAL).announce(plain(64601), B);
        settle();
        Explanation first = rib.why(Blocks.prefix(A)).orElseThrow();
        assertThat(first.decidingStep()).isEqualTo("router id");
        assertThat(first.paths().getFirst().peerName()).isEqualTo("n2");
        Explanation second = rib.why(Blocks.prefix(B)).orElseThrow();
        assertThat(second.paths().getFirst().peerName()).isEqualTo("n3");
    }

    // ---- route server, RFC 7947 §2.2

    @Tag("7947-2.2-1")
    @Tag("7947-2.2.1-1")
    @Tag("7947-2.2-2")
    @Tag("7947-2.2.2.1-1")
    @Tag("7947-2.2-3")
    @Tag("7947-2.2.3-1")
    @Tag("7947-2.2.3-2")
    @Tag("7947-2.2.4-1")
    @Test
    void membersHearEachOtherAsIfNobodyStoodBetween() {
        Block block =
                plain(64601, 64602)
                        .with(new MultiExitDisc(7))
                        .with(
                                new Communities(
                                        Ints.of(
                                                Communities.NO_EXPORT,
                                                Communities.NO_ADVERTISE,
                                                65000 << 16 | 1)))
                        .with(new LargeCommunities(Ints.of(65000, 2, 3)))
                        .with(
                                new ExtendedCommunities(
                                        Bytes.fromHex("4002fde800000002" + "0002fde800000001")));
        assertThat(told(Role.ROUTE_SERVER_CLIENT, Role.ROUTE_SERVER_CLIENT, block))
                .isEqualTo(block);
        assertThat(held(to.get(Role.EXTERNAL))).as("others heed NO_ADVERTISE").isEmpty();
    }

    /// RFC 2545 §3: on the shared subnet the link-local address counts too.
    @Tag("7947-2.2.1-1")
    @Test
    void anIpv6PairOfNextHopsPassesWhole() {
        byte[] pair = new byte[32];
        Blocks.HOP_V6.write(pair, 0);
        Address.parse("fe80::9").orElseThrow().write(pair, 16);
        for (Bytes hop : List.of(Bytes.of(pair), Bytes.copyOf(pair, 0, 16))) {
            Session member = to.get(Role.ROUTE_SERVER_CLIENT);
            member.keepUpdates = true;
            from.get(Role.ROUTE_SERVER_CLIENT).send(announceV6(hop));
            settle();
            MpReach reach = member.updates.getLast().first(MpReach.class).orElseThrow();
            assertThat(reach.nextHop()).isEqualTo(hop);
            assertThat(reach.nlri()).containsExactly(NlriEntry.of(Blocks.prefix(V6)));
        }
        assertThat(to.get(Role.EXTERNAL).held.get(Blocks.prefix(V6)).hop())
                .isEqualTo(Session.settings(1, true).nextHops().v6());
    }

    private static byte[] announceV6(Bytes hop) {
        MpReach reach =
                MpReach.of(Family.IPV6_UNICAST, hop, List.of(NlriEntry.of(Blocks.prefix(V6))));
        return Blocks.write(
                Session.PLAIN,
                new Update(
                        List.of(),
                        List.of(
                                PathAttribute.of(reach),
                                PathAttribute.of(new Origin(0)),
                                PathAttribute.of(AsPath.sequence(64601))),
                        List.of()));
    }

    /// What is not from another AS has no path of its own to show.
    @Test
    void ownRoutesGoToMembersAsToAnyOtherAs() {
        rib.originate(Blocks.prefix(A), RouteAttributes.igp());
        settle();
        Block own = held(to.get(Role.ROUTE_SERVER_CLIENT)).orElseThrow();
        assertThat(own.path()).isEqualTo(AsPath.sequence(65000));
        assertThat(own.hop()).isEqualTo(Session.settings(1, true).nextHops().v4());
        rib.withdraw(Blocks.prefix(A));
        Block inside =
                plain(64601)
                        .with(new LocalPref(100))
                        .with(new Communities(Ints.of(Communities.NO_EXPORT)));
        from.get(Role.INTERNAL).announce(inside, A);
        settle();
        assertThat(held(to.get(Role.ROUTE_SERVER_CLIENT))).isEmpty();
    }

    /// Nothing of ours is needed to pass on what is not ours.
    @Test
    void aRouteServerNeedsNoNextHopOfItsOwn() {
        PeerSettings s = Session.settings(21, Role.ROUTE_SERVER_CLIENT);
        Session member =
                new Session(
                        rib, Session.with(s, NextHopTerms.of(Address.ofV4(0), Address.ofV6(0, 0))));
        from.get(Role.ROUTE_SERVER_CLIENT).announce(plain(64601), A);
        from.get(Role.ROUTE_SERVER_CLIENT).announce(plain(64601).hop(Blocks.HOP_V6), V6);
        settle();
        member.readAll();
        assertThat(member.held.get(Blocks.prefix(A)).hop()).isEqualTo(Blocks.HOP_V4);
        assertThat(member.held.get(Blocks.prefix(V6)).hop()).isEqualTo(Blocks.HOP_V6);
    }

    @Test
    void loopsAreStillSeen() {
        from.get(Role.ROUTE_SERVER_CLIENT).announce(plain(64601, 65000, 64602), A);
        settle();
        to.values().forEach(session -> assertThat(session.held).isEmpty());
    }

    /// RFC 6793 §4.2.2, without our AS.
    @Test
    void membersWithTwoOctetsGetAsTrans() {
        PeerSettings s = Session.settings(21, Role.ROUTE_SERVER_CLIENT);
        Session narrow = new Session(rib, Session.with(s, Session.context(true, false, 4096)));
        narrow.keepUpdates = true;
        from.get(Role.ROUTE_SERVER_CLIENT).announce(plain(64601, 400_000), A);
        settle();
        narrow.readAll();
        Update update = narrow.updates.getLast();
        assertThat(update.first(AsPath.class)).contains(AsPath.sequence(64601, 23456));
        assertThat(update.first(As4Path.class).orElseThrow().segments())
                .isEqualTo(AsPath.sequence(64601, 400_000).segments());
    }
}
