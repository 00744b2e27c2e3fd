package io.godwit.policy.tree;

import io.godwit.policy.Reads;

import java.util.List;

/// What is one of a few words.
public enum WordField {
    ORIGIN("origin", Reads.BLOCK, "ORIGIN.", "igp", "egp", "incomplete"),
    FAMILY("family", Reads.PREFIX, "The family of the prefix.", "ipv4", "ipv6"),
    RPKI(
            "rpki",
            Reads.RPKI,
            "The origin validation state (RFC 6811).",
            "not-found",
            "valid",
            "invalid"),
    ASPA("aspa", Reads.ASPA, "The verification state of the path.", "unknown", "valid", "invalid"),
    PEER_ROLE(
            "peer.role",
            Reads.PEER,
            "What the neighbor is to us.",
            "external",
            "internal",
            "reflector-client",
            "route-server-client",
            "confederation"),
    ROUTE_SOURCE(
            "route.source",
            Reads.SOURCE,
            "Where the route is from: `local` for our own.",
            "local",
            "external",
            "internal");

    private final String word;
    private final Reads reads;
    private final String text;
    private final List<String> words;

    WordField(String word, Reads reads, String text, String... values) {
        this.word = word;
        this.reads = reads;
        this.text = text;
        words = List.of(values);
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

    /// The words it can be; the compiler and the machine form count them from 0.
    public List<String> words() {
        return words;
    }
}
