package io.godwit.wire;

/// The message header (RFC 4271 §4.1) and its errors (§6.1, RFC 8654 §4).
///
/// A stream is cut into messages without copying: [#frame] looks at the octets that are there and
/// answers with a length. Errors show as soon as the octets that prove them have arrived.
public final class Framer {
    /// Marker, length, type.
    public static final int HEADER_OCTETS = 19;

    /// The longest message without RFC 8654, and the longest OPEN and KEEPALIVE with it.
    public static final int MAX_OCTETS = 4096;

    /// The longest message with RFC 8654.
    public static final int MAX_EXTENDED_OCTETS = 65535;

    private static final int MARKER_OCTETS = 16;
    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;

    private static final int OK = 0;
    private static final int BAD_MARKER = 1;
    private static final int BAD_LENGTH = 2;
    private static final int BAD_TYPE = 3;

    private Framer() {}

    /// The length of the message at `off`, if all of it lies before `limit`; 0 if octets are
    /// missing and nothing is wrong with those that are there; -1 if the header is malformed.
    ///
    /// @param maxOctets 4096 or 65535, by what this side advertised (RFC 8654 §4)
    public static int frame(byte[] buf, int off, int limit, int maxOctets) {
        if (fault(buf, off, limit, maxOctets) != OK) {
            return -1;
        }
        if (limit - off < HEADER_OCTETS) {
            return 0;
        }
        int length = length(buf, off);
        return limit - off < length ? 0 : length;
    }

    /// The NOTIFICATION for a header where [#frame] said -1.
    public static Notification error(byte[] buf, int off, int limit, int maxOctets) {
        return switch (fault(buf, off, limit, maxOctets)) {
            case BAD_MARKER -> Notification.notSynchronized();
            case BAD_LENGTH -> Notification.badMessageLength(length(buf, off));
            case BAD_TYPE -> Notification.badMessageType(Wire.u8(buf, off + TYPE_AT));
            default -> throw new IllegalArgumentException("the header is well-formed");
        };
    }

    /// The type octet of the message at `off`.
    public static int type(byte[] buf, int off) {
        return Wire.u8(buf, off + TYPE_AT);
    }

    /// The octets of the message at `off`, header included, as its length field says.
    public static int length(byte[] buf, int off) {
        return Wire.u16(buf, off + LENGTH_AT);
    }

    /// Writes a header; returns `length`.
    static int header(byte[] buf, int off, MessageType type, int length) {
        Wire.put64(buf, Wire.put64(buf, off, -1L), -1L);
        Wire.put16(buf, off + LENGTH_AT, length);
        Wire.put8(buf, off + TYPE_AT, type.code());
        return length;
    }

    private static int fault(byte[] buf, int off, int limit, int maxOctets) {
        int there = limit - off;
        if (!markerFits(buf, off, there)) {
            return BAD_MARKER;
        }
        if (there < LENGTH_AT + 2) {
            return OK;
        }
        int length = length(buf, off);
        if (length < HEADER_OCTETS || length > maxOctets) {
            return BAD_LENGTH;
        }
        if (there < HEADER_OCTETS) {
            return OK;
        }
        int type = type(buf, off);
        if (!MessageType.isKnown(type)) {
            return BAD_TYPE;
        }
        return lengthFits(MessageType.of(type), length) ? OK : BAD_LENGTH;
    }

    private static boolean markerFits(byte[] buf, int off, int there) {
        if (there >= MARKER_OCTETS) {
            return (Wire.i64(buf, off) & Wire.i64(buf, off + 8)) == -1L;
        }
        for (int i = 0; i < there; i++) {
            if (buf[off + i] != -1) {
                return false;
            }
        }
        return true;
    }

    /// Minimum and maximum by type. What is wrong with the length of a ROUTE-REFRESH depends on its
    /// subtype and the session (RFC 7313 §5): [RouteRefresh#read] says it.
    private static boolean lengthFits(MessageType type, int length) {
        return switch (type) {
            case OPEN -> length >= 29 && length <= MAX_OCTETS;
            case UPDATE -> length >= 23;
            case NOTIFICATION -> length >= 21;
            case KEEPALIVE -> length == HEADER_OCTETS;
            case ROUTE_REFRESH -> true;
        };
    }
}
