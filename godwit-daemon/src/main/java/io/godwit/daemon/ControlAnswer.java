package io.godwit.daemon;

import io.godwit.json.JsonWriter;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/// The answer to one request, on its way from the lane to a client. Records come in on the lane's
/// thread and never wait; JSON is made and written on the client's. A client that reads slowly lets
/// the queue fill, which the lane sees as no [#room].
final class ControlAnswer implements Answer {
    private static final int ROWS_WAITING_MOST = 1024;
    private static final int CHARS_AT_ONCE = 64 * 1024;

    private enum Kind {
        HEAD("{\"head\":"),
        ROW("{\"row\":"),
        END("{\"end\":");

        private final String opening;

        Kind(String opening) {
            this.opening = opening;
        }
    }

    private record Item(Kind kind, Record record) {}

    private final SocketChannel channel;
    private final Runnable wakeLane;
    private final LinkedBlockingQueue<Item> waiting = new LinkedBlockingQueue<>();
    private volatile boolean starving;
    private volatile boolean cancelled;
    private volatile long writingSinceNanos;

    ControlAnswer(SocketChannel channel, Runnable wakeLane) {
        this.channel = channel;
        this.wakeLane = wakeLane;
    }

    @Override
    public void head(Record record) {
        waiting.add(new Item(Kind.HEAD, record));
    }

    @Override
    public void row(Record record) {
        waiting.add(new Item(Kind.ROW, record));
    }

    @Override
    public void end(Outcome outcome) {
        waiting.add(new Item(Kind.END, outcome));
    }

    @Override
    public int room() {
        int room = Math.max(0, ROWS_WAITING_MOST - waiting.size());
        starving = room == 0;
        // The queue may have been emptied between the two lines: look again, or nobody wakes us.
        return room > 0 ? room : Math.max(0, ROWS_WAITING_MOST - waiting.size());
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /// How long the client has read nothing of what it is sent; 0 when nothing is being sent.
    long stuckNanos() {
        long since = writingSinceNanos;
        return since == 0 ? 0 : System.nanoTime() - since;
    }

    /// Writes everything up to the end; on the client's thread.
    void write() throws IOException {
        JsonWriter json = JsonWriter.lines();
        StringBuilder text = new StringBuilder();
        List<Item> batch = new ArrayList<>();
        boolean ended = false;
        boolean cut = false;
        try {
            while (!ended) {
                batch.add(waiting.take());
                waiting.drainTo(batch);
                for (Item item : batch) {
                    cut = append(item, json, text);
                    ended = cut || item.kind == Kind.END;
                    if (ended) {
                        break;
                    }
                    if (text.length() >= CHARS_AT_ONCE) {
                        flush(text);
                    }
                }
                batch.clear();
                flush(text);
                if (starving && waiting.size() < ROWS_WAITING_MOST / 2) {
                    starving = false;
                    wakeLane.run();
                }
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } finally {
            if (!ended || cut) {
                cancelled = true;
                wakeLane.run();
            }
        }
    }

    /// Returns whether it had to be the end, as this one cannot be written.
    private static boolean append(Item item, JsonWriter json, StringBuilder text)
            throws IOException {
        int from = text.length();
        try {
            line(item, json, text);
            return false;
        } catch (RuntimeException mistake) {
            text.setLength(from);
            Outcome outcome =
                    Outcome.failed(
                            Fault.UNWRITABLE,
                            item.record.getClass().getSimpleName() + ": " + mistake,
                            "this is a mistake of godwit: please report it");
            line(new Item(Kind.END, outcome), JsonWriter.lines(), text);
            return true;
        }
    }

    private static void line(Item item, JsonWriter json, StringBuilder text) throws IOException {
        text.append(item.kind.opening);
        json.line(item.record, text);
        text.setLength(text.length() - 1);
        text.append("}\n");
    }

    private void flush(StringBuilder text) throws IOException {
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
