package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;

/// Text of an extended community (RFC 4360 §3-5, RFC 5668 §2): `rt:65000:1`, `cost:igp:1:50`;
/// octets for the rest.
final class ExtendedCommunityText {
    private static final int NON_TRANSITIVE = 0x40;
    private static final int ROUTE_TARGET = 2;
    private static final int ROUTE_ORIGIN = 3;

    private ExtendedCommunityText() {}

    static String of(Bytes community) {
        byte[] b = community.toArray();
        if (CostCommunity.is(b, 0)) {
            return CostCommunity.read(b, 0).text();
        }
        int subtype = Wire.u8(b, 1);
        String kind = subtype == ROUTE_TARGET ? "rt:" : subtype == ROUTE_ORIGIN ? "soo:" : "";
        if (kind.isEmpty() || (b[0] & NON_TRANSITIVE) != 0) {
            return community.hex();
        }
        return switch (b[0]) {
            case 0 -> kind + Wire.u16(b, 2) + ":" + Wire.u32(b, 4);
            case 1 -> kind + Address.read(b, 2, 4) + ":" + Wire.u16(b, 6);
            case 2 -> kind + Wire.u32(b, 2) + ":" + Wire.u16(b, 6);
            default -> community.hex();
        };
    }
}
