package io.godwit.policy;

/// Answers about RPKI; given by whoever holds the VRPs and ASPAs.
public interface Validation {
    /// RFC 6811 §2: no VRP covers the prefix.
    int NOT_FOUND = 0;

    /// A VRP covers and matches; of a path: every hop is attested.
    int VALID = 1;

    /// VRPs cover, none matches; of a path: some hop is not authorized.
    int INVALID = 2;

    /// Nobody was asked: everything is [#NOT_FOUND].
    Validation NONE =
            new Validation() {
                @Override
                public int origin(boolean v6, long high, long low, int length, int originAs) {
                    return NOT_FOUND;
                }

                @Override
                public int path(byte[] block, int off, int len, Role role, int neighborAs) {
                    return NOT_FOUND;
                }
            };

    /// The origin validation state of a route (RFC 6811 §2).
    ///
    /// @param originAs the last AS of the path, 0 if there is none or it is a set
    int origin(boolean v6, long high, long low, int length, int originAs);

    /// The ASPA state of the path in a canonical block ([io.godwit.wire.AttributeBlock]).
    ///
    /// @param role what the sender is to us
    /// @param neighborAs its AS
    int path(byte[] block, int off, int len, Role role, int neighborAs);
}
