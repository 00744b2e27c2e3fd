package io.godwit.json;

import java.util.Optional;

/// What came of reading a text: its value, or what is wrong with it and where.
public sealed interface JsonReading {
    /// The text is JSON.
    record Ok(Json value) implements JsonReading {}

    /// The text is not JSON, or is over a limit.
    ///
    /// @param problem what was found and what could stand there, in lower case and without a stop
    /// @param at the offending characters
    record Bad(String problem, JsonPlace at) implements JsonReading {}

    /// The value, if there is one.
    default Optional<Json> json() {
        return this instanceof Ok(Json value) ? Optional.of(value) : Optional.empty();
    }

    /// The value, if it is an object.
    default Optional<Json.Obj> object() {
        return this instanceof Ok(Json.Obj value) ? Optional.of(value) : Optional.empty();
    }

    /// What is wrong, with its line and column; empty when nothing is.
    default Optional<String> failure() {
        return this instanceof Bad(String problem, JsonPlace at)
                ? Optional.of(at.line() + ":" + at.column() + ": " + problem)
                : Optional.empty();
    }
}
