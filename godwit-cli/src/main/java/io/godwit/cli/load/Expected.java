package io.godwit.cli.load;

import java.util.Arrays;
import java.util.List;

/// What a correct router must tell of a table: for each prefix the [Fingerprint] of the best path,
/// by the steps of RFC 4271 §9.1.2.2 that can matter here: the shortest AS path, then the lowest
/// BGP Identifier. MED never decides, as the first AS always differs; ORIGIN is the same in all
/// views.
public final class Expected {
    /// What a router does to a path on its way.
    public enum Way {
        /// It puts its own AS in front (eBGP).
        PREPENDED,
        /// It leaves the path alone: a route server, a route reflector, iBGP.
        TRANSPARENT
    }

    /// Nobody is the only source of a prefix.
    private static final int NOBODY = -1;

    private final int[] prints;
    private final int[] sources;
    private int routes;

    private Expected(int rows) {
        prints = new int[rows];
        sources = new int[rows];
        Arrays.fill(sources, NOBODY);
    }

    /// Nothing at all: every prefix gone.
    public static Expected nothing(Table table) {
        return new Expected(table.prefixes());
    }

    /// The outcome of `views`, in the order of their BGP Identifiers.
    public static Expected of(Table table, List<? extends View> views, Way way, long routerAs) {
        var expected = new Expected(table.prefixes());
        var internet = table.walk();
        var path = new int[Group.MAX_PATH + 3];
        var best = new int[Group.MAX_PATH + 3];
        for (int row = 0; internet.next(); row += internet.group().prefixes) {
            var group = internet.group();
            int length = Integer.MAX_VALUE;
            int source = NOBODY;
            for (int i = 0; i < views.size(); i++) {
                if (views.get(i).has(group)) {
                    int candidate = views.get(i).path(group, path);
                    if (candidate < length) {
                        length = candidate;
                        source = i;
                        System.arraycopy(path, 0, best, 1, length);
                    }
                }
            }
            if (source != NOBODY) {
                expected.put(row, group, source, print(group, best, length, way, routerAs));
            }
        }
        return expected;
    }

    /// The path stands behind a place for the router's own AS.
    private static int print(Group group, int[] path, int length, Way way, long routerAs) {
        if (way == Way.TRANSPARENT) {
            return Fingerprint.of(group, Arrays.copyOfRange(path, 1, length + 1), length);
        }
        path[0] = (int) routerAs;
        return Fingerprint.of(group, path, length + 1);
    }

    private void put(int row, Group group, int source, int print) {
        Arrays.fill(prints, row, row + group.prefixes, print);
        Arrays.fill(sources, row, row + group.prefixes, source);
        routes += group.prefixes;
    }

    /// How many prefixes have a route.
    public int routes() {
        return routes;
    }

    int rows() {
        return prints.length;
    }

    /// What a receiver must hold for a row, 0 for nothing. What it announced itself is not judged:
    /// routers differ in whether they send that back.
    int print(int row) {
        return prints[row];
    }

    /// Whose route is best, by place in the list of views; -1 for nobody's.
    int source(int row) {
        return sources[row];
    }

    /// From now on the row is expected to be something else.
    void change(int row, int print) {
        prints[row] = print;
    }
}
