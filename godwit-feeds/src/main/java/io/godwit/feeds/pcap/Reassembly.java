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
        void octets(byte[] buf, int off, int len, When when);

        /// So many octets of the stream are not in the capture.
        void gap(long octets, When when);

        /// The connection begins (again) here.
        void begin(When when);
    }

    /// Octets that came early.
    ///
    /// @param octets how many there were on the wire
    /// @param when they came
    @SuppressWarnings("ArrayRecordComponent") // private to this file, never compared
    private record Early(byte[] buf, long octets, When when) {}

    private static final int MAX_EARLY_OCTETS = 1 << 20;
    private static final int MAX_EARLY_SEGMENTS = 4096;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Sink sink;
    private final TreeMap<Long, Early> early = new TreeMap<>();

    /// Position of the next octet: its low 32 bits are the sequence number.
    private long next;

    private boolean started;
    private boolean begun;
    private int firstSequence;
    private int earlyOctets;
    private long holeAcknowledgedNanos = -1;

    Reassembly(Sink sink) {
        this.sink = sink;
    }

    void segment(Segment s, When when) {
        if (s.has(Segment.SYN)) {
            syn(s, when);
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
            keep(at, s, when);
            if (earlyOctets > MAX_EARLY_OCTETS || early.size() > MAX_EARLY_SEGMENTS) {
                giveUpHole();
            }
            return;
        }
        deliver(at, s.buf(), s.off(), s.captured(), s.octets(), when);
        drain(when);
    }

    private void syn(Segment s, When when) {
        if (begun && s.sequence() == firstSequence) {
            return; // the SYN once more
        }
        end();
        started = true;
        begun = true;
        firstSequence = s.sequence();
        next = (1L << 32) + (s.sequence() & 0xffff_ffffL) + 1;
        sink.begin(when);
    }

    /// The other side says that it has everything before this sequence number.
    void acknowledged(int acknowledgment, When when) {
        if (early.isEmpty()) {
            holeAcknowledgedNanos = -1;
            return;
        }
        if (position(acknowledgment) < early.firstKey()) {
            return;
        }
        if (holeAcknowledgedNanos < 0) {
            holeAcknowledgedNanos = when.nanos();
        } else if (when.nanos() - holeAcknowledgedNanos > PATIENCE_NANOS) {
            giveUpHole();
        }
    }

    /// Nothing more will come: holes are holes.
    void end() {
        while (!early.isEmpty()) {
            giveUpHole();
        }
    }

    private long position(int sequence) {
        return next + (sequence - (int) next);
    }

    private void keep(long at, Segment s, When when) {
        Early before = early.get(at);
        if (before != null && before.octets() >= s.octets()) {
            return;
        }
        byte[] copy = Arrays.copyOfRange(s.buf(), s.off(), s.off() + s.captured());
        early.put(at, new Early(copy, s.octets(), when));
        earlyOctets += copy.length - (before == null ? 0 : before.buf().length);
    }

    private void deliver(long at, byte[] buf, int off, int captured, long octets, When when) {
        long end = at + octets;
        if (end <= next) {
            return; // seen before
        }
        int seen = (int) Math.min(next - at, captured);
        if (captured > seen) {
            sink.octets(buf, off + seen, captured - seen, when);
        }
        if (captured < octets) {
            sink.gap(end - Math.max(next, at + captured), when); // the frame was cut short
        }
        next = end;
    }

    private void drain(When when) {
        while (!early.isEmpty() && early.firstKey() <= next) {
            Map.Entry<Long, Early> e = early.pollFirstEntry();
            byte[] buf = e.getValue().buf();
            earlyOctets -= buf.length;
            When came = e.getValue().when();
            When whole = came.frame() > when.frame() ? came : when;
            deliver(e.getKey(), buf, 0, buf.length, e.getValue().octets(), whole);
        }
    }

    private void giveUpHole() {
        holeAcknowledgedNanos = -1;
        long behind = early.firstKey();
        When when = early.firstEntry().getValue().when();
        sink.gap(behind - next, when);
        next = behind;
        drain(when);
    }
}
