package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.cap.AddPath;
import io.godwit.wire.cap.BgpRole;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.EnhancedRouteRefresh;
import io.godwit.wire.cap.ExtendedMessage;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.PathsLimit;
import io.godwit.wire.cap.PeeringRole;
import io.godwit.wire.cap.RouteRefreshCapability;
import io.godwit.wire.cap.UnknownCapability;
import io.godwit.wire.nlri.Families;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What goes into our OPEN, and what becomes of the neighbor's.
class NegotiationTest {

    private static final Family V4 = Family.IPV4_UNICAST;
    private static final Family V6 = Family.IPV6_UNICAST;
    private static final int ID = 0x0A000002;

    private static SessionSettings settings(long ours, long theirs, Family... families) {
        return new SessionSettings(
                ours,
                0x0A000001,
                theirs,
                FsmOptions.STANDARD,
                new Timers(90, 0, 120),
                Offers.of(List.of(families)),
                Restart.NONE);
    }

    private static Open their(int as2, int hold, int id, Capability... offers) {
        return new Open(4, as2, hold, id, List.of(offers), List.of());
    }

    private static MultiProtocol mp(Family family) {
        return new MultiProtocol(family);
    }

    private static Negotiation.Outcome check(SessionSettings settings, Open theirs) {
        return Negotiation.check(settings, Negotiation.open(settings), theirs);
    }

    private static Negotiated agreed(SessionSettings settings, Open theirs) {
        return switch (check(settings, theirs)) {
            case Negotiation.Outcome.Agreed(var negotiated) -> negotiated;
            case Negotiation.Outcome.Refused refused -> throw new AssertionError(refused);
        };
    }

    @Tag("5492-3-1")
    @Tag("5492-4-1")
    @Tag("8654-4-1")
    @Tag("4760-8-1")
    @Tag("4760-8-3")
    @Tag("2918-4-1")
    @Tag("6793-4.1-1")
    @Test
    void ourOpenOffersWhatWeCanDo() {
        Open open = Negotiation.open(settings(65001, 65002, V4, V6));
        assertThat(open.version()).isEqualTo(4);
        assertThat(open.as2()).isEqualTo(65001);
        assertThat(open.bgpId()).isEqualTo(0x0A000001);
        assertThat(open.holdTimeSeconds()).isEqualTo(90);
        assertThat(open.capabilities())
                .containsExactly(
                        mp(V4),
                        mp(V6),
                        new RouteRefreshCapability(),
                        new ExtendedMessage(),
                        new GracefulRestart(false, true, 0, List.of()),
                        new FourOctetAs(65001),
                        new EnhancedRouteRefresh());
    }

    @Tag("2918-4-1")
    @Tag("4724-3-2")
    @Tag("4724-3-4")
    @Tag("4724-4.2-7")
    @Tag("6793-4.1-1")
    @Tag("6793-4.1-2")
    @Test
    void ourOpenOnTheWire() {
        byte[] buf = new byte[4096];
        int octets = Negotiation.open(settings(4200000001L, 65002, V6)).write(buf, 0);
        assertThat(Bytes.copyOf(buf, 19, octets - 19).hex())
                .as("AS_TRANS in two octets, the real AS in the capability")
                .isEqualTo(
                        "04"
                                + "5ba0"
                                + "005a"
                                + "0a000001"
                                + "18"
                                + "0216"
                                + "010400020001"
                                + "0200"
                                + "0600"
                                + "40024000"
                                + "4104fa56ea01"
                                + "4600");
    }

    private static SessionSettings inRole(PeeringRole role, boolean strict) {
        return new SessionSettings(
                65001,
                1,
                65002,
                FsmOptions.STANDARD,
                new Timers(90, 0, 120),
                new Offers(
                        List.of(V4),
                        false,
                        false,
                        AddPathOffer.NO,
                        RefreshTerms.STANDARD,
                        new RoleTerms(role, strict),
                        Graceful.STANDARD),
                Restart.NONE);
    }

