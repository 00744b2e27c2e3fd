package io.godwit.wire;

import io.godwit.wire.cap.Capabilities;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.nlri.Families;

import java.util.StringJoiner;

/// The names of NOTIFICATION codes and subcodes, and what their data say.
final class NotificationText {
    private static final String[] CODES = {
        "",
        "Message Header Error",
        "OPEN Message Error",
        "UPDATE Message Error",
        "Hold Timer Expired",
        "Finite State Machine Error",
        "Cease",
        "ROUTE-REFRESH Message Error",
        "Send Hold Timer Expired",
    };

    private static final String[][] SUBCODES = {
        {},
        {"", "Connection Not Synchronized", "Bad Message Length", "Bad Message Type"},
        {
            "",
            "Unsupported Version Number",
            "Bad Peer AS",
            "Bad BGP Identifier",
            "Unsupported Optional Parameter",
            "Authentication Failure (deprecated)",
            "Unacceptable Hold Time",
            "Unsupported Capability",
            "",
            "",
            "",
            "Role Mismatch",
        },
        {
            "",
            "Malformed Attribute List",
            "Unrecognized Well-known Attribute",
            "Missing Well-known Attribute",
            "Attribute Flags Error",
            "Attribute Length Error",
            "Invalid ORIGIN Attribute",
            "AS Routing Loop (deprecated)",
            "Invalid NEXT_HOP Attribute",
            "Optional Attribute Error",
            "Invalid Network Field",
            "Malformed AS_PATH",
        },
        {},
        {
            "",
            "Receive Unexpected Message in OpenSent State",
            "Receive Unexpected Message in OpenConfirm State",
            "Receive Unexpected Message in Established State",
        },
        {
            "",
            "Maximum Number of Prefixes Reached",
            "Administrative Shutdown",
            "Peer De-configured",
            "Administrative Reset",
            "Connection Rejected",
            "Other Configuration Change",
            "Connection Collision Resolution",
            "Out of Resources",
            "Hard Reset",
            "BFD Down",
        },
        {"", "Invalid Message Length"},
        {},
    };

    private NotificationText() {}

    static String code(int code) {
        return code > 0 && code < CODES.length ? CODES[code] : "Error Code " + code;
    }

    static String subcode(int code, int subcode) {
        if (subcode == 0) {
            return "";
        }
        boolean named =
                code < SUBCODES.length
                        && subcode < SUBCODES[code].length
                        && !SUBCODES[code][subcode].isEmpty();
        return named ? SUBCODES[code][subcode] : "Subcode " + subcode;
    }

    static String of(Notification n) {
        String subcode = subcode(n.code(), n.subcode());
        String name = subcode.isEmpty() ? code(n.code()) : code(n.code()) + " / " + subcode;
        String detail = detail(n);
        return detail.isEmpty() ? name : name + ": " + detail;
    }

    private static String detail(Notification n) {
        if (n.inner().isPresent()) {
            Notification inner = n.inner().get();
            // One Hard Reset in another means nothing, and thousands would exhaust the stack.
            return inner.isHardReset() ? hex(n.data()) : of(inner);
        }
        if (n.shutdownCommunication().isPresent()) {
            return printable(n.shutdownCommunication().get());
        }
        if (n.data().isEmpty()) {
            return "";
        }
        return switch (n.code()) {
            case Notification.HEADER_ERROR -> header(n);
            case Notification.OPEN_ERROR -> open(n);
            case Notification.CEASE ->
                    n.subcode() == Notification.MAXIMUM_PREFIXES && n.data().length() == 7
                            ? prefixLimit(n.data())
                            : hex(n.data());
            default -> hex(n.data());
        };
    }

    private static String header(Notification n) {
        if (n.subcode() == Notification.BAD_MESSAGE_LENGTH && n.data().length() == 2) {
            return "length " + u16(n.data());
        }
        if (n.subcode() == Notification.BAD_MESSAGE_TYPE && n.data().length() == 1) {
            return "type " + n.data().at(0);
        }
        return hex(n.data());
    }

    private static String open(Notification n) {
        if (n.subcode() == Notification.UNSUPPORTED_VERSION && n.data().length() == 2) {
            return "speaks version " + u16(n.data());
        }
        return n.subcode() == Notification.UNSUPPORTED_CAPABILITY
                ? capabilities(n.data())
                : hex(n.data());
    }

    /// RFC 5492 §5: the capabilities that the sender requires, as they stand in an OPEN.
    private static String capabilities(Bytes data) {
        byte[] octets = data.toArray();
        StringJoiner wanted = new StringJoiner(", ", "requires ", "");
        int at = 0;
        while (at + 2 <= octets.length && at + 2 + Wire.u8(octets, at + 1) <= octets.length) {
            int code = Wire.u8(octets, at);
            int length = Wire.u8(octets, at + 1);
            wanted.add(
                    Capabilities.read(code, octets, at + 2, length) instanceof MultiProtocol mp
                            ? mp.family().toString()
                            : "capability " + code + " " + Capabilities.name(code));
            at += 2 + length;
        }
        // At most a line of them: the other side chooses how many.
        return at == octets.length && octets.length <= 64 ? wanted.toString() : hex(data);
    }

    private static String prefixLimit(Bytes data) {
        byte[] octets = data.toArray();
        return Families.of(Wire.u16(octets, 0), Wire.u8(octets, 2))
                + " limit "
                + Wire.u32(octets, 3);
    }

    private static int u16(Bytes data) {
        return data.at(0) << 8 | data.at(1);
    }

    private static String hex(Bytes data) {
        return data.length() <= 32
                ? "data " + data.hex()
                : "data " + data.slice(0, 32).hex() + "… (" + data.length() + " octets)";
    }

    /// What a neighbor sends ends up in terminals and logs (RFC 9003 §6).
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || isFormat(c) ? ' ' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isFormat(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
