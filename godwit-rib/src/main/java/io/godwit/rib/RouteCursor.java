package io.godwit.rib;

import java.util.function.Consumer;

/// A query in progress. Each step looks at a bounded number of prefixes, so that a long answer does
/// not hold up routing; what changes between two steps is shown as it is when the cursor gets
/// there.
public final class RouteCursor {
    RouteCursor() {}

    /// Looks at up to `prefixes` more prefixes and hands over their matching paths.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes, Consumer<RouteRow> out) {
        return false;
    }
}
