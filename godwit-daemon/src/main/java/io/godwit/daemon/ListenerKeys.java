package io.godwit.daemon;

import io.godwit.session.AoKey;
import io.godwit.session.Protection;
import io.godwit.speaker.Net.Guard;
import io.godwit.wire.Prefix;

import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys on the sockets that listen: who has one is not answered without its signature, so that
/// no connection of it is ever unprotected. Accepted sockets inherit them.
final class ListenerKeys {
    /// A socket that listens.
    ///
    /// @param v6 whether it is an IPv6 one
    /// @param v4 whether IPv4 neighbors come in by it
    record Listener(ServerSocketChannel channel, boolean v6, boolean v4) {
        private boolean serves(Prefix from) {
            return from.address().isV6() ? v6 : v4;
        }
    }

    static final String NO_KEYS = "the system refuses TCP-MD5 keys (RFC 2385)";
    static final String NO_AO =
            "this kernel has no TCP-AO (RFC 5925); it takes Linux 6.7 built with CONFIG_TCP_AO";
    static final String NO_MINIMUM = "the system refuses a minimal TTL (RFC 5082)";
    private static final byte[] NO_KEY = {};

    private Map<Prefix, Protection> set = Map.of();
    private Set<Prefix> refused = Set.of();
    private boolean used;

    /// Whether nobody was protected yet, so that there is nothing to take back.
    boolean unused() {
        return !used;
    }

    /// Whether somebody has `ttl-security`.
    boolean asksForTtl() {
        return set.values().stream().anyMatch(p -> p.securityHops() > 0);
    }

    /// Makes the keys those of the guards.
    ///
    /// @return why not, for each that has none now
    Map<Prefix, String> become(
            List<Guard> guards, List<Listener> listeners, NativeSockets.Opened opened) {
        used = true;
        Map<Prefix, String> failures = new HashMap<>();
        Optional<NativeSockets> sockets = opened.sockets();
        if (sockets.isEmpty()) {
            String why = opened.why() + ": " + NativeSockets.FLAGS;
            guards.forEach(guard -> failures.put(guard.from(), why));
            return failures;
        }
        Map<Prefix, Protection> wanted = new LinkedHashMap<>();
        guards.forEach(guard -> wanted.put(guard.from(), guard.protection()));
        set.forEach((from, old) -> {
            Protection now = wanted.getOrDefault(from, Protection.NONE);
            if (old.password().isSet() && !now.password().isSet()) {
                keys(sockets.get(), listeners, from, NO_KEY);
            }
            if (old.ao().isSet() && !old.ao().equals(now.ao())) {
                listeners.stream()
                        .filter(l -> l.serves(from))
                        .forEach(l -> gone(sockets.get(), l, from, old.ao()));
            }
        });
        wanted.forEach((from, protection) -> {
            byte[] key = protection.password().text().getBytes(StandardCharsets.UTF_8);
            if (key.length > 0 && !keys(sockets.get(), listeners, from, key)) {
                failures.put(from, NO_KEYS);
            }
            boolean isNew = !protection.ao().equals(set.getOrDefault(from, Protection.NONE).ao());
            if (protection.ao().isSet()
                    && (isNew || refused.contains(from))
                    && !aoKeys(sockets.get(), listeners, from, protection.ao())) {
                failures.put(from, NO_AO);
            }
        });
        set = wanted;
        refused = Set.copyOf(failures.keySet());
        if (asksForTtl()) {
            listeners.forEach(listener -> sendFar(sockets.get(), listener));
        }
        return failures;
    }

    private static boolean keys(
            NativeSockets sockets, List<Listener> listeners, Prefix from, byte[] key) {
        boolean all = true;
        for (Listener listener : listeners) {
            if (listener.serves(from)) {
                all &= sockets.key(listener.channel(), listener.v6(), from, key);
            }
        }
        return all;
    }

    private static boolean aoKeys(
            NativeSockets sockets, List<Listener> listeners, Prefix from, AoKey ao) {
        boolean all = true;
        for (Listener listener : listeners) {
            if (listener.serves(from)) {
                all &= sockets.aoKey(listener.channel(), listener.v6(), from, ao);
            }
        }
        return all;
    }

    private static void gone(NativeSockets sockets, Listener listener, Prefix from, AoKey ao) {
        sockets.aoKeyGone(listener.channel(), listener.v6(), from, ao.id());
    }

    /// Our half of the handshake must come far enough for who checks it (RFC 5082 §3); a session
    /// sets its own time to live when it is accepted. The other half is kept: a listener cannot
    /// check each neighbor's own minimum.
    private static void sendFar(NativeSockets sockets, Listener listener) {
        sockets.keepFirst(listener.channel());
        if (listener.v6()) {
            sockets.ttl(listener.channel(), true, Protection.SENT_TTL);
        }
        if (listener.v4()) {
            sockets.ttl(listener.channel(), false, Protection.SENT_TTL);
        }
    }
}
