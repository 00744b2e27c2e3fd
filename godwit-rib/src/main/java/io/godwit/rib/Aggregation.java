package io.godwit.rib;

import java.util.List;

/// What a route has from being made of several.
///
/// @param asSet ASes behind the AS_PATH, in no order; may be empty
/// @param atomic AS numbers of the contributors are missing (RFC 4271 §5.1.6)
/// @param as who aggregated (RFC 4271 §5.1.7)
/// @param routerId the same
public record Aggregation(List<Long> asSet, boolean atomic, long as, int routerId) {
    /// Takes a copy.
    public Aggregation {
        asSet = List.copyOf(asSet);
        if (asSet.size() > 255) {
            throw new IllegalArgumentException("more than 255 AS numbers");
        }
    }
}
