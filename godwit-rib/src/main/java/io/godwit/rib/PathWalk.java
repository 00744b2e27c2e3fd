package io.godwit.rib;

import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

/// Visits the paths of a prefix, where speed does not matter.
final class PathWalk {
    /// One path.
    interface Visitor {
        void path(int attr, int info);
    }

    private PathWalk() {}

    static void forEach(RouteTable routes, int row, Visitor visitor) {
        int[] page = routes.table().page(row);
        int at = routes.pathsAt(row);
        if (page[at + Paths.ATTR] == 0) {
            return;
        }
        visitor.path(page[at + Paths.ATTR], page[at + Paths.INFO]);
        Paths paths = routes.paths();
        int node = page[at + Paths.MORE];
        while (node != 0) {
            int[] more = paths.page(node);
            int end = Paths.base(node) + Paths.NEXT;
            for (int p = Paths.base(node); p < end && more[p + Paths.ATTR] != 0; p += Paths.PATH) {
                visitor.path(more[p + Paths.ATTR], more[p + Paths.INFO]);
            }
            node = more[end];
        }
    }
}
