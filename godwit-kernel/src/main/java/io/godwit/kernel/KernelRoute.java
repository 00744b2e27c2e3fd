package io.godwit.kernel;

import io.godwit.wire.Prefix;

import java.util.List;

/// A route of the kernel, of whoever. The kernel tells routes apart by prefix, table and metric;
/// IPv6 ones also by protocol and hop.
///
/// @param prefix where it leads
/// @param table the routing table, 1 to 2^32-1; 254 is the main one
/// @param protocol who made it (`/etc/iproute2/rt_protos`), 0 to 255
/// @param metric the priority, 0 to 2^32-1; lower is used
/// @param kind what becomes of a packet
/// @param hops the ways of a unicast route, at least one; else none
public record KernelRoute(
        Prefix prefix, long table, int protocol, long metric, Kind kind, List<Hop> hops) {
    /// The table that forwards unless rules say otherwise.
    public static final long MAIN_TABLE = 254;

    /// What becomes of a packet.
    public enum Kind {
        /// It is sent on.
        UNICAST,
        /// It is for this machine.
        LOCAL,
        /// It is dropped without a word.
        BLACKHOLE,
        /// Its sender is told that there is no way.
        UNREACHABLE,
        /// Its sender is told that it is forbidden.
        PROHIBIT
    }

    /// Takes a copy of the hops.
    public KernelRoute {
        hops = List.copyOf(hops);
    }

    /// The same over other hops.
    public KernelRoute over(List<Hop> others) {
        return new KernelRoute(prefix, table, protocol, metric, kind, others);
    }
}
