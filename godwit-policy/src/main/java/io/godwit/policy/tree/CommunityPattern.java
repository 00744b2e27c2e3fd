package io.godwit.policy.tree;

import java.util.List;

/// Communities of one kind, part by part: `64500:(peer.as)`, `64500:*`, `64500:100..199:*`.
///
/// @param kind of the communities
/// @param parts as many as the kind has
public record CommunityPattern(CommunityKind kind, List<Part> parts) {
    /// Takes a copy and checks the number of parts.
    public CommunityPattern {
        parts = List.copyOf(parts);
        if (parts.size() != kind.parts()) {
            throw new IllegalArgumentException(kind + " of " + parts.size() + " parts");
        }
    }

    /// What one part may be.
    public sealed interface Part {
        /// `*`.
        record Any() implements Part {}

        /// `100..199`, both included.
        record Range(long from, long to) implements Part {}

        /// `100`, `(peer.as)`.
        record Exactly(NumberValue value) implements Part {}
    }
}
