package io.godwit.wire.cap;

/// The sender takes ROUTE-REFRESH messages (RFC 2918 §2).
public record RouteRefreshCapability() implements Capability {
    /// Its descriptor.
    public static final CapabilityType<RouteRefreshCapability> TYPE =
            CapabilityType.empty(
                    2, "route-refresh", RouteRefreshCapability.class, new RouteRefreshCapability());

    @Override
    public int code() {
        return TYPE.code();
    }
}
