package io.godwit.cli.show;

import io.godwit.cli.Output;
import io.godwit.cli.control.Receiver;

/// An answer as JSON, passed on as it comes, octet by octet: nothing is parsed, so a million rows
/// cost their length.
///
/// `--json`: one object, the members of the head and then the rows in an array named `list`;
/// without `list` the object is the only row. `--jsonl`: a line a row.
final class AnswerJson implements Receiver {
    private static final byte[] COMMA = {','};
    private static final byte[] LINE = {'\n'};

    private final Output out;
    private final String list;
    private final boolean lines;
    private boolean members;
    private boolean open;
    private boolean begun;
    private long rows;

    /// `list` is empty for an answer of one row.
    AnswerJson(Output out, String list, boolean lines) {
        this.out = out;
        this.list = list;
        this.lines = lines;
    }

    @Override
    public void head(byte[] json, int off, int len) {
        if (!lines && !list.isEmpty()) {
            // The head without its closing brace; its members come first.
            out.bytes(json, off, len - 1);
            open = true;
            members = len > 2;
        }
    }

    @Override
    public void row(byte[] json, int off, int len) {
        if (!lines && !list.isEmpty()) {
            begin();
            if (rows > 0) {
                out.bytes(COMMA, 0, 1);
            }
        }
        out.bytes(json, off, len);
        if (lines || list.isEmpty()) {
            out.bytes(LINE, 0, 1);
        }
        rows++;
    }

    /// The answer is complete.
    void finish() {
        if (lines) {
            return;
        }
        if (!list.isEmpty()) {
            begin();
            out.line("]}");
        } else if (rows == 0) {
            out.line("{\"done\":true}");
        }
    }

    /// The answer failed. What was begun is ended, so that it stays one object; `error` is
    /// `"error":{…}`. False when nothing was printed yet.
    boolean fail(String error) {
        if (lines) {
            out.line("{" + error + "}");
            return true;
        }
        if (!open) {
            return false;
        }
        begin();
        out.line("]," + error + "}");
        return true;
    }

    private void begin() {
        if (begun) {
            return;
        }
        out.print(open ? "" : "{").print(members ? ",\"" : "\"").print(list).print("\":[");
        open = true;
        begun = true;
    }
}
