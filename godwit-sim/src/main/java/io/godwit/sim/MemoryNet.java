package io.godwit.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wires between all routers: how long octets take, and where none pass.
final class MemoryNet {
    private record Cut(Router a, Router b) {}

    /// A wire.
    ///
    /// @param least how long a segment takes on it at least
    /// @param most and at most
    record Link(Router a, Router b, long least, long most) {
        private boolean joins(Router x, Router y) {
            return a == x && b == y || a == y && b == x;
        }
    }

    private final Dice dice;
    private final List<Cut> cuts = new ArrayList<>();

    /// Empty when everybody is beside everybody.
    final List<Link> links = new ArrayList<>();

    long latencyLeast = 1;
    long latencyMost = 20 * World.MILLI;
    int bufferOctets = 16 * 1024;

    /// Whether octets go in segments of any length: a message may break between any two of them.
    boolean splits = true;

    /// What becomes of each message on its way, for tests that break things on purpose.
    Optional<Mangler> mangler = Optional.empty();

    /// Somebody in the middle.
    interface Mangler {
        /// @return what arrives in its place; nothing when empty
        byte[] passed(Router from, Router to, byte[] message);
    }

    MemoryNet(Dice dice) {
        this.dice = dice;
    }

    /// How long a segment takes, along the way with the fewest links.
    long latency(Router a, Router b) {
        if (links.isEmpty()) {
            return latencyLeast + dice.nextLong(latencyMost - latencyLeast + 1);
        }
        long all = 0;
        for (Link link : way(a, b)) {
            all += link.least + dice.nextLong(link.most - link.least + 1);
        }
        return Math.max(1, all);
    }

    int segment(int most) {
        return splits ? 1 + dice.nextInt(Math.min(2000, most)) : most;
    }

    void cut(Router a, Router b) {
        cuts.add(new Cut(a, b));
    }

    void heal(Router a, Router b) {
        cuts.remove(new Cut(a, b));
        cuts.remove(new Cut(b, a));
    }

    void healAll() {
        cuts.clear();
    }

    /// Whether octets pass from one to another: each link costs one of the time to live.
    ///
    /// @param ttl 0 for more than enough
    boolean reachable(Router a, Router b, int ttl) {
        if (links.isEmpty()) {
            return !isCut(a, b);
        }
        List<Link> way = way(a, b);
        return !way.isEmpty() && (ttl == 0 || way.size() <= ttl);
    }

    private boolean isCut(Router a, Router b) {
        return cuts.contains(new Cut(a, b)) || cuts.contains(new Cut(b, a));
    }

    /// The links from one to another, the fewest that lead there: as an IGP would find them at
    /// once. Empty when there is no way.
    private List<Link> way(Router from, Router to) {
        Map<Router, List<Link>> ways = new HashMap<>(Map.of(from, List.of()));
        Deque<Router> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty() && !ways.containsKey(to)) {
            Router here = next.remove();
            for (Link link : links) {
                Router there = link.a == here ? link.b : link.a;
                if (link.joins(here, there) && !isCut(here, there) && !ways.containsKey(there)) {
                    List<Link> way = new ArrayList<>(ways.get(here));
                    way.add(link);
                    ways.put(there, way);
                    next.add(there);
                }
            }
        }
        return ways.getOrDefault(to, List.of());
    }
}
