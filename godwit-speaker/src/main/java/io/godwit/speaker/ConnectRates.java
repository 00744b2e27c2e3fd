package io.godwit.speaker;

import io.godwit.wire.Address;

import java.util.LinkedHashMap;
import java.util.Map;

/// How often one address may connect: whoever comes in a loop costs no answer, no line of the log
/// and no session. No neighbor comes near it: one that is refused may come again fifty times a
/// second.
final class ConnectRates {
    private static final int BURST = 200;
    private static final long INTERVAL_NANOS = 20_000_000L;
    private static final int REMEMBERED_MOST = 1024;

    private final Map<Address, RateLimit> limits = new LinkedHashMap<>();

    /// Whether a connection from there is looked at. Who has not come for longest is forgotten.
    boolean admits(Address remote, long nowNanos) {
        RateLimit limit = limits.remove(remote);
        limit = limit == null ? new RateLimit(BURST, INTERVAL_NANOS) : limit;
        limits.put(remote, limit);
        if (limits.size() > REMEMBERED_MOST) {
            limits.remove(limits.keySet().iterator().next());
        }
        return limit.passes(nowNanos);
    }
}
