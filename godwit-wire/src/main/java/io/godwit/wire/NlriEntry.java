package io.godwit.wire;

/// A prefix in an UPDATE.
///
/// @param pathId Path Identifier as a bit pattern (RFC 7911 §3), 0 where the family carries none
/// @param prefix the prefix, host bits cleared
public record NlriEntry(int pathId, Prefix prefix) {
    /// An entry without Path Identifier.
    public static NlriEntry of(Prefix prefix) {
        return new NlriEntry(0, prefix);
    }
}
