package io.godwit.wire;

/// The message types of RFC 4271 §4.1 and RFC 2918.
public enum MessageType {
    OPEN(1),
    UPDATE(2),
    NOTIFICATION(3),
    KEEPALIVE(4),
    ROUTE_REFRESH(5);

    private static final MessageType[] BY_CODE = values();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    /// The octet on the wire, 1..5.
    public int code() {
        return code;
    }

    /// Whether `code` is one of ours.
    public static boolean isKnown(int code) {
        return code >= 1 && code <= BY_CODE.length;
    }

    /// The type with this code, which must be known.
    public static MessageType of(int code) {
        return BY_CODE[code - 1];
    }
}
