package io.godwit.speaker;

import io.godwit.session.Protection;

import java.util.OptionalInt;
import java.util.function.Supplier;

/// What was thrown away while a neighbor tried in vain, before anybody could read it: the only
/// trace that a wrong password or a time to live that is too small leaves. Compared from one
/// attempt to the next.
public final class Suspicion {
    private final Net net;
    private final Supplier<Protection> protection;
    private TcpDrops before = TcpDrops.NONE;
    private TcpDrops found = TcpDrops.NONE;
    private OptionalInt refusedTtl = OptionalInt.empty();

    Suspicion(Net net, Supplier<Protection> protection) {
        this.net = net;
        this.protection = protection;
    }

    /// Nothing is held against it.
    void clear() {
        found = TcpDrops.NONE;
        refusedTtl = OptionalInt.empty();
        before = net.drops();
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
        TcpDrops now = net.drops();
        found = concerning(now.since(before));
        before = now;
    }

    /// The time to live of its last connection, if that was refused as too small (RFC 5082).
    ///
    /// @return empty when none was
    public OptionalInt refusedTtl() {
        return refusedTtl;
    }

    /// What the system dropped in the attempt that runs, or in the last one, as far as it may
    /// concern it.
    ///
    /// @return differences of the machine's counters
    public TcpDrops drops() {
        TcpDrops running = concerning(net.drops().since(before));
        return running.equals(TcpDrops.NONE) ? found : running;
    }

    /// The counters are those of the whole machine: only what can be of this neighbor counts.
    private TcpDrops concerning(TcpDrops drops) {
        boolean key = protection.get().password().isSet();
        return new TcpDrops(
                key ? drops.wrongKey() : 0,
                key ? drops.unsigned() : 0,
                key ? 0 : drops.notAsked(),
                protection.get().securityHops() > 0 ? drops.lowTtl() : 0);
    }
}
