package io.godwit.session;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.cap.AddPath;
import io.godwit.wire.cap.BgpRole;
import io.godwit.wire.cap.Capabilities;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.EnhancedRouteRefresh;
import io.godwit.wire.cap.ExtendedMessage;
import io.godwit.wire.cap.ExtendedNextHop;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.cap.LongLivedGracefulRestart;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.OutboundRouteFiltering;
import io.godwit.wire.cap.PathsLimit;
import io.godwit.wire.cap.PeeringRole;
import io.godwit.wire.cap.RouteRefreshCapability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// OPEN messages: building ours, and judging the neighbor's by what the operator configured (RFC
/// 4271 §6.2, RFC 5492, RFC 6286, RFC 6793, RFC 7607). Syntax is checked before, by `Open.read`.
public final class Negotiation {

    private static final int CAPABILITY_ROOM = 512;
    private static final ExtendedNextHop.Entry V4_OVER_V6 =
            new ExtendedNextHop.Entry(Family.IPV4_UNICAST, Family.AFI_IPV6);

    private Negotiation() {}

    /// What came of two OPENs.
    public sealed interface Outcome {
        /// They fit.
        record Agreed(Negotiated negotiated) implements Outcome {}

        /// They do not.
        ///
        /// @param cause the kind of misfit
        /// @param notification what to send
        /// @param text the misfit in words, without the NOTIFICATION's numbers
        /// @param clause the clause that asks for the refusal
        record Refused(DownCause cause, Notification notification, String text, String clause)
                implements Outcome {}
    }

    /// Our OPEN, with everything we are able to do, each once and in one parameter (RFC 5492 §4).
    public static Open open(SessionSettings settings) {
        List<Capability> offers = new ArrayList<>();
        settings.offers().families().forEach(family -> offers.add(new MultiProtocol(family)));
        offers.add(new RouteRefreshCapability());
        if (settings.offers().extendedMessage()) {
            offers.add(new ExtendedMessage());
        }
        if (settings.offers().extendedNextHop()) {
            offers.add(new ExtendedNextHop(List.of(V4_OVER_V6)));
        }
        PeeringRole role = settings.offers().role().ours();
        if (role != PeeringRole.NONE) {
            offers.add(role.capability()); // RFC 9234 §4.1: once
        }
        addPath(settings.offers()).ifPresent(offers::add);
        pathsLimit(settings.offers()).ifPresent(offers::add);
        offers.addAll(orf(settings.offers()));
        graceful(settings).ifPresent(offers::add);
        longLived(settings).ifPresent(offers::add);
        offers.add(new FourOctetAs(settings.localAs()));
        if (settings.offers().refresh().enhanced()) {
            offers.add(new EnhancedRouteRefresh()); // RFC 7313 §4
        }
        return build(settings, offers);
    }

    /// RFC 7911 §4: all families in one instance.
    private static Optional<AddPath> addPath(Offers offers) {
        AddPathOffer wanted = offers.addPath();
        int directions =
                (wanted.receive() ? AddPath.RECEIVE : 0) | (wanted.sends() ? AddPath.SEND : 0);
        return directions == 0
                ? Optional.empty()
                : Optional.of(
                        new AddPath(
                                offers.families().stream()
                                        .map(f -> new AddPath.Entry(f, directions))
                                        .toList()));
    }

    /// RFC 5291 §5. An instance for each family: FRR reads the first entry of one only.
    private static List<OutboundRouteFiltering> orf(Offers offers) {
        OrfOffer wish = offers.refresh().orf();
        var filter =
                new OutboundRouteFiltering.Filter(
                        OutboundRouteFiltering.ADDRESS_PREFIX, wish.directions());
        return offers.families().stream()
                .filter(_ -> wish != OrfOffer.NO)
                .map(f -> new OutboundRouteFiltering.Entry(f, List.of(filter)))
                .map(entry -> new OutboundRouteFiltering(List.of(entry)))
                .toList();
    }

    /// draft-abraitis-idr-addpath-paths-limit §3: what we want at most of what we may be sent.
    private static Optional<PathsLimit> pathsLimit(Offers offers) {
        int most = offers.addPath().limit();
        return most == 0
                ? Optional.empty()
                : Optional.of(
                        new PathsLimit(
                                offers.families().stream()
                                        .map(f -> new PathsLimit.Entry(f, most))
                                        .toList()));
    }

    /// Who only helps offers it with restart time 0 and no families: no forwarding state is kept
    /// over a restart, but an End-of-RIB comes after the first routes, and RFC 4724 §4 recommends
    /// to say so. Neighbors that learn it send their own End-of-RIB too.
    private static Optional<GracefulRestart> graceful(SessionSettings settings) {
        Graceful wanted = settings.offers().graceful();
        Restart restart = settings.restart();
        return switch (wanted.mode()) {
            case NO -> Optional.empty();
            case HELPER ->
                    Optional.of(new GracefulRestart(false, wanted.notification(), 0, List.of()));
            case YES ->
                    Optional.of(
                            new GracefulRestart(
                                    restart.restarted(),
                                    // RFC 8538 §2: the N bit.
                                    wanted.notification(),
                                    wanted.restartSeconds(),
                                    settings.offers().families().stream()
                                            .map(f -> flags(f, restart.kept().contains(f)))
                                            .toList()));
        };
    }

