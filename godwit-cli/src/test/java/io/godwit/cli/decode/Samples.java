package io.godwit.cli.decode;

import io.godwit.wire.Bytes;

import java.util.LinkedHashMap;
import java.util.Map;

/// BGP messages written by hand from the RFCs.
final class Samples {
    static final String MARKER = "ff".repeat(16);

    private Samples() {}

    /// A message with this type and body; blanks do not matter.
    static byte[] message(int type, String body) {
        byte[] octets = octets(body);
        return octets(MARKER + String.format("%04x%02x", 19 + octets.length, type) + body);
    }

    static byte[] octets(String hex) {
        return Bytes.fromHex(hex.replace(" ", "")).toArray();
    }

    /// An UPDATE without withdrawn routes.
    static byte[] update(String attributes, String nlri) {
        int octets = octets(attributes).length;
        return message(2, "0000" + String.format("%04x", octets) + attributes + nlri);
    }

    static final String GOOD = "40010100 400206 0201 0000fbf0 400304 c0000201";

    /// What the golden texts show: the five messages, then what can be wrong with each.
    static Map<String, byte[]> golden() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("keepalive", message(4, ""));
        all.put(
                "open",
                message(
                        1,
                        "04 5ba0 00b4 c0000201 2e"
                                + "02 06 01 04 0001 00 01"
                                + "02 06 01 04 0002 00 01"
                                + "02 02 02 00"
                                + "02 06 41 04 fa56ea00"
                                + "02 08 40 06 8078 0001 01 80"
                                + "02 06 45 04 0001 01 03"));
        all.put(
                "open-extended-parameters",
                message(1, "04 fbf0 005a c0000201 ff ff 0005 02 0002 0200"));
        all.put("notification-shutdown", message(3, "06 02 0a 6261636b206174203132"));
        all.put("notification-shutdown-length", message(3, "06 02 0b 6261636b206174203132"));
        all.put("notification-attribute", message(3, "03 06 400101ff"));
        all.put("notification-hard-reset", message(3, "06 09 04 00"));
        all.put("route-refresh", message(5, "0002 00 01"));
        all.put("route-refresh-orf", message(5, "0001 00 01 01 40 0003 800018"));
        all.put(
                "update",
                message(
                        2,
                        "0004 18 cb0071"
                                + "0051"
                                + "40010100"
                                + "40021c 0204 0000fbf0 0000fc00 00010000 fa56ea00 0102 0000fbf1 0000fbf2"
                                + "400304 c0000201"
                                + "800404 0000000a"
                                + "400504 000000c8"
                                + "400600"
                                + "c00708 0000fbf1 c0000209"
                                + "c00808 fbf00001 ffffff01"
                                + "18 c00002 19 c6336480 00"));
        all.put(
                "update-ipv6",
                update(
                        "800e2a 0002 01 20 20010db8000000000000000000000001"
                                + "fe800000000000000000000000000001 00 20 20010db8"
                                + "40010102 400206 0201 0000fbf0"
                                + "c02018 0000fbf0 00000001 00000002 0000fbf0 00000003 00000004"
                                + "c01008 0002fbf0 00000001",
                        ""));
        all.put("end-of-rib", message(2, "0000 0000"));
        all.put("end-of-rib-ipv6", update("800f03 0002 01", ""));
        all.put("header-marker", octets("00".repeat(16) + "0013 04"));
        all.put("header-length", octets(MARKER + "0012 04"));
        all.put("header-type", octets(MARKER + "0013 09"));
        all.put("header-half-length", octets(MARKER + "00"));
        all.put("header-cut", octets(MARKER + "0030 02 0000"));
        all.put("keepalive-too-long", message(4, "00"));
        all.put("open-version", message(1, "03 fbf0 005a c0000201 00"));
        all.put("open-hold-time", message(1, "04 fbf0 0002 c0000201 00"));
        all.put("open-identifier", message(1, "04 fbf0 005a 00000000 00"));
        all.put("open-parameters", message(1, "04 fbf0 005a c0000201 04 02 06 4104"));
        all.put("update-withdrawn-length", message(2, "0009 18 c00002 0000"));
        all.put("update-attributes-length", message(2, "0000 0030 40010100"));
        all.put(
                "update-origin",
                update("40010105 400206 0201 0000fbf0 400304 c0000201", "18 c00002"));
        all.put(
                "update-as-path",
                update("40010100 400206 0202 0000fbf0 400304 c0000201", "18 c00002"));
        all.put("update-missing", update("40010100", "18 c00002"));
        all.put(
                "update-flags",
                update("c0010100 400206 0201 0000fbf0 400304 c0000201", "18 c00002"));
        all.put("update-aggregator", update(GOOD + "c00704 c0000201", "18 c00002"));
        all.put("update-twice", update(GOOD + "40010101", "18 c00002"));
        all.put("update-overrun", update(GOOD + "c00809 fbf00001", "18 c00002"));
        all.put("update-prefix-length", update(GOOD, "21 c0000201 80"));
        all.put("update-prefix-cut", update(GOOD, "18 c000"));
        all.put(
                "update-reach-twice",
                update(
                        "800e0a 0001 01 04 c0000201 00 00 800e0a 0001 01 04 c0000201 00 00"
                                + "400300",
                        ""));
        all.put("update-well-known", update(GOOD + "406301 00", "18 c00002"));
        return all;
    }
}
