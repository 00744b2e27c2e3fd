package io.godwit.speaker;

import io.godwit.policy.OriginCondition;
import io.godwit.policy.OriginCondition.Command;
import io.godwit.speaker.Commands.Ended;
import io.godwit.speaker.origin.ConditionSource;
import io.godwit.speaker.origin.Conditions;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Conditions that are commands: each is run at its interval, a few at a time, and holds after so
/// many good ends in a row until so many bad ones. A run that lasts longer than the interval delays
/// the next one; there are never two of one command.
final class CommandConditions implements ConditionSource {
    /// As many run at a time; the others wait for their turn.
    static final int MOST = 8;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LaneState lane;
    private final Commands commands;
    private final Map<Command, Probe> probes = new HashMap<>();
    private final Map<Long, Probe> running = new HashMap<>();
    private final ArrayDeque<Probe> waiting = new ArrayDeque<>();
    private Conditions conditions;
    private long runs;

    /// One command.
    private final class Probe implements Deadlines.Timed {
        final Command command;
        private final Deadlines.Entry entry = new Deadlines.Entry(this);
        private long deadlineNanos;
        private long startedNanos;
        private boolean wanted = true;
        private boolean holds;
        private int inARow;

        Probe(Command command, long nowNanos) {
            this.command = command;
            deadlineNanos = nowNanos;
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public void expired(long nowNanos) {
            deadlineNanos = Deadlines.NEVER;
            waiting.add(this);
            startSome(nowNanos);
        }

        @Override
        public Deadlines.Entry entry() {
            return entry;
        }

        /// What speaks against how it stands now counts, until there is enough of it.
        void ended(Ended how, long nowNanos) {
            inARow = how.good() == holds ? 0 : inARow + 1;
            int needed = holds ? command.fall() : command.rise();
            if (inARow >= needed) {
                holds = !holds;
                inARow = 0;
            }
            String count = inARow == 0 ? "" : ", " + inARow + " of " + needed;
            conditions.tell(command, holds, how.text() + count);
            deadlineNanos =
                    Math.max(nowNanos, startedNanos + command.everySeconds() * SECOND_NANOS);
            lane.deadlines().earlier(entry);
        }

        void forget() {
            wanted = false;
            deadlineNanos = Deadlines.NEVER;
        }
    }

    CommandConditions(LaneState lane, Commands commands) {
        this.lane = lane;
        this.commands = commands;
    }

    @Override
    public void become(Set<OriginCondition> wanted, Conditions told) {
        conditions = told;
        Set<Command> gone = new HashSet<>(probes.keySet());
        long now = lane.clock().nanos();
        for (OriginCondition condition : wanted) {
            if (condition instanceof Command command
                    && !gone.remove(command)
                    && !probes.containsKey(command)) {
                Probe probe = new Probe(command, now);
                probes.put(command, probe);
                lane.deadlines().earlier(probe.entry());
            }
        }
        gone.forEach(command -> probes.remove(command).forget());
        stopUnwanted();
    }

    /// Ends everything: the speaker stops.
    void stop() {
        probes.values().forEach(Probe::forget);
        probes.clear();
        stopUnwanted();
    }

    private void stopUnwanted() {
        waiting.removeIf(probe -> !probe.wanted);
        running.forEach((run, probe) -> {
            if (!probe.wanted) {
                commands.stop(run);
            }
        });
    }

    private void startSome(long nowNanos) {
        while (running.size() < MOST && !waiting.isEmpty()) {
            Probe next = waiting.remove();
            next.startedNanos = nowNanos;
            long run = ++runs;
            running.put(run, next);
            commands.start(run, next.command.command(), next.command.timeoutSeconds());
        }
    }

    /// What became of a run.
    void ended(long run, Ended how, long nowNanos) {
        Probe probe = running.remove(run);
        if (probe != null && probe.wanted) {
            probe.ended(how, nowNanos);
        }
        startSome(nowNanos);
    }
}
