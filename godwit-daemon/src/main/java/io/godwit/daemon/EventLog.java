package io.godwit.daemon;

import io.godwit.json.JsonWriter;
import io.godwit.speaker.Events;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.SpeakerEvent.Level;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The log: one line an event, `key=value` or JSON.
///
/// ```
/// 2026-11-22T09:30:00.123Z info established neighbor=10.77.0.2 name=r2 as=65002 hold_time_seconds=90
/// {"at":"2026-11-22T09:30:00.123Z","level":"info","event":"established","neighbor":"10.77.0.2",…}
/// ```
///
/// Events are taken from any thread and written by one of its own, so that a pipe nobody reads
/// cannot stop the lane; when it falls behind by thousands of events, what is lost is counted and
/// said.
public final class EventLog implements Events, AutoCloseable {
    /// How a line looks.
    public enum Format {
        /// `time level event key=value …`
        TEXT,
        /// One JSON object.
        JSON
    }

    private static final int WAITING_MOST = 8192;
    private static final long CLOSE_MILLIS = 500;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private record Line(Instant at, Level level, Record event) {}

    private final OutputStream out;
    private final Format format;
    private final Level least;
    private final ArrayBlockingQueue<Line> waiting = new ArrayBlockingQueue<>(WAITING_MOST);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    private EventLog(OutputStream out, Format format, Level least) {
        this.out = out;
        this.format = format;
        this.least = least;
        this.writer = Thread.ofPlatform().name("godwit-log").daemon().unstarted(this::write);
    }

    /// A log that writes to a stream; the stream is flushed after each batch and never closed.
    ///
    /// @param out where lines go
    /// @param format how they look
    /// @param least the least important level that is written
    /// @return the log, working
    public static EventLog to(OutputStream out, Format format, Level least) {
        EventLog log = new EventLog(out, format, least);
        log.writer.start();
        return log;
    }

    /// A log that drops everything.
    ///
    /// @return the log
    public static EventLog silent() {
        return to(OutputStream.nullOutputStream(), Format.TEXT, Level.ERROR);
    }

    @Override
    public void event(SpeakerEvent event) {
        add(event.level(), (Record) event);
    }

    /// Takes an event of the daemon.
    ///
    /// @param event what happened
    public void event(DaemonEvent event) {
        add(event.level(), (Record) event);
    }

    private void add(Level level, Record event) {
        if (level.compareTo(least) >= 0 && !waiting.offer(new Line(Instant.now(), level, event))) {
            lost.incrementAndGet();
        }
    }

    /// Writes what waits and ends.
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<Line> batch = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            Line first = next();
            if (first == null) {
                if (closing) {
                    return;
                }
                continue;
            }
            batch.add(first);
            waiting.drainTo(batch);
            for (Line line : batch) {
                append(line, text);
            }
            batch.clear();
            long gone = lost.getAndSet(0);
            if (gone > 0) {
                DaemonEvent.LogOverflow overflow = new DaemonEvent.LogOverflow(gone);
                append(new Line(Instant.now(), overflow.level(), overflow), text);
            }
            try {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException nobodyReads) {
                // A daemon without a log still routes.
            }
            text.setLength(0);
        }
    }

    private Line next() {
        try {
            return closing ? waiting.poll() : waiting.poll(1, TimeUnit.MINUTES);
        } catch (InterruptedException closed) {
            return waiting.poll();
        }
    }

    private void append(Line line, StringBuilder text) {
        String at = TIME.format(line.at);
        String level = line.level.name().toLowerCase(Locale.ROOT);
        String name = EventText.name(line.event);
        switch (format) {
            case TEXT -> {
                text.append(at).append(' ').append(level).append(' ').append(name);
                EventText.append(line.event, text);
            }
            case JSON -> {
                String fields = JsonWriter.write(line.event);
                text.append("{\"at\":\"").append(at);
                text.append("\",\"level\":\"").append(level);
                text.append("\",\"event\":\"").append(name).append('"');
                if (fields.length() > 2) {
                    text.append(',').append(fields, 1, fields.length());
                } else {
                    text.append('}');
                }
            }
        }
        text.append('\n');
    }
}
