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
    NEIGHBOR("`neighbor`", "neighbor");

    private final String place;
    private final String title;

    Block(String place, String title) {
        this.place = place;
        this.title = title;
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
