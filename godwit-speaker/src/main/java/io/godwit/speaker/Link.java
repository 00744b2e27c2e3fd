package io.godwit.speaker;

import io.godwit.rib.OutCursor;
import io.godwit.rib.Peer;
import io.godwit.wire.Bytes;
import io.godwit.wire.Framer;

import java.util.Optional;

/// One TCP connection of a neighbor: what came in and is not a whole message yet, and what has to
/// go out.
///
/// Output has two sources. **Control** messages (OPEN, KEEPALIVE, NOTIFICATION, ROUTE-REFRESH) wait
/// in a small queue here; UPDATEs stay in the pages of their update group, where a cursor says how
/// far this connection is. Control overtakes UPDATEs at the next message boundary: when the
/// connection stands inside an UPDATE, the rest of that one message is copied in front of the
/// control message, so the queue is always at a boundary and everything in it goes first.
///
/// A connection that is closed after a NOTIFICATION lingers: it sends FIN, reads and drops what the
/// neighbor still sends, and goes when the neighbor closes or after a second. Closing at once with
/// unread input would answer with a reset, which may destroy the NOTIFICATION on its way.
final class Link implements Deadlines.Timed {
    private enum Phase {
        CONNECTING,
        OPEN,
        LINGERING,
        CLOSED
    }

    private enum Progress {
        ALL,
        BLOCKED,
        BROKEN
    }

    static final long LINGER_NANOS = 1_000_000_000L;
    private static final int KEEPALIVE_OCTETS = Framer.HEADER_OCTETS;
    private static final int CONTROL_MOST = 128 * 1024;
    private static final byte[] NOTHING = {};

    private final LaneState lane;
    private final int id;
    private final boolean outgoing;
    private final Optional<Neighbor> neighbor;
    private final Traffic traffic;
    private final Deadlines.Entry entry = new Deadlines.Entry(this);
    private Connection connection;
    private Phase phase;
    private boolean notified;
    private boolean finished;
    private long lingerUntilNanos = Deadlines.NEVER;

    private byte[] tail = NOTHING;
    private int tailOctets;
    private int maxOctets = Framer.MAX_OCTETS;
    private boolean ready;
    private boolean heard;

    private byte[] control = NOTHING;
    private int controlFrom;
    private int controlTo;
    private boolean lastIsKeepalive;
    private boolean blocked;
    private boolean wroteSome;

    private Peer peer;
    private OutCursor updates;
    private boolean outputWaits;

    /// A connection of a neighbor.
    Link(LaneState lane, Neighbor neighbor, int id, boolean outgoing) {
        this.lane = lane;
        this.neighbor = Optional.of(neighbor);
        this.traffic = neighbor.traffic();
        this.id = id;
        this.outgoing = outgoing;
        this.phase = outgoing ? Phase.CONNECTING : Phase.OPEN;
    }

    /// A connection nobody asked for: it is only told so and closed.
    Link(LaneState lane, Connection stranger) {
        this.lane = lane;
        this.neighbor = Optional.empty();
        this.traffic = new Traffic();
        this.id = 0;
        this.outgoing = false;
        this.phase = Phase.OPEN;
        this.connection = stranger;
    }

    void carriedBy(Connection tcp) {
        connection = tcp;
    }

    void connected() {
        phase = Phase.OPEN;
    }

    Connection connection() {
        return connection;
    }

    int id() {
        return id;
    }

    boolean outgoing() {
        return outgoing;
    }

    Optional<Neighbor> neighbor() {
        return neighbor;
    }

    boolean open() {
        return phase == Phase.OPEN;
    }

    boolean connecting() {
        return phase == Phase.CONNECTING;
    }

    boolean lingering() {
        return phase == Phase.LINGERING;
    }

    boolean closed() {
        return phase == Phase.CLOSED;
    }

    // ---- input ----

    /// Unread octets may wait.
    boolean ready() {
        return ready;
    }

    void ready(boolean on) {
        ready = on;
    }

    /// Whether the neighbor has said anything on this connection.
    boolean heard() {
        return heard;
    }

    void hears() {
        heard = true;
    }

    int maxOctets() {
        return maxOctets;
    }

    /// Puts the kept beginning of a message back; says how many octets.
    int restore(byte[] buf) {
        System.arraycopy(tail, 0, buf, 0, tailOctets);
        return tailOctets;
    }

    /// Keeps the beginning of a message until the rest arrives.
    void keep(byte[] buf, int from, int to) {
        tailOctets = to - from;
        if (tailOctets == 0) {
            // An idle neighbor keeps no buffer.
            tail = NOTHING;
            return;
        }
        if (tail.length < tailOctets) {
            tail = new byte[Math.max(512, Integer.highestOneBit(tailOctets) << 1)];
        }
        System.arraycopy(buf, from, tail, 0, tailOctets);
    }

    /// From now on messages may be this long.
    void takes(int octets) {
        maxOctets = octets;
    }

    // ---- the RIB ----

    void established(Peer member, OutCursor cursor) {
        peer = member;
        updates = cursor;
    }

    boolean isEstablished() {
        return peer != null;
    }

    /// The RIB's side; only while Established.
    Peer peer() {
        assert peer != null : "not Established";
        return peer;
    }

    /// The session ended: what is in the pages of the group is no longer ours, but the message we
    /// stand in must be finished before anything else.
    void detached() {
        if (phase == Phase.OPEN) {
            finishMessage();
        }
        peer = null;
        updates = null;
    }

    // ---- output ----

    /// Stands in the queue of those that may have UPDATEs to send.
    boolean outputWaits() {
        return outputWaits;
    }

    void outputWaits(boolean on) {
        outputWaits = on;
    }

