package io.godwit.cli.decode;

import io.godwit.cli.Plural;
import io.godwit.feeds.Reading;
import io.godwit.feeds.mrt.MrtBody;
import io.godwit.feeds.mrt.MrtPeer;
import io.godwit.feeds.mrt.MrtReader;
import io.godwit.feeds.mrt.MrtRecord;
import io.godwit.feeds.mrt.MrtTypes;
import io.godwit.feeds.mrt.RibEntry;
import io.godwit.feeds.pcap.BgpCapture;
import io.godwit.feeds.pcap.CaptureEvent;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Walks an input and tells a [Report] what is in it.
final class FeedWalk {
    private final DecodeOptions options;
    private final Report report;
    private long told;
    private List<MrtPeer> peers = List.of();

    FeedWalk(DecodeOptions options, Report report) {
        this.options = options;
        this.report = report;
    }

    private boolean full() {
        return told >= options.limit();
    }

    /// How many messages or records were told.
    long told() {
        return told;
    }

    /// BGP messages, octet after octet. Where no header is, on to the next marker.
    void octets(byte[] buf) {
        int at = 0;
        while (at < buf.length && !full()) {
            int len = Framer.frame(buf, at, buf.length, Framer.MAX_EXTENDED_OCTETS);
            if (len <= 0) {
                len = lengthOfDamaged(buf, at, len);
            }
            told++;
            Reading reading = options.reading(buf, at, len, Reading.USUAL);
            report.message(Seen.nowhere(told), buf, at, len, reading);
            at += len;
        }
    }

    /// How many octets belong to a message that is cut or has a bad header: as many as it says when
    /// that is possible, else all up to the next marker.
    private static int lengthOfDamaged(byte[] buf, int at, int frame) {
        int left = buf.length - at;
        if (frame == 0) {
            return left;
        }
        if (left >= Framer.HEADER_OCTETS && marker(buf, at)) {
            int said = (buf[at + 16] & 0xff) << 8 | (buf[at + 17] & 0xff);
            if (said >= Framer.HEADER_OCTETS && said <= left) {
                return said;
            }
        }
        for (int next = at + 1; next + Framer.HEADER_OCTETS <= buf.length; next++) {
            if (marker(buf, next) && (next < at + 16 || !marker(buf, next - 1))) {
                return next - at;
            }
        }
        return left;
    }

    private static boolean marker(byte[] buf, int at) {
        for (int i = at; i < at + 16; i++) {
            if (buf[i] != -1) {
                return false;
            }
        }
        return true;
    }

    void capture(InputStream in) throws IOException {
        BgpCapture capture = new BgpCapture(in);
        while (!full()) {
            Optional<CaptureEvent> next = capture.next();
            if (next.isEmpty()) {
                capture.problem().ifPresent(why -> report.event(Seen.nowhere(0), "note", why));
                return;
            }
            CaptureEvent event = next.get();
            Instant time = Seen.time(0, event.nanos());
            String ends = event.from() + " > " + event.to();
            Seen seen = new Seen(event.frame(), Optional.of(time), ends);
            switch (event) {
                case CaptureEvent.Note note -> report.event(seen, "note", note.text());
                case CaptureEvent.Message m -> {
                    told++;
                    byte[] buf = m.octets().toArray();
                    Reading reading = options.reading(buf, 0, buf.length, m.reading());
                    report.message(seen, buf, 0, buf.length, reading);
                }
            }
        }
    }

    void mrt(InputStream in) throws IOException {
        MrtReader reader = new MrtReader(in);
        while (!full()) {
            Optional<MrtRecord> next = reader.next();
            if (next.isEmpty()) {
                return;
            }
            told++;
            MrtRecord r = next.get();
            record(r);
            r.problem().ifPresent(why -> report.event(seen(r, ""), "note", why));
        }
    }

    private static Seen seen(MrtRecord r, String ends) {
        long nanos = Math.max(r.microseconds(), 0) * 1000L;
        return new Seen(r.number(), Optional.of(Seen.time(r.seconds(), nanos)), ends);
    }