    /// RFC 9234 §4.2, Table 2: our role, those that the neighbor says, whether we insist, and
    /// whether the session comes up.
    @Tag("9234-4.1-1")
    @Tag("9234-4.1-2")
    @Tag("9234-4.2-1")
    @Tag("9234-4.2-2")
    @Tag("9234-4.2-3")
    @Tag("9234-4.2-4")
    @Tag("9234-4.2-5")
    @Tag("9234-4.2-6")
    @ParameterizedTest
    @CsvSource({
        "PROVIDER, 3, false, true",
        "PROVIDER, 0, false, false",
        "PROVIDER, 1, false, false",
        "PROVIDER, 2, false, false",
        "PROVIDER, 4, false, false",
        "PROVIDER, 5, false, false",
        "PROVIDER, 255, false, false",
        "CUSTOMER, 0, false, true",
        "CUSTOMER, 3, false, false",
        "CUSTOMER, 1, false, false",
        "RS, 2, false, true",
        "RS, 1, false, false",
        "RS, 3, false, false",
        "RS_CLIENT, 1, false, true",
        "RS_CLIENT, 2, false, false",
        "RS_CLIENT, 0, false, false",
        "PEER, 4, false, true",
        "PEER, 0, false, false",
        "PEER, 3, true, false",
        "PEER, 4, true, true",
        "PEER, '', false, true",
        "PEER, '', true, false",
        "PEER, 4 4, true, true",
        "PEER, 4 3, false, false",
        "NONE, 3, false, true",
        "NONE, '', false, true",
        "NONE, 3 3, false, true",
        "NONE, 3 4, false, false",
    })
    void rolesHaveToFit(PeeringRole role, String theirs, boolean strict, boolean fits) {
        SessionSettings settings = inRole(role, strict);
        assertThat(Negotiation.open(settings).all(BgpRole.class))
                .hasSize(role == PeeringRole.NONE ? 0 : 1);
        Stream<Capability> said =
                Stream.of(theirs.split(" "))
                        .filter(number -> !number.isEmpty())
                        .map(number -> new BgpRole(Integer.parseInt(number)));
        Open open =
                their(
                        65002,
                        90,
                        ID,
                        Stream.concat(Stream.of(mp(V4)), said).toArray(Capability[]::new));
        Negotiation.Outcome outcome = check(settings, open);
        if (fits) {
            assertThat(outcome).isInstanceOf(Negotiation.Outcome.Agreed.class);
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Negotiation.Outcome.Refused.class,
                            refused -> {
                                assertThat(refused.cause()).isEqualTo(DownCause.WRONG_ROLE);
                                assertThat(refused.notification().code()).isEqualTo(2);
                                assertThat(refused.notification().subcode()).isEqualTo(11);
                                assertThat(refused.notification().data().length()).isZero();
                            });
        }
    }

    @Tag("7911-4-1")
    @Tag("7911-4-2")
    @Tag("7911-5-3")
    @Tag("7911-5-4")
    @Tag("7911-5-7")
    @ParameterizedTest
    @CsvSource({
        "true, 0, 0, false, false",
        "true, 0, 1, false, false",
        "true, 0, 2, true, false",
        "true, 0, 3, true, false",
        "true, 0, 4, false, false",
        "true, 0, 255, false, false",
        "false, 2, 1, false, true",
        "false, 2, 2, false, false",
        "true, 2, 3, true, true",
        "true, 2, 0, false, false",
        "false, 0, 3, false, false",
    })
    void pathIdentifiersAreWhereOneSendsAndTheOtherReceives(
            boolean receive, int most, int theirs, boolean read, boolean written) {
        AddPathOffer ours = new AddPathOffer(receive, 0, most);
        SessionSettings settings =
                new SessionSettings(
                        65001,
                        1,
                        65002,
                        FsmOptions.STANDARD,
                        new Timers(90, 0, 120),
                        new Offers(
                                List.of(V4, V6),
                                false,
                                false,
                                ours,
                                RefreshTerms.STANDARD,
                                RoleTerms.NONE,
                                Graceful.STANDARD),
                        Restart.NONE);
        assertThat(Negotiation.open(settings).all(AddPath.class))
                .hasSize(receive || most > 0 ? 1 : 0)
                .allSatisfy(said -> assertThat(said.families()).hasSize(2));
        AddPath said = new AddPath(List.of(new AddPath.Entry(V4, theirs)));
        Negotiated n = agreed(settings, their(65002, 90, ID, mp(V4), mp(V6), said));
        assertThat(n.receiveContext().addPathIpv4()).isEqualTo(read);
        assertThat(n.sendContext().addPathIpv4()).isEqualTo(written);
        assertThat(n.receiveContext().addPathIpv6()).as("not offered for it").isFalse();
        assertThat(n.sendContext().addPathIpv6()).as("not offered for it").isFalse();
    }

    @Tag("6793-4.1-3")
    @Test
    void ofTwoAsNumbersThatOfTheCapabilityCounts() {
        Negotiated n =
                agreed(settings(65001, 65002, V4), their(65009, 90, ID, new FourOctetAs(65002)));
        assertThat(n.neighborAs()).isEqualTo(65002);
    }

    @Tag("6286-3-1")
    @Test
    void twoOfOneConfederationDoNotShareAnIdentifier() {
        SessionSettings member = settings(65001, 65002, V4);
        SessionSettings inside =
                new SessionSettings(
                        member.localAs(),
                        0,
                        member.routerId(),
                        member.neighborAs(),
                        member.fsm(),
                        member.timers(),
                        member.offers(),
                        member.restart(),
                        -1,
                        true);
        Open same = their(65002, 90, member.routerId());
        assertThat(Negotiation.check(member, Negotiation.open(member), same))
                .isInstanceOf(Negotiation.Outcome.Agreed.class);
        assertThat(Negotiation.check(inside, Negotiation.open(inside), same))
                .isInstanceOfSatisfying(
                        Negotiation.Outcome.Refused.class,
                        r ->
                                assertThat(r.notification())
                                        .isEqualTo(Notification.badBgpIdentifier()));
    }

    @Tag("8654-4-2")
    @Tag("8654-5-1")
    @Test
    void extendedMessageIsOfferedOnlyWhenConfigured() {
        SessionSettings settings =
                new SessionSettings(
                        65001,
                        1,
                        65002,
                        FsmOptions.STANDARD,
                        new Timers(90, 0, 120),
                        new Offers(
                                List.of(V4),
                                false,
                                false,
                                AddPathOffer.NO,
                                RefreshTerms.STANDARD,
                                RoleTerms.NONE,
                                Graceful.STANDARD),
                        Restart.NONE);
        assertThat(Negotiation.open(settings).first(ExtendedMessage.class)).isEmpty();
        Negotiated n = agreed(settings, their(65002, 90, ID, mp(V4), new ExtendedMessage()));
        assertThat(n.extendedMessage()).isFalse();
        assertThat(n.receiveContext().maxMessageOctets()).isEqualTo(4096);
        assertThat(n.sendContext().maxMessageOctets()).isEqualTo(4096);
    }

    private static SessionSettings settings(AddPathOffer offer) {
        return new SessionSettings(
                65001,
                0x0A000001,
                65002,
                FsmOptions.STANDARD,
                new Timers(90, 0, 120),
                new Offers(
                        List.of(V4, V6),
                        true,
                        false,
                        offer,
                        RefreshTerms.STANDARD,
                        RoleTerms.NONE,
                        Graceful.STANDARD),
                Restart.NONE);
    }

    @Test
    void howManyPathsTheNeighborWants() {
        AddPathOffer offer = new AddPathOffer(true, 7, 0);
        assertThat(Negotiation.open(settings(offer)).all(PathsLimit.class))
                .containsExactly(
                        new PathsLimit(
                                List.of(new PathsLimit.Entry(V4, 7), new PathsLimit.Entry(V6, 7))));
        assertThat(Negotiation.open(settings(offer.limited(0))).all(PathsLimit.class)).isEmpty();
        PathsLimit said =
                new PathsLimit(
                        List.of(
                                new PathsLimit.Entry(V4, 0),
                                new PathsLimit.Entry(V4, 3),
                                new PathsLimit.Entry(V6, 0)));
        Negotiated n = agreed(settings(offer), their(65002, 90, ID, mp(V4), said));
        assertThat(n.pathsLimit(V4)).hasValue(3);
        assertThat(n.pathsLimit(V6)).isEmpty();
    }

    /// RFC 8538 §5.1: after which ends the session does not come back soon.
    @Tag("9494-3.1-1")
    @Tag("9494-3.1-2")
    @Tag("9494-4-1")
    @ParameterizedTest
    @CsvSource({
        "YES,    YES,    4006407800010100 47070001010000012c",
        "YES,    HELPER, 4006407800010100 4700",
        "HELPER, YES,    40024000 47070001010000012c",
        "YES,    NO,     4006407800010100",
        "NO,     YES,    ''",
    })
    void whatIsSaidOfRestarts(Graceful.Mode mode, Graceful.Mode longLived, String capabilities) {
        Graceful graceful =
                new Graceful(mode, 120, 180, 180, true, new LongLived(longLived, 300, 600, false));
        SessionSettings like = settings(65001, 65002, V4);
        Offers offers =
                new Offers(
                        List.of(V4),
                        false,
                        false,
                        AddPathOffer.NO,
                        RefreshTerms.STANDARD,
                        RoleTerms.NONE,
                        graceful);
        SessionSettings settings =
                new SessionSettings(
                        65001, 1, 65002, like.fsm(), like.timers(), offers, Restart.NONE);
        byte[] buf = new byte[4096];
        int length = Negotiation.open(settings).write(buf, 0);
        String hex = HexFormat.of().formatHex(buf, 0, length);
        assertThat(hex).contains(capabilities.replace(" ", ""));
        assertThat(hex.contains("4707") || hex.contains("4700"))
                .isEqualTo(capabilities.contains(" "));
    }

    @Tag("9384-4-2")
    @Tag("8538-2-1")
    @Tag("8538-4-1")
    @Tag("8538-4-4")
    @ParameterizedTest
    @CsvSource({
        "true,  6, 1,  true",
        "true,  6, 2,  true",
        "true,  6, 3,  true",
        "true,  6, 4,  true",
        "true,  6, 5,  false",
        "true,  6, 6,  false",
        "true,  6, 7,  false",
        "true,  6, 8,  false",
        "true,  6, 10, true",
        "true,  4, 0,  false",
        "true,  3, 1,  false",
        "false, 6, 2,  false",
    })
    void whichEndsAreHardResets(boolean nBit, int code, int subcode, boolean hard) {
        Negotiated n =
                agreed(
                        settings(65001, 65002, V4),
                        their(
                                65002,
                                30,
                                ID,
                                mp(V4),
                                new GracefulRestart(false, nBit, 9, List.of())));
        assertThat(n.gracefulNotification()).isEqualTo(nBit);
        Notification why = Notification.of(code, subcode);
        assertThat(n.ending(why)).isEqualTo(hard ? Notification.hardReset(why) : why);
    }

    @Tag("4724-3-5")
    @Test
    void ofSeveralCapabilitiesOfRestartsTheLastOneCounts() {
        Negotiated n =
                agreed(
                        settings(65001, 65002, V4),
                        their(
                                65002,
                                30,
                                ID,
                                mp(V4),
                                new GracefulRestart(
                                        true,
                                        true,
                                        120,
                                        List.of(new GracefulRestart.FamilyFlags(V4, 0x80))),
                                new GracefulRestart(false, false, 7, List.of())));
        assertThat(n.graceful().map(GracefulRestart::timeSeconds)).contains(7);
        assertThat(n.retained()).isEmpty();
        assertThat(n.gracefulNotification()).isFalse();
    }

    @Test
    void anExternalNeighborSaysItsAs() {
        Negotiated n =
                agreed(
                        settings(65001, 0, V4),
                        their(Open.AS_TRANS, 90, ID, mp(V4), new FourOctetAs(4200000001L)));
        assertThat(n.neighborAs()).isEqualTo(4200000001L);
        assertThat(n.ebgp()).isTrue();
    }

    @Tag("5492-3-2")
    @Tag("4760-8-1")
    @Tag("4760-8-4")
    @Tag("6793-4.1-4")
    @Test
    void everythingOfferedByBothIsUsed() {
        Negotiated n =
                agreed(
                        settings(65001, 65002, V4, V6),
                        their(
                                65002,
                                30,
                                ID,
                                mp(V6),
                                mp(V4),
                                new RouteRefreshCapability(),
                                new EnhancedRouteRefresh(),
                                new ExtendedMessage(),
                                new GracefulRestart(true, true, 120, List.of()),
                                new FourOctetAs(65002)));
        assertThat(n.families()).as("in our order").containsExactly(V4, V6);
        assertThat(n.holdTimeSeconds()).isEqualTo(30);
        assertThat(n.keepaliveSeconds()).isEqualTo(10);
        assertThat(n.asn4()).isTrue();
        assertThat(n.extendedMessage()).isTrue();
        assertThat(n.routeRefresh()).isTrue();
        assertThat(n.enhancedRouteRefresh()).isTrue();
        assertThat(n.endOfRib()).isTrue();
        assertThat(n.ebgp()).isTrue();
        assertThat(n.sendContext().maxMessageOctets()).isEqualTo(65535);
        assertThat(n.sendContext().ipv4()).isTrue();
        assertThat(n.sendContext().ipv6()).isTrue();
        assertThat(n.sendContext().asn4()).isTrue();
        assertThat(n.sendContext().ebgp()).isTrue();
    }

    @Test
    void neighborWithoutAnyCapabilityMeansIpv4UnicastAndTwoOctetNumbers() {
        Negotiated n = agreed(settings(65001, 65002, V6, V4), their(65002, 180, ID));
        assertThat(n.families()).containsExactly(V4);
        assertThat(n.asn4()).isFalse();
        assertThat(n.routeRefresh()).isFalse();
        assertThat(n.endOfRib()).isFalse();
        assertThat(n.receiveContext().ipv6()).isFalse();
        assertThat(n.receiveContext().maxMessageOctets())
                .as("we said that we can read them, RFC 8654 §4")
                .isEqualTo(65535);
        assertThat(n.sendContext().maxMessageOctets()).isEqualTo(4096);
    }

    @Tag("5492-3-7")
    @Tag("4760-8-4")
    @Test
    void unknownCapabilitiesAndExtraFamiliesAreNoReasonToRefuse() {
        Negotiated n =
                agreed(
                        settings(65001, 65002, V4),
                        their(
                                65002,
                                90,
                                ID,
                                mp(Families.of(25, 70)),
                                mp(V4),
                                mp(V4),
                                new UnknownCapability(239, Bytes.fromHex("c0ffee"))));
        assertThat(n.families()).containsExactly(V4);
    }

    @Test
    void internalNeighborIsNotEbgp() {
        Negotiated n = agreed(settings(65001, 65001, V4), their(65001, 90, ID));
        assertThat(n.ebgp()).isFalse();
        assertThat(n.receiveContext().ebgp()).isFalse();
    }

    @Tag("6793-4.1-3")
    @Test
    void fourOctetNeighborIsKnownByItsCapability() {
        Open transit = their(Open.AS_TRANS, 90, ID, new FourOctetAs(4200000002L));
        Negotiated n = agreed(settings(65001, 4200000002L, V4), transit);
        assertThat(n.neighborAs()).isEqualTo(4200000002L);
        Open lenient = their(Open.AS_TRANS, 90, ID, new FourOctetAs(65002));
        assertThat(agreed(settings(65001, 65002, V4), lenient).neighborAs()).isEqualTo(65002);
    }

    static Stream<Arguments> refusals() {
        SessionSettings ebgp = settings(65001, 65003, V4);
        SessionSettings ibgp = settings(65001, 65001, V4);
        SessionSettings six = settings(65001, 65003, V6);
        SessionSettings wide = settings(65001, 4200000001L, V4);
        SessionSettings any = settings(65001, 0, V4);
        return Stream.of(
                arguments(
                        any,
                        their(65001, 90, ID),
                        "2/2",
                        "peer says AS 65001, we expect another one than ours"),
                arguments(
                        any,
                        their(Open.AS_TRANS, 90, ID),
                        "2/2",
                        "peer says AS 23456, we expect another one than ours"),
                arguments(ebgp, their(65002, 90, ID), "2/2", "peer says AS 65002, we expect 65003"),
                arguments(
                        ebgp,
                        their(65003, 90, ID, new FourOctetAs(65002)),
                        "2/2",
                        "peer says AS 65002, we expect 65003"),
                arguments(
                        wide,
                        their(Open.AS_TRANS, 90, ID, new FourOctetAs(4200000002L)),
                        "2/2",
                        "peer says AS 4200000002, we expect 4200000001"),
                arguments(
                        wide,
                        their(Open.AS_TRANS, 90, ID),
                        "2/2",
                        "peer says AS 23456, we expect 4200000001"),
                arguments(
                        ebgp,
                        their(65003, 90, ID, new FourOctetAs(0)),
                        "2/2",
                        "peer says AS 0 in its 4-octet AS capability, which nobody may use"),
                arguments(ebgp, their(0, 90, ID), "2/2", "peer says AS 0, which nobody may use"),
                arguments(ebgp, their(65003, 90, 0), "2/3", "peer has BGP Identifier 0.0.0.0"),
                arguments(
                        ibgp,
                        their(65001, 90, 0x0A000001),
                        "2/3",
                        "peer and we both have BGP Identifier 10.0.0.1"),
                arguments(
                        ebgp,
                        their(65003, 2, ID),
                        "2/6",
                        "peer proposes a hold time of 2 s, the least is 3 s"),
                arguments(
                        ebgp,
                        their(65003, 1, ID),
                        "2/6",
                        "peer proposes a hold time of 1 s, the least is 3 s"),
                arguments(
                        six,
                        their(65003, 90, ID, mp(V4)),
                        "2/7",
                        "families do not overlap: we offer ipv6, peer offers ipv4"),
                arguments(
                        six,
                        their(65003, 90, ID),
                        "2/7",
                        "families do not overlap: we offer ipv6, peer offers ipv4"),
                arguments(
                        settings(65001, 65003, V4, V6),
                        their(65003, 90, ID, mp(Families.of(25, 70)), mp(Families.of(1, 2))),
                        "2/7",
                        "families do not overlap: we offer ipv4, ipv6, peer offers "
                                + Families.of(25, 70).name()
                                + ", "
                                + Families.of(1, 2).name()));
    }

    @Tag("6286-2.2-2")
    @Tag("4271-6.2-3")
    @Tag("4271-6.2-4")
    @ParameterizedTest
    @MethodSource("refusals")
    void refusedInWords(SessionSettings settings, Open theirs, String numbers, String text) {
        if (!(check(settings, theirs) instanceof Negotiation.Outcome.Refused refused)) {
            throw new AssertionError("accepted");
        }
        assertThat(refused.notification().code() + "/" + refused.notification().subcode())
                .isEqualTo(numbers);
        assertThat(refused.text()).isEqualTo(text);
        assertThat(refused.clause()).startsWith("RFC ");
    }

    @Tag("5492-3-5")
    @Tag("5492-5-1")
    @Test
    void unsupportedCapabilityNamesTheCapabilitiesWeMiss() {
        SessionSettings settings = settings(65001, 65003, V4, V6);
        Open theirs = their(65003, 90, ID, mp(Families.of(25, 70)));
        if (!(check(settings, theirs) instanceof Negotiation.Outcome.Refused refused)) {
            throw new AssertionError("accepted");
        }
        assertThat(refused.notification().data().hex())
                .as("RFC 5492 §5: encoded as in the OPEN")
                .isEqualTo("010400010001" + "010400020001");
    }

    @Tag("6286-2.2-3")
    @Test
    void externalNeighborsMayShareAnIdentifier() {
        Negotiated n = agreed(settings(65001, 65002, V4), their(65002, 90, 0x0A000001));
        assertThat(n.neighborId()).isEqualTo(0x0A000001);
    }

    @Test
    void plainOpenCarriesNothingButIpv4() {
        SessionSettings settings = settings(65001, 65002, V6, V4);
        Open plain = Negotiation.plainOpen(settings);
        assertThat(plain.capabilities()).isEmpty();
        Open theirs = their(65002, 90, ID, mp(V6), mp(V4), new FourOctetAs(65002));
        if (!(Negotiation.check(settings, plain, theirs)
                instanceof Negotiation.Outcome.Agreed(var n))) {
            throw new AssertionError("refused");
        }
        assertThat(n.families()).containsExactly(V4);
        assertThat(n.asn4()).as("RFC 6793 §4.1: both must offer it").isFalse();
    }
}
