package io.godwit.daemon.web;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Puts commands to the lane, as the control socket does.
///
/// @param commands runs a command and gives its answer
/// @param wakeLane has the lane look again whether there is room for an answer
record Questions(BiConsumer<Command, Answer> commands, Runnable wakeLane) {
    /// Waits for what the lane says next.
    interface Next {
        List<AnswerQueue.Item> next(AnswerQueue queue) throws InterruptedException;
    }

    /// Begins to ask; who no longer wants to hear closes the queue.
    AnswerQueue ask(String command, Map<String, Object> arguments) {
        AnswerQueue queue = new AnswerQueue(wakeLane);
        commands.accept(new Command(command, new Arguments(arguments)), queue);
        return queue;
    }

    /// All rows of a short answer.
    <T extends Record> List<T> rows(Next next, String command, Class<T> row)
            throws InterruptedException, WebFailure {
        List<T> rows = new ArrayList<>();
        try (AnswerQueue queue = ask(command, Map.of())) {
            while (true) {
                for (AnswerQueue.Item item : next.next(queue)) {
                    switch (item) {
                        case AnswerQueue.Head _ -> {}
                        case AnswerQueue.Row(Record record) -> rows.add(row.cast(record));
                        case AnswerQueue.End(var outcome) -> {
                            if (outcome.status() != 0) {
                                throw WebFailure.of(outcome);
                            }
                            return rows;
                        }
                    }
                }
            }
        }
    }
}
