package io.godwit.speaker.show;

import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.State;
import io.godwit.speaker.Suspicion;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Notification;

import java.util.Optional;

/// From what was seen to what is wrong.
final class Causes {
    private Causes() {}

    /// What the kernel dropped meanwhile: of all there is, only this explains a silence.
    static Optional<Diagnosis> ofDrops(NeighborView neighbor, SpeakerView speaker) {
        Suspicion suspicion = neighbor.suspicion();
        int minimum = neighbor.settings().transport().protection().minimumTtl();
        if (suspicion.refusedTtl().isPresent()) {
            String seen = "TTL too low: the peer connects with ";
            int ttl = suspicion.refusedTtl().getAsInt();
            return found(Trouble.LOW_TTL, seen + ttl + ", less than " + minimum);
        }
        TcpDrops drops = suspicion.drops();
        if (drops.lowTtl() > 0) {
            return found(
                    Trouble.LOW_TTL,
                    "TTL too low: the peer answers with less than "
                            + minimum
                            + count("TCPMinTTLDrop", drops.lowTtl()));
        }
        long keys = Math.max(drops.wrongKey(), Math.max(drops.unsigned(), drops.notAsked()));
        if (keys == 0) {
            return Optional.empty();
        }
        if (isOnlySuspect(neighbor, speaker)) {
            return ofKeys(drops, keys, "");
        }
        return isExplained(neighbor) ? Optional.empty() : ofKeys(drops, keys, "likely ");
    }

    /// The reason that was seen most: what others send may be among it.
    private static Optional<Diagnosis> ofKeys(TcpDrops drops, long most, String likely) {
        if (most == drops.unsigned()) {
            return found(
                    Trouble.NO_PASSWORD_THERE,
                    likely
                            + "password missing there: the peer signs nothing"
                            + count("TCPMD5NotFound", most));
        }
        if (most == drops.notAsked()) {
            return found(
                    Trouble.NO_PASSWORD_HERE,
                    likely
                            + "password missing here: the peer signs, we have none"
                            + count("TCPMD5Unexpected", most));
        }
        return found(
                Trouble.WRONG_PASSWORD,
                likely
                        + "wrong password: the peer signs with another one than ours"
                        + count("TCPMD5Failure", most));
    }

    private static Optional<Diagnosis> found(Trouble trouble, String fact) {
        return Optional.of(new Diagnosis(trouble, fact));
    }

    /// Whether only this neighbor can have sent what was dropped: no other one that is down lacks
    /// another explanation, and may or must sign as this one does.
    private static boolean isOnlySuspect(NeighborView neighbor, SpeakerView speaker) {
        return speaker.neighbors().stream()
                .allMatch(other -> other.equals(neighbor) || !isSuspect(other, signs(neighbor)));
    }

    private static boolean isSuspect(NeighborView neighbor, boolean signs) {
        return neighbor.state() != State.ESTABLISHED
                && !neighbor.adminDown()
                && signs(neighbor) == signs
                && !isExplained(neighbor);
    }

    private static boolean signs(NeighborView neighbor) {
        return neighbor.settings().transport().protection().password().isSet();
    }

    /// Whether more than a silence was met: then what was dropped need not be of this neighbor.
    private static boolean isExplained(NeighborView neighbor) {
        return switch (lastTrouble(neighbor)) {
            case NO_ANSWER, HOLD_EXPIRED, SILENT, CLOSED, RESTARTING, WAITING -> false;
            default -> true;
        };
    }

    private static Trouble lastTrouble(NeighborView neighbor) {
        return neighbor.lastDown()
                .map(last -> of(neighbor.history().unreached(last).orElse(last), neighbor))
                .orElse(Trouble.WAITING);
    }

    private static String count(String counter, long by) {
        return " (" + counter + " +" + by + ")";
    }

