package io.godwit.feeds.mrt;

import io.godwit.feeds.octets.Octets;
import io.godwit.wire.Bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads an MRT file record by record (RFC 6396, RFC 8050), from a stream that the caller opened
/// and uncompressed. Holds one record at a time. Damage is data: a record that is cut off or
/// contradicts itself comes out with a problem, as far as it could be read.
public final class MrtReader {
    private static final int HEADER_OCTETS = 12;

    /// The longest body we believe. A PEER_INDEX_TABLE of 65535 peers has 1.8 million octets, a RIB
    /// record of as many paths with long attributes some ten million.
    private static final int MAX_BODY_OCTETS = 64 << 20;

    private final InputStream in;
    private final byte[] header = new byte[HEADER_OCTETS];
    private long number;
    private long offset;
    private boolean ended;

    /// Reads from here; the caller closes it.
    public MrtReader(InputStream in) {
        this.in = in;
    }

    /// The next record, empty at the end of the file.
    ///
    /// @throws IOException when the stream does
    public Optional<MrtRecord> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        int got = in.readNBytes(header, 0, HEADER_OCTETS);
        if (got == 0) {
            ended = true;
            return Optional.empty();
        }
        number++;
        long start = offset;
        offset += got;
        Octets h = new Octets(header, 0, got);
        long seconds = h.u32();
        int type = h.u16();
        int subtype = h.u16();
        long octets = h.u32();
        if (got < HEADER_OCTETS) {
            ended = true;
            String why = "the file ends inside the header of the record";
            return Optional.of(broken(start, seconds, type, subtype, octets, why));
        }
        if (octets > MAX_BODY_OCTETS) {
            // Nothing after this can be found: the length is what leads to the next record.
            ended = true;
            String why = "length " + octets + " is not believable; not MRT from here on";
            return Optional.of(broken(start, seconds, type, subtype, octets, why));
        }
        return Optional.of(body(start, seconds, type, subtype, (int) octets));
    }

    private MrtRecord broken(
            long start, long seconds, int type, int subtype, long octets, String why) {
        MrtBody none = new MrtBody.Unread(Bytes.EMPTY);
        return new MrtRecord(
                number, start, seconds, -1, type, subtype, octets, none, Optional.of(why));
    }

    private MrtRecord body(long start, long seconds, int type, int subtype, int octets)
            throws IOException {
        byte[] buf = in.readNBytes(octets);
        offset += buf.length;
        String problem = "";
        if (buf.length < octets) {
            ended = true;
            problem =
                    "the file ends inside the record: " + buf.length + " of " + octets + " octets";
        }
        Octets o = new Octets(buf, 0, buf.length);
        int microseconds = MrtTypes.extendedTimestamp(type) ? o.i32() : -1;
        MrtBodies.Parsed parsed = MrtBodies.parse(type, subtype, o);
        if (problem.isEmpty()) {
            problem = parsed.problem();
        }
        return new MrtRecord(
                number,
                start,
                seconds,
                microseconds,
                type,
                subtype,
                octets,
                parsed.body(),
                problem.isEmpty() ? Optional.empty() : Optional.of(problem));
    }
}
