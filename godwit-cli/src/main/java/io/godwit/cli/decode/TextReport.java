package io.godwit.cli.decode;

import io.godwit.cli.Console;
import io.godwit.cli.table.Paint;
import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;
import io.godwit.wire.Problem;
import io.godwit.wire.Verdict;

import java.util.ArrayList;
import java.util.List;

/// Text: a line a message, or every octet of it.
final class TextReport implements Report {
    private final Console console;
    private final DecodeOptions options;
    private boolean full;
    private final DissectionText view;
    private boolean first = true;

    TextReport(Console console, DecodeOptions options) {
        this.console = console;
        this.options = options;
        view = new DissectionText(console.out(), console.color());
    }

    @Override
    public void begin(String name, boolean full) {
        this.full = full;
        if (!name.isEmpty()) {
            console.out().line((first ? "" : "\n") + paint(Paint.BOLD, name));
            first = !full;
        }
    }

    @Override
    public void message(Seen seen, byte[] buf, int off, int len, Reading reading) {
        if (full) {
            part();
            if (!seen.ends().isEmpty()) {
                console.out().line(line(seen, "", ""));
            }
            view.message(new Dissector(reading, options.ebgp()).message(buf, off, len));
            return;
        }
        Judgement judgement = Judgement.of(buf, off, len, reading, options.ebgp());
        String type = len > 18 ? CodePoints.messageType(buf[off + 18] & 0xff) : "";
        String summary = Summaries.of(buf, off, len, judgement, reading);
        console.out().line(line(seen, type, summary) + trouble(judgement));
    }

    private String trouble(Judgement judgement) {
        Verdict verdict = judgement.verdict();
        if (judgement.problems().isEmpty()) {
            return "";
        }
        List<String> words = new ArrayList<>();
        for (Problem p : judgement.problems()) {
            words.add(p.toString());
        }
        String action = verdict == Verdict.OK ? "" : FieldFault.action(verdict) + ": ";
        String text = "  !! " + action + String.join("; ", words);
        return paint(verdict == Verdict.RESET ? Paint.RED : Paint.YELLOW, text);
    }

    @Override
    public void event(Seen seen, String kind, String text) {
        if (full) {
            part();
        }
        console.out().line(line(seen, kind, text));
    }

    @Override
    public void attributes(Seen seen, Bytes attributes, Reading reading) {
        if (full) {
            for (Field field : Report.dissect(attributes, reading)) {
                view.field(field, attributes, 0);
            }
        }
    }

    @Override
    public void end() {
        console.out().flush();
    }

    private void part() {
        if (!first) {
            console.out().line("");
        }
        first = false;
    }

    private static String line(Seen seen, String kind, String text) {
        StringBuilder line = new StringBuilder(String.format("%6d  ", seen.number()));
        if (seen.time().isPresent()) {
            line.append(seen.clock()).append("  ");
        }
        if (!seen.ends().isEmpty()) {
            line.append(String.format("%-26s  ", seen.ends()));
        }
        if (!kind.isEmpty()) {
            line.append(String.format("%-13s  ", kind));
        }
        return line.append(text).toString().stripTrailing();
    }

    private String paint(Paint paint, String text) {
        return console.color() ? paint.on(text) : text;
    }
}
