package io.godwit.sim;

import io.godwit.speaker.Clock;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that passes only when nothing is left to do now; the same for all routers.
final class VirtualClock implements Clock {
    private static final Instant EPOCH = Instant.parse("2026-11-22T00:00:00Z");

    private record Scheduled(long at, long order, Runnable work) {}

    private final PriorityQueue<Scheduled> schedule =
            new PriorityQueue<>(
                    Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::order));
    private long nowNanos = World.SECOND;
    private long order;

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public Instant wall() {
        return EPOCH.plusNanos(nowNanos);
    }

    void after(long nanos, Runnable work) {
        schedule.add(new Scheduled(nowNanos + nanos, order++, work));
    }

    /// When the next thing is scheduled; the end of time when nothing is.
    long next() {
        return schedule.isEmpty() ? Long.MAX_VALUE : schedule.peek().at;
    }

    /// Lets time pass, never backward, and does what was scheduled until then.
    void advance(long to) {
        nowNanos = Math.max(nowNanos, to);
        while (!schedule.isEmpty() && schedule.peek().at <= nowNanos) {
            schedule.poll().work.run();
        }
    }
}
