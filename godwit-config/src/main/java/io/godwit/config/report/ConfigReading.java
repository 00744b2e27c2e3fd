package io.godwit.config.report;

import io.godwit.config.model.Config;

import java.util.List;
import java.util.Optional;

/// What came of reading a configuration.
///
/// @param config the configuration; empty when there is an error
/// @param diagnostics what is to be said, in the order of the files; at most 1000 errors and 1000
///   warnings are kept
/// @param errors how many errors there are in all
/// @param warnings how many warnings there are in all
public record ConfigReading(
        Optional<Config> config, List<Diagnostic> diagnostics, int errors, int warnings) {
    /// How many diagnostics [#text] shows.
    public static final int SHOWN = 50;

    /// Takes a copy of the list.
    public ConfigReading {
        diagnostics = List.copyOf(diagnostics);
    }

    /// The diagnostics for a terminal, with an empty line between two. Of more than [#SHOWN] the
    /// errors come first, and the last line counts the rest. Empty when there is nothing to say.
    public String text() {
        return DiagnosticText.of(this);
    }
}
