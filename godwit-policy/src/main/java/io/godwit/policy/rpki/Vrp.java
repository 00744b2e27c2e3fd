package io.godwit.policy.rpki;

import io.godwit.wire.Prefix;

/// A validated ROA payload (RFC 6811 §2): an AS may originate a prefix and its parts.
///
/// @param maxLength the longest part, from the length of the prefix to the bits of the family
/// @param as 0 to 4294967295; AS 0 matches no route (RFC 6483 §4)
public record Vrp(Prefix prefix, int maxLength, long as) {
    /// Checks the ranges.
    public Vrp {
        if (maxLength < prefix.length() || maxLength > prefix.address().bits()) {
            throw new IllegalArgumentException(prefix + " max length " + maxLength);
        }
        if (as < 0 || as > 0xffff_ffffL) {
            throw new IllegalArgumentException("AS " + as);
        }
    }

    /// `203.0.113.0/24-25 as 64500`, without the length where it adds nothing.
    @Override
    public String toString() {
        String longest = maxLength == prefix.length() ? "" : "-" + maxLength;
        return prefix + longest + " as " + as;
    }
}
