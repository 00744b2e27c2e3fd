package io.godwit.feeds.rtr;

import io.godwit.feeds.rtr.RtrPdu.AspaPdu;
import io.godwit.feeds.rtr.RtrPdu.CacheReset;
import io.godwit.feeds.rtr.RtrPdu.CacheResponse;
import io.godwit.feeds.rtr.RtrPdu.EndOfData;
import io.godwit.feeds.rtr.RtrPdu.ErrorReport;
import io.godwit.feeds.rtr.RtrPdu.PrefixPdu;
import io.godwit.feeds.rtr.RtrPdu.ResetQuery;
import io.godwit.feeds.rtr.RtrPdu.RouterKey;
import io.godwit.feeds.rtr.RtrPdu.SerialNotify;
import io.godwit.feeds.rtr.RtrPdu.SerialQuery;
import io.godwit.feeds.rtr.RtrPdu.Times;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// From octets to PDUs (RFC 8210 §5). Reserved fields are ignored; any octets are answered without
/// an exception.
public final class RtrReader {
    /// Version, type, session, length.
    public static final int HEADER_OCTETS = 8;

    /// No PDU is longer: an ASPA of 16,000 providers, an Error Report about it.
    public static final int MAX_OCTETS = 64 * 1024;

    /// The highest version we speak.
    public static final int VERSION = 2;

    private RtrReader() {}

    /// The length of the PDU at `at`; 0 when its end has not come yet, -1 when no PDU is that long.
    public static int frame(byte[] buf, int at, int limit) {
        if (limit - at < HEADER_OCTETS) {
            return 0;
        }
        long length = Wire.u32(buf, at + 4);
        if (length < HEADER_OCTETS || length > MAX_OCTETS) {
            return -1;
        }
        return length <= limit - at ? (int) length : 0;
    }

    /// Reads a PDU whose length [#frame] said.
    public static RtrDecoded read(byte[] buf, int at, int length) {
        int version = Wire.u8(buf, at);
        int type = Wire.u8(buf, at + 1);
        int session = Wire.u16(buf, at + 2);
        if (version > VERSION) {
            return new RtrDecoded.Bad(RtrError.UNSUPPORTED_VERSION, "version " + version);
        }
        return switch (type) {
            case 0, 1 ->
                    length == 12
                            ? serial(version, type, session, Wire.u32(buf, at + 8))
                            : wrong(type, length);
            case 2 -> length == 8 ? ok(new ResetQuery(version)) : wrong(type, length);
            case 3 -> length == 8 ? ok(new CacheResponse(version, session)) : wrong(type, length);
            case 4 -> length == 20 ? prefix(buf, at, 4) : wrong(type, length);
            case 6 -> length == 32 ? prefix(buf, at, 16) : wrong(type, length);
            case 7 -> endOfData(buf, at, length);
            case 8 -> length == 8 ? ok(new CacheReset(version)) : wrong(type, length);
            case 9 -> version == 0 ? unknown(version, type) : routerKey(buf, at, length);
            case 10 -> errorReport(buf, at, length);
            case 11 -> version < 2 ? unknown(version, type) : aspa(buf, at, length);
            default -> unknown(version, type);
        };
    }

    private static RtrDecoded ok(RtrPdu pdu) {
        return new RtrDecoded.Ok(pdu);
    }

    private static RtrDecoded wrong(int type, int length) {
        return bad("length " + length + " of PDU type " + type);
    }

    private static RtrDecoded bad(String why) {
        return new RtrDecoded.Bad(RtrError.CORRUPT_DATA, why);
    }

    private static RtrDecoded unknown(int version, int type) {
        return new RtrDecoded.Bad(
                RtrError.UNSUPPORTED_PDU_TYPE, "PDU type " + type + " in version " + version);
    }

    private static RtrDecoded serial(int version, int type, int session, long serial) {
        return ok(
                type == 0
                        ? new SerialNotify(version, session, serial)
                        : new SerialQuery(version, session, serial));
    }

