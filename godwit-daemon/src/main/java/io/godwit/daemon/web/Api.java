package io.godwit.daemon.web;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.json.JsonWriter;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.show.ShowCatalog;
import io.godwit.speaker.show.ShowCommand;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/v1/…`: every show command at the paths that it names, with its arguments behind the `?`.
/// What `godwit show … --json` prints is what comes, a list at most `limit` rows from `offset` on.
final class Api implements Page {
    static final String ROOT = "/api/v1/";
    private static final long LIMIT = 1000;
    private static final long MOST = 1L << 53;

    /// A path and the command behind it.
    private record Door(PathPattern pattern, ShowCommand command) {}

    private final Questions questions;
    private final List<Door> doors = new ArrayList<>();

    Api(Questions questions) {
        this.questions = questions;
        for (ShowCommand command : ShowCatalog.all()) {
            for (String path : command.paths()) {
                doors.add(new Door(new PathPattern(ROOT + path), command));
            }
        }
    }

    /// Everything that can be asked for.
    List<String> paths() {
        return doors.stream().map(door -> door.pattern().text()).toList();
    }

    @Override
    public void answer(WebExchange exchange) throws IOException, InterruptedException, WebFailure {
        for (Door door : doors) {
            Optional<Map<String, String>> inPath = door.pattern.match(exchange.path());
            if (inPath.isPresent()) {
                Map<String, Object> arguments = exchange.arguments();
                arguments.putAll(inPath.get());
                answer(exchange, door.command, arguments);
                return;
            }
        }
        throw WebFailure.of(
                404, "nothing is at " + exchange.path(), "possible: " + String.join(", ", paths()));
    }

    private void answer(WebExchange exchange, ShowCommand command, Map<String, Object> arguments)
            throws IOException, InterruptedException, WebFailure {
        Rows rows = new Rows(exchange, command.list());
        if (!command.list().isEmpty()) {
            rows.limit = number(arguments, "limit", 1, LIMIT);
            rows.offset = number(arguments, "offset", 0, 0);
        }
        try (AnswerQueue queue = questions.ask(command.name(), arguments)) {
            while (!rows.done) {
                for (AnswerQueue.Item item : exchange.next(queue)) {
                    rows.take(item);
                }
                exchange.passOn();
            }
        }
        exchange.end();
    }

    private static long number(Map<String, Object> arguments, String name, long least, long usual)
            throws WebFailure {
        Object text = arguments.remove(name);
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text.toString());
            if (number >= least && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw WebFailure.of(
                400,
                "`" + name + "`: found `" + text + "`, expected a number of at least " + least,
                "for example " + name + "=" + Math.max(least, usual));
    }

    /// The rows of one answer, as one object.
    private static final class Rows {
        private final WebExchange exchange;
        private final String list;
        private final JsonWriter json = JsonWriter.lines();
        private long limit = Long.MAX_VALUE;
        private long offset;
        private long seen;
        private boolean begun;
        private boolean done;

        Rows(WebExchange exchange, String list) {
            this.exchange = exchange;
            this.list = list;
        }

        void take(AnswerQueue.Item item) throws IOException, WebFailure {
            if (done) {
                return;
            }
            switch (item) {
                case AnswerQueue.Head(Record record) -> head(record);
                case AnswerQueue.Row(Record record) -> row(record);
                case AnswerQueue.End(Outcome outcome) -> end(outcome);
            }
        }

        /// Its members come before the list.
        private void head(Record record) {
            if (!list.isEmpty()) {
                String members = JsonWriter.write(record);
                exchange.text().append(members, 0, members.length() - 1).append(",\"");
                exchange.text().append(list).append("\":[");
                begun = true;
            }
        }

        private void begin() {
            if (!begun && !list.isEmpty()) {
                exchange.text().append("{\"").append(list).append("\":[");
                begun = true;
            }
        }

        private void row(Record record) throws IOException {
            begin();
            seen++;
            if (seen <= offset) {
                return;
            }
            if (seen - offset > limit) {
                exchange.text().append("],\"truncated\":true,\"next_offset\":");
                exchange.text().append(offset + limit).append("}\n");
                done = true;
                return;
            }
            if (seen - offset > 1) {
                exchange.text().append(',');
            }
            json.line(record, exchange.text());
            if (!list.isEmpty()) {
                exchange.text().setLength(exchange.text().length() - 1);
            }
        }

        private void end(Outcome outcome) throws WebFailure {
            done = true;
            if (outcome.status() == 0) {
                begin();
                exchange.text().append(list.isEmpty() ? "" : "],\"truncated\":false}\n");
                return;
            }
            WebFailure failure = WebFailure.of(outcome);
            if (!exchange.begun()) {
                throw failure;
            }
            String error = JsonWriter.write(failure.body());
            exchange.text().append("],").append(error, 1, error.length()).append('\n');
        }
    }
}
