package io.godwit.wire.cap;

/// The sender takes marks around a refresh (RFC 7313 §3.1).
public record EnhancedRouteRefresh() implements Capability {
    /// Its descriptor.
    public static final CapabilityType<EnhancedRouteRefresh> TYPE =
            CapabilityType.empty(
                    70,
                    "enhanced-route-refresh",
                    EnhancedRouteRefresh.class,
                    new EnhancedRouteRefresh());

    @Override
    public int code() {
        return TYPE.code();
    }
}
