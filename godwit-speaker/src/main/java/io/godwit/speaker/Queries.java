package io.godwit.speaker;

import io.godwit.speaker.show.Query;

import java.util.ArrayDeque;
import java.util.Optional;

/// Answers in the making. Each is stepped a slice at a time, in turn, so that a million rows delay
/// no KEEPALIVE; one whose reader is slow rests until there is room.
final class Queries {
    private static final int ROWS_A_SLICE = 256;
    private static final int MOST = 256;

    private record Running(Query query, Answer answer) {}

    private final ArrayDeque<Running> running = new ArrayDeque<>();

    /// Takes a query in; false when there are too many.
    boolean add(Query query, Answer answer) {
        if (running.size() >= MOST) {
            return false;
        }
        running.add(new Running(query, answer));
        return true;
    }

    /// Steps everything that can be stepped, a slice each and round again, until the time is up.
    ///
    /// @return whether there is more to do now
    boolean run(Clock clock, long untilNanos) {
        int resting = 0;
        while (resting < running.size()) {
            Running one = running.removeFirst();
            int room = one.answer.room();
            if (one.answer.cancelled()) {
                continue;
            }
            if (room == 0) {
                running.addLast(one);
                resting++;
                continue;
            }
            resting = 0;
            Optional<Outcome> end = one.query.step(Math.min(room, ROWS_A_SLICE), one.answer);
            if (end.isPresent()) {
                one.answer.end(end.get());
            } else {
                running.addLast(one);
            }
            if (clock.nanos() > untilNanos) {
                return !running.isEmpty();
            }
        }
        return false;
    }

    /// Ends everything: the speaker stops.
    void stop() {
        for (Running one : running) {
            one.answer.end(Outcome.failed(Fault.STOPPING, "the daemon is stopping", ""));
        }
        running.clear();
    }
}
