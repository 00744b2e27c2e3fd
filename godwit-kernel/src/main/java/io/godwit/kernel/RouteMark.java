package io.godwit.kernel;

/// What our routes are known by in the kernel.
///
/// @param table the routing table, 1 to 2^32-1
/// @param protocol who made them (`/etc/iproute2/rt_protos`), 5 to 255
/// @param metric the priority, 1 to 2^32-1; lower is used
public record RouteMark(long table, int protocol, long metric) {
    /// Table main, and what nobody else uses: FRR has 186 for BGP, BIRD 12.
    public static final RouteMark USUAL = new RouteMark(KernelRoute.MAIN_TABLE, 66, 20);

    private static final long MOST = 0xFFFF_FFFFL;

    /// Checks the ranges: protocols below 5 are the kernel's own and what people type, and IPv6
    /// takes metric 0 for 1024.
    public RouteMark {
        if (table < 1
                || table > MOST
                || protocol < 5
                || protocol > 255
                || metric < 1
                || metric > MOST) {
            throw new IllegalArgumentException(
                    "table " + table + " protocol " + protocol + " metric " + metric);
        }
    }

    /// Whether a route is one of ours.
    public boolean on(KernelRoute route) {
        return route.table() == table && route.protocol() == protocol;
    }
}
