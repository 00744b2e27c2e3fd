package io.godwit.daemon;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Command;
import io.godwit.speaker.Outcome;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One client of the control socket: reads requests, has them run, writes answers, until it goes.
final class ControlConnection {
    private static final int REQUEST_OCTETS_MOST = 64 * 1024;
    private static final long REQUEST_MILLIS = 10_000;
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(8, REQUEST_OCTETS_MOST);

    private final SocketChannel channel;
    private final BiConsumer<Command, Answer> commands;
    private final Runnable wakeLane;
    private final ByteBuffer request = ByteBuffer.allocate(REQUEST_OCTETS_MOST);
    private volatile boolean answering;
    private volatile ControlAnswer current;

    ControlConnection(
            SocketChannel channel, BiConsumer<Command, Answer> commands, Runnable wakeLane) {
        this.channel = channel;
        this.commands = commands;
        this.wakeLane = wakeLane;
    }

    /// Tells a client that there are too many, and closes.
    static void refuse(SocketChannel channel) {
        ControlConnection client =
                new ControlConnection(channel, (command, answer) -> {}, () -> {});
        try {
            client.end(failure("GW-3009", "too many clients at once", "try again"));
        } catch (IOException gone) {
            // Nobody to tell.
        }
        client.close();
    }

    /// Serves until the client goes.
    void serve() {
        try (channel) {
            Optional<String> line = readLine();
            while (line.isPresent()) {
                answering = true;
                answer(line.get());
                answering = false;
                line = readLine();
            }
        } catch (IOException gone) {
            // A client that goes is no event.
        } finally {
            answering = false;
        }
    }

    boolean answering() {
        return answering;
    }

    /// How long the client has read nothing of what it asked for.
    long stuckNanos() {
        ControlAnswer answer = current;
        return answer == null ? 0 : answer.stuckNanos();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The descriptor is given back all the same.
        }
    }

    private void answer(String line) throws IOException {
        if (!(JsonReader.read(line, LIMITS) instanceof JsonReading.Ok(Json.Obj object))) {
            end(
                    failure(
                            "GW-3020",
                            "the request is no JSON object",
                            "one line: {\"command\":\"show neighbors\",\"args\":{}}"));
            return;
        }
        Optional<String> name = object.string("command");
        Optional<Map<String, Object>> values = arguments(object);
        if (name.isEmpty() || values.isEmpty()) {
            end(
                    failure(
                            "GW-3020",
                            "the request has no \"command\", or \"args\" that are no plain values",
                            "one line: {\"command\":\"show neighbors\",\"args\":{}}"));
            return;
        }
        AnswerQueue queue = new AnswerQueue(wakeLane);
        ControlAnswer answer = new ControlAnswer(channel, queue);
        current = answer;
        commands.accept(new Command(name.get(), new Arguments(values.get())), queue);
        answer.write();
    }

    private static Optional<Map<String, Object>> arguments(Json.Obj request) {
        Map<String, Object> values = new LinkedHashMap<>();
        Optional<Json> arguments = request.get("args");
        if (arguments.isEmpty()) {
            return Optional.of(values);
        }
        if (!(arguments.get() instanceof Json.Obj object)) {
            return Optional.empty();
        }
        for (Json.Member member : object.members()) {
            switch (member.value()) {
                case Json.Str text -> values.put(member.name(), text.value());
                case Json.Bool bool -> values.put(member.name(), bool.value());
                case Json.Num number when number.integer().isPresent() ->
                        values.put(member.name(), number.integer().getAsLong());
                case Json.Null _ -> {}
                case Json.Num _, Json.Obj _, Json.Arr _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(values);
    }

    private static Outcome failure(String code, String message, String help) {
        return new Outcome(2, Optional.of(code), Optional.of(message), Optional.of(help));
    }

    private void end(Outcome outcome) throws IOException {
        AnswerQueue queue = new AnswerQueue(wakeLane);
        queue.end(outcome);
        new ControlAnswer(channel, queue).write();
    }

    /// The next line without its line feed; empty when the client is done, or said nothing whole in
    /// time.
    private Optional<String> readLine() throws IOException {
        Thread patience = patience();
        try {
            int scanned = 0;
            while (true) {
                for (; scanned < request.position(); scanned++) {
                    if (request.get(scanned) == '\n') {
                        return Optional.of(take(scanned));
                    }
                }
                if (!request.hasRemaining()) {
                    end(failure("GW-3021", "the request is longer than 64 KiB", ""));
                    return Optional.empty();
                }
                if (channel.read(request) < 0) {
                    return Optional.empty();
                }
            }
        } finally {
            patience.interrupt();
        }
    }

    private String take(int length) {
        String line = new String(request.array(), 0, length, StandardCharsets.UTF_8);
        int end = request.position();
        request.position(length + 1).limit(end);
        request.compact();
        return line;
    }

    /// Closes the connection of a client that says nothing.
    private Thread patience() {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        Thread.sleep(REQUEST_MILLIS);
                        close();
                    } catch (InterruptedException served) {
                        // The request is there.
                    }
                });
    }
}
