package io.godwit.policy.tree;

import io.godwit.policy.Reads;

import java.util.List;

/// What is a number. The table of the language: a new one is a row here and a line in the compiler.
public enum NumberField {
    PREFIX_LENGTH("prefix.length", Reads.PREFIX, 0, 128, "Bits of the prefix."),
    AS_PATH_LENGTH(
            "as-path.length",
            Reads.BLOCK,
            0,
            65535,
            "AS numbers in the path, a set counting as one (RFC 4271 §9.1.2.2 a)."),
    AS_PATH_FIRST(
            "as-path.first", Reads.BLOCK, 0, NumberField.MAX, "The AS next to us; 0 if none."),
    AS_PATH_LAST("as-path.last", Reads.BLOCK, 0, NumberField.MAX, "The origin AS; 0 if none."),
    MED("med", Reads.BLOCK, 0, NumberField.MAX, "MULTI_EXIT_DISC; 0 if there is none."),
    LOCAL_PREF("local-pref", Reads.BLOCK, 0, NumberField.MAX, "LOCAL_PREF; 100 if there is none."),
    PEER_AS("peer.as", Reads.PEER, 1, NumberField.MAX, "AS of the neighbor."),
    LOCAL_AS("local-as", Reads.PEER, 1, NumberField.MAX, "Our AS."),
    ROUTE_PEER_AS(
            "route.peer-as",
            Reads.SOURCE,
            0,
            NumberField.MAX,
            "AS of the neighbor that the route came from; ours for our own routes.");

    static final long MAX = 0xffff_ffffL;

    private final String word;
    private final Reads reads;
    private final long least;
    private final long most;
    private final String text;

    NumberField(String word, Reads reads, long least, long most, String text) {
        this.word = word;
        this.reads = reads;
        this.least = least;
        this.most = most;
        this.text = text;
    }

    /// As it is written.
    public String word() {
        return word;
    }

    /// What it looks at.
    public Reads reads() {
        return reads;
    }

    /// The smallest value it can have.
    public long least() {
        return least;
    }

    /// The largest value it can have.
    public long most() {
        return most;
    }

    /// What it is, for the documentation.
    public String text() {
        return text;
    }

    /// Whether a policy can set it.
    public boolean settable() {
        return List.of(MED, LOCAL_PREF).contains(this);
    }
}
