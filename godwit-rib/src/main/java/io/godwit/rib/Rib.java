package io.godwit.rib;

import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Prefix;
import io.godwit.wire.Verdict;

import java.util.List;
import java.util.Optional;

/// All routes of one router: Adj-RIBs-In, Loc-RIB, Adj-RIBs-Out (RFC 4271 §3.2). Sole owner of
/// them, one thread at a time; no socket, no clock.
///
/// [#update] takes messages in, [#turn] decides and exports, [#out] is what the sockets are to be
/// given. Nothing happens between the calls.
public final class Rib {
    public Rib(RibSettings settings) {}

    /// A session got Established. The neighbor is sent the table, then End-of-RIB.
    public Peer addPeer(PeerSettings settings) {
        return new Peer(settings);
    }

    /// The session ended: all its routes go, a slice of them with every [#turn].
    public void removePeer(Peer peer) {}

    /// One whole UPDATE message of `len` octets at `off`. After RESET nothing was changed and
    /// [#lastNotification()] is to be sent; after anything but OK, [#lastProblem()] says why.
    public Verdict update(Peer peer, byte[] buf, int off, int len) {
        return Verdict.OK;
    }

    /// What to send after RESET.
    public Notification lastNotification() {
        throw new IllegalStateException("no reset");
    }

    /// What was wrong with the last message, for people.
    public String lastProblem() {
        return "";
    }

    /// Whether the neighbor has sent End-of-RIB of this family (RFC 4724 §2).
    public boolean endOfRibReceived(Peer peer, Family family) {
        return false;
    }

    /// The neighbor asked for everything of a family again (RFC 2918 §4).
    public void refreshRequested(Peer peer, Family family) {}

    /// Originates a route, or gives it other attributes; false if nothing changed.
    public boolean originate(Prefix prefix, RouteAttributes attributes) {
        return false;
    }

    /// Ends an originated route; false if there is none.
    public boolean withdraw(Prefix prefix) {
        return false;
    }

    /// Decides over at most `maxRows` changed prefixes, oldest change first, and exports the
    /// outcome. Prefixes that changed several times in between are decided once: with more input
    /// waiting, later is cheaper.
    ///
    /// @return prefixes left to look at; 0 = settled
    public int turn(int maxRows) {
        return 0;
    }

    /// Whether [OutCursor#prepare()] of this peer would be true.
    public boolean hasOutput(Peer peer) {
        return false;
    }

    /// The peer's output; always the same object.
    public OutCursor out(Peer peer) {
        throw new IllegalStateException("gone");
    }

    /// Routes of a peer, one entry for each of its families.
    public List<PeerCounts> counts(Peer peer) {
        return List.of();
    }

    /// The size of everything.
    public RibTotals totals() {
        return new RibTotals(List.of(), 0, 0, 0, 0, 0, 0);
    }

    /// Starts a query.
    public RouteCursor routes(RouteQuery query) {
        return new RouteCursor();
    }

    /// Explains the decision for exactly this prefix; empty if nobody sent or originated it.
    public Optional<Explanation> why(Prefix prefix) {
        return Optional.empty();
    }

    /// Explains the decision for the longest prefix with this address in it.
    public Optional<Explanation> why(Address address) {
        return Optional.empty();
    }
}
