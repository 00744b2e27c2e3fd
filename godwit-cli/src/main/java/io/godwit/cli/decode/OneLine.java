package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;

/// A message in one line, for a log of many.
public final class OneLine {
    private OneLine() {}

    /// `UPDATE` and what it says.
    ///
    /// @param message one whole message
    public static String of(byte[] message) {
        Judgement judgement = Judgement.of(message, 0, message.length, Reading.USUAL, true);
        MessageType type = MessageType.of(Framer.type(message, 0));
        String name = type.name().replace('_', '-');
        return type == MessageType.KEEPALIVE
                ? name
                : name + ": " + Summaries.of(message, 0, message.length, judgement, Reading.USUAL);
    }
}
