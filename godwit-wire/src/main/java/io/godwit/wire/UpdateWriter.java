package io.godwit.wire;

import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.nlri.Nlri;

/// Writes an UPDATE from records. Cold: it goes through a buffer that every message fits in, and
/// copies what the context allows.
final class UpdateWriter {
    private static final int SCRATCH_OCTETS = 4 * Framer.MAX_EXTENDED_OCTETS;

    private UpdateWriter() {}

    static int write(Update update, byte[] buf, int off, Context context) {
        byte[] scratch = new byte[SCRATCH_OCTETS];
        int length;
        try {
            length = write(update, scratch, context);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("UPDATE too long", e);
        }
        if (length > context.maxMessageOctets()) {
            throw new IllegalArgumentException("UPDATE of " + length + " octets");
        }
        System.arraycopy(scratch, 0, buf, off, length);
        return Framer.header(buf, off, MessageType.UPDATE, length);
    }

    private static int write(Update update, byte[] buf, Context context) {
        boolean addPath = context.addPathIpv4();
        int withdrawnAt = Framer.HEADER_OCTETS + 2;
        int at = Nlri.write(buf, withdrawnAt, update.withdrawn(), addPath);
        Wire.put16(buf, withdrawnAt - 2, at - withdrawnAt);
        int attributesAt = at + 2;
        at = attributesAt;
        for (PathAttribute a : update.attributes()) {
            at = AttributeWriter.write(buf, at, a.flags(), a.value(), context);
        }
        Wire.put16(buf, attributesAt - 2, at - attributesAt);
        return Nlri.write(buf, at, update.nlri(), addPath);
    }
}
