package io.godwit.config.syntax;

import io.godwit.config.report.Code;
import io.godwit.config.report.Diagnostic;
import io.godwit.config.report.DiagnosticText;
import io.godwit.config.report.Excerpt;
import io.godwit.config.report.Related;
import io.godwit.config.report.Severity;
import io.godwit.policy.Place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collects diagnostics. The same thing about the same place is said once, and of a flood only the
/// first [#KEPT] of each severity are kept and the rest counted.
public final class Reporter {
    static final int KEPT = 1000;

    private record Entry(int order, int offset, Diagnostic diagnostic) {}

    private record Key(String code, int order, int start, int end) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Key> said = new HashSet<>();
    private int errors;
    private int warnings;
    private boolean textErrors;

    public void error(Code code, Span at, String message, String help) {
        add(Severity.ERROR, code, at, message, help, Optional.empty());
    }

    public void error(Code code, Span at, String message, String help, Span second, String note) {
        add(Severity.ERROR, code, at, message, help, Optional.of(related(second, note)));
    }

    public void warning(Code code, Span at, String message, String help) {
        add(Severity.WARNING, code, at, message, help, Optional.empty());
    }

    public void warning(Code code, Span at, String message, String help, Span second, String note) {
        add(Severity.WARNING, code, at, message, help, Optional.of(related(second, note)));
    }

    /// Whether something of the text was not understood. Then nothing should be called missing: it
    /// may stand in what was not read.
    public boolean hasTextErrors() {
        return textErrors;
    }

    /// An error about a file as a whole that has no text to point into.
    public void fileError(Code code, String file, String message, String help) {
        errors++;
        textErrors = true;
        var at = new Place(file, 0, 0);
        entries.add(
                new Entry(
                        0,
                        0,
                        new Diagnostic(
                                at,
                                1,
                                Severity.ERROR,
                                code.code(),
                                clean(message),
                                clean(help),
                                Excerpt.NONE,
                                Optional.empty())));
    }

    private static Related related(Span at, String note) {
        SourceText source = at.source();
        return new Related(
                at.place(),
                source.endColumn(at.start(), at.end()),
                note,
                source.excerpt(at.start()));
    }

    private void add(
            Severity severity,
            Code code,
            Span at,
            String message,
            String help,
            Optional<Related> related) {
        SourceText source = at.source();
        boolean error = severity == Severity.ERROR;
        if (said.size() < 4 * KEPT
                && !said.add(new Key(code.code(), source.order(), at.start(), at.end()))) {
            return;
        }
        textErrors |= error && code.isAboutText();
        int count = error ? ++errors : ++warnings;
        if (count > KEPT) {
            return;
        }
        boolean isSecret = source.isSecret(at.start(), at.end());
        var diagnostic =
                new Diagnostic(
                        at.place(),
                        source.endColumn(at.start(), at.end()),
                        severity,
                        code.code(),
                        clean(Secrets.hide(message, isSecret)),
                        clean(Secrets.hide(help, isSecret)),
                        source.excerpt(at.start()),
                        related);
        entries.add(new Entry(source.order(), at.start(), diagnostic));
    }

    /// Words of the file come back in messages: nothing in them may move the cursor of a terminal.
    private static String clean(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c != '\n' && DiagnosticText.movesCursor(c) ? '\ufffd' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    public int errors() {
        return errors;
    }

    /// Whether a further error would only be counted, so that nobody needs to find words for it.
    public boolean isFlooded() {
        return errors >= KEPT;
    }

    public int warnings() {
        return warnings;
    }

    /// In the order of the files and their text.
    public List<Diagnostic> diagnostics() {
        return entries.stream()
                .sorted(Comparator.comparingInt(Entry::order).thenComparingInt(Entry::offset))
                .map(Entry::diagnostic)
                .toList();
    }
}
