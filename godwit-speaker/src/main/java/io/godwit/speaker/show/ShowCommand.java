package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;

import java.util.List;

/// One show command.
public interface ShowCommand {
    /// Its words.
    ///
    /// @return e.g. `show neighbors`
    String name();

    /// The name of the list that its rows are in when all of the answer is one object.
    ///
    /// @return empty for an answer of one row, which is that object
    default String list() {
        return "";
    }

    /// Where programs find it below `/api/v1/`, with its arguments in braces.
    ///
    /// @return e.g. `route/{prefix}/why`; one or more
    default List<String> paths() {
        return List.of(name().replaceFirst("^show ", "").replace(' ', '/'));
    }

    /// Starts an answer. What is wrong with the arguments is left in them.
    ///
    /// @param speaker what is shown
    /// @param arguments what was asked for
    /// @return the answer to be stepped
    Query open(SpeakerView speaker, Arguments arguments);
}
