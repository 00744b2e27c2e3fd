package io.godwit.config.report;

import io.godwit.policy.Place;

import java.util.ArrayList;
import java.util.List;

/// Diagnostics for a terminal.
///
/// ```
/// rs.conf:6:1: error[GW-1002]: unknown word `nieghbor`
///   6 | nieghbor 10.77.0.2 {
///     | ^^^^^^^^ help: did you mean `neighbor`?
/// ```
///
/// The caret stands by display width: tabs become blanks, Chinese characters count twice, and what
/// would move the cursor or the reading direction is shown as `�`.
public final class DiagnosticText {
    private static final int TAB = 4;
    private static final int WINDOW = 110;
    private static final int HELP_COLUMNS = 100;

    private DiagnosticText() {}

    static String of(Diagnostic diagnostic) {
        var out = new StringBuilder();
        Place at = diagnostic.at();
        out.append(at.line() == 0 ? at.file() : at.toString())
                .append(": ")
                .append(diagnostic.severity().word())
                .append('[')
                .append(diagnostic.code())
                .append("]: ")
                .append(diagnostic.message())
                .append('\n');
        int gutter =
                Math.max(
                        digits(at.line()),
                        diagnostic.related().map(r -> digits(r.at().line())).orElse(0));
        if (at.line() == 0 || diagnostic.source().text().isEmpty()) {
            help(out, "  ", diagnostic.help());
        } else {
            Marked marked = mark(diagnostic.source(), at.column(), diagnostic.endColumn());
            source(out, gutter, at.line(), marked.line());
            String bar = " ".repeat(gutter + 3) + "| ";
            String inline = bar + marked.carets() + " help: " + diagnostic.help();
            if (diagnostic.help().isEmpty()) {
                out.append(bar).append(marked.carets()).append('\n');
            } else if (diagnostic.help().indexOf('\n') < 0
                    && DisplayWidth.of(inline) <= HELP_COLUMNS) {
                out.append(inline).append('\n');
            } else {
                out.append(bar).append(marked.carets()).append('\n');
                help(out, bar, diagnostic.help());
            }
        }
        diagnostic.related().ifPresent(related -> related(out, gutter, related));
        return out.toString();
    }

    private static void related(StringBuilder out, int gutter, Related related) {
        Marked marked = mark(related.source(), related.at().column(), related.endColumn());
        out.append(related.at()).append(": note: ").append(related.note()).append('\n');
        source(out, gutter, related.at().line(), marked.line());
        out.append(" ".repeat(gutter + 3)).append("| ").append(marked.carets()).append('\n');
    }

    private static void source(StringBuilder out, int gutter, int line, String text) {
        String number = Integer.toString(line);
        out.append(" ".repeat(gutter + 2 - number.length())).append(number).append(" | ");
        out.append(text).append('\n');
    }

    private static void help(StringBuilder out, String bar, String help) {
        String lead = "help: ";
        for (String line : help.isEmpty() ? List.<String>of() : help.lines().toList()) {
            for (String part : wrapped(line, HELP_COLUMNS - bar.length() - lead.length())) {
                out.append(bar).append(lead).append(part).append('\n');
                lead = "      ";
            }
        }
    }

    /// Cuts a line at blanks.
    private static List<String> wrapped(String line, int columns) {
        var parts = new ArrayList<String>();
        int from = 0;
        while (line.length() - from > columns) {
            int blank = line.lastIndexOf(' ', from + columns);
            if (blank <= from) {
                break;
            }
            parts.add(line.substring(from, blank));
            from = blank + 1;
        }
        parts.add(line.substring(from));
        return parts;
    }

    private static int digits(int line) {
        return Integer.toString(line).length();
    }

    static String of(ConfigReading reading) {
        List<Diagnostic> shown = shown(reading);
        var out = new StringBuilder();
        for (Diagnostic diagnostic : shown) {
            out.append(out.isEmpty() ? "" : "\n").append(of(diagnostic));
        }
        long shownErrors = shown.stream().filter(d -> d.severity() == Severity.ERROR).count();
        long errors = reading.errors() - shownErrors;
        long warnings = reading.warnings() - (shown.size() - shownErrors);
        if (errors + warnings > 0) {
            out.append("\n… and ");
            out.append(errors > 0 ? count(errors, "error") : "");
            out.append(errors > 0 && warnings > 0 ? " and " : "");
            out.append(warnings > 0 ? count(warnings, "warning") : "");
            out.append(" more\n");
        }
        return out.toString();
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /// The first errors; warnings only in the room that errors leave.
    private static List<Diagnostic> shown(ConfigReading reading) {
        List<Diagnostic> all = reading.diagnostics();
        long errors = all.stream().filter(d -> d.severity() == Severity.ERROR).count();
        long errorsLeft = Math.min(errors, ConfigReading.SHOWN);
        long warningsLeft = ConfigReading.SHOWN - errorsLeft;
        var shown = new ArrayList<Diagnostic>();
        for (Diagnostic diagnostic : all) {
            if (diagnostic.severity() == Severity.ERROR ? errorsLeft-- > 0 : warningsLeft-- > 0) {
                shown.add(diagnostic);
            }
        }
        return shown;
    }

    private record Marked(String line, String carets) {}

    /// Makes the printable line and the carets below it, both cut to a window around the place.
    private static Marked mark(Excerpt source, int column, int endColumn) {
        var line = new StringBuilder();
        var cells = new ArrayList<Integer>(); // display column of each character, and of the end
        int width = 0;
        for (int i = 0; i < source.text().length(); ) {
            int c = source.text().codePointAt(i);
            i += Character.charCount(c);
            cells.add(width);
            String shown = shown(c, width);
            line.append(shown);
            width += DisplayWidth.of(shown);
        }
        cells.add(width);
        int from = cellOf(cells, column - source.firstColumn());
        int to = cellOf(cells, endColumn - source.firstColumn());
        to = Math.max(to, from + 1);
        if (width <= WINDOW && source.firstColumn() == 1) {
            return new Marked(line.toString(), " ".repeat(from) + "^".repeat(to - from));
        }
        int start = Math.max(0, Math.min(from - WINDOW / 3, width - WINDOW));
        String cut = window(line.toString(), start);
        int lead = start > 0 || source.firstColumn() > 1 ? 1 : 0;
        int carets = Math.min(to - from, WINDOW - (from - start));
        return new Marked(
                (lead > 0 ? "…" : "") + cut,
                " ".repeat(from - start + lead) + "^".repeat(Math.max(1, carets)));
    }

    private static int cellOf(List<Integer> cells, int index) {
        if (index >= cells.size()) {
            return cells.getLast() + (index - cells.size() + 1);
        }
        return cells.get(Math.max(0, index));
    }

    /// The characters from one display column on, as many as the window takes.
    private static String window(String line, int start) {
        var out = new StringBuilder();
        int at = 0;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            i += Character.charCount(c);
            int width = DisplayWidth.of(c);
            if (at + width > start + WINDOW) {
                return out.append('…').toString();
            }
            if (at >= start) {
                out.appendCodePoint(c);
            } else if (at + width > start) {
                out.append(' '); // half of a wide character is cut away
            }
            at += width;
        }
        return out.toString();
    }

    private static String shown(int c, int width) {
        if (c == '\t') {
            return " ".repeat(TAB - width % TAB);
        }
        return movesCursor(c) ? "�" : Character.toString(c);
    }

    /// Whether a character could do something to a terminal or to the direction of reading.
    public static boolean movesCursor(int c) {
        return Character.isISOControl(c)
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c == 0x2028
                || c == 0x2029
                || c >= 0xd800 && c <= 0xdfff;
    }
}
