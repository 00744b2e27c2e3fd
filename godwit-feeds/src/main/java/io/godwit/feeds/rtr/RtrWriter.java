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
import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;

/// From PDUs to octets (RFC 8210 §5).
public final class RtrWriter {
    private RtrWriter() {}

    /// The octets of a PDU.
    public static byte[] write(RtrPdu pdu) {
        return switch (pdu) {
            case SerialNotify(int version, int session, long serial) ->
                    serial(version, 0, session, serial, 12);
            case SerialQuery(int version, int session, long serial) ->
                    serial(version, 1, session, serial, 12);
            case ResetQuery(int version) -> header(version, 2, 0, 8);
            case CacheResponse(int version, int session) -> header(version, 3, session, 8);
            case PrefixPdu prefix -> prefix(prefix);
            case EndOfData end -> endOfData(end);
            case CacheReset(int version) -> header(version, 8, 0, 8);
            case RouterKey key -> routerKey(key);
            case ErrorReport report -> errorReport(report);
            case AspaPdu aspa -> aspa(aspa);
        };
    }

    private static byte[] header(int version, int type, int session, int length) {
        byte[] out = new byte[length];
        out[0] = (byte) version;
        out[1] = (byte) type;
        Wire.put16(out, 2, session);
        Wire.put32(out, 4, length);
        return out;
    }

    private static byte[] serial(int version, int type, int session, long serial, int length) {
        byte[] out = header(version, type, session, length);
        Wire.put32(out, 8, (int) serial);
        return out;
    }

    private static byte[] prefix(PrefixPdu prefix) {
        Vrp vrp = prefix.vrp();
        boolean v6 = vrp.prefix().address().isV6();
        byte[] out = header(prefix.version(), v6 ? 6 : 4, 0, v6 ? 32 : 20);
        out[8] = (byte) (prefix.announce() ? 1 : 0);
        out[9] = (byte) vrp.prefix().length();
        out[10] = (byte) vrp.maxLength();
        Wire.put32(out, vrp.prefix().address().write(out, 12), (int) vrp.as());
        return out;
    }

    private static byte[] endOfData(EndOfData end) {
        int length = end.version() == 0 ? 12 : 24;
        byte[] out = serial(end.version(), 7, end.session(), end.serial(), length);
        if (end.version() > 0) {
            Times times = end.times().orElse(Times.DEFAULT);
            Wire.put32(out, 12, (int) times.refresh());
            Wire.put32(out, 16, (int) times.retry());
            Wire.put32(out, 20, (int) times.expire());
        }
        return out;
    }

    private static byte[] routerKey(RouterKey key) {
        int flags = key.announce() ? 1 << 8 : 0;
        byte[] out = header(key.version(), 9, flags, 32 + key.spki().length());
        key.ski().copyTo(out, 8);
        Wire.put32(out, 28, (int) key.as());
        key.spki().copyTo(out, 32);
        return out;
    }

    private static byte[] errorReport(ErrorReport report) {
        Bytes text = Bytes.ofUtf8(report.text());
        int pdu = report.pdu().length();
        byte[] out = header(report.version(), 10, report.code(), 16 + pdu + text.length());
        Wire.put32(out, 8, pdu);
        Wire.put32(out, report.pdu().copyTo(out, 12), text.length());
        text.copyTo(out, 16 + pdu);
        return out;
    }

    /// The layout of the later revisions of the draft.
    private static byte[] aspa(AspaPdu aspa) {
        if (aspa.families() != AspaPdu.BOTH) {
            return aspaOfFamily(aspa);
        }
        int flags = aspa.announce() ? 1 << 8 : 0;
        byte[] out = header(aspa.version(), 11, flags, 12 + 4 * aspa.providers().size());
        Wire.put32(out, 8, (int) aspa.customer());
        aspa.providers().write(out, 12);
        return out;
    }

    /// Only draft 10 of 8210bis has words for it.
    private static byte[] aspaOfFamily(AspaPdu aspa) {
        int count = aspa.providers().size();
        byte[] out = header(aspa.version(), 11, 0, 16 + 4 * count);
        out[8] = (byte) (aspa.announce() ? 1 : 0);
        out[9] = (byte) aspa.families();
        Wire.put16(out, 10, count);
        Wire.put32(out, 12, (int) aspa.customer());
        aspa.providers().write(out, 16);
        return out;
    }
}
