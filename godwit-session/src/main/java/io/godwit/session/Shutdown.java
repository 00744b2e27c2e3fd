package io.godwit.session;

/// Whether a neighbor is configured but not spoken to.
///
/// @param on whether it is so
/// @param text why, for the neighbor (RFC 9003); at most 255 octets, may be empty
public record Shutdown(boolean on, String text) {
    /// It is spoken to.
    public static final Shutdown NO = new Shutdown(false, "");
}
