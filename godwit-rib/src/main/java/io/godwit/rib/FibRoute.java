package io.godwit.rib;

import io.godwit.wire.Ints;

/// Where a route of the kernel leads: one object for all routes that lead the same way.
public final class FibRoute {
    /// No next hop: what goes there is dropped (RFC 7999).
    static final int[] NOWHERE = {};

    private final int number;
    private final Ints nextHops;
    private final Ints weights;
    int references;
    boolean retired;
    boolean dropped;

    FibRoute(int number, int[] nextHops, int[] weights) {
        this.number = number;
        this.nextHops = Ints.of(nextHops);
        this.weights = Ints.of(weights);
    }

    /// From 2; may stand for another route when this one is not in use any more.
    public int number() {
        return number;
    }

    /// Numbers of the next hops, the best one first; none = packets are to be dropped.
    public Ints nextHops() {
        return nextHops;
    }

    /// The share of the traffic of each, 1 to 256.
    public Ints weights() {
        return weights;
    }

    /// Whether the kernel was given routes that lead here, and perhaps has them still.
    public boolean inUse() {
        return references > 0;
    }

    static int hash(int[] hops, int[] shares, int size) {
        int hash = 0;
        for (int i = 0; i < size; i++) {
            hash = 31 * (31 * hash + hops[i]) + shares[i];
        }
        return hash;
    }

    int hash() {
        return hash(nextHops.toArray(), weights.toArray(), nextHops.size());
    }

    boolean is(int[] hops, int[] shares, int size) {
        if (nextHops.size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (nextHops.at(i) != hops[i] || weights.at(i) != shares[i]) {
                return false;
            }
        }
        return true;
    }
}
