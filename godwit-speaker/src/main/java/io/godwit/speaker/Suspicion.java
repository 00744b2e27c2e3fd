package io.godwit.speaker;

import io.godwit.session.Protection;

import java.util.OptionalInt;

/// What the kernel threw away while a neighbor tried in vain: the only trace that a wrong password
/// or a time to live that is too small leaves. Compared from one attempt to the next.
final class Suspicion {
    private final Net net;
    private TcpDrops before = TcpDrops.NONE;
    private TcpDrops found = TcpDrops.NONE;
    private OptionalInt refusedTtl = OptionalInt.empty();

    Suspicion(Net net) {
        this.net = net;
    }

    /// Nothing is held against it.
    void clear() {
        found = TcpDrops.NONE;
        refusedTtl = OptionalInt.empty();
        before = net.drops();
    }

    /// A connection of it began too far away for its `ttl-security`.
    void cameFrom(OptionalInt ttl) {
        refusedTtl = ttl;
    }

    /// With which time to live it came last, if that was too small.
    OptionalInt refusedTtl() {
        return refusedTtl;
    }

    /// An attempt failed; the next one begins.
    void failed(Protection protection) {
        TcpDrops now = net.drops();
        found = concerning(protection, now.since(before));
        before = now;
    }

    /// What was dropped in the attempt that runs, or in the last one.
    TcpDrops drops(Protection protection) {
        TcpDrops running = concerning(protection, net.drops().since(before));
        return running.equals(TcpDrops.NONE) ? found : running;
    }

    /// The counters are those of the whole machine: only what can be of this neighbor counts.
    private static TcpDrops concerning(Protection protection, TcpDrops drops) {
        boolean key = protection.password().isSet();
        return new TcpDrops(
                key ? drops.wrongKey() : 0,
                key ? drops.unsigned() : 0,
                key ? 0 : drops.notAsked(),
                protection.securityHops() > 0 ? drops.lowTtl() : 0);
    }
}
