package io.godwit.rib;

/// How many paths of a prefix a neighbor is told, where its NLRI have Path Identifiers (RFC 7911):
/// the first ones, in the order of the decision, of those that it may hear.
///
/// @param v4 of IPv4 prefixes, at least 1
/// @param v6 of IPv6 prefixes, at least 1
public record PathsTold(int v4, int v6) {
    /// As many as there are.
    public static final int ALL = Integer.MAX_VALUE;

    /// One path of each prefix.
    public static final PathsTold ONE = new PathsTold(1, 1);

    public PathsTold {
        if (v4 < 1 || v6 < 1) {
            throw new IllegalArgumentException(v4 + " and " + v6 + " paths");
        }
    }

    /// Of a family.
    public int most(boolean isV6) {
        return isV6 ? v6 : v4;
    }
}
