package io.godwit.config.report;

import io.godwit.policy.Place;

import java.util.Optional;

/// One thing that is wrong or surprising in a configuration: where, what, and what to write.
///
/// @param at where the offending token begins
/// @param endColumn the column behind its last character on that line; greater than the column
/// @param severity whether the configuration can be used
/// @param code its stable number, `GW-` and four digits; [Code] explains it
/// @param message what was found and what is possible, one line
/// @param help what to do, best as the line to write; may have several lines, may be empty
/// @param source the line that `at` points into
/// @param related the second place, when two matter
public record Diagnostic(
        Place at,
        int endColumn,
        Severity severity,
        String code,
        String message,
        String help,
        Excerpt source,
        Optional<Related> related) {

    /// The text for a terminal: `file:line:col: error[GW-xxxx]: what`, the source line, a caret
    /// under the token, the help, and the second place in the same form. Lines end with a line
    /// feed.
    public String text() {
        return DiagnosticText.of(this);
    }

    /// The form for programs; write it with `JsonWriter`.
    public Row row() {
        return new Row(
                at.file(),
                at.line(),
                at.column(),
                endColumn,
                code,
                severity,
                message,
                help.isEmpty() ? Optional.empty() : Optional.of(help),
                related.map(r ->
                        new RelatedRow(
                                r.at().file(),
                                r.at().line(),
                                r.at().column(),
                                r.endColumn(),
                                r.note())));
    }

    /// A diagnostic as programs read it.
    public record Row(
            String file,
            int line,
            int column,
            int endColumn,
            String code,
            Severity severity,
            String message,
            Optional<String> help,
            Optional<RelatedRow> related) {}

    /// A second place as programs read it.
    public record RelatedRow(String file, int line, int column, int endColumn, String note) {}
}
