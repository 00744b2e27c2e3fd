package io.godwit.cli.decode;

import io.godwit.feeds.Bzip2InputStream;
import io.godwit.feeds.pcap.BgpCapture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// An input stream, uncompressed, and what it holds; both told by its first octets, not by a name.
public final class FeedInput implements AutoCloseable {
    /// What an input can hold.
    public enum Kind {
        /// Nothing.
        EMPTY,
        /// MRT records (RFC 6396).
        MRT,
        /// A packet capture, pcap or pcapng.
        CAPTURE,
        /// BGP messages, octet after octet.
        BGP,
        /// Text, presumably hexadecimal.
        TEXT
    }

    private static final int LOOK_OCTETS = 64;
    private static final int MAX_LAYERS = 4;

    private final InputStream in;
    private final Kind kind;

    private FeedInput(InputStream in, Kind kind) {
        this.in = in;
        this.kind = kind;
    }

    /// Opens a file.
    public static FeedInput open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return of(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /// Takes a stream, compressed with gzip or bzip2 or not at all.
    public static FeedInput of(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            byte[] first = look(in);
            if (begins(first, 0x1f, 0x8b)) {
                in = new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
            } else if (begins(first, 'B', 'Z', 'h') && first.length > 3 && first[3] >= '1') {
                in = new BufferedInputStream(new Bzip2InputStream(in), 1 << 16);
            } else {
                return new FeedInput(in, kind(first));
            }
        }
        throw new IOException("compressed more than " + MAX_LAYERS + " times");
    }

    private static byte[] look(InputStream in) throws IOException {
        in.mark(LOOK_OCTETS);
        byte[] first = in.readNBytes(LOOK_OCTETS);
        in.reset();
        return first;
    }

    private static boolean begins(byte[] first, int... octets) {
        if (first.length < octets.length) {
            return false;
        }
        for (int i = 0; i < octets.length; i++) {
            if ((first[i] & 0xff) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    private static Kind kind(byte[] first) {
        if (first.length == 0) {
            return Kind.EMPTY;
        }
        if (BgpCapture.recognises(first, first.length)) {
            return Kind.CAPTURE;
        }
        if (begins(first, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)) {
            return Kind.BGP;
        }
        return looksLikeMrt(first) ? Kind.MRT : Kind.TEXT;
    }

    /// No magic number, but the types are few, and in text these octets would be letters.
    private static boolean looksLikeMrt(byte[] first) {
        if (first.length < 12) {
            return false;
        }
        int type = (first[4] & 0xff) << 8 | (first[5] & 0xff);
        boolean known =
                switch (type) {
                    case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 32, 33, 48, 49 ->
                            true;
                    default -> false;
                };
        return known && first[6] == 0 && first[8] == 0;
    }

    /// What it holds.
    public Kind kind() {
        return kind;
    }

    /// The uncompressed octets, from the first.
    public InputStream stream() {
        return in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
