package io.godwit.wire.cap;

import io.godwit.wire.Wire;

/// The sender's role on the link (RFC 9234 §4.1).
///
/// @param role 0 provider, 1 route server, 2 client of a route server, 3 customer, 4 peer
public record BgpRole(int role) implements Capability {
    /// The sender is the provider.
    public static final int PROVIDER = 0;

    /// The sender is a route server.
    public static final int ROUTE_SERVER = 1;

    /// The sender is a client of a route server.
    public static final int ROUTE_SERVER_CLIENT = 2;

    /// The sender is the customer.
    public static final int CUSTOMER = 3;

    /// The sender is a peer.
    public static final int PEER = 4;

    /// Its descriptor.
    public static final CapabilityType<BgpRole> TYPE =
            new CapabilityType<>(9, "role", BgpRole.class, new ValueCodec());

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<BgpRole> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len == 1;
        }

        @Override
        public BgpRole read(byte[] buf, int off, int len) {
            return new BgpRole(Wire.u8(buf, off));
        }

        @Override
        public int write(BgpRole v, byte[] buf, int off) {
            return Wire.put8(buf, off, v.role);
        }
    }
}
