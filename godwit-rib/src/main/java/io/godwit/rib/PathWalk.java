package io.godwit.rib;

import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

/// Visits the paths of a prefix, where speed does not matter.
final class PathWalk {
    /// One path.
    interface Visitor {
        /// @param name see [Sources#peer]
        void path(int attr, int info, int name);
    }

    private PathWalk() {}

    static void forEach(RouteTable routes, int row, Visitor visitor) {
        int[] page = routes.table().page(row);
        int at = routes.pathsAt(row);
        if (page[at + Paths.ATTR] == 0) {
            return;
        }
        int name = routes.paths().nameInRow(row);
        visit(visitor, page[at + Paths.ATTR], page[at + Paths.INFO], name);
        Paths paths = routes.paths();
        int node = page[at + Paths.MORE];
        while (node != 0) {
            int[] more = paths.page(node);
            int end = Paths.base(node) + Paths.NEXT;
            for (int p = Paths.base(node); p < end && more[p + Paths.ATTR] != 0; p += Paths.PATH) {
                name = paths.nameInNode(node, p);
                visit(visitor, more[p + Paths.ATTR], more[p + Paths.INFO], name);
            }
            node = more[end];
        }
    }

    private static void visit(Visitor visitor, int attr, int info, int name) {
        visitor.path(attr, info, name == 0 ? Paths.peer(info) : name);
    }
}
