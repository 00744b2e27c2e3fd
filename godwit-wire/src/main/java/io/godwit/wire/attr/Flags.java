package io.godwit.wire.attr;

/// The four categories of RFC 4271 §5 (the two well-known ones have the same bits) and the bits of
/// the Attribute Flags octet (§4.3).
public enum Flags {
    /// Every speaker knows it and passes it on.
    WELL_KNOWN(0x40),
    /// Passed on even by those who do not know it.
    OPTIONAL_TRANSITIVE(0xc0),
    /// Not passed on by those who do not know it.
    OPTIONAL(0x80);

    /// The Optional bit.
    public static final int OPTIONAL_BIT = 0x80;

    /// The Transitive bit.
    public static final int TRANSITIVE_BIT = 0x40;

    /// The Partial bit: somebody on the way did not know it.
    public static final int PARTIAL_BIT = 0x20;

    /// The Extended Length bit: the length has two octets.
    public static final int EXTENDED_BIT = 0x10;

    private static final int CATEGORY_BITS = OPTIONAL_BIT | TRANSITIVE_BIT;

    private final int octet;

    Flags(int octet) {
        this.octet = octet;
    }

    /// The flags octet without Partial and Extended Length.
    public int octet() {
        return octet;
    }

    /// Whether the Optional and Transitive bits of `flags` are those of this category (RFC 7606 §3
    /// c looks at these two only).
    public boolean fits(int flags) {
        return (flags & CATEGORY_BITS) == octet;
    }
}
