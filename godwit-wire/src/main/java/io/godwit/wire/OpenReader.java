package io.godwit.wire;

import io.godwit.wire.cap.Capabilities;
import io.godwit.wire.cap.Capability;

import java.util.ArrayList;
import java.util.List;

/// Walks the optional parameters of an OPEN: the form of RFC 4271 §4.2 or that of RFC 9072 §2.
final class OpenReader {
    static final int CAPABILITIES = 2;

    /// Parameter type that announces the extended form.
    static final int EXTENDED_LENGTH = 255;

    private static final int FIXED_OCTETS = 29;

    private final byte[] buf;
    private final int end;
    private final List<Capability> capabilities = new ArrayList<>();
    private final List<Open.Parameter> others = new ArrayList<>();

    private OpenReader(byte[] buf, int end) {
        this.buf = buf;
        this.end = end;
    }

    static Decoded<Open> read(byte[] buf, int off, int len) {
        if (len < FIXED_OCTETS) {
            return new Decoded.Bad<>(
                    Notification.badMessageLength(len), "OPEN of " + len + " octets");
        }
        int at = off + Framer.HEADER_OCTETS;
        int version = Wire.u8(buf, at);
        if (version != Open.VERSION) {
            return new Decoded.Bad<>(Notification.unsupportedVersion(), "BGP version " + version);
        }
        OpenReader reader = new OpenReader(buf, off + len);
        if (!reader.parameters(off + FIXED_OCTETS - 1)) {
            return new Decoded.Bad<>(
                    Notification.of(Notification.OPEN_ERROR, 0),
                    "lengths of optional parameters do not add up");
        }
        return new Decoded.Ok<>(
                new Open(
                        version,
                        Wire.u16(buf, at + 1),
                        Wire.u16(buf, at + 3),
                        Wire.i32(buf, at + 5),
                        reader.capabilities,
                        reader.others));
    }

    /// Whether all lengths fit; `lengthAt` is the Optional Parameters Length octet.
    private boolean parameters(int lengthAt) {
        int octets = Wire.u8(buf, lengthAt);
        int at = lengthAt + 1;
        // RFC 9072 §2, §3: the first parameter type tells the form, whatever the (non-zero) length
        // says.
        boolean extended = octets != 0 && at < end && Wire.u8(buf, at) == EXTENDED_LENGTH;
        if (extended) {
            if (at + 3 > end) {
                return false;
            }
            octets = Wire.u16(buf, at + 1);
            at += 3;
        }
        if (at + octets != end) {
            return false;
        }
        int headOctets = extended ? 3 : 2;
        while (at < end) {
            if (at + headOctets > end) {
                return false;
            }
            int type = Wire.u8(buf, at);
            int length = extended ? Wire.u16(buf, at + 1) : Wire.u8(buf, at + 1);
            at += headOctets;
            if (at + length > end || !parameter(type, at, length)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private boolean parameter(int type, int off, int length) {
        if (type != CAPABILITIES) {
            others.add(new Open.Parameter(type, Bytes.copyOf(buf, off, length)));
            return true;
        }
        int at = off;
        int limit = off + length;
        while (at < limit) {
            if (at + 2 > limit || at + 2 + Wire.u8(buf, at + 1) > limit) {
                return false;
            }
            int octets = Wire.u8(buf, at + 1);
            capabilities.add(Capabilities.read(Wire.u8(buf, at), buf, at + 2, octets));
            at += 2 + octets;
        }
        return true;
    }
}