    /// RFC 9494 §3.1, §4.1: never without the other capability. Who only helps names no family.
    private static Optional<LongLivedGracefulRestart> longLived(SessionSettings settings) {
        Graceful wanted = settings.offers().graceful();
        LongLived wish = wanted.longLived();
        if (wanted.mode() == Graceful.Mode.NO || wish.mode() == Graceful.Mode.NO) {
            return Optional.empty();
        }
        List<Family> families =
                wish.mode() == Graceful.Mode.YES ? settings.offers().families() : List.of();
        return Optional.of(
                new LongLivedGracefulRestart(
                        families.stream()
                                .map(f ->
                                        new LongLivedGracefulRestart.Entry(
                                                f,
                                                settings.restart().kept().contains(f)
                                                        ? LongLivedGracefulRestart.FORWARDING
                                                        : 0,
                                                wish.staleSeconds()))
                                .toList()));
    }

    private static GracefulRestart.FamilyFlags flags(Family family, boolean kept) {
        return new GracefulRestart.FamilyFlags(
                family, kept ? GracefulRestart.FamilyFlags.FORWARDING : 0);
    }

    /// Our OPEN without capabilities, for a neighbor that does not know the parameter (RFC 5492
    /// §3). It carries IPv4 unicast only.
    public static Open plainOpen(SessionSettings settings) {
        return build(settings, List.of());
    }

    private static Open build(SessionSettings settings, List<Capability> offers) {
        return Open.of(
                settings.localAs(),
                settings.timers().holdTimeSeconds(),
                settings.routerId(),
                offers);
    }

    /// Judges the neighbor's OPEN against the configuration and the OPEN we sent.
    public static Outcome check(SessionSettings settings, Open ours, Open theirs) {
        Optional<Outcome.Refused> refused =
                badAs(settings, theirs)
                        .or(() -> badIdentifier(settings, theirs))
                        .or(() -> badHoldTime(settings, theirs))
                        .or(() -> badRole(settings.offers().role(), theirs))
                        .or(() -> noCommonFamily(ours, theirs));
        return refused.isPresent()
                ? refused.get()
                : new Outcome.Agreed(agree(settings, ours, theirs));
    }

    private static Optional<Outcome.Refused> badAs(SessionSettings settings, Open theirs) {
        long as = theirs.as();
        boolean wide = theirs.first(FourOctetAs.class).isPresent();
        if (as == 0 || theirs.as2() == 0) {
            String where = as == 0 && wide ? " in its 4-octet AS capability" : "";
            return wrongAs("peer says AS 0" + where + ", which nobody may use", "RFC 7607 §2");
        }
        if (settings.neighborAs() == 0 && !settings.expects(as)) {
            return wrongAs(
                    "peer says AS %d, we expect another one than ours".formatted(as),
                    "RFC 4271 §6.2");
        }
        // RFC 6793 §4.1: the number in the capability counts, whatever the field says.
        if (!settings.expects(as)) {
            return wrongAs(
                    "peer says AS %d, we expect %d".formatted(as, settings.neighborAs()),
                    "RFC 4271 §6.2");
        }
        return Optional.empty();
    }

    private static Optional<Outcome.Refused> wrongAs(String text, String clause) {
        return Optional.of(
                new Outcome.Refused(DownCause.WRONG_AS, Notification.badPeerAs(), text, clause));
    }

    /// RFC 6286 §2.2: two external neighbors may share an identifier, two of one AS may not, nor
    /// two of one confederation (§3).
    private static Optional<Outcome.Refused> badIdentifier(SessionSettings settings, Open theirs) {
        boolean shared =
                theirs.bgpId() == settings.routerId() && (settings.inside() || !settings.ebgp());
        if (theirs.bgpId() != 0 && !shared) {
            return Optional.empty();
        }
        String text =
                shared
                        ? "peer and we both have BGP Identifier " + Address.ofV4(theirs.bgpId())
                        : "peer has BGP Identifier 0.0.0.0";
        return Optional.of(
                new Outcome.Refused(
                        DownCause.BAD_IDENTIFIER,
                        Notification.badBgpIdentifier(),
                        text,
                        "RFC 6286 §2.2"));
    }

    private static Optional<Outcome.Refused> badHoldTime(SessionSettings settings, Open theirs) {
        int seconds = theirs.holdTimeSeconds();
        // Above the two that nobody may propose, what to refuse is ours to say.
        int least = Math.max(3, settings.timers().minHoldSeconds());
        if (seconds == 0 || seconds >= least) {
            return Optional.empty();
        }
        return Optional.of(
                new Outcome.Refused(
                        DownCause.BAD_HOLD_TIME,
                        Notification.unacceptableHoldTime(),
                        "peer proposes a hold time of %d s, the least is %d s"
                                .formatted(seconds, least),
                        "RFC 4271 §6.2"));
    }

