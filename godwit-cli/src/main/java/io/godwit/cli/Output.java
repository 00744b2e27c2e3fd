package io.godwit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Text to a stream, in UTF-8, buffered. Unlike `PrintStream` it does not swallow errors: a reader
/// that went away (`godwit show routes | head`) ends the command through [Closed] instead of a
/// million writes into nothing.
public final class Output {
    /// The reader closed its end.
    public static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closed(IOException cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }

    private final OutputStream stream;
    private final byte[] buffer = new byte[1 << 14];
    private int length;

    /// Writes to `stream`; nothing arrives there before [#flush()] or a full buffer.
    public Output(OutputStream stream) {
        this.stream = stream;
    }

    /// Appends text.
    public Output print(String text) {
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return this;
            }
            if (length == buffer.length) {
                drain();
            }
            buffer[length++] = (byte) c;
        }
        return this;
    }

    /// Appends text and a line feed.
    public Output line(String text) {
        return print(text).print("\n");
    }

    /// Appends octets that are UTF-8 already.
    public Output bytes(byte[] octets, int off, int len) {
        if (len > buffer.length - length) {
            drain();
        }
        if (len > buffer.length) {
            write(octets, off, len);
        } else {
            System.arraycopy(octets, off, buffer, length, len);
            length += len;
        }
        return this;
    }

    /// Hands everything to the system.
    public void flush() {
        drain();
        try {
            stream.flush();
        } catch (IOException e) {
            throw new Closed(e);
        }
    }

    private void bytes(byte[] octets) {
        bytes(octets, 0, octets.length);
    }

    private void drain() {
        int len = length;
        length = 0;
        write(buffer, 0, len);
    }

    private void write(byte[] octets, int off, int len) {
        try {
            stream.write(octets, off, len);
        } catch (IOException e) {
            throw new Closed(e);
        }
    }
}
