package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;
import io.godwit.wire.Framer;
import io.godwit.wire.Notification;
import io.godwit.wire.Problem;
import io.godwit.wire.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes messages apart: header first (RFC 4271 §4.1), then the body by its type; then the verdict
/// of the wire room is put to the fields that it is about.
final class Dissector {
    private static final int MARKER_OCTETS = 16;

    private final Reading reading;
    private final boolean ebgp;

    /// @param ebgp whether the sender is taken to be an external neighbor
    Dissector(Reading reading, boolean ebgp) {
        this.reading = reading;
        this.ebgp = ebgp;
    }

    /// The message at `off`, of which `len` octets are there.
    Dissection message(byte[] buf, int off, int len) {
        Judgement judgement = Judgement.of(buf, off, len, reading, ebgp);
        boolean headerBad = headerBad(buf, off, len);
        int missing = headerBad ? 0 : Judgement.missing(buf, off, len);
        int type = len >= Framer.HEADER_OCTETS ? Framer.type(buf, off) : 0;
        Field message = new Field("BGP message", 0, len);
        Cursor c = new Cursor(buf, off, off, off + own(buf, off, len));
        header(c, message);
        UpdateDissector update = new UpdateDissector(reading);
        body(type, c, message, update);
        if (missing > 0) {
            message.withoutFaults(); // of what is cut off
        }
        if (c.end() < off + len) {
            Cursor rest = new Cursor(buf, off, c.end(), off + len);
            message.add(rest.takeRaw("Octets after the message", rest.left()));
        }
        return judged(buf, off, len, missing, type, message, update, judgement);
    }

    /// How many of the octets are the message's own.
    private static int own(byte[] buf, int off, int len) {
        int said = len >= MARKER_OCTETS + 2 ? u16(buf, off + MARKER_OCTETS) : len;
        return Math.min(len, Math.max(said, Framer.HEADER_OCTETS));
    }

    private static boolean headerBad(byte[] buf, int off, int len) {
        return Framer.frame(buf, off, off + len, Framer.MAX_EXTENDED_OCTETS) < 0;
    }

    private static void header(Cursor c, Field message) {
        boolean ones = true;
        for (int i = 0; i < MARKER_OCTETS; i++) {
            ones &= i >= c.left() || c.peek(i) == 0xff;
        }
        message.add(
                c.take("Marker", MARKER_OCTETS)
                        .is(ones ? "all ones" : "not all ones")
                        .by("RFC 4271 §4.1"));
        if (c.left() >= 2) {
            String means =
                    c.peek16(0) > Framer.MAX_OCTETS
                            ? "only with the BGP Extended Message capability (RFC 8654)"
                            : "header included";
            message.add(c.take16("Length").of("octets").means(means));
        } else if (c.left() == 1) {
            message.add(c.takeRaw("First octet of the Length", 1));
        }
        if (c.left() >= 1) {
            int type = c.peek(0);
            message.add(c.take8("Type").called(CodePoints.messageType(type)));
        }
    }

    private static void body(int type, Cursor c, Field message, UpdateDissector update) {
        if (c.left() > 0) {
            switch (type) {
                case 1 -> OpenDissector.body(c, message);
                case 2 -> update.body(c, message);
                case 3 -> NotificationDissector.body(c, message);
                case 5 -> RefreshDissector.body(c, message);
                default -> {
                    // KEEPALIVE has no body, an unknown type none that we know.
                }
            }
        }
        if (c.left() > 0) {
            message.add(c.takeRaw("Octets that do not belong here", c.left()));
        }
    }

    private Dissection judged(
            byte[] buf,
            int off,
            int len,
            int missing,
            int type,
            Field message,
            UpdateDissector update,
            Judgement judgement) {
        List<FieldFault> faults = new ArrayList<>();
        List<Problem> unplaced = new ArrayList<>(judgement.problems());
        unplaced.removeIf(p -> message.faulted(p.rfc())); // the dissector has said where
        for (Problem p : judgement.problems()) {
            faults.add(new FieldFault(p.verdict(), p.what(), p.rfc()));
        }
        for (Problem p : unplaced) {
            Field field = place(p, judgement, message, update);
            field.fault(p.verdict(), p.what(), p.rfc());
        }
        if (judgement.verdict() == Verdict.RESET) {
            SecondLook.at(update.attributes(), buf, off, reading.context(), faults);
        }
        Verdict verdict = judgement.verdict();
        Optional<Notification> notification = judgement.notification();
        if (verdict != Verdict.RESET && missing == 0 && !update.nlriProblem().isEmpty()) {
            // A family that the wire room passes as octets.
            verdict = Verdict.RESET;
            faults.add(new FieldFault(verdict, update.nlriProblem(), "RFC 7606 §5.3"));
            notification =
                    Optional.of(Notification.update(Notification.OPTIONAL_ATTRIBUTE, Bytes.EMPTY));
        }
        String summary = Summaries.of(buf, off, len, judgement, reading);
        return new Dissection(
                Bytes.copyOf(buf, off, len),
                missing,
                type,
                message,
                reading,
                verdict,
                notification,
                faults,
                summary);
    }

    /// The field that a problem is about.
    private static Field place(
            Problem p, Judgement judgement, Field message, UpdateDissector update) {
        if (p.attributeCode() != 0) {
            Field found = message;
            for (Field attribute : update.attributes()) {
                String code = attribute.part("Attribute Type Code").value();
                if (code.equals(String.valueOf(p.attributeCode()))) {
                    found = attribute;
                    if (!repeated(p)) {
                        break;
                    }
                }
            }
            return found;
        }
        if (judgement.notification().isEmpty()) {
            return message;
        }
        Notification n = judgement.notification().get();
        return message.part(
                switch (n.code() * 100 + n.subcode()) {
                    case 101 -> "Marker";
                    case 102 -> "Length";
                    case 103 -> "Type";
                    case 201 -> "Version";
                    case 202 -> "My Autonomous System";
                    case 203 -> "BGP Identifier";
                    case 206 -> "Hold Time";
                    case 200, 204 -> "Optional Parameters Length";
                    default -> "";
                });
    }

    /// Of an attribute that stands twice, the last one is the one to be pointed at.
    private static boolean repeated(Problem p) {
        return p.rfc().equals("RFC 7606 §3 g");
    }

    private static int u16(byte[] buf, int at) {
        return (buf[at] & 0xff) << 8 | (buf[at + 1] & 0xff);
    }
}
