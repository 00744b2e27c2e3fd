package io.godwit.speaker;

import io.godwit.rib.Peer;
import io.godwit.rib.PeerSettings;
import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.Graceful;
import io.godwit.session.Negotiated;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.cap.GracefulRestart;

import java.util.List;
import java.util.Optional;

/// The routes of a neighbor that is lost and to come back: we are the Receiving Speaker of RFC 4724
/// §4.2. They stay as they are, stale, until the neighbor has told them again, or does not come
/// back, or a NOTIFICATION says that the session was ended and not lost: between speakers of RFC
/// 8538 only a Hard Reset does.
final class Retention {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LaneState lane;
    private Optional<Peer> lost = Optional.empty();
    private Optional<Peer> back = Optional.empty();
    private long lostNanos;
    private long restartNanos = Deadlines.NEVER;
    private long staleNanos = Deadlines.NEVER;

    Retention(LaneState lane) {
        this.lane = lane;
    }

    /// The session ended. False if that is no reason to keep anything: then nothing was done.
    boolean keeps(Peer peer, Negotiated agreed, Down why, NeighborSettings settings, long now) {
        Graceful wanted = settings.offers().graceful();
        List<Family> families = agreed.retained();
        int seconds = agreed.graceful().map(GracefulRestart::timeSeconds).orElse(0);
        boolean graceful = agreed.gracefulNotification();
        boolean again = graceful && isStale();
        if (isEnded(why, graceful)
                || families.isEmpty()
                || seconds == 0
                || wanted.mode() == Graceful.Mode.NO
                || !lane.rib().retain(peer, families, graceful)) {
            forget();
            return false;
        }
        if (!again) {
            // RFC 8538 §9: who is lost again and again keeps nothing alive by that.
            lostNanos = now;
        }
        back = Optional.empty();
        lost = Optional.of(peer);
        restartNanos = now + seconds * SECOND_NANOS;
        staleNanos = lostNanos + wanted.staleSeconds() * SECOND_NANOS;
        lane.log(
                new SpeakerEvent.RoutesKept(
                        settings.address(),
                        settings.name(),
                        families.stream().map(Family::name).toList(),
                        Math.min(seconds, wanted.staleSeconds())));
        return true;
    }

    /// RFC 4724 §4: with a NOTIFICATION the normal procedures are followed; RFC 8538 §4: between
    /// two that set the N bit with a Hard Reset only, and the hold time may expire.
    private static boolean isEnded(Down why, boolean graceful) {
        return graceful ? isHardReset(why) : why.sent().isPresent() || why.received().isPresent();
    }

    private static boolean isHardReset(Down why) {
        return why.sent().filter(Notification::isHardReset).isPresent()
                || why.received().filter(Notification::isHardReset).isPresent();
    }

    /// The session is up: whose routes these are from now on.
    Peer up(PeerSettings settings, Negotiated agreed) {
        if (lost.isEmpty()) {
            return lane.rib().addPeer(settings);
        }
        Peer peer = lane.rib().resume(lost.get(), settings);
        lost = Optional.empty();
        back = Optional.of(peer);
        restartNanos = Deadlines.NEVER;
        for (Family family : List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)) {
            if (!agreed.forwarded().contains(family)) {
                // RFC 4724 §4.2: without the F bit, the family or the capability they go at once.
                lane.rib().dropStale(peer, family);
            }
        }
        return peer;
    }

    /// An attempt to come back ended.
    void attemptFailed(Down why, NeighborSettings settings) {
        if (why.cause() == DownCause.ADMIN_SHUTDOWN_THERE) {
            drop(settings, "it was shut down by the peer");
        } else if (isHardReset(why)) {
            drop(settings, "it asked for a full restart");
        }
    }

    /// Whatever is kept goes.
    void drop(NeighborSettings settings, String why) {
        if (!isStale()) {
            forget();
            return;
        }
        lane.log(new SpeakerEvent.StaleDropped(settings.address(), settings.name(), why));
        lost.ifPresent(lane.rib()::removePeer);
        back.ifPresent(peer -> {
            lane.rib().dropStale(peer, Family.IPV4_UNICAST);
            lane.rib().dropStale(peer, Family.IPV6_UNICAST);
        });
        forget();
    }

    private void forget() {
        lost = Optional.empty();
        back = Optional.empty();
        restartNanos = Deadlines.NEVER;
        staleNanos = Deadlines.NEVER;
    }

    /// The time at most is another one.
    void reconfigured(Graceful wanted) {
        if (staleNanos != Deadlines.NEVER) {
            staleNanos = lostNanos + wanted.staleSeconds() * SECOND_NANOS;
        }
    }

    long deadlineNanos() {
        return Math.min(restartNanos, staleNanos);
    }

    void expired(NeighborSettings settings, long now) {
        if (restartNanos <= now) {
            drop(settings, "it did not come back in its restart time");
        } else if (staleNanos <= now) {
            drop(settings, "stale-time is over");
        }
    }

    /// Its place in the RIB while there is no session.
    Optional<Peer> lost() {
        return lost;
    }

    /// Whether routes are stale now.
    boolean isStale() {
        return lost.isPresent() || back.filter(lane.rib()::isStale).isPresent();
    }
}
