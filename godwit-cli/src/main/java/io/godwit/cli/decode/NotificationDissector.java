package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;
import io.godwit.wire.Notification;
import io.godwit.wire.attr.Attributes;

/// The body of a NOTIFICATION (RFC 4271 §4.5) and what its data mean (§6, RFC 4486, RFC 9003, RFC
/// 8538).
final class NotificationDissector {
    private NotificationDissector() {}

    static void body(Cursor c, Field message) {
        body(c, message, true);
    }

    private static void body(Cursor c, Field message, boolean outer) {
        int code = c.peek(0);
        int subcode = c.peek(1);
        Notification n = new Notification(code, subcode, Bytes.EMPTY);
        message.add(c.take8("Error Code").called(n.codeName()).by("RFC 4271 §4.5"));
        String name = n.subcodeName();
        message.add(
                c.take8("Error Subcode")
                        .called(name.isEmpty() ? "unspecific" : name)
                        .by(subcodeRfc(code, subcode)));
        if (c.left() > 0) {
            data(code, subcode, c, message, outer);
        }
        if (c.left() > 0) {
            message.add(c.takeRaw("Data", c.left()));
        }
    }

    private static String subcodeRfc(int code, int subcode) {
        if (code == Notification.CEASE && subcode >= Notification.HARD_RESET) {
            return subcode == Notification.HARD_RESET ? "RFC 8538 §3" : "RFC 9384";
        }
        return switch (code) {
            case Notification.HEADER_ERROR -> "RFC 4271 §6.1";
            case Notification.OPEN_ERROR -> "RFC 4271 §6.2";
            case Notification.UPDATE_ERROR -> "RFC 4271 §6.3";
            case Notification.HOLD_TIMER_EXPIRED -> "RFC 4271 §6.5";
            case Notification.FSM_ERROR -> "RFC 6608";
            case Notification.CEASE -> "RFC 4486";
            case Notification.ROUTE_REFRESH_ERROR -> "RFC 7313 §5";
            case Notification.SEND_HOLD_TIMER_EXPIRED -> "RFC 9687";
            default -> "";
        };
    }

    private static void data(int code, int subcode, Cursor c, Field message, boolean outer) {
        switch (code) {
            case Notification.HEADER_ERROR -> header(subcode, c, message);
            case Notification.OPEN_ERROR -> open(subcode, c, message);
            case Notification.UPDATE_ERROR -> attribute(c, message);
            case Notification.CEASE -> cease(subcode, c, message, outer);
            case Notification.FSM_ERROR -> {
                int type = c.peek(0);
                message.add(
                        c.take8("Data")
                                .means("the message that came: " + CodePoints.messageType(type)));
            }
            default -> {
                // The offending attribute, message or nothing that is defined: raw.
            }
        }
    }

    private static void header(int subcode, Cursor c, Field message) {
        if (subcode == Notification.BAD_MESSAGE_LENGTH && c.left() == 2) {
            message.add(c.take16("Data").means("the Length that came"));
        } else if (subcode == Notification.BAD_MESSAGE_TYPE && c.left() == 1) {
            message.add(c.take8("Data").means("the Type that came"));
        }
    }

    private static void open(int subcode, Cursor c, Field message) {
        if (subcode == Notification.UNSUPPORTED_VERSION && c.left() == 2) {
            message.add(c.take16("Data").means("the highest version that is supported"));
        } else if (subcode == Notification.UNSUPPORTED_CAPABILITY) {
            while (c.left() >= 2 && c.left() >= 2 + c.peek(1)) {
                message.add(OpenDissector.capability(c.sub(2 + c.peek(1))));
            }
        }
    }

    /// RFC 4271 §6.3: the attribute that is in error, whole. Which AS numbers it has is not told.
    private static void attribute(Cursor c, Field message) {
        boolean whole =
                c.left() >= 3
                        && Attributes.fits(c.buffer(), c.at(), c.end())
                        && Attributes.next(c.buffer(), c.at()) == c.end();
        if (whole) {
            Field data = c.span("Data", c.left()).means("the attribute that is in error");
            new UpdateDissector(Reading.USUAL).attributes(c.sub(c.left()), data);
            message.add(data);
        }
    }

    private static void cease(int subcode, Cursor c, Field message, boolean outer) {
        boolean spoken =
                subcode == Notification.ADMINISTRATIVE_SHUTDOWN
                        || subcode == Notification.ADMINISTRATIVE_RESET;
        if (spoken && c.left() > 0 && c.left() != 1 + c.peek(0)) {
            String means = "does not fit: " + (c.left() - 1) + " octets follow";
            message.add(c.take8("Length").means(means).by("RFC 9003 §2"));
        } else if (spoken && c.left() == 1 + c.peek(0)) {
            int octets = c.peek(0);
            message.add(c.take8("Length").by("RFC 9003 §2"));
            String text = Phrases.printable(c.peekBytes(octets).utf8());
            if (octets > 0) {
                message.add(c.take("Shutdown Communication", octets).is('"' + text + '"'));
            }
        } else if (subcode == Notification.MAXIMUM_PREFIXES && c.left() == 7) {
            message.add(CapabilityFields.afi(c)).add(CapabilityFields.safi(c));
            message.add(c.take32("Prefix upper bound").by("RFC 4486 §4"));
        } else if (outer && subcode == Notification.HARD_RESET && c.left() >= 2) {
            Field inner = c.span("Reason of the Hard Reset", c.left()).by("RFC 8538 §3.1");
            Notification reason = new Notification(c.peek(0), c.peek(1), Bytes.EMPTY);
            inner.is(reason.text());
            body(c, inner, false);
            message.add(inner);
        }
    }
}
