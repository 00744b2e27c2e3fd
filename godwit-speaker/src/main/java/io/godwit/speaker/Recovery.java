package io.godwit.speaker;

import io.godwit.session.Graceful;
import io.godwit.session.Restart;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.Collection;
import java.util.List;

/// Our own restart: we are the Restarting Speaker of RFC 4724 §4.1. What a run before gave the
/// kernel stays there; the neighbors tell their routes; only then routes are chosen, the kernel
/// gets them and loses the rest, and at last the neighbors are told.
final class Recovery {
    /// The kernel tells what it has in less than a second.
    private static final long LOOK_NANOS = 5_000_000_000L;

    /// What the kernel refuses is not waited for.
    private static final long INSTALL_NANOS = 10_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// How far it is.
    private enum Phase {
        /// There was no restart, or it is over.
        NONE,
        /// Sessions wait until it is known what the kernel has.
        LOOKING,
        /// The neighbors tell; nothing is chosen.
        LEARNING,
        /// Routes are chosen.
        CHOOSING,
        /// The kernel gets them.
        INSTALLING
    }

    private final LaneState lane;
    private Phase phase = Phase.NONE;
    private boolean restarted;
    private boolean forwarded;
    private long startNanos;
    private long limitNanos;
    private List<Address> missing = List.of();

    Recovery(LaneState lane) {
        this.lane = lane;
    }

    /// The speaker starts.
    ///
    /// @param again a run before ended without stopping
    void begin(boolean again, KernelPicture kernel, Collection<Neighbor> neighbors, long now) {
        boolean wanted =
                neighbors.stream()
                        .anyMatch(
                                n -> n.settings().offers().graceful().mode() == Graceful.Mode.YES);
        if (!wanted || !again && !kernel.exports()) {
            neighbors.forEach(neighbor -> neighbor.start(now));
            return;
        }
        restarted = again;
        startNanos = now;
        limitNanos = now + LOOK_NANOS;
        phase = Phase.LOOKING;
        kernel.keepStale(true);
        look(kernel, neighbors, now);
    }

    /// One step, when there is one to take.
    ///
    /// @param settled whether all that was learned is decided
    /// @return whether a step was taken
    boolean turn(boolean settled, KernelPicture kernel, Collection<Neighbor> neighbors, long now) {
        Phase before = phase;
        switch (phase) {
            case NONE -> {}
            case LOOKING -> look(kernel, neighbors, now);
            case LEARNING -> learn(neighbors, now);
            case CHOOSING -> {
                if (settled) {
                    kernel.sweepStale();
                    limitNanos = now + INSTALL_NANOS;
                    phase = Phase.INSTALLING;
                }
            }
            case INSTALLING -> {
                if (kernel.isSettled() || now >= limitNanos) {
                    end(neighbors, now);
                }
            }
        }
        return phase != before;
    }

    private void look(KernelPicture kernel, Collection<Neighbor> neighbors, long now) {
        if (kernel.exports() && !kernel.isKnown() && now < limitNanos) {
            return;
        }
        boolean found = kernel.foundStale();
        restarted |= found;
        // Without routes of ours in the kernel, forwarding does not depend on this process.
        forwarded = restarted && (found || !kernel.exports());
        if (restarted) {
            phase = Phase.LEARNING;
            lane.rib().deferDecisions(true);
            lane.log(new SpeakerEvent.Restarted(forwarded));
        } else {
            phase = Phase.NONE;
            kernel.keepStale(false);
        }
        neighbors.forEach(neighbor -> neighbor.start(now));
    }

    private void learn(Collection<Neighbor> neighbors, long now) {
        if (neighbors.stream().noneMatch(n -> n.awaitedUntilNanos(startNanos) > now)) {
            missing =
                    neighbors.stream()
                            .filter(n -> !n.heardAll())
                            .map(n -> n.settings().address())
                            .toList();
            lane.rib().deferDecisions(false);
            phase = Phase.CHOOSING;
        }
    }

    private void end(Collection<Neighbor> neighbors, long now) {
        phase = Phase.NONE;
        lane.log(new SpeakerEvent.Recovered((now - startNanos) / SECOND_NANOS, missing));
        neighbors.forEach(Neighbor::mayTell);
    }

    /// The speaker stops: what has not begun does not begin any more.
    void stop() {
        phase = Phase.NONE;
    }

    /// Whether sessions wait until it is known what the kernel has.
    boolean isLooking() {
        return phase == Phase.LOOKING;
    }

    /// Whether neighbors are told nothing yet: there is nothing before routes are chosen, and not
    /// even an End-of-RIB.
    boolean isSilent() {
        return phase != Phase.NONE;
    }

    /// What we say of it to a neighbor (RFC 4724 §4.1). What was forwarded since the neighbor was
    /// told it is what we forwarded since the session before, or what a run before left behind.
    ///
    /// @param met whether there was a session in this run
    /// @param families offered to it
    Restart restart(boolean met, List<Family> families) {
        return met
                ? new Restart(false, families)
                : new Restart(restarted, forwarded ? families : List.of());
    }

    /// When it wants a turn though nothing happens; [Deadlines#NEVER] = not.
    long deadlineNanos(Collection<Neighbor> neighbors) {
        return switch (phase) {
            case NONE, CHOOSING -> Deadlines.NEVER;
            case LOOKING, INSTALLING -> limitNanos;
            case LEARNING -> {
                long now = lane.clock().nanos();
                yield neighbors.stream()
                        .mapToLong(n -> n.awaitedUntilNanos(startNanos))
                        .filter(until -> until > now)
                        .min()
                        .orElse(now);
            }
        };
    }
}
