package io.godwit.cli.decode;

import io.godwit.wire.Verdict;

/// What is wrong with a field.
///
/// @param verdict what a router makes of it (RFC 7606 §2)
/// @param what in words
/// @param rfc the clause
record FieldFault(Verdict verdict, String what, String rfc) {
    /// The name of the action, as RFC 7606 §2 calls it.
    static String action(Verdict verdict) {
        return switch (verdict) {
            case OK -> "ok";
            case DISCARD -> "attribute discard";
            case WITHDRAW -> "treat-as-withdraw";
            case RESET -> "session reset";
        };
    }
}
