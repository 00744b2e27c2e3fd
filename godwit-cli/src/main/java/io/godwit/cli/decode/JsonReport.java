package io.godwit.cli.decode;

import io.godwit.cli.Console;
import io.godwit.feeds.Reading;
import io.godwit.json.JsonWriter;
import io.godwit.wire.Bytes;
import io.godwit.wire.Problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON: one object with all messages (`--json`), or one object a line (`--jsonl`).
final class JsonReport implements Report {
    private final Console console;
    private final DecodeOptions options;
    private boolean full;
    private String input = "";
    private final boolean lines;
    private boolean first = true;

    JsonReport(Console console, DecodeOptions options, boolean lines) {
        this.console = console;
        this.options = options;
        this.lines = lines;
    }

    @Override
    public void begin(String name, boolean full) {
        this.full = full;
        input = name;
    }

    @Override
    public void message(Seen seen, byte[] buf, int off, int len, Reading reading) {
        Map<String, Object> out = head(seen);
        if (full) {
            out.putAll(
                    DissectionJson.message(
                            new Dissector(reading, options.ebgp()).message(buf, off, len)));
            write(out);
            return;
        }
        Judgement judgement = Judgement.of(buf, off, len, reading, options.ebgp());
        out.put("type", len > 18 ? CodePoints.messageType(buf[off + 18] & 0xff) : "");
        out.put("length", len);
        out.put("summary", Summaries.of(buf, off, len, judgement, reading));
        out.put("action", FieldFault.action(judgement.verdict()).replace(' ', '-'));
        if (!judgement.problems().isEmpty()) {
            List<String> problems = new ArrayList<>();
            for (Problem p : judgement.problems()) {
                problems.add(p.toString());
            }
            out.put("problems", problems);
        }
        write(out);
    }

    @Override
    public void event(Seen seen, String kind, String text) {
        Map<String, Object> out = head(seen);
        out.put("type", kind);
        out.put("summary", text);
        write(out);
    }

    @Override
    public void attributes(Seen seen, Bytes attributes, Reading reading) {
        if (full) {
            Map<String, Object> out = head(seen);
            out.put("type", "path attributes");
            out.put("hex", attributes.hex());
            out.put("fields", DissectionJson.fields(Report.dissect(attributes, reading)));
            write(out);
        }
    }

    @Override
    public void end() {
        if (!lines && !first) {
            console.out().print("]}\n");
        }
        console.out().flush();
    }

    private Map<String, Object> head(Seen seen) {
        Map<String, Object> out = new LinkedHashMap<>();
        if (!input.isEmpty()) {
            out.put("file", input);
        }
        out.put("number", seen.number());
        seen.time().ifPresent(t -> out.put("time", t));
        if (!seen.ends().isEmpty()) {
            out.put("ends", seen.ends());
        }
        return out;
    }

    private void write(Map<String, Object> object) {
        if (!lines) {
            console.out().print(first ? "{\"messages\":[" : ",");
        }
        first = false;
        console.out().print(JsonWriter.write(object)).print(lines ? "\n" : "");
    }
}
