package io.godwit.session;

import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.cap.AddPath;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.cap.LongLivedGracefulRestart;
import io.godwit.wire.cap.OutboundRouteFiltering;
import io.godwit.wire.cap.PathsLimit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What both OPENs agree on. Lasts as long as the connection.
///
/// @param neighborAs the neighbor's AS number, four octets wide
/// @param neighborId the neighbor's BGP Identifier
/// @param holdTimeSeconds the smaller of both proposals, 0 for none (RFC 4271 §4.2)
/// @param keepaliveSeconds the KeepaliveTime before jitter, 0 when the hold time is 0
/// @param ebgp whether the neighbor is in another Autonomous System
/// @param families the families both sides offer, in our order
/// @param asn4 AS numbers have four octets in UPDATEs (RFC 6793)
/// @param extendedMessage both sides offer messages of up to 65535 octets (RFC 8654 §4)
/// @param extendedNextHop both sides offer IPv6 next hops of IPv4 routes (RFC 8950)
/// @param routeRefresh both sides offer ROUTE-REFRESH (RFC 2918)
/// @param enhancedRouteRefresh both sides offer its marked form (RFC 7313)
/// @param endOfRib the neighbor says it will send End-of-RIB (RFC 4724 §3)
/// @param ours the OPEN we sent
/// @param theirs the OPEN we received
public record Negotiated(
        long neighborAs,
        int neighborId,
        int holdTimeSeconds,
        int keepaliveSeconds,
        boolean ebgp,
        List<Family> families,
        boolean asn4,
        boolean extendedMessage,
        boolean extendedNextHop,
        boolean routeRefresh,
        boolean enhancedRouteRefresh,
        boolean endOfRib,
        Open ours,
        Open theirs) {

    public Negotiated {
        families = List.copyOf(families);
    }

    /// How to read the neighbor's messages.
    public Context receiveContext() {
        return Negotiation.context(this, Negotiation.offersExtendedMessage(ours), addPathReceive());
    }

    /// How to write messages for the neighbor.
    public Context sendContext() {
        return Negotiation.context(this, extendedMessage, addPathSend());
    }

    /// Families of which the neighbor may send several paths of a prefix: we can receive them, and
    /// it can send them (RFC 7911 §5). An entry with a value that is none says neither (§4).
    public List<Family> addPathReceive() {
        return both(ours, theirs);
    }

    /// Families whose NLRI we send with Path Identifiers: we can send them, and the neighbor can
    /// receive them (RFC 7911 §5).
    public List<Family> addPathSend() {
        return both(theirs, ours);
    }

    private List<Family> both(Open receiver, Open sender) {
        return families.stream()
                .filter(f -> addPaths(receiver, f).anyMatch(AddPath.Entry::receives))
                .filter(f -> addPaths(sender, f).anyMatch(AddPath.Entry::sends))
                .toList();
    }

    private static Stream<AddPath.Entry> addPaths(Open said, Family family) {
        return said.all(AddPath.class).stream()
                .flatMap(all -> all.families().stream())
                .filter(entry -> entry.family().equals(family));
    }

    /// How many paths of a prefix the neighbor wants at most; empty if it does not say. A limit of
    /// 0 says nothing (draft-abraitis-idr-addpath-paths-limit §3).
    public OptionalInt pathsLimit(Family family) {
        return theirs.all(PathsLimit.class).stream()
                .flatMap(all -> all.families().stream())
                .filter(entry -> entry.family().equals(family) && entry.most() > 0)
                .mapToInt(PathsLimit.Entry::most)
                .findFirst();
    }

    /// Families of which the neighbor may say what it wants to be told: we take filters by address
    /// prefix, and it would like to send them (RFC 5291 §6).
    public List<Family> orfReceive() {
        return filtered(ours, theirs);
    }

    /// Families of which we may say what we want to be told.
    public List<Family> orfSend() {
        return filtered(theirs, ours);
    }

    private List<Family> filtered(Open receiver, Open sender) {
        return families.stream()
                .filter(f -> says(receiver, f, OutboundRouteFiltering.RECEIVE))
                .filter(f -> says(sender, f, OutboundRouteFiltering.SEND))
                .toList();
    }

    private static boolean says(Open said, Family family, int direction) {
        return said.all(OutboundRouteFiltering.class).stream()
                .anyMatch(offer -> offer.says(family, direction));
    }

    /// What the neighbor said of graceful restart: all but the last instance is ignored (RFC 4724
    /// §3). Empty unless both sides know it.
    public Optional<GracefulRestart> graceful() {
        List<GracefulRestart> said = theirs.all(GracefulRestart.class);
        return said.isEmpty() || ours.first(GracefulRestart.class).isEmpty()
                ? Optional.empty()
                : Optional.of(said.getLast());
    }

    /// Whether NOTIFICATIONs and the hold time are graceful: both sides set the N bit (RFC 8538
    /// §4).
    public boolean gracefulNotification() {
        return graceful().filter(GracefulRestart::notification).isPresent()
                && ours.first(GracefulRestart.class)
                        .filter(GracefulRestart::notification)
                        .isPresent();
    }

    /// What is said for an end of the session: who is to keep nothing is told by a Hard Reset, with
    /// the reason inside (RFC 8538 §3.1, §5.2). Only to who has the N bit (§4), and of those ends
    /// after which the session does not come back soon, or nothing is forwarded (§5.1).
    public Notification ending(Notification why) {
        return gracefulNotification() && isFinal(why) ? Notification.hardReset(why) : why;
    }

    /// With BFD Down inside, as RFC 9384 §4 asks for.
    private static boolean isFinal(Notification why) {
        return why.code() == Notification.CEASE
                && switch (why.subcode()) {
                    case Notification.MAXIMUM_PREFIXES,
                            Notification.ADMINISTRATIVE_SHUTDOWN,
                            Notification.PEER_DECONFIGURED,
                            Notification.ADMINISTRATIVE_RESET,
                            Notification.BFD_DOWN ->
                            true;
                    default -> false;
                };
    }

    /// What the neighbor said of long-lived graceful restart: nothing without the other capability
    /// (RFC 9494 §4.5), or if we said nothing.
    public Optional<LongLivedGracefulRestart> longLived() {
        return ours.first(LongLivedGracefulRestart.class).isEmpty()
                ? Optional.empty()
                : theirs.all(LongLivedGracefulRestart.class).stream()
                        .reduce((_, last) -> last)
                        .filter(_ -> graceful().isPresent());
    }

    /// Whether the neighbor knows routes that are kept for long (RFC 9494 §4.3), whatever we do.
    public boolean knowsLongLived() {
        return theirs.first(LongLivedGracefulRestart.class).isPresent()
                && theirs.first(GracefulRestart.class).isPresent();
    }

    /// For how many seconds its routes of a family are kept beyond the restart time; 0 where it
    /// does not ask for it (RFC 9494 §4.2).
    public int longLivedSeconds(Family family) {
        return longLived().stream()
                .flatMap(said -> said.families().stream())
                .filter(entry -> entry.family().equals(family) && families.contains(family))
                .mapToInt(LongLivedGracefulRestart.Entry::timeSeconds)
                .findFirst()
                .orElse(0);
    }

    /// Families whose routes it says it kept while it was lost, by that capability (RFC 9494 §4.2).
    public List<Family> preserved() {
        return longLived().stream()
                .flatMap(said -> said.families().stream())
                .filter(LongLivedGracefulRestart.Entry::forwarding)
                .map(LongLivedGracefulRestart.Entry::family)
                .filter(families::contains)
                .distinct()
                .toList();
    }

    /// Families whose routes we keep when the neighbor is lost (RFC 4724 §4.2).
    public List<Family> retained() {
        return graceful().stream()
                .flatMap(said -> said.families().stream())
                .map(GracefulRestart.FamilyFlags::family)
                .filter(families::contains)
                .distinct()
                .toList();
    }

    /// Families of which the neighbor says that it forwarded all the time while it restarted.
    public List<Family> forwarded() {
        return graceful().stream()
                .flatMap(said -> said.families().stream())
                .filter(GracefulRestart.FamilyFlags::forwarding)
                .map(GracefulRestart.FamilyFlags::family)
                .filter(families::contains)
                .distinct()
                .toList();
    }
}
