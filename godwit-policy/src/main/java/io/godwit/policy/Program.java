package io.godwit.policy;

import io.godwit.policy.tree.Policy;

import java.util.List;

/// Policies compiled for one neighbor: pure, without state of its own, cheap to ask.
public final class Program {
    /// Every route passes as it is.
    public static final Program ACCEPT_ALL = new Program("accept");

    /// No route passes.
    public static final Program REJECT_ALL = new Program("reject");

    /// An external neighbor without a policy: no route passes (RFC 8212).
    public static final Program NONE = new Program("none");

    private final String name;

    private Program(String name) {
        this.name = name;
    }

    /// Compiles policies that a route meets one after the other.
    ///
    /// @throws IllegalArgumentException if a route can fall off the end of the last one
    public static Program compile(List<Policy> chain, PeerFacts peer) {
        throw new UnsupportedOperationException(chain + " for " + peer);
    }

    /// Judges a route.
    ///
    /// @param edits cleared, then filled; means something after 0 only
    /// @return 0 = accepted; else the number of the [RejectPoint], from 1
    public int judge(Subject route, Edits edits) {
        edits.clear();
        return this == ACCEPT_ALL ? 0 : 1;
    }

    /// Whether the prefix matters: if not, one judgment is good for a whole block.
    public boolean reads(Reads what) {
        return false;
    }

    /// Whether any route can pass at all.
    public boolean passes() {
        return this == ACCEPT_ALL;
    }

    /// Where it rejects.
    ///
    /// @param number from 1
    public RejectPoint rejectPoint(int number) {
        return new RejectPoint(0, name, name, Place.NONE, name);
    }

    /// How many points it rejects at.
    public int rejectPoints() {
        return this == ACCEPT_ALL ? 0 : 1;
    }

    /// The names of the policies, in their order.
    public String name() {
        return name;
    }
}
