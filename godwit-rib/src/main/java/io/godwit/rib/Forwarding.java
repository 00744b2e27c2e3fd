package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.rib.out.Groups;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;

import java.util.List;
import java.util.function.IntFunction;

/// What the routes of this machine mean to BGP's, and the other way round: how next hops are
/// reached (RFC 4271 §9.1.2.1), and what the kernel is given.
///
/// Does nothing until it is asked to: then all next hops count as reached, at no cost (ADR 0011).
public final class Forwarding {
    private final AttrStore store;
    private final NextHopTable nextHops;
    private final Tables tables;
    private final FibFeed fib;
    private final NextHopSweep sweep;
    private final PeerFacts us;
    private NextHopFinder finder;

    Forwarding(Tables tables, Decision decision, IntFunction<PeerFacts> facts, PeerFacts us) {
        this.tables = tables;
        this.us = us;
        store = tables.store();
        nextHops = store.nextHops();
        fib = new FibFeed(tables, decision, facts);
        sweep = new NextHopSweep(tables, fib);
    }

    void rowsReleasedBy(Groups groups) {
        fib.rowsReleasedBy(groups);
        groups.alsoHeldBy(fib::holds);
    }

    // ---- next hops

    /// Begins to follow next hops: routes whose next hop is not reached take no part any more.
    ///
    /// @param by is asked for each next hop, at once for those that are there
    public void follow(NextHopFinder by) {
        finder = by;
        store.followNextHops(this::find);
        sweep.all();
    }

    /// Ends it: every next hop counts as reached.
    public void forget() {
        store.forgetNextHops();
        sweep.all();
    }

    /// Whether next hops are followed.
    public boolean follows() {
        return nextHops.follows();
    }

    private void find(int number, Address address) {
        put(number, finder.find(number, address));
    }

    private void put(int number, NextHopState state) {
        nextHops.reached(number, state.reach(), (int) state.cost(), state.whyNot());
    }

    /// A next hop is reached otherwise: what depends on it is decided again if that may come out
    /// differently, and the kernel is told of the other way, a slice with every [Rib#turn].
    ///
    /// @param number of the next hop
    /// @param state how it is reached from now on, by whatever way
    public void nextHop(int number, NextHopState state) {
        boolean decides =
                nextHops.reach(number) != state.reach()
                        || nextHops.cost(number) != (int) state.cost();
        put(number, state);
        sweep.changed(number, decides);
    }

    /// The next hops that any route has.
    public List<NextHopRow> nextHops() {
        return nextHops.numbers().stream()
                .map(n -> new NextHopRow(n, nextHops.address(n), nextHops.references(n)))
                .toList();
    }

    /// Whether a next hop of a list made before is still there.
    public boolean isStill(NextHopRow row) {
        return follows() && row.address().equals(nextHops.address(row.number()));
    }

    /// Begins to count the routes over each next hop.
    public NextHopCount countRoutes() {
        return new NextHopCount(tables);
    }

    /// A neighbor is one hop away, or is not: of who is, routes are used only if their next hop is
    /// on a link of ours (RFC 4271 §5.1.3, §6.3). To be said before its routes come.
    public void oneHopAway(Peer peer, boolean is) {
        tables.sources().need(peer.number(), is ? NextHopTable.CONNECTED : NextHopTable.REACHABLE);
    }

    // ---- the kernel

    /// Begins to say what the kernel is to be given, or goes on with other settings.
    ///
    /// @throws IllegalArgumentException if the policy does not compile; then nothing changed
    /// @throws IllegalStateException unless next hops are followed
    public void feed(FibSettings settings) {
        if (!follows()) {
            throw new IllegalStateException("next hops are not followed");
        }
        fib.begin(settings, us);
    }

    /// Has neighbors told of a route that the kernel is to have only when it has it (of one that it
    /// is not to have, at once), or not any more. What clients of a route server are told is not
    /// held, as a route server does not forward.
    public void announceInstalled(boolean yes) {
        fib.hold(yes);
    }

    /// Everything is about to be removed: what waits is not announced on that account.
    public void leave() {
        fib.leave();
    }

    /// Ends it.
    public void starve() {
        fib.end();
    }

    /// What the kernel is to be given.
    public FibFeed fib() {
        return fib;
    }

    // ---- for the tables

    void sweep(int rows) {
        sweep.sweep(rows);
    }

    int rowsToSweep() {
        return sweep.rowsToSweep();
    }

    void decided(RouteTable routes, int row, boolean changed) {
        if (changed || fib.countsTies()) {
            fib.touch(routes, row);
        }
    }

    /// Why the next hop of a path keeps it from taking part; empty if it does not.
    String obstacle(int attr, int peer, boolean v6) {
        int number = nextHops.of(attr, v6);
        if (!nextHops.follows() || nextHops.reach(number) >= tables.sources().need(peer)) {
            return "";
        }
        String nextHop = "next hop " + nextHops.address(number);
        return nextHops.reach(number) == NextHopTable.UNREACHABLE
                ? nextHop + " unreachable: " + nextHops.whyNot(number)
                : nextHop
                        + " is not on a link of ours, and the neighbor is one hop away"
                        + " (RFC 4271 §5.1.3)";
    }
}
