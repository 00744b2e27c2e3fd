package io.godwit.feeds.rtr;

/// Error codes (RFC 8210 §12, 8210bis §13); the ordinal is the code.
public enum RtrError {
    CORRUPT_DATA("corrupt data"),
    INTERNAL_ERROR("internal error"),
    NO_DATA_AVAILABLE("no data available"),
    INVALID_REQUEST("invalid request"),
    UNSUPPORTED_VERSION("unsupported protocol version"),
    UNSUPPORTED_PDU_TYPE("unsupported PDU type"),
    UNKNOWN_WITHDRAWAL("withdrawal of unknown record"),
    DUPLICATE_ANNOUNCEMENT("duplicate announcement received"),
    UNEXPECTED_VERSION("unexpected protocol version");

    private final String words;

    RtrError(String words) {
        this.words = words;
    }

    /// The name of a code, also of one that nobody assigned.
    public static String words(int code) {
        return code < values().length ? values()[code].words : "error code " + code;
    }

    /// What it means.
    public String words() {
        return words;
    }
}
