package io.godwit.feeds.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the frames of a capture file: pcap with micro- or nanoseconds in either byte order, and
/// pcapng with any number of sections and interfaces.
final class CaptureReader {
    private static final int MAX_BLOCK_OCTETS = 16 << 20;
    private static final int PCAP_MICROS = 0xa1b2c3d4;
    private static final int PCAP_NANOS = 0xa1b23c4d;
    private static final int PCAPNG_SECTION = 0x0a0d0d0a;
    private static final int PCAPNG_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;
    private static final long NANOS = 1_000_000_000L;

    /// An interface of a pcapng section.
    ///
    /// @param unitsPerSecond resolution of its timestamps
    private record Interface(int linkType, long unitsPerSecond, long offsetSeconds) {}

    private final InputStream in;
    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private boolean ng;
    private boolean started;
    private boolean ended;
    private long nanosPerUnit;
    private int linkType;
    private long number;
    private String problem = "";

    CaptureReader(InputStream in) {
        this.in = in;
    }

    /// Whether a file that begins with these four octets, in network order, is a capture.
    static boolean recognises(int magic) {
        int swapped = Integer.reverseBytes(magic);
        return magic == PCAPNG_SECTION
                || magic == PCAP_MICROS
                || magic == PCAP_NANOS
                || swapped == PCAP_MICROS
                || swapped == PCAP_NANOS;
    }

    /// Why reading stopped before the end of the file; empty when it did not.
    String problem() {
        return problem;
    }

    Optional<Packet> next() throws IOException {
        if (!started) {
            started = true;
            start();
        }
        while (!ended) {
            Optional<Packet> packet = ng ? block() : pcapPacket();
            if (packet.isPresent()) {
                return packet;
            }
        }
        return Optional.empty();
    }

    private Optional<Packet> stop(String why) {
        ended = true;
        problem = why;
        return Optional.empty();
    }

    private void start() throws IOException {
        ByteBuffer magic = read(4, "file header");
        if (ended) {
            return;
        }
        int big = magic.getInt(0);
        int little = Integer.reverseBytes(big);
        if (big == PCAPNG_SECTION) {
            ng = true;
            section();
            return;
        }
        boolean swapped = little == PCAP_MICROS || little == PCAP_NANOS;
        if (!swapped && big != PCAP_MICROS && big != PCAP_NANOS) {
            stop("neither pcap nor pcapng");
            return;
        }
        order = swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        nanosPerUnit = (swapped ? little : big) == PCAP_NANOS ? 1 : 1000;
        ByteBuffer rest = read(20, "file header");
        if (!ended) {
            linkType = rest.getInt(16) & 0x0fff_ffff; // the upper bits speak of the FCS
        }
    }

    private Optional<Packet> pcapPacket() throws IOException {
        ByteBuffer h = readOrEnd(16, "packet header");
        if (ended) {
            return Optional.empty();
        }
        long nanos = (h.getInt(0) & 0xffff_ffffL) * NANOS;
        nanos += (h.getInt(4) & 0xffff_ffffL) * nanosPerUnit;
        int octets = h.getInt(8);
        if (octets < 0 || octets > MAX_BLOCK_OCTETS) {
            return stop("packet of " + (octets & 0xffff_ffffL) + " octets is not believable");
        }
        byte[] frame = in.readNBytes(octets);
        number++;
        if (frame.length < octets) {
            stop("the file ends inside packet " + number);
        }
        return Optional.of(new Packet(number, nanos, linkType, frame));
    }

    /// The Section Header Block after its type: its byte order holds for the whole section.
    private void section() throws IOException {
        ByteBuffer head = read(8, "section header");
        if (ended) {
            return;
        }
        int magic = head.order(ByteOrder.BIG_ENDIAN).getInt(4);
        if (magic != PCAPNG_ORDER && Integer.reverseBytes(magic) != PCAPNG_ORDER) {
            stop("pcapng section without byte-order magic");
            return;
        }
        order = magic == PCAPNG_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        interfaces.clear();
        int total = head.order(order).getInt(0);
        if (total < 28 || total > MAX_BLOCK_OCTETS) {
            stop("pcapng section header of impossible length");
            return;
        }
        read(total - 12, "section header");
    }

