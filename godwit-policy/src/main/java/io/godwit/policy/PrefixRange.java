package io.godwit.policy;

import io.godwit.wire.Prefix;

/// `10.0.0.0/8{9,24}`: the prefixes within one prefix whose length is in a range.
///
/// @param least shortest length, at least that of the prefix
/// @param most longest length, at most the bits of the family
public record PrefixRange(Prefix prefix, int least, int most) {
    /// Checks the lengths.
    public PrefixRange {
        if (least < prefix.length() || most < least || most > prefix.address().bits()) {
            throw new IllegalArgumentException(prefix + "{" + least + "," + most + "}");
        }
    }

    /// Only the prefix itself.
    public static PrefixRange exactly(Prefix prefix) {
        return new PrefixRange(prefix, prefix.length(), prefix.length());
    }

    /// The prefix and all within it: `10.0.0.0/8+`.
    public static PrefixRange orLonger(Prefix prefix) {
        return new PrefixRange(prefix, prefix.length(), prefix.address().bits());
    }

    /// `10.0.0.0/8`, `10.0.0.0/8+`, `10.0.0.0/8{9,24}`.
    @Override
    public String toString() {
        if (least == prefix.length() && most == least) {
            return prefix.toString();
        }
        return least == prefix.length() && most == prefix.address().bits()
                ? prefix + "+"
                : prefix + "{" + least + "," + most + "}";
    }
}