    private void record(MrtRecord r) {
        switch (r.body()) {
            case MrtBody.Message m -> {
                byte[] buf = m.message().toArray();
                String peer = peer(m.session().peer(), m.session().peerAs());
                Reading reading = options.reading(buf, 0, buf.length, m.reading());
                Seen seen = seen(r, m.local() ? "to " + peer : peer);
                report.message(seen, buf, 0, buf.length, reading);
            }
            case MrtBody.StateChange s -> {
                String peer = peer(s.session().peer(), s.session().peerAs());
                String from = MrtTypes.stateName(s.oldState());
                String to = MrtTypes.stateName(s.newState());
                report.event(seen(r, peer), "STATE", from + " -> " + to);
            }
            case MrtBody.PeerIndexTable t -> {
                peers = t.peers();
                String collector = Address.ofV4(t.collectorId()).toString();
                String view = t.viewName().isEmpty() ? "" : ", view " + t.viewName();
                String text = Plural.of(peers.size(), "peer") + " of " + collector + view;
                report.event(seen(r, ""), "PEERS", Phrases.printable(text));
            }
            case MrtBody.Rib rib -> rib(r, rib);
            case MrtBody.TableDump d -> {
                Reading reading = Reading.given(false, false);
                String text =
                        nlri(d.family(), d.nlri(), false) + attributes(d.attributes(), reading);
                Seen seen = seen(r, peer(d.peer().address(), d.peer().as()));
                report.event(seen, "ROUTE", text);
                report.attributes(seen, d.attributes(), reading);
            }
            case MrtBody.Unread u -> {
                String name = MrtTypes.name(r.type(), r.subtype());
                report.event(seen(r, ""), "MRT", name + ", " + u.octets().length() + " octets");
            }
        }
    }

    private void rib(MrtRecord r, MrtBody.Rib rib) {
        String nlri = nlri(rib.family(), rib.nlri(), rib.addPath());
        if (rib.entries().isEmpty()) {
            report.event(seen(r, ""), "ROUTE", nlri + ", no paths");
        }
        Reading reading = Reading.given(true, false);
        for (RibEntry e : rib.entries()) {
            Optional<MrtPeer> peer =
                    e.peerIndex() < peers.size()
                            ? Optional.of(peers.get(e.peerIndex()))
                            : Optional.empty();
            String who = peer.map(p -> peer(p.address(), p.as())).orElse("peer " + e.peerIndex());
            String id = e.pathId() < 0 ? "" : " (path " + e.pathId() + ")";
            Seen seen = seen(r, who);
            report.event(seen, "ROUTE", nlri + id + attributes(e.attributes(), reading));
            report.attributes(seen, e.attributes(), reading);
        }
    }

    private static String peer(Address address, long as) {
        return address + " AS" + as;
    }

    private static String nlri(Family family, Bytes nlri, boolean addPath) {
        byte[] octets = nlri.toArray();
        Cursor c = new Cursor(octets, 0, 0, octets.length);
        NlriFields read = NlriFields.read(c, family.afi(), family.safi(), addPath, false);
        return read.items().isEmpty() ? "?" : read.items().get(0).field().value();
    }

    /// AS path and next hop of a route in a RIB.
    private static String attributes(Bytes attributes, Reading reading) {
        StringBuilder text = new StringBuilder();
        for (Field f : Report.dissect(attributes, reading)) {
            switch (f.name()) {
                case "AS_PATH" -> text.append(", AS path ").append(f.value());
                case "NEXT_HOP" -> text.append(", next hop ").append(f.value());
                case "MP_REACH_NLRI" -> {
                    Field hop = f.part("Network Address of Next Hop");
                    text.append(hop == f ? "" : ", next hop " + hop.value());
                }
                default -> {
                    // The rest is for --full.
                }
            }
        }
        return text.toString();
    }
}
