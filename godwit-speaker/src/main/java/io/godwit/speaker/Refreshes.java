package io.godwit.speaker;

import io.godwit.rib.Peer;
import io.godwit.session.Negotiated;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.nlri.Families;
import io.godwit.wire.orf.OrfUpdate;

import java.util.Optional;

/// ROUTE-REFRESH (RFC 2918, RFC 7313) with one neighbor: what it asks for, and when it is asked
/// though nobody typed that.
final class Refreshes {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /// Between two questions for all routes that nobody typed; answers can be a full table.
    private static final long REST_NANOS = 60 * SECOND_NANOS;

    private static final int LOGGED_AT_ONCE = 5;

    private final LaneState lane;
    private final Runnable deadlineEarlier;
    private final OutboundFilters filters = new OutboundFilters();
    private final RateLimit logged = new RateLimit(LOGGED_AT_ONCE, SECOND_NANOS);
    private long deadlineNanos = Deadlines.NEVER;
    private long askedNanos = -REST_NANOS;

    /// Nothing is asked yet.
    ///
    /// @param deadlineEarlier has [#deadlineNanos] looked at again
    Refreshes(LaneState lane, Runnable deadlineEarlier) {
        this.lane = lane;
        this.deadlineEarlier = deadlineEarlier;
    }

    /// The message that asks for all routes of a family.
    static Bytes question(Family family) {
        return message(family, Bytes.EMPTY);
    }

    /// A request with filters (RFC 5291 §4).
    static Bytes message(Family family, Bytes orf) {
        byte[] octets = new byte[RouteRefresh.OCTETS + orf.length()];
        RouteRefresh ask = new RouteRefresh(family.afi(), RouteRefresh.REQUEST, family.safi(), orf);
        return Bytes.copyOf(octets, 0, ask.write(octets, 0));
    }

    /// The filters of the session.
    OutboundFilters filters() {
        return filters;
    }

    /// The neighbor asks (RFC 2918 §4), or says where its own answer begins and ends (RFC 7313 §4).
    /// A family that was not negotiated is ignored.
    void received(
            RouteRefresh refresh,
            Negotiated negotiated,
            Peer peer,
            NeighborSettings settings,
            long nowNanos) {
        Family family = Families.of(refresh.afi(), refresh.safi());
        if (!negotiated.families().contains(family)) {
            return;
        }
        String why = whyIgnored(refresh, negotiated, peer, family);
        if (!why.isEmpty()) {
            ignored(refresh, family, why, settings, nowNanos);
            return;
        }
        switch (refresh.subtype()) {
            case RouteRefresh.BEGIN -> lane.rib().refreshBegins(peer, family);
            case RouteRefresh.END -> lane.rib().refreshEnds(peer, family);
            default -> asked(refresh, peer, family, settings, nowNanos);
        }
    }

    /// Empty if it is not to be ignored.
    private String whyIgnored(
            RouteRefresh refresh, Negotiated negotiated, Peer peer, Family family) {
        return switch (refresh.subtype()) {
            case RouteRefresh.REQUEST -> "";
            case RouteRefresh.BEGIN, RouteRefresh.END -> {
                if (!negotiated.enhancedRouteRefresh()) {
                    yield "enhanced route refresh was not negotiated (RFC 7313 §4)";
                }
                // RFC 7313 §4: to be logged, since its whole table is not here yet.
                boolean early =
                        negotiated.theirs().first(GracefulRestart.class).isPresent()
                                && !lane.rib().endOfRibReceived(peer, family);
                yield early ? "it came before End-of-RIB (RFC 7313 §4)" : "";
            }
            default -> "unknown subtype (RFC 7313 §5)";
        };
    }

    private void ignored(
            RouteRefresh refresh,
            Family family,
            String why,
            NeighborSettings settings,
            long nowNanos) {
        if (logged.passes(nowNanos)) {
            lane.log(
                    new SpeakerEvent.RefreshIgnored(
                            settings.address(),
                            settings.name(),
                            family.name(),
                            refresh.subtype(),
                            why,
                            logged.takeSuppressed()));
        }
    }

    private void asked(
            RouteRefresh refresh,
            Peer peer,
            Family family,
            NeighborSettings settings,
            long nowNanos) {
        Optional<OrfTable> filter = filters.of(family);
        OrfUpdate update = OutboundFilters.update(refresh, family);
        String problem = filter.map(table -> table.apply(update.entries())).orElse("");
        if (!problem.isEmpty()) {
            ignored(refresh, family, problem, settings, nowNanos);
        }
        if (filter.isPresent() && update.defer()) {
            return; // RFC 5291 §6: routes come with a request that does not say so
        }
        if (logged.passes(nowNanos)) {
            lane.log(
                    new SpeakerEvent.RefreshRequested(
                            settings.address(),
                            settings.name(),
                            family.name(),
                            logged.takeSuppressed()));
        }
        if (filter.isPresent()) {
            lane.rib().filter(peer, family, filter.get().inForce(), refresh.orf().isEmpty());
        } else {
            lane.rib().refreshRequested(peer, family);
        }
    }

    /// Rejected routes were not kept, and may be judged otherwise now. What comes due within a
    /// minute of the last question shares the next one: RPKI caches have news every few minutes.
    void due(Negotiated negotiated) {
        if (negotiated.routeRefresh()) {
            deadlineNanos = Math.max(lane.clock().nanos(), askedNanos + REST_NANOS);
            deadlineEarlier.run();
        }
    }

    boolean isDue(long nowNanos) {
        return deadlineNanos <= nowNanos;
    }

    /// It was asked, or could not be, since it reads nothing now: then again when it may have read.
    void asked(boolean sent, long nowNanos) {
        deadlineNanos = sent ? Deadlines.NEVER : nowNanos + SECOND_NANOS;
        askedNanos = nowNanos;
    }

    void sessionEnded() {
        filters.end();
        deadlineNanos = Deadlines.NEVER;
        askedNanos = -REST_NANOS;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }
}
