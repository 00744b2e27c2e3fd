package io.godwit.wire.cap;

import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;

import java.util.List;
import java.util.Optional;

/// The capabilities we understand; one line adds one. Others pass as [UnknownCapability].
public final class Capabilities {
    private static final List<CapabilityType<?>> KNOWN =
            List.of(
                    MultiProtocol.TYPE,
                    RouteRefreshCapability.TYPE,
                    OutboundRouteFiltering.TYPE,
                    ExtendedNextHop.TYPE,
                    ExtendedMessage.TYPE,
                    BgpRole.TYPE,
                    GracefulRestart.TYPE,
                    FourOctetAs.TYPE,
                    AddPath.TYPE,
                    EnhancedRouteRefresh.TYPE,
                    LongLivedGracefulRestart.TYPE,
                    PathsLimit.TYPE,
                    Fqdn.TYPE);

    private Capabilities() {}

    /// The descriptor of this code, if we understand it.
    public static Optional<CapabilityType<?>> type(int code) {
        for (CapabilityType<?> type : KNOWN) {
            if (type.code() == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The name of this code: ours, or that of a registered capability that passes as octets, else
    /// `unknown`.
    public static String name(int code) {
        return type(code).map(CapabilityType::name).orElseGet(() -> passedName(code));
    }

    private static String passedName(int code) {
        return switch (code) {
            case 7 -> "bgpsec";
            case 8 -> "multiple-labels";
            case 67 -> "dynamic";
            case 75 -> "software-version";
            case 128 -> "route-refresh-cisco";
            case 130 -> "orf-cisco";
            default -> "unknown";
        };
    }

    /// The capability with this code and the `len` octets of value at `off`.
    public static Capability read(int code, byte[] buf, int off, int len) {
        for (CapabilityType<?> type : KNOWN) {
            if (type.code() == code && type.codec().wellFormed(buf, off, len)) {
                return type.codec().read(buf, off, len);
            }
        }
        return new UnknownCapability(code, Bytes.copyOf(buf, off, len));
    }

    /// Writes code, length and value; returns the offset behind them.
    ///
    /// @throws IllegalArgumentException if the value is longer than 255 octets
    public static int write(Capability capability, byte[] buf, int off) {
        int end = writeValue(capability, buf, off + 2);
        int length = end - off - 2;
        if (length > 255) {
            throw new IllegalArgumentException(name(capability.code()) + ": " + length + " octets");
        }
        Wire.put8(buf, off, capability.code());
        Wire.put8(buf, off + 1, length);
        return end;
    }

    private static int writeValue(Capability capability, byte[] buf, int off) {
        if (capability instanceof UnknownCapability unknown) {
            return unknown.value().copyTo(buf, off);
        }
        for (CapabilityType<?> type : KNOWN) {
            if (type.recordType().isInstance(capability)) {
                return writeAs(type, capability, buf, off);
            }
        }
        throw new IllegalArgumentException("not registered: " + capability);
    }

    private static <T extends Capability> int writeAs(
            CapabilityType<T> type, Capability capability, byte[] buf, int off) {
        return type.codec().write(type.recordType().cast(capability), buf, off);
    }
}
