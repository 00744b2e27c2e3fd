package io.godwit.cli.decode;

import io.godwit.cli.Plural;
import io.godwit.feeds.Reading;
import io.godwit.wire.Context;
import io.godwit.wire.Decoded;
import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.Problem;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Update;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a router makes of a message. The wire room judges; this asks it the way the session does:
/// header first, then the body by its type.
///
/// @param notification present if the verdict is a reset
/// @param update the UPDATE as records, if it is one and its header is good
record Judgement(
        Verdict verdict,
        List<Problem> problems,
        Optional<Notification> notification,
        Optional<Update> update) {

    private static final int LENGTH_AT = 16;

    private static final Judgement OK =
            new Judgement(Verdict.OK, List.of(), Optional.empty(), Optional.empty());

    /// The message at `off`, of which `len` octets are there. Octets that are missing at its end,
    /// or that follow it, are a problem of the input, not of the message.
    static Judgement of(byte[] buf, int off, int len, Reading reading, boolean ebgp) {
        int frame = Framer.frame(buf, off, off + len, Framer.MAX_EXTENDED_OCTETS);
        if (frame < 0) {
            Notification n = Framer.error(buf, off, off + len, Framer.MAX_EXTENDED_OCTETS);
            return reset(n, headerWords(buf, off, len, n), "RFC 4271 §6.1");
        }
        if (frame == 0) {
            String more = Plural.of(missing(buf, off, len), "more octet");
            return input("incomplete: a receiver waits for " + more);
        }
        Judgement judgement = whole(buf, off, frame, reading, ebgp);
        if (frame == len) {
            return judgement;
        }
        List<Problem> problems = new ArrayList<>(judgement.problems);
        String more = Plural.of(len - frame, "octet");
        problems.add(new Problem(0, Verdict.OK, more + " after the message", "RFC 4271 §4.1"));
        return new Judgement(judgement.verdict, problems, judgement.notification, judgement.update);
    }

    /// How many octets are missing at the end of a message whose header is good so far.
    static int missing(byte[] buf, int off, int len) {
        int said = len >= LENGTH_AT + 2 ? Wire.u16(buf, off + LENGTH_AT) : 0;
        return Math.max(0, Math.max(said, Framer.HEADER_OCTETS) - len);
    }

    private static Judgement input(String what) {
        Problem problem = new Problem(0, Verdict.OK, what, "RFC 4271 §4.1");
        return new Judgement(Verdict.OK, List.of(problem), Optional.empty(), Optional.empty());
    }

    private static Judgement whole(byte[] buf, int off, int len, Reading reading, boolean ebgp) {
        return switch (MessageType.of(Framer.type(buf, off))) {
            case OPEN -> decoded(Open.read(buf, off, len), "RFC 4271 §6.2");
            case UPDATE -> update(buf, off, len, reading, ebgp);
            case NOTIFICATION -> decoded(Notification.read(buf, off, len), "RFC 4271 §6.4");
            case ROUTE_REFRESH -> decoded(RouteRefresh.read(buf, off, len, true), "RFC 7313 §5");
            case KEEPALIVE -> OK;
        };
    }

    private static String headerWords(byte[] buf, int off, int len, Notification n) {
        int type = len >= Framer.HEADER_OCTETS ? Framer.type(buf, off) : 0;
        return switch (n.subcode()) {
            case Notification.NOT_SYNCHRONIZED -> "the marker is not all ones";
            case Notification.BAD_MESSAGE_LENGTH ->
                    "length " + Wire.u16(buf, off + LENGTH_AT) + lengthWords(type);
            default -> "type " + type + " is not defined";
        };
    }

    /// RFC 4271 §6.1, RFC 8654 §4.
    private static String lengthWords(int type) {
        return switch (type) {
            case 1 -> ", an OPEN has 29 to 4096";
            case 2 -> ", an UPDATE has at least 23";
            case 3 -> ", a NOTIFICATION has at least 21";
            case 4 -> ", a KEEPALIVE has 19";
            default -> ", a message has at least 19";
        };
    }

    private static Judgement reset(Notification n, String why, String rfc) {
        Problem problem = new Problem(0, Verdict.RESET, why, rfc);
        return new Judgement(Verdict.RESET, List.of(problem), Optional.of(n), Optional.empty());
    }

    private static Judgement decoded(Decoded<?> read, String rfc) {
        return read instanceof Decoded.Bad<?>(Notification n, String why) ? reset(n, why, rfc) : OK;
    }

    private static Judgement update(byte[] buf, int off, int len, Reading reading, boolean ebgp) {
        Context context = context(buf, off, len, reading, ebgp);
        Update update = Update.read(buf, off, len, context);
        List<Problem> problems = new ArrayList<>(update.problems());
        Optional<Notification> notification = update.notification();
        return new Judgement(update.verdict(), problems, notification, Optional.of(update));
    }

    /// As the reading says. IPv4 routes with an IPv6 next hop come only where both sides have the
    /// Extended Next Hop Encoding capability (RFC 8950); we take it that they had.
    private static Context context(byte[] buf, int off, int len, Reading reading, boolean ebgp) {
        Context c = reading.context();
        UpdateView view = new UpdateView();
        Context blind =
                new Context(
                        c.asn4(),
                        ebgp,
                        c.addPathIpv4(),
                        c.addPathIpv6(),
                        c.maxMessageOctets(),
                        false,
                        false);
        boolean extendedNextHop =
                view.scan(buf, off, len, blind) != Verdict.RESET
                        && view.hasMpReach()
                        && view.mpReachAfi() == 1
                        && view.mpReachSafi() == 1
                        && view.mpNextHopOctets() % 16 == 0
                        && Wire.u8(buf, view.mpReachNlriOffset() - 1) == 0;
        return new Context(
                c.asn4(),
                ebgp,
                c.addPathIpv4(),
                c.addPathIpv6(),
                c.maxMessageOctets(),
                !extendedNextHop,
                true);
    }
}
