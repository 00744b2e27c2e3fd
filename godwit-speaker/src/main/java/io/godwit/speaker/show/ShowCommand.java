package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;

/// One show command.
public interface ShowCommand {
    /// Its words.
    ///
    /// @return e.g. `show neighbors`
    String name();

    /// Starts an answer. What is wrong with the arguments is left in them.
    ///
    /// @param speaker what is shown
    /// @param arguments what was asked for
    /// @return the answer to be stepped
    Query open(SpeakerView speaker, Arguments arguments);
}
