package io.godwit.wire;

import java.util.HexFormat;

/// Messages as hexadecimal text with spaces wherever they help to read.
public final class Messages {
    public static final Context IBGP4 = new Context(true, false, false, false, 4096, true, true);
    public static final Context EBGP4 = new Context(true, true, false, false, 4096, true, true);
    public static final Context IBGP2 = new Context(false, false, false, false, 4096, true, true);
    public static final Context EBGP2 = new Context(false, true, false, false, 4096, true, true);
    public static final Context PATHS = new Context(true, false, true, true, 4096, true, true);

    private Messages() {}

    public static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /// A whole message around a body.
    public static byte[] message(int type, String body) {
        byte[] octets = octets(body);
        byte[] message = new byte[19 + octets.length];
        java.util.Arrays.fill(message, 0, 16, (byte) 0xff);
        Wire.put16(message, 16, message.length);
        message[18] = (byte) type;
        System.arraycopy(octets, 0, message, 19, octets.length);
        return message;
    }

    /// A whole UPDATE around its three fields.
    public static byte[] update(String withdrawn, String attributes, String nlri) {
        return message(2, length(withdrawn) + withdrawn + length(attributes) + attributes + nlri);
    }

    private static String length(String hex) {
        return "%04x".formatted(octets(hex).length);
    }

    public static String hex(byte[] buf, int off, int len) {
        return HexFormat.of().formatHex(buf, off, off + len);
    }

    public static String plain(String hex) {
        return hex.replaceAll("\\s", "");
    }
}
