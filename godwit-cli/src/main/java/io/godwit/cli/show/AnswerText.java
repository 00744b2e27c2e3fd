package io.godwit.cli.show;

import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.json.Json;

/// An answer that becomes text row by row.
public interface AnswerText extends Receiver {
    /// The facts about the whole answer.
    default void head(Json.Obj head) {}

    /// One row.
    void row(Json.Obj row);

    /// The answer is complete.
    default void finish() {}

    @Override
    default void head(byte[] json, int off, int len) {
        head(ControlClient.object(json, off, len));
    }

    @Override
    default void row(byte[] json, int off, int len) {
        row(ControlClient.object(json, off, len));
    }
}
