package io.godwit.wire;

/// Something wrong with an UPDATE, for logs and for `decode`.
///
/// @param attributeCode type code of the attribute, 0 if it is about something else
/// @param verdict what it does to the UPDATE
/// @param what in words
/// @param rfc the clause that says so
public record Problem(int attributeCode, Verdict verdict, String what, String rfc) {
    @Override
    public String toString() {
        return what + " (" + rfc + ")";
    }
}
