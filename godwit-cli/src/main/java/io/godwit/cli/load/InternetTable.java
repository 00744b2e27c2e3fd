package io.godwit.cli.load;

/// A routing table of Internet size and shape, made from a seed: the same seed and size give the
/// same table everywhere.
///
/// Shares taken from the default-free zone: prefix lengths ([PrefixStream]), 5.9 prefixes to an
/// attribute set and two sets to an origin AS, AS paths of four to five ASes with some prepending,
/// communities on most, MED on a third. It is walked group by group and never stored.
public final class InternetTable {
    /// Group sizes: the largest size of each class, and how often the class comes, in percent.
    private static final int[] SIZES = {1, 2, 3, 8, 20, 60};

    private static final int[] SIZE_WEIGHTS = {36, 19, 10, 18, 12, 5};

    /// ASes above the origin, 0 to 4, in percent.
    private static final int[] HOPS = {2, 20, 43, 26, 9};

    /// Communities: the largest number of each class, in percent.
    private static final int[] COMMUNITIES = {0, 1, 3, 6, 12, 20};

    private static final int[] COMMUNITY_WEIGHTS = {22, 17, 22, 22, 14, 3};
    private static final int PERCENT = 100;

    private final int size;
    private final Dice dice;
    private final AsGraph graph;
    private final PrefixStream stream;
    private final Group group = new Group();
    private int made;
    private int originAs;
    private int setsLeft;

    /// A table of `size` prefixes, 1 to [PrefixStream#MOST].
    public InternetTable(long seed, int size) {
        this.size = size;
        dice = new Dice(seed);
        graph = new AsGraph(seed);
        stream = new PrefixStream(seed);
        group.number = -1;
    }

    /// Moves to the next group; false at the end.
    public boolean next() {
        if (made == size) {
            return false;
        }
        group.number++;
        attributes();
        group.prefixes = Math.min(upTo(SIZES, dice.weighted(SIZE_WEIGHTS, PERCENT)), size - made);
        for (int i = 0; i < group.prefixes; i++) {
            stream.next();
            group.addresses[i] = stream.address();
            group.lengths[i] = stream.length();
        }
        made += group.prefixes;
        return true;
    }

    /// The present group; valid until [#next()].
    public Group group() {
        return group;
    }

    private void attributes() {
        if (setsLeft == 0) {
            originAs = AsGraph.origin(dice);
            setsLeft = 1 + dice.below(3);
        }
        setsLeft--;
        int throwOfOrigin = dice.below(PERCENT);
        group.origin = throwOfOrigin < 90 ? 0 : throwOfOrigin < 98 ? 2 : 1;
        group.med = dice.below(PERCENT) < 35 ? dice.below(4) * 50L : Group.NO_MED;
        path();
        communities();
    }

    private void path() {
        int hops = dice.weighted(HOPS, PERCENT);
        int end = graph.climb(originAs, dice.below(3), hops, group.path, 0);
        int times = 1 + (dice.below(PERCENT) < 12 ? 1 + dice.below(3) : 0);
        for (int i = 0; i < times; i++) {
            group.path[end++] = originAs;
        }
        group.pathLength = end;
    }

    private void communities() {
        group.communityCount = upTo(COMMUNITIES, dice.weighted(COMMUNITY_WEIGHTS, PERCENT));
        for (int i = 0; i < group.communityCount; i++) {
            // Two-octet numbers of the ASes on the way, as they tag what they learn.
            int as = group.path[i % group.pathLength];
            int high = as < 65_536 ? as : 174 + i;
            group.communities[i] = high << 16 | 100 * (1 + dice.below(30)) + i;
        }
        group.hasLarge = dice.below(PERCENT) < 10;
        if (group.hasLarge) {
            group.large[0] = originAs;
            group.large[1] = 1 + dice.below(5);
            group.large[2] = dice.below(1_000);
        }
    }

    /// A number of the class: above the class before, up to its own limit.
    private int upTo(int[] limits, int index) {
        int below = index == 0 ? limits[0] - 1 : limits[index - 1];
        return below + 1 + dice.below(limits[index] - below);
    }
}
