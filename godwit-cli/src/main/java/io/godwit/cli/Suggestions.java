package io.godwit.cli;

import io.godwit.config.report.NearestWord;

import java.util.Collection;

/// Words that are nearly right.
final class Suggestions {
    private Suggestions() {}

    /// `did you mean …?` with the nearest of `known`, else the list of what is possible, else
    /// nothing.
    static String suggest(String wrong, Collection<String> known) {
        String otherwise = known.isEmpty() ? "" : "possible here: " + String.join(", ", known);
        return NearestWord.help(wrong, known, otherwise);
    }
}
