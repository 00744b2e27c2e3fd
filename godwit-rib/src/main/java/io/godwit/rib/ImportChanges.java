package io.godwit.rib;

import java.util.List;

/// What another import policy would do to the routes that a peer has sent.
///
/// @param accepted how many it accepts now
/// @param rejected how many it rejects now
/// @param lost accepted now, and rejected then
/// @param gained rejected now, and accepted then
/// @param altered accepted by both, with other attributes
/// @param relabeled rejected by both, by another label
/// @param onlyPaths of those lost, how many leave their prefix without any path
/// @param examples some of each kind, the first ones
public record ImportChanges(
        long accepted,
        long rejected,
        long lost,
        long gained,
        long altered,
        long relabeled,
        long onlyPaths,
        List<RouteChange> examples) {
    /// Takes a copy.
    public ImportChanges {
        examples = List.copyOf(examples);
    }

    /// Whether anything would be another way.
    public boolean differ() {
        return lost + gained + altered + relabeled > 0;
    }
}
