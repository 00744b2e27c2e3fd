package io.godwit.policy.tree;

/// The kinds of communities.
public enum CommunityKind {
    /// RFC 1997: two halves of 16 bits.
    STANDARD("community", 2, 0xffff),
    /// RFC 8092: three parts of 32 bits.
    LARGE("large-community", 3, 0xffff_ffffL),
    /// RFC 4360: type and subtype in the first part (16 bits), then the administrator and its
    /// number.
    EXTENDED("extended-community", 3, 0xffff_ffffL);

    private final String word;
    private final int parts;
    private final long most;

    CommunityKind(String word, int parts, long most) {
        this.word = word;
        this.parts = parts;
        this.most = most;
    }

    /// As it is written.
    public String word() {
        return word;
    }

    /// How many numbers make one.
    public int parts() {
        return parts;
    }

    /// The largest number a part can be.
    public long most() {
        return most;
    }
}
