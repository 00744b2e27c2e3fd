package io.godwit.speaker;

import io.godwit.kernel.KernelRoute;
import io.godwit.wire.Prefix;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// Routes in our table with our protocol number and another metric: made by hand, left by a run
/// with another configuration, or of another daemon. Nobody can tell which, so they are told of and
/// not touched.
final class Namesakes {
    /// Further prefixes are not remembered.
    private static final int MOST = 10_000;

    private final Map<Prefix, TreeSet<Long>> metrics = new HashMap<>();

    void there(KernelRoute route) {
        if (metrics.size() < MOST || metrics.containsKey(route.prefix())) {
            metrics.computeIfAbsent(route.prefix(), _ -> new TreeSet<>()).add(route.metric());
        }
    }

    /// A route is gone, or another has its place.
    void gone(KernelRoute route) {
        TreeSet<Long> left = metrics.get(route.prefix());
        if (left != null && left.remove(route.metric()) && left.isEmpty()) {
            metrics.remove(route.prefix());
        }
    }

    void clear() {
        metrics.clear();
    }

    /// How many prefixes have some.
    int size() {
        return metrics.size();
    }

    /// The lowest metric of a prefix; [Long#MAX_VALUE] = there is none.
    long lowest(Prefix prefix) {
        TreeSet<Long> all = metrics.get(prefix);
        return all == null ? Long.MAX_VALUE : all.first();
    }
}
