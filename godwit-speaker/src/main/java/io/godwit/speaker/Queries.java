package io.godwit.speaker;

import io.godwit.speaker.show.Query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers in the making. Each is stepped a slice at a time, in turn, so that a million rows delay
/// no KEEPALIVE; one whose reader is slow rests until there is room.
final class Queries {
    private static final int ROWS_A_SLICE = 256;
    private static final int MOST = 256;

    private record Running(Query query, Answer answer) {}

    private final List<Running> running = new ArrayList<>();

    /// Takes a query in; false when there are too many.
    boolean add(Query query, Answer answer) {
        if (running.size() >= MOST) {
            return false;
        }
        running.add(new Running(query, answer));
        return true;
    }

    /// Steps everything that can be stepped.
    ///
    /// @return whether there is more to do now
    boolean run(Clock clock, long untilNanos) {
        boolean more = true;
        while (more && !running.isEmpty()) {
            more = false;
            for (int i = 0; i < running.size(); i++) {
                Running one = running.get(i);
                if (one.answer.cancelled()) {
                    running.remove(i--);
                    continue;
                }
                int room = one.answer.room();
                if (room == 0) {
                    continue;
                }
                Optional<Outcome> end = one.query.step(Math.min(room, ROWS_A_SLICE), one.answer);
                if (end.isPresent()) {
                    one.answer.end(end.get());
                    running.remove(i--);
                } else {
                    more = true;
                }
            }
            if (clock.nanos() > untilNanos) {
                return more;
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
