package io.godwit.policy.tree;

import io.godwit.policy.Reads;

/// What is an address.
public enum AddressField {
    NEXT_HOP("next-hop", Reads.BLOCK, "The next hop; of an IPv6 pair the global one."),
    PEER_ADDRESS("peer.address", Reads.PEER, "Address of the neighbor."),
    LOCAL_ADDRESS("local-address", Reads.PEER, "Our address of the session."),
    ROUTE_PEER_ADDRESS(
            "route.peer-address", Reads.SOURCE, "Address of the neighbor the route came from.");

    private final String word;
    private final Reads reads;
    private final String text;

    AddressField(String word, Reads reads, String text) {
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
