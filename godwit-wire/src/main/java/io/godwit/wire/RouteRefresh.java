package io.godwit.wire;

/// ROUTE-REFRESH (RFC 2918 §3, RFC 7313 §3.2).
///
/// @param afi address family identifier, 0..65535
/// @param subtype 0 request, 1 beginning (BoRR), 2 end (EoRR); others are ignored by their receiver
/// @param safi subsequent address family identifier, 0..255
/// @param orf what follows: ORF entries (RFC 5291), else empty
public record RouteRefresh(int afi, int subtype, int safi, Bytes orf) {
    /// A normal request.
    public static final int REQUEST = 0;

    /// Beginning of a route refresh (RFC 7313).
    public static final int BEGIN = 1;

    /// End of a route refresh (RFC 7313).
    public static final int END = 2;

    private static final int FIXED_OCTETS = 4;

    /// The whole message without ORF entries.
    public static final int OCTETS = Framer.HEADER_OCTETS + FIXED_OCTETS;

    private static final int SUBTYPE_AT = 2;

    /// Reads the whole message of `len` octets at `off`. A beginning or end of wrong length, said
    /// by who knows them: 7/1 with all of the message as data (RFC 7313 §5). Shorter than any
    /// request: 1/2 (RFC 4271 §6.1).
    ///
    /// @param enhanced whether the sender offered Enhanced Route Refresh; to who did not, the
    ///   subtype is a reserved octet (RFC 2918 §3)
    public static Decoded<RouteRefresh> read(byte[] buf, int off, int len, boolean enhanced) {
        int body = len - Framer.HEADER_OCTETS;
        int at = off + Framer.HEADER_OCTETS;
        int subtype = body > SUBTYPE_AT ? Wire.u8(buf, at + SUBTYPE_AT) : REQUEST;
        if (body != FIXED_OCTETS && enhanced && (subtype == BEGIN || subtype == END)) {
            return bad(
                    new Notification(
                            Notification.ROUTE_REFRESH_ERROR,
                            Notification.ROUTE_REFRESH_BAD_LENGTH,
                            Bytes.copyOf(buf, off, len)),
                    len);
        }
        if (body < FIXED_OCTETS) {
            return bad(Notification.badMessageLength(len), len);
        }
        return new Decoded.Ok<>(
                new RouteRefresh(
                        Wire.u16(buf, at),
                        subtype,
                        Wire.u8(buf, at + 3),
                        Bytes.copyOf(buf, at + FIXED_OCTETS, body - FIXED_OCTETS)));
    }

    private static Decoded<RouteRefresh> bad(Notification answer, int len) {
        return new Decoded.Bad<>(answer, "ROUTE-REFRESH of " + len + " octets");
    }

    /// Writes the whole message at `off`; returns its length.
    public int write(byte[] buf, int off) {
        int at = Wire.put16(buf, off + Framer.HEADER_OCTETS, afi);
        at = Wire.put8(buf, at, subtype);
        at = Wire.put8(buf, at, safi);
        at = orf.copyTo(buf, at);
        return Framer.header(buf, off, MessageType.ROUTE_REFRESH, at - off);
    }
}
