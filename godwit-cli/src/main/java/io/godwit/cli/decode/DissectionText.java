package io.godwit.cli.decode;

import io.godwit.cli.Output;
import io.godwit.cli.table.Paint;
import io.godwit.config.report.DisplayWidth;
import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

/// A message for somebody who learns: offset, octets, and what they say, nested as in the RFC; the
/// clause at the right; what is wrong below the field that it is about; the verdict at the end.
final class DissectionText {
    private static final int OCTETS_A_LINE = 8;
    private static final int HEX_COLUMNS = OCTETS_A_LINE * 3 - 1;
    private static final int MAX_OCTETS = 64;
    private static final int RFC_COLUMN = 98;

    private final Output out;
    private final boolean color;

    DissectionText(Output out, boolean color) {
        this.out = out;
        this.color = color;
    }

    void message(Dissection d) {
        out.line(paint(Paint.BOLD, title(d)));
        if (d.type() == 2) {
            out.line("read with " + reading(d.reading()));
        }
        out.line(paint(Paint.DIM, "offset  octets                   field"));
        for (Field part : d.message().parts()) {
            field(part, d.octets(), 0);
        }
        faults(d.message(), 0);
        verdict(d);
    }

    private static String title(Dissection d) {
        int octets = d.octets().length();
        boolean cut = d.missing() > 0 && d.verdict() != Verdict.RESET;
        String of = cut ? " of " + (octets + d.missing()) : "";
        return d.typeName()
                + ", "
                + octets
                + of
                + (octets == 1 && of.isEmpty() ? " octet: " : " octets: ")
                + d.summary();
    }

    static String reading(Reading r) {
        String how =
                switch (r.source()) {
                    case GIVEN -> "as told";
                    case LEARNED -> "both OPENs were seen";
                    case INFERRED -> "inferred: this reading is well-formed";
                    case ASSUMED -> "assumed";
                };
        String ids =
                r.addPathAll()
                        ? "Path Identifiers"
                        : r.addPath().isEmpty()
                                ? "no Path Identifiers"
                                : "Path Identifiers for " + families(r);
        return (r.asn4() ? "4" : "2") + "-octet AS numbers, " + ids + " (" + how + ")";
    }

    private static String families(Reading r) {
        return String.join(", ", r.addPath().stream().map(Object::toString).toList());
    }

    void field(Field field, Bytes octets, int depth) {
        boolean leaf = field.parts().isEmpty();
        int shown = leaf ? Math.min(field.octets(), MAX_OCTETS) : 0;
        StringBuilder line = new StringBuilder();
        line.append(String.format("%6d  ", field.offset()));
        String hex = hex(octets, field.offset(), Math.min(shown, OCTETS_A_LINE));
        line.append(hex).repeat(" ", HEX_COLUMNS - hex.length() + 2);
        int columns =
                DisplayWidth.of(line.toString()) + 2 * depth + DisplayWidth.of(words(field, false));
        line.repeat("  ", depth).append(words(field, color));
        String rfc = field.rfc();
        if (!rfc.isEmpty()) {
            int pad = RFC_COLUMN - columns - DisplayWidth.of(rfc);
            line.repeat(" ", Math.max(2, pad)).append(paint(Paint.DIM, rfc));
        }
        out.line(line.toString());
        for (int at = OCTETS_A_LINE; at < shown; at += OCTETS_A_LINE) {
            int n = Math.min(OCTETS_A_LINE, shown - at);
            out.line("        " + hex(octets, field.offset() + at, n));
        }
        if (leaf && field.octets() > shown) {
            out.line("        … " + (field.octets() - shown) + " more octets");
        }
        faults(field, depth);
        for (Field part : field.parts()) {
            field(part, octets, depth + 1);
        }
    }

    /// `Hold Time: 180 seconds – what that means`, `Type: 2 = UPDATE`.
    private static String words(Field field, boolean color) {
        boolean head = color && !field.parts().isEmpty();
        StringBuilder words = new StringBuilder();
        words.append(head ? Paint.BOLD.on(field.name()) : field.name());
        append(words, ": ", field.value());
        append(words, " ", field.value().equals("1") ? one(field.unit()) : field.unit());
        append(words, " = ", field.called());
        append(words, " – ", field.meaning());
        return words.toString();
    }

    private static String one(String unit) {
        return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }

    private static void append(StringBuilder words, String before, String text) {
        if (!text.isEmpty()) {
            words.append(before).append(text);
        }
    }

    private static String hex(Bytes octets, int off, int len) {
        StringBuilder hex = new StringBuilder();
        for (int i = off; i < off + len; i++) {
            hex.append(i == off ? "" : " ").append(String.format("%02x", octets.at(i)));
        }
        return hex.toString();
    }

    private void faults(Field field, int depth) {
        for (FieldFault f : field.faults()) {
            String margin = " ".repeat(HEX_COLUMNS + 10 + 2 * depth);
            out.line(margin + paint(Paint.RED, "!! " + words(f)));
        }
    }

    private static String words(FieldFault f) {
        String action = f.verdict() == Verdict.OK ? "" : ": " + FieldFault.action(f.verdict());
        return f.what() + (f.rfc().isEmpty() ? "" : " (" + f.rfc() + ")") + action;
    }

    private void verdict(Dissection d) {
        if (d.missing() > 0 && d.verdict() != Verdict.RESET) {
            out.line(paint(Paint.YELLOW, "Verdict: none, the message is not complete"));
            return;
        }
        switch (d.verdict()) {
            case OK -> {
                boolean last = d.type() == MessageType.NOTIFICATION.code();
                String end = last ? "; the receiver closes without an answer (RFC 4271 §6.4)" : "";
                out.line(paint(Paint.GREEN, "Verdict: well-formed" + end));
            }
            case DISCARD -> {
                String what = "Verdict: attribute discard, the routes stay (RFC 7606 §2)";
                out.line(paint(Paint.YELLOW, what));
            }
            case WITHDRAW -> {
                String what =
                        "Verdict: treat-as-withdraw, the session stays, the routes of this UPDATE"
                                + " are withdrawn (RFC 7606 §2)";
                out.line(paint(Paint.YELLOW, what));
            }
            case RESET -> reset(d);
        }
        for (FieldFault f : d.faults()) {
            out.line("  " + words(f));
        }
    }

    private void reset(Dissection d) {
        out.line(paint(Paint.RED, "Verdict: session reset, the router answers and closes"));
        if (d.notification().isEmpty()) {
            return;
        }
        Notification n = d.notification().get();
        String data = n.data().isEmpty() ? ", no data" : ", data " + shortened(n.data());
        String subcode = n.subcodeName().isEmpty() ? "" : " / " + n.subcodeName();
        String name = n.codeName() + subcode;
        out.line("  NOTIFICATION " + n.code() + "/" + n.subcode() + " " + name + data);
    }

    private static String shortened(Bytes data) {
        return data.length() <= 32
                ? data.hex()
                : data.slice(0, 32).hex() + "… (" + data.length() + " octets)";
    }

    private String paint(Paint paint, String text) {
        return color ? paint.on(text) : text;
    }
}
