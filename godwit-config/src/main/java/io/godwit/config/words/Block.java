package io.godwit.config.words;

/// Where statements stand.
public enum Block {
    /// The top of a file.
    FILE("the top of the file", "The file"),
    /// `router { … }`.
    ROUTER("`router`", "router"),
    /// `group NAME { … }`.
    GROUP("`group`", "group"),
    /// `neighbor ADDRESS { … }`.
    NEIGHBOR("`neighbor`", "neighbor"),
    /// `policy NAME { … }`: statements of the policy language, which this table does not know.
    POLICY("`policy`", "policy"),
    /// `test "NAME" { … }`: statements that this table does not know either.
    TEST("`test`", "test"),
    /// `rpki { … }`.
    RPKI("`rpki`", "rpki"),
    /// `cache ADDRESS { … }` in it.
    CACHE("`cache`", "cache"),
    /// `kernel { … }`.
    KERNEL("`kernel`", "kernel"),
    /// `import PROTOCOL { … }` in it.
    KERNEL_IMPORT("`import` of `kernel`", "import"),
    /// `originate PREFIX { … }`.
    ORIGINATE("`originate`", "originate"),
    /// `aggregate PREFIX { … }`.
    AGGREGATE("`aggregate`", "aggregate"),
    /// `bfd { … }` of a neighbor.
    BFD("`bfd`", "bfd"),
    /// `max-prefix N { … }` of a neighbor.
    MAX_PREFIX("`max-prefix`", "max-prefix");

    private final String place;
    private final String title;

    Block(String place, String title) {
        this.place = place;
        this.title = title;
    }

    /// Whether its statements are not rows of the table.
    public boolean isPolicy() {
        return this == POLICY || this == TEST;
    }

    /// For a message: "… does not belong in `router`".
    public String place() {
        return place;
    }

    /// For a heading.
    String title() {
        return title;
    }
}
