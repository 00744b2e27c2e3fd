package io.godwit.daemon;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.json.JsonWriter;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// Writes the answer to one request to a client of the control socket, as JSON lines.
final class ControlAnswer {
    private static final int CHARS_AT_ONCE = 64 * 1024;

    private final SocketChannel channel;
    private final AnswerQueue queue;
    private final StringBuilder text = new StringBuilder();
    private JsonWriter json = JsonWriter.lines();
    private volatile long writingSinceNanos;

    ControlAnswer(SocketChannel channel, AnswerQueue queue) {
        this.channel = channel;
        this.queue = queue;
    }

    /// How long the client has read nothing of what it is sent; 0 when nothing is being sent.
    long stuckNanos() {
        long since = writingSinceNanos;
        return since == 0 ? 0 : System.nanoTime() - since;
    }

    /// Writes everything up to the end; on the client's thread.
    void write() throws IOException {
        try (queue) {
            boolean more = true;
            while (more) {
                for (AnswerQueue.Item item : queue.take()) {
                    more = more && append(item);
                    if (text.length() >= CHARS_AT_ONCE) {
                        flush();
                    }
                }
                flush();
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /// Returns whether more may come. What cannot be written has to be the end.
    private boolean append(AnswerQueue.Item item) throws IOException {
        int from = text.length();
        try {
            line(kind(item), item.record());
            return !(item instanceof AnswerQueue.End);
        } catch (RuntimeException mistake) {
            text.setLength(from);
            json = JsonWriter.lines();
            line(
                    "end",
                    Outcome.failed(
                            Fault.UNWRITABLE,
                            item.record().getClass().getSimpleName() + ": " + mistake,
                            "this is a mistake of godwit: please report it"));
            return false;
        }
    }

    private static String kind(AnswerQueue.Item item) {
        return switch (item) {
            case AnswerQueue.Head _ -> "head";
            case AnswerQueue.Row _ -> "row";
            case AnswerQueue.End _ -> "end";
        };
    }

    private void line(String kind, Record record) throws IOException {
        text.append("{\"").append(kind).append("\":");
        json.line(record, text);
        text.setLength(text.length() - 1);
        text.append("}\n");
    }

    private void flush() throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        while (octets.hasRemaining()) {
            // Never 0, which says that nothing is being written.
            writingSinceNanos = System.nanoTime() | 1;
            channel.write(octets);
        }
        writingSinceNanos = 0;
    }
}
