package io.godwit.speaker.show;

import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.State;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Notification;

import java.util.Optional;

/// From what was seen to what is wrong.
final class Causes {
    private Causes() {}

    /// What the kernel dropped meanwhile: of all there is, only this explains a silence. The
    /// counters are those of the whole machine, so with several neighbors down it is only likely.
    static Optional<Diagnosis> ofDrops(NeighborView neighbor, SpeakerView speaker) {
        TcpDrops drops = neighbor.suspicion().drops();
        String likely = likely(speaker);
        if (drops.wrongKey() > 0) {
            return found(
                    Trouble.WRONG_PASSWORD,
                    likely
                            + "wrong password: the peer signs with another one than ours"
                            + count("TCPMD5Failure", drops.wrongKey()));
        }
        if (drops.unsigned() > 0) {
            return found(
                    Trouble.NO_PASSWORD_THERE,
                    likely
                            + "password missing there: the peer signs nothing"
                            + count("TCPMD5NotFound", drops.unsigned()));
        }
        if (drops.notAsked() > 0) {
            return found(
                    Trouble.NO_PASSWORD_HERE,
                    likely
                            + "password missing here: the peer signs, we have none"
                            + count("TCPMD5Unexpected", drops.notAsked()));
        }
        int minimum = neighbor.settings().transport().protection().minimumTtl();
        if (neighbor.suspicion().refusedTtl().isPresent()) {
            return found(
                    Trouble.LOW_TTL,
                    "TTL too low: the peer connects with "
                            + neighbor.suspicion().refusedTtl().getAsInt()
                            + ", less than "
                            + minimum);
        }
        if (drops.lowTtl() > 0) {
            return found(
                    Trouble.LOW_TTL,
                    likely
                            + "TTL too low: the peer's packets come with less than "
                            + minimum
                            + " and are dropped"
                            + count("TCPMinTTLDrop", drops.lowTtl()));
        }
        return Optional.empty();
    }

    private static Optional<Diagnosis> found(Trouble trouble, String fact) {
        return Optional.of(new Diagnosis(trouble, fact));
    }

    private static String likely(SpeakerView speaker) {
        long down =
                speaker.neighbors().stream()
                        .filter(n -> n.state() != State.ESTABLISHED && !n.adminDown())
                        .count();
        return down > 1 ? "likely " : "";
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
            case BFD_DOWN -> Trouble.PATH_BROKEN;
            case REFUSED -> Trouble.REFUSED;
            case UNREACHABLE, CONNECT_TIMEOUT -> noTcp(down, neighbor);
            case CLOSED_BY_PEER ->
                    down.text().contains("configured as a neighbor there")
                            ? Trouble.UNKNOWN_THERE
                            : Trouble.CLOSED;
            case HOLD_EXPIRED -> silence(down, neighbor);
            case WRONG_AS -> Trouble.WRONG_AS;
            case BAD_IDENTIFIER -> Trouble.SAME_IDENTIFIER;
            case BAD_HOLD_TIME -> Trouble.BAD_HOLD_TIME;
            case NO_COMMON_FAMILY -> Trouble.NO_COMMON_FAMILY;
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
