package io.godwit.feeds.pcap;

import io.godwit.feeds.Reading;
import io.godwit.feeds.ReadingGuess;
import io.godwit.wire.Bytes;
import io.godwit.wire.Decoded;
import io.godwit.wire.MessageType;
import io.godwit.wire.Open;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The BGP messages in a capture (pcap or pcapng): frames to TCP streams to messages, each with
/// time, ends, and the [Reading] that its session negotiated, learned from both OPENs where they
/// are in the capture, else inferred from what is well-formed.
public final class BgpCapture {
    private static final int BGP_PORT = 179;

    /// Connections that we follow at once; more are not looked at.
    private static final int MAX_CONNECTIONS = 10_000;

    /// One direction of a connection.
    private final class Direction implements MessageStream.Out {
        private final Endpoint from;
        private final Endpoint to;
        private final MessageStream messages;
        private final Reassembly reassembly;
        private Optional<Open> open = Optional.empty();
        private Reading before = Reading.USUAL;

        Direction(Endpoint from, Endpoint to) {
            this.from = from;
            this.to = to;
            boolean bgpPort = from.port() == BGP_PORT || to.port() == BGP_PORT;
            messages = new MessageStream(this, bgpPort);
            reassembly = new Reassembly(messages);
        }

        @Override
        public void message(byte[] m, When w) {
            if (m[18] == MessageType.OPEN.code()) {
                open =
                        Open.read(m, 0, m.length) instanceof Decoded.Ok<Open>(var read)
                                ? Optional.of(read)
                                : Optional.empty();
                before = Reading.USUAL;
            }
            events.add(
                    new CaptureEvent.Message(
                            w.frame(), w.nanos(), from, to, reading(m), Bytes.of(m)));
        }

        @Override
        public void note(String text, When w) {
            events.add(new CaptureEvent.Note(w.frame(), w.nanos(), from, to, text));
        }

        private Reading reading(byte[] m) {
            Optional<Open> other =
                    Optional.ofNullable(directions.get(new Ends(to, from))).flatMap(d -> d.open);
            if (open.isPresent() && other.isPresent()) {
                return OpenExchange.reading(open.get(), other.get());
            }
            before = ReadingGuess.of(m, 0, m.length, before);
            return before;
        }
    }

    private record Ends(Endpoint from, Endpoint to) {}

    private final CaptureReader frames;
    private final Map<Ends, Direction> directions = new LinkedHashMap<>();
    private final ArrayDeque<CaptureEvent> events = new ArrayDeque<>();
    private When last = new When(0, 0);
    private long packets;
    private boolean ended;

    /// Reads from here; the caller closes it.
    public BgpCapture(InputStream in) {
        frames = new CaptureReader(in);
    }

    /// Whether a file that begins with these octets is a capture.
    public static boolean recognises(byte[] first, int octets) {
        if (octets < 4) {
            return false;
        }
        int magic = 0;
        for (int i = 0; i < 4; i++) {
            magic = magic << 8 | (first[i] & 0xff);
        }
        return CaptureReader.recognises(magic);
    }

    /// The next message or note, empty at the end.
    ///
    /// @throws IOException when the stream does
    public Optional<CaptureEvent> next() throws IOException {
        while (events.isEmpty() && !ended) {
            Optional<Packet> packet = frames.next();
            if (packet.isEmpty()) {
                end();
            } else {
                take(packet.get());
            }
        }
        return Optional.ofNullable(events.poll());
    }

    /// How many frames were read so far.
    public long packets() {
        return packets;
    }

    /// Why the file could not be read to its end, when it could not.
    public Optional<String> problem() {
        return frames.problem().isEmpty() ? Optional.empty() : Optional.of(frames.problem());
    }

    private void take(Packet packet) {
        packets++;
        last = packet.when();
        Optional<Segment> found = Frames.segment(packet);
        if (found.isEmpty()) {
            return;
        }
        Segment s = found.get();
        Direction d = directions.get(new Ends(s.from(), s.to()));
        if (d == null) {
            if (directions.size() >= MAX_CONNECTIONS) {
                return;
            }
            d = new Direction(s.from(), s.to());
            directions.put(new Ends(s.from(), s.to()), d);
        }
        d.reassembly.segment(s, last);
        Direction back = directions.get(new Ends(s.to(), s.from()));
        if (back != null && s.has(Segment.ACK)) {
            back.reassembly.acknowledged(s.acknowledgment(), last);
        }
        if (s.has(Segment.RST)) {
            d.reassembly.end();
        }
    }

    private void end() {
        ended = true;
        for (Direction d : directions.values()) {
            d.reassembly.end();
            d.messages.end(last);
        }
    }
}
