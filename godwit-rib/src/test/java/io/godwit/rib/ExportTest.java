package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.attr.As4Path;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.attr.UnknownAttribute;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What becomes of a route on its way out, rule by rule.
class ExportTest {
    private static final String V4 = "198.51.100.0/24";
    private static final String V6 = "2001:db8:100::/48";
    private static final Address OUR_V4 = Address.parse("10.0.0.1").orElseThrow();
    private static final Address OUR_V6 = Address.parse("2001:db8::1").orElseThrow();

    private enum Source {
        EXTERNAL,
        INTERNAL,
        OWN
    }

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));
    private final Session fromExternal = new Session(rib, Session.settings(1, true));
    private final Session fromInternal = new Session(rib, Session.settings(2, false));
    private final Session toExternal = new Session(rib, Session.settings(3, true));
    private final Session toInternal = new Session(rib, Session.settings(4, false));

    private static Block plain(int... path) {
        return Blocks.block(Blocks.HOP_V4, path);
    }

    private Optional<Block> external(Block block) {
        fromExternal.announce(block, V4);
        return settled(toExternal);
    }

    private Optional<Block> internal(Block block) {
        fromExternal.announce(block, V4);
        return settled(toInternal);
    }

    private Optional<Block> settled(Session to) {
        while (rib.turn(100) > 0) {}
        to.readAll();
        return Optional.ofNullable(to.held.get(Blocks.prefix(V4)));
    }

    // ---- whether

    static Stream<Arguments> whether() {
        int exported = 65000 << 16 | 1;
        return Stream.of(
                Arguments.of(Source.EXTERNAL, exported, true, true),
                Arguments.of(Source.EXTERNAL, Communities.NO_EXPORT, false, true),
                Arguments.of(Source.EXTERNAL, Communities.NO_EXPORT_SUBCONFED, false, true),
                Arguments.of(Source.EXTERNAL, Communities.NO_ADVERTISE, false, false),
                Arguments.of(Source.INTERNAL, exported, true, false),
                Arguments.of(Source.EXTERNAL, Communities.BLACKHOLE, false, true),
                Arguments.of(Source.INTERNAL, Communities.BLACKHOLE, false, false),
                Arguments.of(Source.OWN, Communities.BLACKHOLE, true, true),
                Arguments.of(Source.INTERNAL, Communities.NO_EXPORT, false, false),
                Arguments.of(Source.INTERNAL, Communities.NO_ADVERTISE, false, false),
                Arguments.of(Source.OWN, exported, true, true),
                Arguments.of(Source.OWN, Communities.NO_EXPORT, false, true),
                Arguments.of(Source.OWN, Communities.NO_EXPORT_SUBCONFED, false, true),
                Arguments.of(Source.OWN, Communities.NO_ADVERTISE, false, false));
    }

    @Tag("1997-0-1")
    @Tag("1997-0-2")
    @Tag("4271-9.2-1")
    @Tag("7999-3.2-1")
    @ParameterizedTest
    @MethodSource("whether")
    void passesByCommunityAndSource(
            Source source, int community, boolean toOtherAs, boolean toOurAs) {
        Block block = plain(64601).with(new Communities(Ints.of(community)));
        switch (source) {
            case EXTERNAL -> fromExternal.announce(block, V4);
            case INTERNAL -> fromInternal.announce(block.with(new LocalPref(100)), V4);
            case OWN ->
                    rib.originate(
                            Blocks.prefix(V4),
                            new RouteAttributes(
                                    0,
                                    List.of(),
                                    Optional.empty(),
                                    OptionalLong.empty(),
                                    OptionalLong.empty(),
                                    List.of(Integer.toUnsignedLong(community))));
        }
        assertThat(settled(toExternal).isPresent()).isEqualTo(toOtherAs);
        assertThat(settled(toInternal).isPresent()).isEqualTo(toOurAs);
    }

    /// RFC 8212 §3 is about external sessions only.
    @Tag("8212-3-3")
    @Test
    void passesByPolicy() {
        for (PolicyChain policy :
                List.of(PolicyChain.ACCEPT, PolicyChain.REJECT, PolicyChain.NONE)) {
            for (boolean ebgp : new boolean[] {true, false}) {
                PeerSettings s = Session.settings(7, ebgp);
                Session to = new Session(rib, Session.with(s, PolicyChain.ACCEPT, policy));
                fromExternal.announce(plain(64601), V4);
                boolean passes =
                        policy.equals(PolicyChain.ACCEPT) || policy == PolicyChain.NONE && !ebgp;
                assertThat(settled(to).isPresent()).as(policy + " ebgp " + ebgp).isEqualTo(passes);
                rib.removePeer(to.peer);
            }
        }
    }

    @Test
    void withoutANextHopOfOursNothingGoesToAnotherAs() {
        PeerSettings s = Session.settings(7, true);
        PeerSettings noV4 = Session.with(s, NextHopTerms.of(Address.ofV4(0), s.nextHops().v6()));
        Session to = new Session(rib, noV4);
        fromExternal.announce(plain(64601), V4);
        fromExternal.announce(plain(64601).hop(Blocks.HOP_V6), V6);
        settled(to);
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix(V6));
        assertThat(rib.counts(to.peer).getFirst().advertised()).isZero();
    }

    // ---- AS_PATH, RFC 4271 §5.1.2

    @Tag("4271-5.1.2-1")
    @Test
    void ourAsIsPutFirst() {
        assertThat(external(plain(64601, 64602)).orElseThrow().path())
                .isEqualTo(AsPath.sequence(65000, 64601, 64602));
        assertThat(internal(plain(64601, 64602)).orElseThrow().path())
                .isEqualTo(AsPath.sequence(64601, 64602));
    }

    @Tag("4271-5.1.2-2")
    @Tag("5065-4.1-5")
    @Test
    void aFullSegmentGetsANewOneBeforeIt() {
        int[] path = new int[255];
        java.util.Arrays.fill(path, 64601);
        List<AsPath.Segment> segments = external(plain(path)).orElseThrow().path().segments();
        assertThat(segments).hasSize(2);
        assertThat(segments.getFirst())
                .isEqualTo(new AsPath.Segment(AsPath.SEQUENCE, Ints.of(65000)));
        assertThat(segments.getLast().asns().size()).isEqualTo(255);
    }

    @Test
    void aLeadingSetGetsASequenceBeforeIt() {
        AsPath.Segment set = new AsPath.Segment(AsPath.SET, Ints.of(64601, 64602));
        assertThat(external(plain().with(new AsPath(List.of(set)))).orElseThrow().path())
                .isEqualTo(
                        new AsPath(
                                List.of(new AsPath.Segment(AsPath.SEQUENCE, Ints.of(65000)), set)));
    }

    @Tag("5065-4.1-4")
    @Test
    void confederationSegmentsDoNotLeave() {
        AsPath.Segment inside = new AsPath.Segment(AsPath.CONFED_SEQUENCE, Ints.of(64512, 64513));
        AsPath.Segment outside = new AsPath.Segment(AsPath.SEQUENCE, Ints.of(64601));
        fromInternal.announce(plain().with(new AsPath(List.of(inside, outside))), V4);
        assertThat(settled(toExternal).orElseThrow().path())
                .isEqualTo(AsPath.sequence(65000, 64601));
    }

    @Test
    void ownRoutesHaveOurAsOnlyOrNone() {
        rib.originate(Blocks.prefix(V4), RouteAttributes.igp());
        assertThat(settled(toExternal).orElseThrow().path()).isEqualTo(AsPath.sequence(65000));
        assertThat(settled(toInternal).orElseThrow().path()).isEqualTo(AsPath.EMPTY);
    }

    /// RFC 6793 §4.2.2.
    @Tag("6793-4.2.2-1")
    @Tag("6793-4.2.2-2")
    @Tag("6793-4.2.2-3")
    @Test
    void twoOctetNeighborsGetAsTransAndAs4Path() {
        Session to =
                new Session(
                        rib,
                        Session.with(
                                Session.settings(7, true), Session.context(true, false, 4096)));
        to.keepUpdates = true;
        fromExternal.announce(plain(64601, 400_000), V4);
        settled(to);
        Update update = to.updates.getLast();
        assertThat(update.first(AsPath.class)).contains(AsPath.sequence(65000, 64601, 23456));
        assertThat(update.first(As4Path.class).orElseThrow().segments())
                .isEqualTo(AsPath.sequence(65000, 64601, 400_000).segments());
        fromExternal.announce(plain(64601, 64999), V4);
        settled(to);
        assertThat(to.updates.getLast().first(As4Path.class)).isEmpty();
    }

    // ---- NEXT_HOP, RFC 4271 §5.1.3

    @Tag("4271-5.1.3-2")
    @Test
    void nextHopIsOursToOthersAndKeptWithin() {
        assertThat(external(plain(64601)).orElseThrow().hop()).isEqualTo(OUR_V4);
        assertThat(internal(plain(64601)).orElseThrow().hop()).isEqualTo(Blocks.HOP_V4);
        fromExternal.announce(plain(64601).hop(Blocks.HOP_V6), V6);
        settled(toExternal);
        settled(toInternal);
        assertThat(toExternal.held.get(Blocks.prefix(V6)).hop()).isEqualTo(OUR_V6);
        assertThat(toInternal.held.get(Blocks.prefix(V6)).hop()).isEqualTo(Blocks.HOP_V6);
    }

    @Tag("4271-5.1.3-4")
    @Test
    void ownRoutesHaveOurNextHopUnlessTheySayAnother() {
        rib.originate(Blocks.prefix(V4), RouteAttributes.igp());
        assertThat(settled(toInternal).orElseThrow().hop()).isEqualTo(OUR_V4);
        rib.originate(
                Blocks.prefix(V4),
                new RouteAttributes(
                        0,
                        List.of(),
                        Optional.of(Blocks.HOP_V4),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        List.of()));
        assertThat(settled(toInternal).orElseThrow().hop()).isEqualTo(Blocks.HOP_V4);
        assertThat(settled(toExternal).orElseThrow().hop()).isEqualTo(OUR_V4);
    }

    /// RFC 2545 §3: a link-local next hop means nothing beyond the link.
    @Test
    void ofAPairOfNextHopsTheGlobalOnePasses() {
        byte[] pair = new byte[32];
        Blocks.HOP_V6.write(pair, 0);
        Address.parse("fe80::9").orElseThrow().write(pair, 16);
        MpReach reach =
                MpReach.of(
                        Family.IPV6_UNICAST,
                        Bytes.of(pair),
                        List.of(io.godwit.wire.NlriEntry.of(Blocks.prefix(V6))));
        fromExternal.send(
                Blocks.write(
                        Session.PLAIN,
                        new Update(
                                List.of(),
                                List.of(
                                        PathAttribute.of(reach),
                                        PathAttribute.of(new Origin(0)),
                                        PathAttribute.of(AsPath.sequence(64601))),
                                List.of())));
        settled(toInternal);
        assertThat(toInternal.held.get(Blocks.prefix(V6)).hop()).isEqualTo(Blocks.HOP_V6);
    }

    // ---- MED, LOCAL_PREF, reflection

    @Tag("4271-5.1.4-2")
    @Test
    void medOfOthersStaysInOurAs() {
        Block block = plain(64601).with(new MultiExitDisc(7));
        assertThat(external(block).orElseThrow().first(MultiExitDisc.class)).isEmpty();
        assertThat(internal(block).orElseThrow().first(MultiExitDisc.class))
                .contains(new MultiExitDisc(7));
        rib.originate(
                Blocks.prefix(V4),
                new RouteAttributes(
                        0,
                        List.of(),
                        Optional.empty(),
                        OptionalLong.of(9),
                        OptionalLong.empty(),
                        List.of()));
        assertThat(settled(toExternal).orElseThrow().first(MultiExitDisc.class))
                .contains(new MultiExitDisc(9));
    }

    @Tag("4271-5.1.5-1")
    @Tag("4271-5.1.5-4")
    @Tag("4271-5.1.5-5")
    @Test
    void localPrefIsAlwaysThereWithinAndNeverOutside() {
        assertThat(internal(plain(64601)).orElseThrow().first(LocalPref.class))
                .contains(new LocalPref(100));
        fromInternal.announce(plain(64601).with(new LocalPref(300)), V4);
        assertThat(settled(toExternal).orElseThrow().first(LocalPref.class)).isEmpty();
        // One from another AS is not believed (§5.1.5), so it cannot win against 300 here.
        byte[] message =
                Blocks.announce(
                        Session.PLAIN, plain(64601).with(new LocalPref(400)), Blocks.prefixes(V4));
        assertThat(fromExternal.send(message)).isEqualTo(io.godwit.wire.Verdict.DISCARD);
        assertThat(settled(toInternal)).isEmpty();
    }

    @Test
    void reflectionAttributesDoNotLeave() {
        fromInternal.announce(
                plain(64601)
                        .with(new LocalPref(100))
                        .with(new OriginatorId(Address.ofV4(77)))
                        .with(new ClusterList(Ints.of(1, 2))),
                V4);
        Block block = settled(toExternal).orElseThrow();
        assertThat(block.attributes().keySet())
                .containsExactly(Attributes.ORIGIN, Attributes.AS_PATH);
    }

    // ---- the rest

    @Tag("4271-5.1.6-2")
    @Tag("4271-5-3")
    @Test
    void othersPassAsTheyAre() {
        LargeCommunities large = new LargeCommunities(Ints.of(1, 2, 3));
        Communities communities = new Communities(Ints.of(65001 << 16 | 5));
        Block block = plain(64601).with(large).with(communities).with(new AtomicAggregate());
        for (Block out : List.of(external(block).orElseThrow(), internal(block).orElseThrow())) {
            assertThat(out.first(LargeCommunities.class)).contains(large);
            assertThat(out.first(Communities.class)).contains(communities);
            assertThat(out.first(AtomicAggregate.class)).as("RFC 4271 §5.1.6").isPresent();
        }
    }

    @Tag("4271-5-5")
    @Tag("4271-5-7")
    @Test
    void unknownTransitivePassesWithPartialAndOthersDoNot() {
        Attribute transitive = new UnknownAttribute(0xc0, 201, Bytes.of((byte) 1));
        Attribute not = new UnknownAttribute(0x80, 202, Bytes.of((byte) 1));
        toExternal.keepUpdates = true;
        external(plain(64601).with(transitive).with(not));
        List<PathAttribute> unknown =
                toExternal.updates.getLast().attributes().stream()
                        .filter(a -> a.code() > 200)
                        .toList();
        assertThat(unknown).hasSize(1);
        assertThat(unknown.getFirst().flags()).isEqualTo(0xe0);
    }

    /// RFC 4360 §6.
    @Test
    void nonTransitiveExtendedCommunitiesStayInOurAs() {
        Bytes transitive = Bytes.fromHex("0002fde800000001");
        Bytes not = Bytes.fromHex("4002fde800000002");
        Block block =
                plain(64601)
                        .with(new ExtendedCommunities(Bytes.fromHex(not.hex() + transitive.hex())));
        assertThat(external(block).orElseThrow().first(ExtendedCommunities.class))
                .contains(new ExtendedCommunities(transitive));
        assertThat(internal(block).orElseThrow().first(ExtendedCommunities.class))
                .contains(new ExtendedCommunities(Bytes.fromHex(not.hex() + transitive.hex())));
        assertThat(
                        external(plain(64601).with(new ExtendedCommunities(not)))
                                .orElseThrow()
                                .first(ExtendedCommunities.class))
                .isEmpty();
    }

    @Tag("4271-5-2")
    @Tag("4271-5-3")
    @Tag("4271-5-8")
    @Tag("6793-4.1-5")
    @Tag("6793-6-1")
    @Test
    void attributesLeaveInAscendingOrder() {
        toInternal.keepUpdates = true;
        internal(
                plain(64601)
                        .with(new MultiExitDisc(7))
                        .with(new Communities(Ints.of(1)))
                        .with(new LargeCommunities(Ints.of(1, 2, 3))));
        assertThat(toInternal.updates.getLast().attributes())
                .extracting(PathAttribute::code)
                .containsExactly(1, 2, 3, 4, 5, 8, 32);
        assertThat(toInternal.updates.getLast().first(NextHop.class)).isPresent();
    }

    // ---- size, RFC 4271 §9.2

    @Tag("8654-4-7")
    @Tag("8654-4-8")
    @Tag("4271-9.1.3-2")
    @Tag("4271-9.2-6")
    @Test
    void aBlockThatDoesNotFitIsNotAdvertisedAndCounted() {
        Context wide = Session.context(true, true, 65535);
        Session from = new Session(rib, Session.with(Session.settings(7, true), wide));
        Session to = new Session(rib, Session.with(Session.settings(8, true), wide));
        to.keepUpdates = true;
        Block block = plain(64601).with(new Communities(Ints.of(new int[1200])));
        from.announce(block, V4);
        from.announce(block.hop(Blocks.HOP_V6), V6);
        settled(to);
        settled(toExternal);
        assertThat(toExternal.held).isEmpty();
        assertThat(rib.totals().notFitting()).isPositive();
        assertThat(to.held.keySet()).containsExactly(Blocks.prefix(V4), Blocks.prefix(V6));
        // Once it fits again it comes, and what was there is withdrawn when it no longer fits.
        from.announce(plain(64601), V4);
        assertThat(settled(toExternal)).isPresent();
        from.announce(block, V4);
        assertThat(settled(toExternal)).isEmpty();
    }

    /// The limit is met to the octet: header 19, lengths 4, the attributes, and a prefix of four
    /// octets.
    @Tag("4271-9.2-6")
    @Test
    void aBlockThatJustFitsIsAdvertised() {
        Context wide = Session.context(true, true, 65535);
        Session from = new Session(rib, Session.with(Session.settings(7, true), wide));
        Prefix prefix = Prefix.of(Address.ofV4(0xc633_6401), 32);
        int octets = 4 + 3 + 2 + 4 * 2 + 7; // ORIGIN, AS_PATH with two, NEXT_HOP
        int room = 4096 - 23 - 5 - octets - 4;
        int count = room / 4;
        from.announce(plain(64601).with(new Communities(Ints.of(new int[count]))), List.of(prefix));
        settled(toExternal);
        assertThat(toExternal.held).containsKey(prefix);
        from.announce(
                plain(64601).with(new Communities(Ints.of(new int[count + 1]))), List.of(prefix));
        settled(toExternal);
        assertThat(toExternal.held).doesNotContainKey(prefix);
    }
}
