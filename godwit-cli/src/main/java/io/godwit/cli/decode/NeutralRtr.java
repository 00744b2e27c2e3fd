package io.godwit.cli.decode;

import io.godwit.feeds.rtr.RtrDecoded;
import io.godwit.feeds.rtr.RtrError;
import io.godwit.feeds.rtr.RtrPdu;
import io.godwit.feeds.rtr.RtrReader;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A PDU of the RPKI to Router Protocol (RFC 8210 §5) in the neutral schema, read as the client of
/// caches reads it.
final class NeutralRtr {
    private NeutralRtr() {}

    /// Exactly one PDU: octets before or behind it are an error too.
    static Map<String, Object> of(byte[] buf) {
        if (RtrReader.frame(buf, 0, buf.length) != buf.length || buf.length == 0) {
            return error(RtrError.CORRUPT_DATA);
        }
        return switch (RtrReader.read(buf, 0, buf.length)) {
            case RtrDecoded.Bad(RtrError error, String _) -> error(error);
            case RtrDecoded.Ok(RtrPdu pdu) -> pdu(pdu);
        };
    }

    private static Map<String, Object> error(RtrError error) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", "ERROR");
        out.put("code", error.ordinal());
        out.put("subcode", 0);
        return out;
    }

    private static Map<String, Object> pdu(RtrPdu pdu) {
        return switch (pdu) {
            case RtrPdu.SerialNotify(int version, int session, long serial) ->
                    serial(named(version, "SERIAL_NOTIFY"), session, serial);
            case RtrPdu.SerialQuery(int version, int session, long serial) ->
                    serial(named(version, "SERIAL_QUERY"), session, serial);
            case RtrPdu.ResetQuery(int version) -> named(version, "RESET_QUERY");
            case RtrPdu.CacheReset(int version) -> named(version, "CACHE_RESET");
            case RtrPdu.CacheResponse(int version, int session) -> {
                var out = named(version, "CACHE_RESPONSE");
                out.put("sessionId", session);
                yield out;
            }
            case RtrPdu.PrefixPdu(int version, boolean announce, Vrp vrp) ->
                    prefix(version, announce, vrp);
            case RtrPdu.EndOfData(int version, int session, long serial, var times) ->
                    endOfData(version, session, serial, times);
            case RtrPdu.RouterKey(
                            int version,
                            boolean announce,
                            Bytes ski,
                            long as,
                            Bytes spki) -> {
                var out = announcing(version, "ROUTER_KEY", announce);
                out.put("ski", ski.hex());
                out.put("asn", as);
                out.put("spki", spki.hex());
                yield out;
            }
            case RtrPdu.ErrorReport(int version, int code, Bytes copy, String text) -> {
                var out = named(version, "ERROR_REPORT");
                out.put("code", code);
                out.put("pdu_copy", copy.hex());
                out.put("text", text);
                yield out;
            }
            case RtrPdu.AspaPdu aspa -> aspa(aspa);
        };
    }

    private static Map<String, Object> named(int version, String name) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", "RTR");
        out.put("version", version);
        out.put("pdu", name);
        return out;
    }

    private static Map<String, Object> announcing(int version, String name, boolean announce) {
        Map<String, Object> out = named(version, name);
        out.put("announce", announce);
        return out;
    }

    private static Map<String, Object> serial(Map<String, Object> out, int session, long serial) {
        out.put("sessionId", session);
        out.put("serial", serial);
        return out;
    }

    private static Map<String, Object> prefix(int version, boolean announce, Vrp vrp) {
        boolean v6 = vrp.prefix().address().isV6();
        Map<String, Object> out = announcing(version, v6 ? "IPV6_PREFIX" : "IPV4_PREFIX", announce);
        out.put("prefix", vrp.prefix().toString());
        out.put("maxLength", vrp.maxLength());
        out.put("asn", vrp.as());
        return out;
    }

    private static Map<String, Object> endOfData(
            int version, int session, long serial, Optional<RtrPdu.Times> times) {
        Map<String, Object> out = serial(named(version, "END_OF_DATA"), session, serial);
        times.ifPresent(said -> {
            out.put("refresh", said.refresh());
            out.put("retry", said.retry());
            out.put("expire", said.expire());
        });
        return out;
    }

    private static Map<String, Object> aspa(RtrPdu.AspaPdu aspa) {
        Map<String, Object> out = announcing(aspa.version(), "ASPA", aspa.announce());
        out.put("customer", aspa.customer());
        Ints providers = aspa.providers();
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < providers.size(); i++) {
            numbers.add(providers.unsigned(i));
        }
        out.put("providers", numbers);
        return out;
    }
}