    /// What the end of the last attempt tells.
    static Trouble of(Down down, NeighborView neighbor) {
        return switch (down.cause()) {
            case ADMIN_SHUTDOWN_HERE -> Trouble.SHUTDOWN_HERE;
            case ADMIN_SHUTDOWN_THERE -> Trouble.SHUTDOWN_THERE;
            case STOPPED_HERE, COLLISION -> Trouble.RESTARTING;
            case OUT_OF_RESOURCES -> Trouble.TABLES_FULL;
            case MAX_PREFIXES -> Trouble.TOO_MANY_HERE;
            case BFD_DOWN -> Trouble.PATH_BROKEN;
            case REFUSED -> Trouble.REFUSED;
            case UNREACHABLE, CONNECT_TIMEOUT -> noTcp(down, neighbor);
            case CLOSED_BY_PEER ->
                    down.text().contains("configured as a neighbor there")
                            ? Trouble.UNKNOWN_THERE
                            : Trouble.CLOSED;
            case HOLD_EXPIRED -> silence(down, neighbor);
            case SEND_HOLD_EXPIRED -> Trouble.TAKES_NOTHING;
            case WRONG_AS -> Trouble.WRONG_AS;
            case BAD_IDENTIFIER -> Trouble.SAME_IDENTIFIER;
            case BAD_HOLD_TIME -> Trouble.BAD_HOLD_TIME;
            case NO_COMMON_FAMILY -> Trouble.NO_COMMON_FAMILY;
            case WRONG_ROLE -> Trouble.WRONG_ROLE;
            case MALFORMED, UNEXPECTED_MESSAGE -> Trouble.BAD_MESSAGE;
            case REJECTED_BY_PEER, NOTIFIED ->
                    down.received().map(Causes::told).orElse(Trouble.ENDED_THERE);
        };
    }

    /// What comes from behind a router may arrive, and our answer ends at that router.
    private static Trouble silence(Down down, NeighborView neighbor) {
        if (neighbor.isUnreachedByTtl()) {
            return Trouble.NOT_CONNECTED;
        }
        return down.text().contains("no OPEN") ? Trouble.SILENT : Trouble.HOLD_EXPIRED;
    }

    /// The words are the system's; `SocketWords` of the daemon writes them.
    private static Trouble noTcp(Down down, NeighborView neighbor) {
        String text = down.text();
        if (text.contains("without its protection")) {
            return Trouble.UNPROTECTED;
        }
        if (text.contains("not on this machine")) {
            return Trouble.NOT_OURS;
        }
        if (neighbor.isUnreachedByTtl()) {
            return Trouble.NOT_CONNECTED;
        }
        if (text.contains("no route to host")) {
            return Trouble.NO_HOST;
        }
        boolean noRoute = text.contains("no route to") || text.contains("can reach");
        return noRoute ? Trouble.NO_ROUTE : Trouble.NO_ANSWER;
    }

    /// What the neighbor says is wrong with us (RFC 4271 §4.5, RFC 4486 §4).
    private static Trouble told(Notification said) {
        return switch (said.code()) {
            case Notification.OPEN_ERROR ->
                    switch (said.subcode()) {
                        case Notification.BAD_PEER_AS -> Trouble.WRONG_AS_THERE;
                        case Notification.BAD_BGP_IDENTIFIER -> Trouble.SAME_IDENTIFIER;
                        case Notification.UNACCEPTABLE_HOLD_TIME -> Trouble.BAD_HOLD_TIME;
                        case Notification.UNSUPPORTED_CAPABILITY -> Trouble.NO_COMMON_FAMILY;
                        case Notification.ROLE_MISMATCH -> Trouble.WRONG_ROLE;
                        default -> Trouble.OPEN_REFUSED;
                    };
            case Notification.HOLD_TIMER_EXPIRED -> Trouble.HOLD_EXPIRED;
            case Notification.CEASE ->
                    switch (said.subcode()) {
                        case Notification.MAXIMUM_PREFIXES -> Trouble.TOO_MANY_THERE;
                        case Notification.PEER_DECONFIGURED, Notification.CONNECTION_REJECTED ->
                                Trouble.UNKNOWN_THERE;
                        case Notification.ADMINISTRATIVE_SHUTDOWN -> Trouble.SHUTDOWN_THERE;
                        case Notification.BFD_DOWN -> Trouble.PATH_BROKEN_THERE;
                        default -> Trouble.ENDED_THERE;
                    };
            default -> Trouble.ENDED_THERE;
        };
    }

    /// Whether an end says what one side means, not only that a door was closed.
    static boolean isShutDownHere(Down down) {
        return down.cause() == DownCause.ADMIN_SHUTDOWN_HERE;
    }
}