    private Optional<Packet> block() throws IOException {
        ByteBuffer type = readOrEnd(4, "block");
        if (ended) {
            return Optional.empty();
        }
        if (type.getInt(0) == PCAPNG_SECTION) {
            section();
            return Optional.empty();
        }
        ByteBuffer length = read(4, "block");
        if (ended) {
            return Optional.empty();
        }
        int total = length.getInt(0);
        if (total < 12 || total > MAX_BLOCK_OCTETS) {
            return stop("pcapng block of impossible length after packet " + number);
        }
        ByteBuffer body = read(total - 8, "block");
        if (ended) {
            return Optional.empty();
        }
        body.limit(total - 12); // the length stands at the end once more
        return switch (type.getInt(0)) {
            case INTERFACE_DESCRIPTION -> describe(body);
            case ENHANCED_PACKET -> timed(body, body.remaining() < 20 ? 0 : body.getInt(0));
            case OLD_PACKET -> timed(body, body.remaining() < 20 ? 0 : body.getShort(0) & 0xffff);
            case SIMPLE_PACKET -> simple(body);
            default -> Optional.empty();
        };
    }

    private Optional<Packet> describe(ByteBuffer b) {
        if (b.remaining() < 8) {
            return stop("pcapng interface description too short");
        }
        long units = 1_000_000;
        long offset = 0;
        int at = 8;
        while (at + 4 <= b.limit()) {
            int code = b.getShort(at) & 0xffff;
            int octets = b.getShort(at + 2) & 0xffff;
            if (code == OPTION_RESOLUTION && octets == 1 && at + 4 < b.limit()) {
                units = unitsPerSecond(b.get(at + 4));
            } else if (code == OPTION_OFFSET && octets == 8 && at + 12 <= b.limit()) {
                offset = b.getLong(at + 4);
            }
            at += 4 + (octets + 3 & ~3);
        }
        interfaces.add(new Interface(b.getShort(0) & 0xffff, units, offset));
        return Optional.empty();
    }

    /// Negative powers of 10, or of 2 when the top bit is set.
    private static long unitsPerSecond(byte resolution) {
        int power = Math.min(resolution & 0x7f, resolution < 0 ? 62 : 18);
        if (resolution < 0) {
            return 1L << power;
        }
        long units = 1;
        for (int i = 0; i < power; i++) {
            units *= 10;
        }
        return units;
    }

    /// Enhanced and old packet blocks agree from the timestamp on.
    private Optional<Packet> timed(ByteBuffer b, int interfaceId) {
        if (b.remaining() < 20) {
            return stop("pcapng packet block too short");
        }
        number++;
        if (interfaceId < 0 || interfaceId >= interfaces.size()) {
            return Optional.empty(); // of an interface that was never described
        }
        Interface i = interfaces.get(interfaceId);
        long units = (long) b.getInt(4) << 32 | (b.getInt(8) & 0xffff_ffffL);
        long seconds = Long.divideUnsigned(units, i.unitsPerSecond());
        double part = Long.remainderUnsigned(units, i.unitsPerSecond());
        long nanos = (seconds + i.offsetSeconds()) * NANOS;
        nanos += Math.round(part / i.unitsPerSecond() * NANOS);
        int octets = Math.clamp(b.getInt(12), 0, b.limit() - 20);
        return Optional.of(new Packet(number, nanos, i.linkType(), frame(b, 20, octets)));
    }

    private Optional<Packet> simple(ByteBuffer b) {
        if (b.remaining() < 4 || interfaces.isEmpty()) {
            return Optional.empty();
        }
        number++;
        int octets = Math.clamp(b.getInt(0), 0, b.limit() - 4);
        return Optional.of(
                new Packet(number, 0, interfaces.get(0).linkType(), frame(b, 4, octets)));
    }

    private static byte[] frame(ByteBuffer b, int off, int octets) {
        byte[] frame = new byte[octets];
        b.get(off, frame);
        return frame;
    }

    /// Exactly so many octets in the byte order of the file; ends the reading when they are not
    /// there.
    private ByteBuffer read(int octets, String what) throws IOException {
        byte[] buf = in.readNBytes(octets);
        if (buf.length < octets) {
            stop("the file ends inside a " + what);
        }
        return ByteBuffer.wrap(buf).order(order);
    }

    /// The same, but no octet at all is the proper end of the file.
    private ByteBuffer readOrEnd(int octets, String what) throws IOException {
        byte[] buf = in.readNBytes(octets);
        if (buf.length == 0) {
            ended = true;
        } else if (buf.length < octets) {
            stop("the file ends inside a " + what);
        }
        return ByteBuffer.wrap(buf).order(order);
    }
}
