package io.godwit.config.words;

import io.godwit.session.AddPathMode;

import java.util.List;

/// The words about several paths of a prefix.
public final class PathWords {
    private PathWords() {}

    public static final Word<AddPathMode> ADD_PATH =
            Word.one(
                    "add-path",
                    Words.OPTIONS,
                    new Choice<>("a direction", List.of(AddPathMode.values()), AddPathMode::word),
                    AddPathMode.RECEIVE,
                    AddPathMode.NO.word(),
                    "With `receive` the neighbor may send several paths of a prefix, if it agrees"
                            + " (RFC 7911). All of them take part in the decision, and each counts"
                            + " as a route of the neighbor.",
                    "additional-paths",
                    "add-paths",
                    "addpath");

    static final List<Word<?>> ALL = List.of(ADD_PATH);
}