    private static RtrDecoded prefix(byte[] buf, int at, int octets) {
        int length = Wire.u8(buf, at + 9);
        int longest = Wire.u8(buf, at + 10);
        Address address = Address.read(buf, at + 12, octets);
        if (length > address.bits() || longest < length || longest > address.bits()) {
            return bad(address + "/" + length + " with maximum length " + longest);
        }
        // A prefix with host bits says two things: which one is meant cannot be known.
        if (!address.masked(length).equals(address)) {
            return bad("host bits in " + address + "/" + length);
        }
        var vrp = new Vrp(new Prefix(address, length), longest, Wire.u32(buf, at + 12 + octets));
        return ok(new PrefixPdu(Wire.u8(buf, at), announces(buf[at + 8]), vrp));
    }

    private static boolean announces(byte flags) {
        return (flags & 1) != 0;
    }

    private static RtrDecoded endOfData(byte[] buf, int at, int length) {
        int version = Wire.u8(buf, at);
        if (length != (version == 0 ? 12 : 24)) {
            return wrong(7, length);
        }
        Optional<Times> times =
                version == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Times(
                                        Wire.u32(buf, at + 12),
                                        Wire.u32(buf, at + 16),
                                        Wire.u32(buf, at + 20)));
        return ok(new EndOfData(version, Wire.u16(buf, at + 2), Wire.u32(buf, at + 8), times));
    }

    private static RtrDecoded routerKey(byte[] buf, int at, int length) {
        if (length < 32) {
            return wrong(9, length);
        }
        return ok(
                new RouterKey(
                        Wire.u8(buf, at),
                        announces(buf[at + 2]),
                        Bytes.copyOf(buf, at + 8, 20),
                        Wire.u32(buf, at + 28),
                        Bytes.copyOf(buf, at + 32, length - 32)));
    }

    private static RtrDecoded errorReport(byte[] buf, int at, int length) {
        if (length < 16) {
            return wrong(10, length);
        }
        long pdu = Wire.u32(buf, at + 8);
        if (pdu > length - 16) {
            return bad("an Error Report with " + pdu + " octets of a PDU");
        }
        long text = Wire.u32(buf, at + 12 + (int) pdu);
        if (text != length - 16 - pdu) {
            return bad("an Error Report with " + text + " octets of text");
        }
        return ok(
                new ErrorReport(
                        Wire.u8(buf, at),
                        Wire.u16(buf, at + 2),
                        Bytes.copyOf(buf, at + 12, (int) pdu),
                        new String(buf, at + 16 + (int) pdu, (int) text, StandardCharsets.UTF_8)));
    }

    /// Revisions of the draft differ in the layout: up to 11 there are flags, address families (3
    /// in 11; 0 for IPv4 and 1 for IPv6 in 10) and a count behind the header; later ones have the
    /// flags in the header and nothing else. Caches of all kinds run; no PDU can be read in two
    /// ways, as a later withdrawal has no providers.
    private static RtrDecoded aspa(byte[] buf, int at, int length) {
        boolean early =
                buf[at + 2] == 0
                        && length >= 16
                        && (buf[at + 8] & 0xfe) == 0
                        && (buf[at + 9] & 0xfc) == 0
                        && Wire.u16(buf, at + 10) == (length - 16) / 4;
        int customer = at + (early ? 12 : 8);
        int octets = at + length - customer - 4;
        if (length < 12 || octets % 4 != 0) {
            return wrong(11, length);
        }
        if (Wire.i32(buf, customer) == 0) {
            return bad("an ASPA of AS 0");
        }
        boolean announce = announces(early ? buf[at + 8] : buf[at + 2]);
        // §5.12: the providers of a withdrawal are to be ignored.
        Ints providers = announce ? Ints.read(buf, customer + 4, octets / 4) : Ints.EMPTY;
        int families = early ? Wire.u8(buf, at + 9) : AspaPdu.BOTH;
        return ok(
                new AspaPdu(
                        Wire.u8(buf, at), announce, families, Wire.u32(buf, customer), providers));
    }
}
