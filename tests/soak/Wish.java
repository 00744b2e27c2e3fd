import java.util.Arrays;
import java.util.SplittableRandom;

/// What a member asks the route server to do with the routes of an UPDATE, as `members.conf` understands it. One UPDATE of
/// ten asks for something: two to five things about one member each, or that few members hear it and nobody else.
///
/// @param communities two halves each
/// @param larges three numbers each
record Wish(int[] communities, int[] larges) {
    private static final int SERVER = 65000;

    static Wish of(int member, int update, int members) {
        SplittableRandom random = new SplittableRandom(member * 1_000_003L + update);
        int[] communities = {random.nextInt(20_000, 60_000) << 16 | random.nextInt(65_536), random.nextInt(20_000, 60_000) << 16};
        int[] larges = {};
        if (random.nextInt(10) > 0) {
            return new Wish(communities, larges);
        }
        if (random.nextInt(8) == 0) {
            communities = with(communities, SERVER);
            for (int i = 0; i < 3; i++) {
                communities = with(communities, SERVER << 16 | someone(random, members));
            }
            return new Wish(communities, larges);
        }
        for (int left = random.nextInt(2, 6); left > 0; left--) {
            int as = someone(random, members);
            switch (random.nextInt(4)) {
                case 0 -> communities = with(communities, as);
                case 1 -> larges = with(larges, SERVER, 0, as);
                case 2 -> larges = with(larges, SERVER, 101, as);
                default -> larges = with(larges, SERVER, 102, as);
            }
        }
        return new Wish(communities, larges);
    }

    private static int someone(SplittableRandom random, int members) {
        return RouteServer.Place.member(random.nextInt(members)).as();
    }

    private static int[] with(int[] some, int... more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /// Whether it names anybody, or everybody.
    boolean isPlain() {
        return communities.length == 2 && larges.length == 0;
    }

    boolean isHeardBy(int as) {
        return !has(as) && !hasLarge(0, as) && (!has(SERVER) || has(SERVER << 16 | as));
    }

    boolean isPrependedFor(int as) {
        return hasLarge(101, as) || hasLarge(102, as);
    }

    private boolean has(int community) {
        return Arrays.stream(communities).anyMatch(c -> c == community);
    }

    private boolean hasLarge(int function, int as) {
        for (int i = 0; i < larges.length; i += 3) {
            if (larges[i + 1] == function && larges[i + 2] == as) {
                return true;
            }
        }
        return false;
    }
}
