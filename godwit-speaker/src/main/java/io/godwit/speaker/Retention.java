package io.godwit.speaker;

import io.godwit.rib.LongLivedTold;
import io.godwit.rib.Peer;
import io.godwit.rib.PeerSettings;
import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.Graceful;
import io.godwit.session.Negotiated;
import io.godwit.speaker.show.StaleView;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.cap.GracefulRestart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The routes of a neighbor that is lost and to come back: we are the Receiving Speaker of RFC 4724
/// §4.2. They stay as they are, stale, until the neighbor has told them again, or does not come
/// back, or a NOTIFICATION says that the session was ended and not lost: between speakers of RFC
/// 8538 only a Hard Reset does.
final class Retention implements StaleView {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LaneState lane;
    private Optional<Peer> lost = Optional.empty();
    private Optional<Peer> back = Optional.empty();
    private long lostNanos;
    private List<LongStay> stays = List.of();
    private final Set<Family> expired = new HashSet<>();
    private long restartNanos = Deadlines.NEVER;
    private long staleNanos = Deadlines.NEVER;

    Retention(LaneState lane) {
        this.lane = lane;
    }

    /// The session ended. False if that is no reason to keep anything: then nothing was done.
    boolean keeps(Peer peer, Negotiated agreed, Down why, NeighborSettings settings, long now) {
        Graceful wanted = settings.offers().graceful();
        expired.removeIf(family -> isSynchronized(peer, family));
        int seconds = agreed.graceful().map(GracefulRestart::timeSeconds).orElse(0);
        List<Family> soon = seconds == 0 ? List.of() : agreed.retained();
        List<LongStay> lasting = longStays(peer, agreed, wanted);
        List<Family> families =
                agreed.families().stream()
                        .filter(f -> !expired.contains(f))
                        .filter(f ->
                                soon.contains(f)
                                        || lasting.stream().anyMatch(s -> s.family().equals(f)))
                        .toList();
        boolean graceful = agreed.gracefulNotification();
        boolean older = graceful || !lasting.isEmpty();
        boolean again = older && isStale();
        if (isEnded(why, graceful)
                || families.isEmpty()
                || wanted.mode() == Graceful.Mode.NO
                || !lane.rib().retain(peer, families, older)) {
            forget();
            return false;
        }
        if (!again) {
            // RFC 8538 §9: who is lost again and again keeps nothing alive by that.
            lostNanos = now;
        }
        back = Optional.empty();
        lost = Optional.of(peer);
        stays = lasting;
        restartNanos = now + seconds * SECOND_NANOS;
        staleNanos = lostNanos + wanted.staleSeconds() * SECOND_NANOS;
        lane.log(
                new SpeakerEvent.RoutesKept(
                        settings.address(),
                        settings.name(),
                        families.stream().map(Family::name).toList(),
                        Math.min(seconds, wanted.staleSeconds())));
        // RFC 9494 §4.2: of families without restart time the long-lived period begins at once.
        families.stream().filter(f -> !soon.contains(f)).forEach(f -> keepForLong(f, now));
        return true;
    }

    /// Of which families routes may stay for long, and of which the time runs already.
    private List<LongStay> longStays(Peer peer, Negotiated agreed, Graceful wanted) {
        List<LongStay> all = new ArrayList<>();
        for (Family family : agreed.families()) {
            int seconds =
                    Math.min(agreed.longLivedSeconds(family), wanted.longLived().mostSeconds());
            boolean runs = !isSynchronized(peer, family);
            long until =
                    stay(family)
                            .filter(_ -> runs)
                            .map(LongStay::untilNanos)
                            .orElse(Deadlines.NEVER);
            if (seconds > 0) {
                all.add(new LongStay(family, seconds, until));
            }
        }
        return all;
    }

    /// RFC 9494 §4.2: whether it has told all of a family since it is back.
    private boolean isSynchronized(Peer peer, Family family) {
        return lane.rib().endOfRibReceived(peer, family);
    }

    private Optional<LongStay> stay(Family family) {
        return stays.stream().filter(one -> one.family().equals(family)).findFirst();
    }

