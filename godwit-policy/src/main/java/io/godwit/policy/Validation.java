package io.godwit.policy;

import io.godwit.wire.Prefix;

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
                public int path(byte[] block, int off, int len, PeerFacts neighbor) {
                    return NOT_FOUND;
                }
            };

    /// The origin validation state of a route (RFC 6811 §2).
    ///
    /// @param originAs [io.godwit.wire.attr.AsPaths#origin], 0 for a path that ends with a set
    int origin(boolean v6, long high, long low, int length, int originAs);

    /// Which part of a route that is [#INVALID] does not fit (RFC 6811 §2), and by which VRP: for
    /// people. Empty for other routes.
    default String whyInvalid(Prefix prefix, long originAs) {
        return "";
    }

    /// The ASPA state of the path in a canonical block ([io.godwit.wire.AttributeBlock]).
    ///
    /// @param neighbor who sent it
    int path(byte[] block, int off, int len, PeerFacts neighbor);
}
