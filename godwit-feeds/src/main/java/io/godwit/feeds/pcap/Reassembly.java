package io.godwit.feeds.pcap;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// One direction of a TCP connection, put back in order: segments that came early wait, those that
/// came twice are dropped, and a hole that nothing will fill is given up and reported.
///
/// A hole is given up when the receiver has acknowledged what lies behind it and a second has
/// passed (the capture missed it), when too much waits, when the sender cut the frame short, or at
/// the end.
final class Reassembly {
    /// Where the octets go.
    interface Sink {
        /// The next octets of the stream.
        void octets(byte[] buf, int off, int len, Packet packet);

        /// So many octets of the stream are not in the capture.
        void gap(long octets, Packet packet);

        /// The connection begins (again) here.
        void begin(Packet packet);
    }

    /// Octets that came early.
    ///
    /// @param octets how many there were on the wire
    @SuppressWarnings("ArrayRecordComponent") // private to this file, never compared
    private record Early(byte[] buf, long octets) {}

    private static final int MAX_EARLY_OCTETS = 1 << 20;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Sink sink;
    private final TreeMap<Long, Early> early = new TreeMap<>();

    /// Position of the next octet: its low 32 bits are the sequence number.
    private long next;

    private boolean started;
    private int earlyOctets;
    private long holeAcknowledgedNanos = -1;

    Reassembly(Sink sink) {
        this.sink = sink;
    }

    void segment(Segment s, Packet packet) {
        if (s.has(Segment.SYN)) {
            syn(s, packet);
            return;
        }
        if (!started) {
            started = true;
            next = (1L << 32) + (s.sequence() & 0xffff_ffffL);
        }
        if (s.octets() == 0) {
            return;
        }
        long at = position(s.sequence());
        if (at > next) {
            keep(at, s);
            if (earlyOctets > MAX_EARLY_OCTETS) {
                giveUpHole(packet);
            }
            return;
        }
        deliver(at, s.buf(), s.off(), s.captured(), s.octets(), packet);
        drain(packet);
    }

    private void syn(Segment s, Packet packet) {
        if (started && position(s.sequence()) + 1 == next) {
            return; // the SYN once more
        }
        end(packet);
        started = true;
        next = (1L << 32) + (s.sequence() & 0xffff_ffffL) + 1;
        sink.begin(packet);
    }

    /// The other side says that it has everything before this sequence number.
    void acknowledged(int acknowledgment, Packet packet) {
        if (early.isEmpty()) {
            holeAcknowledgedNanos = -1;
            return;
        }
        if (position(acknowledgment) < early.firstKey()) {
            return;
        }
        if (holeAcknowledgedNanos < 0) {
            holeAcknowledgedNanos = packet.nanos();
        } else if (packet.nanos() - holeAcknowledgedNanos > PATIENCE_NANOS) {
            giveUpHole(packet);
        }
    }

    /// Nothing more will come: holes are holes.
    void end(Packet packet) {
        while (!early.isEmpty()) {
            giveUpHole(packet);
        }
    }

    private long position(int sequence) {
        return next + (sequence - (int) next);
    }

    private void keep(long at, Segment s) {
        Early before = early.get(at);
        if (before != null && before.octets() >= s.octets()) {
            return;
        }
        byte[] copy = Arrays.copyOfRange(s.buf(), s.off(), s.off() + s.captured());
        early.put(at, new Early(copy, s.octets()));
        earlyOctets += copy.length - (before == null ? 0 : before.buf().length);
    }

    private void deliver(long at, byte[] buf, int off, int captured, long octets, Packet packet) {
        long end = at + octets;
        if (end <= next) {
            return; // seen before
        }
        int seen = (int) Math.min(next - at, captured);
        if (captured > seen) {
            sink.octets(buf, off + seen, captured - seen, packet);
        }
        if (captured < octets) {
            sink.gap(end - Math.max(next, at + captured), packet); // the frame was cut short
        }
        next = end;
    }

    private void drain(Packet packet) {
        while (!early.isEmpty() && early.firstKey() <= next) {
            Map.Entry<Long, Early> e = early.pollFirstEntry();
            byte[] buf = e.getValue().buf();
            earlyOctets -= buf.length;
            deliver(e.getKey(), buf, 0, buf.length, e.getValue().octets(), packet);
        }
    }

    private void giveUpHole(Packet packet) {
        holeAcknowledgedNanos = -1;
        long behind = early.firstKey();
        sink.gap(behind - next, packet);
        next = behind;
        drain(packet);
    }
}
