package io.godwit.cli.load;

/// The table, or an even part of it, as one of many neighbors announces it.
///
/// @param as the neighbor's AS number
/// @param nextHop its address, as 32 bits
/// @param index its place among the neighbors, from 0
/// @param slices how many parts the table is cut in; this is part `index`; 1 is the whole table
/// @param way how its paths differ from those of the others
public record TableView(long as, int nextHop, int index, int slices, Way way) implements View {
    /// What a neighbor's position does to its routes.
    public enum Way {
        /// Everything, by the shortest path.
        SHORTEST,
        /// Everything, each path longer by one AS.
        DETOUR,
        /// Half of the paths longer by one AS, one group in fifty missing; which ones, its index
        /// decides.
        VARIED
    }

    private static final int MISSING_EVERY = 50;

    /// The whole table as it is.
    public static TableView whole(long as, int nextHop) {
        return new TableView(as, nextHop, 0, 1, Way.SHORTEST);
    }

    @Override
    public boolean has(Group group) {
        return slices > 1
                ? group.number % slices == index
                : way != Way.VARIED || drawn(group) % MISSING_EVERY != 0;
    }

    @Override
    public int path(Group group, int[] path) {
        int at = 0;
        path[at++] = (int) as;
        if (way == Way.DETOUR || way == Way.VARIED && (drawn(group) & 1) != 0) {
            path[at++] = (int) as;
        }
        System.arraycopy(group.path, 0, path, at, group.pathLength);
        return at + group.pathLength;
    }

    @Override
    public long med(Group group) {
        return group.med;
    }

    private long drawn(Group group) {
        return Dice.hash(group.number * 1_000_003L + index) >>> 1;
    }
}
