package io.godwit.speaker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Operators (and scripts) that wait for something to become true.
final class Waits {
    private static final int MOST = 256;

    /// One of them.
    private static final class Waiting implements Deadlines.Timed {
        private final BooleanSupplier condition;
        private final Answer answer;
        private final Supplier<String> state;
        private final Deadlines.Entry entry = new Deadlines.Entry(this);
        private long deadlineNanos;

        Waiting(
                BooleanSupplier condition,
                Answer answer,
                Supplier<String> state,
                long deadlineNanos) {
            this.condition = condition;
            this.answer = answer;
            this.state = state;
            this.deadlineNanos = deadlineNanos;
        }

        boolean over() {
            return deadlineNanos == Deadlines.NEVER;
        }

        void end(Outcome outcome) {
            deadlineNanos = Deadlines.NEVER;
            answer.end(outcome);
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public void expired(long nowNanos) {
            end(Outcome.failed(Fault.TIMED_OUT, "timed out: " + state.get(), ""));
        }

        @Override
        public Deadlines.Entry entry() {
            return entry;
        }
    }

    private final LaneState lane;
    private final List<Waiting> waiting = new ArrayList<>();

    Waits(LaneState lane) {
        this.lane = lane;
    }

    /// Takes one in; false when there are too many. `state` says how things stand when the time is
    /// over.
    boolean add(BooleanSupplier condition, Answer answer, Supplier<String> state, long untilNanos) {
        if (waiting.size() >= MOST) {
            return false;
        }
        Waiting one = new Waiting(condition, answer, state, untilNanos);
        waiting.add(one);
        lane.deadlines().earlier(one.entry);
        return true;
    }

    /// Looks whether somebody's wish came true.
    void run() {
        for (int i = 0; i < waiting.size(); i++) {
            Waiting one = waiting.get(i);
            if (!one.over() && one.answer.cancelled()) {
                one.deadlineNanos = Deadlines.NEVER;
            } else if (!one.over() && one.condition.getAsBoolean()) {
                one.end(Outcome.done());
            }
            if (one.over()) {
                waiting.remove(i--);
            }
        }
    }

    /// Ends everything: the speaker stops.
    void stop() {
        for (Waiting one : waiting) {
            if (!one.over()) {
                one.end(Outcome.failed(Fault.STOPPING, "the daemon is stopping", ""));
            }
        }
        waiting.clear();
    }
}
