package io.godwit.rib;

import java.util.List;

/// What another export policy would do to the routes that a peer is sent. What import policies
/// change at the same time is no part of it.
///
/// @param before how many it is sent now
/// @param after how many it would be sent
/// @param lost sent now, and not then
/// @param gained not sent now, and sent then
/// @param altered sent now and then, with other attributes or by another path
/// @param examples some of each kind, the first ones
public record ExportChanges(
        long before, long after, long lost, long gained, long altered, List<RouteChange> examples) {
    /// Takes a copy.
    public ExportChanges {
        examples = List.copyOf(examples);
    }

    /// Whether anything would be another way.
    public boolean differ() {
        return lost + gained + altered > 0;
    }
}