    /// RFC 9234 §4.2. A neighbor that contradicts itself is refused even where we have no role.
    private static Optional<Outcome.Refused> badRole(RoleTerms terms, Open theirs) {
        List<BgpRole> said = theirs.all(BgpRole.class).stream().distinct().toList();
        if (said.size() > 1) {
            return wrongRole("peer says several roles: " + names(said, PeeringRole::name));
        }
        if (terms.ours() == PeeringRole.NONE) {
            return Optional.empty();
        }
        String expected =
                ", we are %s and expect %s"
                        .formatted(terms.ours().word(), terms.ours().counterpart().word());
        if (said.isEmpty()) {
            return terms.strict() ? wrongRole("peer says no role" + expected) : Optional.empty();
        }
        BgpRole role = said.getFirst();
        return terms.ours().fits(role)
                ? Optional.empty()
                : wrongRole("peer says role " + PeeringRole.name(role) + expected);
    }

    private static Optional<Outcome.Refused> wrongRole(String text) {
        return Optional.of(
                new Outcome.Refused(
                        DownCause.WRONG_ROLE, Notification.roleMismatch(), text, "RFC 9234 §4.2"));
    }

    /// Without a family in common no route could ever pass. RFC 5492 §3 lets a speaker end the
    /// peering then by 2/7, naming what it misses: our families. A capability of the neighbor that
    /// we do not know is never a reason (§5), nor is one of several families that it lacks.
    private static Optional<Outcome.Refused> noCommonFamily(Open ours, Open theirs) {
        List<Family> offered = families(ours);
        List<Family> wanted = families(theirs);
        if (offered.stream().anyMatch(wanted::contains)) {
            return Optional.empty();
        }
        return Optional.of(
                new Outcome.Refused(
                        DownCause.NO_COMMON_FAMILY,
                        Notification.unsupportedCapability(multiProtocol(offered)),
                        "families do not overlap: we offer %s, peer offers %s"
                                .formatted(
                                        names(offered, Family::name), names(wanted, Family::name)),
                        "RFC 5492 §3"));
    }

    private static Bytes multiProtocol(List<Family> families) {
        byte[] buf = new byte[CAPABILITY_ROOM];
        int end = 0;
        for (Family family : families) {
            end = Capabilities.write(new MultiProtocol(family), buf, end);
        }
        return Bytes.copyOf(buf, 0, end);
    }

    private static <T> String names(List<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.joining(", "));
    }

    /// The families of an OPEN. One without any multiprotocol capability comes from a speaker that
    /// knows IPv4 unicast only (RFC 4760 §8).
    static List<Family> families(Open open) {
        List<Family> families =
                open.all(MultiProtocol.class).stream()
                        .map(MultiProtocol::family)
                        .distinct()
                        .toList();
        return families.isEmpty() ? List.of(Family.IPV4_UNICAST) : families;
    }

    private static Negotiated agree(SessionSettings settings, Open ours, Open theirs) {
        int hold = Math.min(ours.holdTimeSeconds(), theirs.holdTimeSeconds());
        List<Family> theirFamilies = families(theirs);
        return new Negotiated(
                theirs.as(),
                theirs.bgpId(),
                hold,
                keepaliveSeconds(settings.timers().keepaliveSeconds(), hold),
                settings.ebgp(),
                families(ours).stream().filter(theirFamilies::contains).toList(),
                both(ours, theirs, FourOctetAs.class),
                both(ours, theirs, ExtendedMessage.class),
                offersV4OverV6(ours) && offersV4OverV6(theirs),
                both(ours, theirs, RouteRefreshCapability.class),
                both(ours, theirs, EnhancedRouteRefresh.class),
                theirs.first(GracefulRestart.class).isPresent(),
                ours,
                theirs);
    }

    /// RFC 4271 §4.4: a third of the hold time is a reasonable maximum.
    private static int keepaliveSeconds(int configured, int hold) {
        int third = hold / 3;
        return configured == 0 ? third : Math.min(configured, third);
    }

    private static boolean both(Open ours, Open theirs, Class<? extends Capability> type) {
        return ours.first(type).isPresent() && theirs.first(type).isPresent();
    }

    /// RFC 8950 §4.
    private static boolean offersV4OverV6(Open open) {
        return open.all(ExtendedNextHop.class).stream()
                .anyMatch(offer -> offer.families().contains(V4_OVER_V6));
    }

    static boolean offersExtendedMessage(Open open) {
        return open.first(ExtendedMessage.class).isPresent();
    }

    static Context context(
            Negotiated negotiated, boolean extendedMessage, List<Family> withPathIds) {
        return new Context(
                negotiated.asn4(),
                negotiated.ebgp(),
                withPathIds.contains(Family.IPV4_UNICAST),
                withPathIds.contains(Family.IPV6_UNICAST),
                extendedMessage ? Framer.MAX_EXTENDED_OCTETS : Framer.MAX_OCTETS,
                negotiated.families().contains(Family.IPV4_UNICAST),
                negotiated.families().contains(Family.IPV6_UNICAST),
                negotiated.extendedNextHop(),
                false);
    }
}
