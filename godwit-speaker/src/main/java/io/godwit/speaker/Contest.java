package io.godwit.speaker;

import io.godwit.wire.Prefix;

import java.util.HashSet;
import java.util.Set;

/// Whether somebody else undoes again and again what we do to the routes of ours, as a second
/// daemon with our number and metric does. Once in a while is put right at once; two that both
/// insist would keep the machine busy with nothing else, so then it takes its time.
final class Contest {
    private static final long MEMORY_NANOS = 60_000_000_000L;

    /// Who undoes what we do is found by some of the prefixes as well.
    private static final int REMEMBERED_MOST = 100_000;

    private final Set<Prefix> restored = new HashSet<>();
    private final Set<Prefix> removed = new HashSet<>();
    private long endNanos = Long.MIN_VALUE;

    /// Our route is to be put back.
    ///
    /// @return whether that was done before, and in vain
    boolean restores(Prefix prefix, long nowNanos) {
        return inVain(restored, prefix, nowNanos);
    }

    /// A route like ours, which nobody wants here, is to be removed.
    ///
    /// @return whether that was done before, and in vain
    boolean removes(Prefix prefix, long nowNanos) {
        return inVain(removed, prefix, nowNanos);
    }

    /// It is there still, as the kernel refused to remove it: nobody put it there again.
    void notRemoved(Prefix prefix) {
        removed.remove(prefix);
    }

    private boolean inVain(Set<Prefix> before, Prefix prefix, long nowNanos) {
        if (nowNanos >= endNanos) {
            restored.clear();
            removed.clear();
            endNanos = nowNanos + MEMORY_NANOS;
        }
        return before.size() < REMEMBERED_MOST ? !before.add(prefix) : before.contains(prefix);
    }
}
