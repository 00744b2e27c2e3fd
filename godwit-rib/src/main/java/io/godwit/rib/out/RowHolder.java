package io.godwit.rib.out;

import io.godwit.rib.table.RouteTable;

/// Somebody who may need rows that nobody knows anything of any more.
public interface RowHolder {
    /// Whether a row is not to be released yet.
    boolean holds(RouteTable routes, int row);
}
