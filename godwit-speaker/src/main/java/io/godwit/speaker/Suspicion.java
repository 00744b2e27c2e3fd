package io.godwit.speaker;

import io.godwit.session.Protection;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What was thrown away while a neighbor tried in vain, before anybody could read it: the only
/// trace that a wrong password or a time to live that is too small leaves.
///
/// Both sides try at their own pace, so what was seen counts for some minutes, and not only in the
/// attempt in which it came.
public final class Suspicion {
    // Longer than a ConnectRetryTimer as RFC 4271 §10 suggests it.
    private static final long WINDOW_NANOS = 180_000_000_000L;

    private final Net net;
    private final LongSupplier nanos;
    private final Supplier<Protection> protection;
    private TcpDrops begun = TcpDrops.NONE;
    private long begunNanos;
    private TcpDrops earlier = TcpDrops.NONE;
    private OptionalInt refusedTtl = OptionalInt.empty();
    private Optional<Connection> attempt = Optional.empty();
    private long droppedBefore;

    Suspicion(Net net, LongSupplier nanos, Supplier<Protection> protection) {
        this.net = net;
        this.nanos = nanos;
        this.protection = protection;
    }

    /// Nothing is held against it.
    void clear() {
        refusedTtl = OptionalInt.empty();
        attempt = Optional.empty();
        droppedBefore = 0;
        earlier = TcpDrops.NONE;
        begin();
    }

    private void begin() {
        begun = net.drops();
        begunNanos = nanos.getAsLong();
    }

    /// We try to reach it.
    void tries(Connection connection) {
        attempt = Optional.of(connection);
    }

    /// Protects a connection that was accepted.
    ///
    /// @return false when it cannot, or when the connection began too far away (RFC 5082 §3)
    boolean admits(Connection connection) {
        OptionalInt ttl = connection.firstTtl();
        if (protection.get().minimumTtl() > ttl.orElse(Protection.SENT_TTL)) {
            refusedTtl = ttl;
            return false;
        }
        return connection.protect(protection.get());
    }

    /// An attempt failed; the next one begins.
    void failed() {
        droppedBefore = dropped();
        attempt = Optional.empty();
        look();
    }

    /// The time to live of its last connection, if that was refused as too small (RFC 5082).
    ///
    /// @return empty when none was
    public OptionalInt refusedTtl() {
        return refusedTtl;
    }

    /// What the system dropped of late, as far as it may concern it.
    ///
    /// @return how often, for each reason
    public TcpDrops drops() {
        return concerning(look());
    }

    /// What came in this window and in the one before.
    private TcpDrops look() {
        TcpDrops running = net.drops().since(begun);
        TcpDrops both = earlier.plus(running);
        if (nanos.getAsLong() - begunNanos > WINDOW_NANOS) {
            earlier = running;
            begin();
        }
        return both;
    }

    /// What was dropped of the answers to our own attempt, the one that runs or the last one.
    private long dropped() {
        return attempt.map(Connection::dropped).filter(n -> n > 0).orElse(droppedBefore);
    }

    /// The counters are those of all that come to us: only what can be of this neighbor counts. Who
    /// comes from too far has answered us, for what it began itself is let in, and refused then.
    private TcpDrops concerning(TcpDrops drops) {
        boolean key = protection.get().password().isSet();
        return new TcpDrops(
                key ? drops.wrongKey() : 0,
                key ? drops.unsigned() : 0,
                key ? 0 : drops.notAsked(),
                protection.get().securityHops() > 0 ? Math.min(dropped(), drops.lowTtl()) : 0);
    }
}
