package io.godwit.policy.tree;

import io.godwit.policy.Reads;

/// What is a text.
public enum TextField {
    PEER_NAME("peer.name", Reads.PEER, "Name of the neighbor."),
    PEER_GROUP("peer.group", Reads.PEER, "Group of the neighbor."),
    ROUTE_PEER_NAME("route.peer-name", Reads.SOURCE, "Name of the neighbor the route came from."),
    ROUTE_PEER_GROUP(
            "route.peer-group", Reads.SOURCE, "Group of the neighbor the route came from.");

    private final String word;
    private final Reads reads;
    private final String text;

    TextField(String word, Reads reads, String text) {
        this.word = word;
        this.reads = reads;
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

    /// What it is, for the documentation.
    public String text() {
        return text;
    }
}
