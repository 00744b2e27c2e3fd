package io.godwit.kernel;

import io.godwit.kernel.KernelEvent.Complete;
import io.godwit.kernel.KernelEvent.Restarted;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// What the kernel has told so far: links, addresses, and the routes of one table, as far as they
/// are not our own.
///
/// A route counts only while one of its links is up: when a link goes down, the kernel says so of
/// the link and keeps silent about its IPv4 routes.
///
/// While everything is told anew, the old picture stands: nothing looks gone that is only not yet
/// told again.
public final class KernelTable {
    private final long table;
    private final int ownProtocol;
    private Picture shown;
    private Picture told;
    private boolean complete;

    /// An empty picture.
    ///
    /// @param table the routing table whose routes count
    /// @param ownProtocol routes of this protocol are our own: nothing is reached by them
    public KernelTable(long table, int ownProtocol) {
        this.table = table;
        this.ownProtocol = ownProtocol;
        this.shown = new Picture(table, ownProtocol);
        this.told = shown;
    }

    /// Takes what the kernel told.
    public void apply(KernelEvent event) {
        if (event instanceof Restarted) {
            told = new Picture(table, ownProtocol);
        } else if (event instanceof Complete) {
            shown = told;
            complete = true;
        } else {
            told.apply(event);
        }
    }

    /// Whether everything was told at least once.
    public boolean complete() {
        return complete;
    }

    /// The links, in the order in which they were told.
    public List<Link> links() {
        return shown.links();
    }

    /// The link with this number.
    public Optional<Link> link(int index) {
        return shown.link(index);
    }

    /// The addresses, in the order in which they were told.
    public List<LinkAddress> addresses() {
        return shown.addresses();
    }

    /// All routes that count, in no order.
    public List<KernelRoute> routes() {
        return shown.routes();
    }

    /// The routes of exactly this prefix that count, the one that is used first.
    public List<KernelRoute> routes(Prefix prefix) {
        return shown.routes(prefix);
    }

    /// How an address is reached: by the longest prefix with a route that works (RFC 4271 §5.1.3,
    /// §9.1.2.1). The kernel itself takes no gateway that is not on a link, so one look is enough.
    public Reach reach(Address to) {
        return shown.reach(to);
    }
}
