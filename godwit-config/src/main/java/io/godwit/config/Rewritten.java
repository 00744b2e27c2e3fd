package io.godwit.config;

import io.godwit.config.report.ConfigReading;
import io.godwit.config.report.Diagnostic;
import io.godwit.config.syntax.Reporter;

import java.util.List;
import java.util.Optional;

/// A configuration file in another layout or form.
///
/// @param text the new text; empty when the file has an error
/// @param reading what is to be said about the file; its `config` is always empty
public record Rewritten(Optional<String> text, ConfigReading reading) {
    static Rewritten of(Optional<String> text, Reporter report) {
        List<Diagnostic> diagnostics = report.diagnostics();
        return new Rewritten(
                text.filter(_ -> report.errors() == 0),
                new ConfigReading(
                        Optional.empty(), diagnostics, report.errors(), report.warnings()));
    }
}