    /// Could write more UPDATEs at once.
    boolean hasMore() {
        return peer != null
                && !blocked
                && !lane.recovery().isSilent()
                && lane.rib().hasOutput(peer);
    }

    /// Whether the socket took less than we had.
    boolean blocked() {
        return blocked;
    }

    /// Whether the last `flush` got octets of any message out.
    boolean wroteSome() {
        return wroteSome;
    }

    /// Octets of control messages that wait.
    int controlOctets() {
        return controlTo - controlFrom;
    }

    /// Queues a control message; false when too much waits already.
    boolean send(Bytes message, boolean keepalive, boolean notification) {
        if (phase != Phase.OPEN || notified) {
            return false;
        }
        if (keepalive && lastIsKeepalive && controlOctets() >= KEEPALIVE_OCTETS) {
            // One that waits says the same.
            return true;
        }
        if (controlOctets() > CONTROL_MOST && !notification) {
            return false;
        }
        finishMessage();
        reserve(message.length());
        controlTo = message.copyTo(control, controlTo);
        lastIsKeepalive = keepalive;
        notified |= notification;
        return true;
    }

    private void finishMessage() {
        if (updates == null || updates.atMessageBoundary()) {
            return;
        }
        boolean there = updates.prepare();
        int rest = updates.octetsToBoundary();
        assert there && rest <= updates.octets() : "a message was begun";
        reserve(rest);
        System.arraycopy(updates.buffer(), updates.offset(), control, controlTo, rest);
        controlTo += rest;
        updates.wrote(rest);
        lastIsKeepalive = false;
    }

    private void reserve(int octets) {
        if (controlFrom == controlTo) {
            controlFrom = 0;
            controlTo = 0;
        }
        if (controlTo + octets > control.length) {
            int waiting = controlTo - controlFrom;
            byte[] from = control;
            if (waiting + octets > control.length) {
                control = new byte[Math.max(128, Integer.highestOneBit(waiting + octets) << 1)];
            }
            System.arraycopy(from, controlFrom, control, 0, waiting);
            controlFrom = 0;
            controlTo = waiting;
        }
    }

    /// Writes what the socket takes, at most about `most` octets of UPDATEs.
    ///
    /// @return octets of UPDATEs written, -1 when the connection broke
    int flush(int most) {
        wroteSome = false;
        if (phase == Phase.CONNECTING || phase == Phase.CLOSED || finished) {
            return 0;
        }
        Progress progress = flushControl();
        if (progress != Progress.ALL) {
            return progress == Progress.BROKEN ? -1 : 0;
        }
        if (phase == Phase.LINGERING) {
            finished = true;
            unblock();
            connection.finish();
            return 0;
        }
        // Nothing follows a NOTIFICATION (RFC 4271 §4.5).
        return updates == null || notified || lane.recovery().isSilent() ? 0 : flushUpdates(most);
    }

    private int flushUpdates(int most) {
        int written = 0;
        while (written < most && updates.prepare()) {
            int octets = updates.octets();
            int from = updates.offset();
            int taken = connection.write(updates.buffer(), from, octets);
            if (taken < 0) {
                return -1;
            }
            int begun = from + updates.octetsToBoundary();
            count(updates.buffer(), begun, from + taken);
            traffic.octetsWritten(taken);
            updates.wrote(taken);
            written += taken;
            wroteSome |= taken > 0;
            if (taken < octets) {
                block();
                return written;
            }
        }
        unblock();
        return written;
    }

    /// Counts the messages that begin in a stretch that begins with one: UPDATEs, and what marks
    /// where a refresh begins and ends.
    private void count(byte[] buf, int from, int to) {
        for (int at = from; at < to; at += Framer.length(buf, at)) {
            traffic.sent(Framer.type(buf, at));
        }
    }

    private Progress flushControl() {
        while (controlFrom < controlTo) {
            int taken = connection.write(control, controlFrom, controlTo - controlFrom);
            if (taken < 0) {
                return Progress.BROKEN;
            }
            controlFrom += taken;
            wroteSome |= taken > 0;
            traffic.octetsWritten(taken);
            if (controlFrom < controlTo) {
                block();
                return Progress.BLOCKED;
            }
        }
        // An idle neighbor keeps no buffer.
        control = NOTHING;
        controlFrom = 0;
        controlTo = 0;
        return Progress.ALL;
    }

    private void block() {
        if (!blocked) {
            blocked = true;
            connection.wantWrite(true);
        }
    }

    private void unblock() {
        if (blocked) {
            blocked = false;
            connection.wantWrite(false);
        }
    }

    // ---- the end ----

    /// Closes, after a NOTIFICATION orderly.
    void end(long nowNanos) {
        if (phase == Phase.OPEN && notified) {
            phase = Phase.LINGERING;
            lingerUntilNanos = nowNanos + LINGER_NANOS;
            lane.deadlines().earlier(entry);
            if (flush(0) < 0) {
                close();
            }
        } else if (phase != Phase.LINGERING) {
            close();
        }
    }

    /// Closes at once.
    void close() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            lingerUntilNanos = Deadlines.NEVER;
            ready = false;
            tail = NOTHING;
            control = NOTHING;
            controlFrom = 0;
            controlTo = 0;
            connection.close();
            lane.forget(this);
        }
    }

    @Override
    public long deadlineNanos() {
        return lingerUntilNanos;
    }

    @Override
    public void expired(long nowNanos) {
        close();
    }

    @Override
    public Deadlines.Entry entry() {
        return entry;
    }

    @Override
    public String toString() {
        return (outgoing ? "to " : "from ")
                + (connection == null ? "?" : connection.remote())
                + " "
                + phase;
    }
}