    private void keepForLong(Family family, long now) {
        stay(family)
                .ifPresent(stay -> {
                    stay.begin(now);
                    lost.ifPresent(peer -> lane.rib().keepForLong(peer, family));
                });
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
            // RFC 4724 §4.2: without the F bit, the family or the capability they go at once; RFC
            // 9494 §4.2: once they are kept for long, those of the other capability count.
            boolean lasting = stay(family).filter(LongStay::hasBegun).isPresent();
            List<Family> preserved = lasting ? agreed.preserved() : agreed.forwarded();
            if (!preserved.contains(family)) {
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
        stays = List.of();
        expired.clear();
    }

    /// The time at most is another one.
    void reconfigured(Graceful wanted) {
        if (staleNanos != Deadlines.NEVER) {
            staleNanos = lostNanos + wanted.staleSeconds() * SECOND_NANOS;
        }
    }

    long deadlineNanos() {
        long deadline = Math.min(restartNanos, staleNanos);
        for (LongStay stay : stays) {
            deadline = Math.min(deadline, stay.untilNanos());
        }
        return deadline;
    }

    void expired(NeighborSettings settings, long now) {
        if (restartNanos <= now) {
            soonIsOver(settings, "it did not come back in its restart time", now);
        } else if (staleNanos <= now) {
            soonIsOver(settings, "stale-time is over", now);
        }
        for (LongStay stay : stays) {
            if (stay.untilNanos() <= now) {
                longIsOver(stay, settings);
            }
        }
    }

    /// What a neighbor hears of routes that are kept for long (RFC 9494 §4.3, §4.6): only internal
    /// ones may be told though they do not know them.
    static LongLivedTold told(NeighborSettings settings, Negotiated negotiated) {
        if (negotiated.knowsLongLived()) {
            return LongLivedTold.ALL;
        }
        boolean partial = settings.offers().graceful().longLived().partial();
        return partial && !settings.role().isOutside()
                ? LongLivedTold.LEAST_PREFERRED
                : LongLivedTold.NOT;
    }

    /// What may stay for long does, if the neighbor is not back; the rest goes.
    private void soonIsOver(NeighborSettings settings, String why, long now) {
        restartNanos = Deadlines.NEVER;
        staleNanos = Deadlines.NEVER;
        boolean lasting =
                stays.stream()
                        .anyMatch(stay -> isStale(stay.family()) && (isLost() || stay.hasBegun()));
        if (!lasting) {
            drop(settings, why);
            return;
        }
        for (Family family : List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)) {
            boolean stays = stay(family).filter(s -> isLost() || s.hasBegun()).isPresent();
            if (stays) {
                keepForLong(family, now);
            } else {
                place().ifPresent(peer -> lane.rib().dropStale(peer, family));
            }
        }
        if (isLost()) {
            lane.log(
                    new SpeakerEvent.RoutesKeptForLong(
                            settings.address(),
                            settings.name(),
                            stays.stream().map(stay -> stay.family().name()).toList(),
                            stays.stream().mapToInt(LongStay::seconds).max().orElse(0)));
        }
    }

    /// RFC 9494 §4.2: whether it is back or not, what it has not told again of the family goes; and
    /// if it is lost before it has told all, the rest too.
    private void longIsOver(LongStay over, NeighborSettings settings) {
        stays = stays.stream().filter(stay -> stay != over).toList();
        expired.add(over.family());
        boolean last = isLost() && stays.isEmpty() && restartNanos == Deadlines.NEVER;
        if (last) {
            drop(settings, "its long-lived stale time is over");
        } else {
            place().ifPresent(peer -> lane.rib().dropStale(peer, over.family()));
        }
    }

    private boolean isLost() {
        return lost.isPresent();
    }

    private Optional<Peer> place() {
        return lost.or(() -> back);
    }

    private boolean isStale(Family family) {
        return place().filter(peer -> lane.rib().isStale(peer, family)).isPresent();
    }

    @Override
    public OptionalLong untilNanos() {
        return isStale() ? OptionalLong.of(deadlineNanos()) : OptionalLong.empty();
    }

    @Override
    public OptionalLong longLivedUntilNanos(Family family) {
        return stay(family).filter(LongStay::hasBegun).filter(_ -> isStale(family)).stream()
                .mapToLong(LongStay::untilNanos)
                .findFirst();
    }

    @Override
    public Optional<Peer> lost() {
        return lost;
    }

    /// Whether routes are stale now.
    boolean isStale() {
        return lost.isPresent() || back.filter(lane.rib()::isStale).isPresent();
    }
}
