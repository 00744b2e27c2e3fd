package io.godwit.session;

import io.godwit.wire.Bytes;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;

import java.util.Optional;

/// Why a connection ends, in the making: cause, the NOTIFICATION of either side, the words for the
/// operator, and the clause, empty where it is that of the state. `Down` is the same with a time.
record DownReason(
        DownCause cause,
        Optional<Notification> sent,
        Optional<Notification> received,
        String text,
        String clause) {

    /// The same, for a connection on which no NOTIFICATION may go out.
    DownReason unsent() {
        return new DownReason(cause, Optional.empty(), received, text, clause);
    }

    DownReason by(String otherClause) {
        return new DownReason(cause, sent, received, text, otherClause);
    }

    Down down(long atNanos) {
        String numbers =
                received.map(n -> " (received " + numbers(n) + ")")
                        .or(() -> sent.map(n -> " (sent " + numbers(n) + ")"))
                        .orElse("");
        return new Down(cause, sent, received, oneLine(text) + numbers, atNanos);
    }

    static DownReason quiet(DownCause cause, String text) {
        return new DownReason(cause, Optional.empty(), Optional.empty(), text, "");
    }

    private static DownReason send(DownCause cause, Notification notification, String text) {
        return new DownReason(cause, Optional.of(notification), Optional.empty(), text, "");
    }

    static DownReason stopped(Notification cease) {
        return send(DownCause.ADMIN_SHUTDOWN_HERE, cease, "shut down here" + quoted(cease));
    }

    static DownReason stoppedByItself(Notification cease, String why) {
        return switch (cease.code() == Notification.CEASE ? cease.subcode() : 0) {
            case Notification.MAXIMUM_PREFIXES ->
                    send(DownCause.MAX_PREFIXES, cease, "ended here: " + why).by("RFC 4271 §6.7");
            case Notification.OUT_OF_RESOURCES ->
                    send(DownCause.OUT_OF_RESOURCES, cease, "ended here: " + why);
            case Notification.BFD_DOWN -> send(DownCause.BFD_DOWN, cease, why).by("RFC 9384");
            default -> send(DownCause.STOPPED_HERE, cease, "ended here: " + why);
        };
    }

    static DownReason holdExpired(int holdSeconds) {
        return send(
                DownCause.HOLD_EXPIRED,
                Notification.holdTimerExpired(),
                "hold timer expired: nothing heard for " + holdSeconds + " s");
    }

    static DownReason sendHoldExpired(int seconds) {
        return send(
                        DownCause.SEND_HOLD_EXPIRED,
                        Notification.sendHoldTimerExpired(),
                        "send hold timer expired: peer took nothing for " + seconds + " s")
                .by("RFC 9687 §4.3");
    }

    static DownReason noOpen(int seconds) {
        return send(
                DownCause.HOLD_EXPIRED,
                Notification.holdTimerExpired(),
                "hold timer expired: no OPEN within " + seconds + " s");
    }

    static DownReason noTcp(String why) {
        // The system's words are all there is; "Connection refused" means a live host.
        boolean refused = why.contains("refused");
        return quiet(refused ? DownCause.REFUSED : DownCause.UNREACHABLE, "cannot connect: " + why);
    }

    static DownReason closed(State state, String why) {
        return quiet(
                DownCause.CLOSED_BY_PEER,
                "peer closed the connection in " + state.label() + ": " + why);
    }

    static DownReason replaced() {
        return quiet(DownCause.CLOSED_BY_PEER, "peer restarted: it opened a new connection");
    }

    static DownReason connectTimeout(int seconds) {
        return quiet(
                DownCause.CONNECT_TIMEOUT, "cannot connect: no answer within " + seconds + " s");
    }

    /// RFC 4486 §4.
    static DownReason collision() {
        return send(
                        DownCause.COLLISION,
                        Notification.cease(Notification.COLLISION_RESOLUTION),
                        "collision: another connection to the peer is kept")
                .by("RFC 4271 §6.8");
    }

    static DownReason refused(Negotiation.Outcome.Refused r) {
        return send(r.cause(), r.notification(), r.text()).by(r.clause());
    }

    /// A message that could not be understood, or an OPEN that `Open.read` refused.
    static DownReason malformed(Notification n, String why) {
        return switch (n.code()) {
            case Notification.HEADER_ERROR ->
                    malformed(n, "message header", why).by("RFC 4271 §6.1");
            case Notification.OPEN_ERROR -> malformed(n, "OPEN", why).by("RFC 4271 §6.2");
            case Notification.ROUTE_REFRESH_ERROR ->
                    malformed(n, "ROUTE-REFRESH", why).by("RFC 7313 §5");
            default -> malformed(n, "UPDATE", why).by("RFC 4271 §6.3");
        };
    }

    private static DownReason malformed(Notification n, String message, String why) {
        return send(malformedCause(n), n, "peer sent a bad " + message + ": " + why);
    }

    private static DownCause malformedCause(Notification n) {
        if (n.code() != Notification.OPEN_ERROR) {
            return DownCause.MALFORMED;
        }
        return switch (n.subcode()) {
            case Notification.BAD_PEER_AS -> DownCause.WRONG_AS;
            case Notification.BAD_BGP_IDENTIFIER -> DownCause.BAD_IDENTIFIER;
            case Notification.UNACCEPTABLE_HOLD_TIME -> DownCause.BAD_HOLD_TIME;
            default -> DownCause.MALFORMED;
        };
    }

    /// The same, with this as what we send.
    DownReason answered(Notification answer) {
        return new DownReason(cause, Optional.of(answer), received, text, clause);
    }

    /// RFC 6608 §4: the subcode says the state, the data octet the message.
    static DownReason unexpected(State state, MessageType type) {
        return send(
                        DownCause.UNEXPECTED_MESSAGE,
                        unexpectedMessage(state, type),
                        "unexpected " + name(type) + " in " + state.label())
                .by("RFC 6608 §4");
    }

    static Notification unexpectedMessage(State state, MessageType type) {
        int subcode =
                switch (state) {
                    case OPEN_SENT -> Notification.UNEXPECTED_IN_OPEN_SENT;
                    case OPEN_CONFIRM -> Notification.UNEXPECTED_IN_OPEN_CONFIRM;
                    case ESTABLISHED -> Notification.UNEXPECTED_IN_ESTABLISHED;
                    case IDLE, CONNECT, ACTIVE -> 0;
                };
        return new Notification(Notification.FSM_ERROR, subcode, Bytes.of((byte) type.code()));
    }

    private static String name(MessageType type) {
        return type.name().replace('_', '-');
    }

    /// An event that the state does not know (RFC 4271 §6.6).
    static DownReason fsmError(State state, int rfcEvent) {
        return send(
                DownCause.UNEXPECTED_MESSAGE,
                Notification.fsmError(0),
                "event " + rfcEvent + " is impossible in " + state.label());
    }

    static DownReason notified(Notification n, long localAs) {
        return switch (n.code()) {
            case Notification.OPEN_ERROR ->
                    received(
                            DownCause.REJECTED_BY_PEER,
                            n,
                            n.subcode() == Notification.BAD_PEER_AS
                                    ? "peer does not expect our AS " + localAs
                                    : "peer rejects our OPEN: " + n.text());
            case Notification.CEASE -> ceased(n, localAs);
            case Notification.HOLD_TIMER_EXPIRED ->
                    received(DownCause.NOTIFIED, n, "peer heard nothing from us for its hold time");
            default -> received(DownCause.NOTIFIED, n, "peer ended the session: " + n.text());
        };
    }

    private static DownReason ceased(Notification n, long localAs) {
        return switch (n.subcode()) {
            case Notification.ADMINISTRATIVE_SHUTDOWN ->
                    received(
                            DownCause.ADMIN_SHUTDOWN_THERE, n, "shut down by the peer" + quoted(n));
            case Notification.ADMINISTRATIVE_RESET ->
                    received(DownCause.NOTIFIED, n, "reset by the peer" + quoted(n));
            case Notification.COLLISION_RESOLUTION ->
                    received(DownCause.COLLISION, n, "peer kept another connection to us")
                            .by("RFC 4271 §6.8");
            case Notification.BFD_DOWN ->
                    received(DownCause.NOTIFIED, n, "BFD: the peer sees the path broken");
            case Notification.HARD_RESET ->
                    // RFC 8538 §3.2, §5.2: for what it is said is inside.
                    n.inner()
                            .filter(inner -> !inner.isHardReset())
                            .map(inner ->
                                    notified(inner, localAs).by("RFC 8538 §3.2").receivedAs(n))
                            .orElseGet(() -> endedByPeer(n));
            default -> endedByPeer(n);
        };
    }

    private static DownReason endedByPeer(Notification n) {
        return received(DownCause.NOTIFIED, n, "peer ended the session: " + n.text());
    }

    private DownReason receivedAs(Notification outer) {
        return new DownReason(cause, sent, Optional.of(outer), text, clause);
    }

    private static DownReason received(DownCause cause, Notification n, String text) {
        return new DownReason(cause, Optional.empty(), Optional.of(n), text, "");
    }

    private static String quoted(Notification n) {
        return n.shutdownCommunication().map(text -> ": \"" + text + "\"").orElse("");
    }

    /// Of a Hard Reset also those of what it carries (RFC 8538 §6).
    private static String numbers(Notification n) {
        String inner = n.inner().map(i -> " with " + i.code() + "/" + i.subcode()).orElse("");
        return n.code() + "/" + n.subcode() + inner;
    }

    /// The other side writes parts of these texts; it must not write lines of a log.
    private static String oneLine(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
