package io.godwit.cli.demo;

import io.godwit.cli.load.Group;
import io.godwit.cli.load.View;

/// How one neighbor of the demo sees the table: which groups it announces, and what it changes in
/// them. Three views of one table make prefixes with several paths, so that the decision has
/// something to decide.
///
/// @param kind what it does
/// @param as the neighbor's AS number
/// @param nextHop its address, as 32 bits
record DemoView(Kind kind, long as, int nextHop) implements View {
    /// The three neighbors.
    enum Kind {
        /// The whole table.
        FULL,
        /// A second router of the same AS: an eighth of the table, same paths, other MEDs.
        SECOND,
        /// Another AS: a sixteenth, all of it in the second view too, paths longer by one where the
        /// number is even.
        OTHER
    }

    private static final int SECOND_EVERY = 8;
    private static final int OTHER_EVERY = 16;
    private static final int SHIFT = 3;

    @Override
    public boolean has(Group group) {
        return switch (kind) {
            case FULL -> true;
            case SECOND -> group.number % SECOND_EVERY == SHIFT;
            case OTHER -> group.number % OTHER_EVERY == SHIFT;
        };
    }

    @Override
    public int path(Group group, int[] path) {
        int at = 0;
        path[at++] = (int) as;
        if (kind == Kind.OTHER && group.number % (2 * OTHER_EVERY) == SHIFT) {
            path[at++] = (int) as;
        }
        System.arraycopy(group.path, 0, path, at, group.pathLength);
        return at + group.pathLength;
    }

    @Override
    public long med(Group group) {
        if (kind != Kind.SECOND || group.med == Group.NO_MED) {
            return group.med;
        }
        return group.med == 0 ? 20 : group.med - 20;
    }

    /// Whether the decision about this group shows most of its steps: three paths, one longer, two
    /// apart by MED only.
    static boolean shows(Group group) {
        return group.number % (2 * OTHER_EVERY) == SHIFT
                && group.med > 0
                && group.origin == 0
                && group.pathLength > 2;
    }
}
