package io.godwit.speaker;

import io.godwit.session.Graceful;
import io.godwit.session.Restart;
import io.godwit.speaker.show.RestartRow;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        NONE("none"),
        /// Sessions wait until it is known what the kernel has.
        LOOKING("looking"),
        /// The neighbors tell; nothing is chosen.
        LEARNING("learning"),
        /// Routes are chosen.
        CHOOSING("choosing"),
        /// The kernel gets them. That is for each neighbor as a whole, as its End-of-RIB says that
        /// it was told all; `announce-installed` is for each prefix, whenever.
        INSTALLING("installing");

        private final String word;

        Phase(String word) {
            this.word = word;
        }
    }

    /// Whose routes are waited for.
    ///
    /// @param owes families whose End-of-RIB is missing; all of them while it is not back
    /// @param here whether it is back
    private record Awaited(
            NeighborSettings settings, List<Family> owes, boolean here, long untilNanos) {}

    private final LaneState lane;
    private Phase phase = Phase.NONE;
    private boolean restarted;
    private boolean forwarded;
    private long startNanos;
    private long limitNanos;
    private Optional<Set<Address>> met = Optional.empty();
    private boolean hurried;
    private List<Address> missing = List.of();

    Recovery(LaneState lane) {
        this.lane = lane;
    }

    /// The speaker starts.
    ///
    /// @param again a run before ended without stopping
    /// @param known with whom it had a session then; empty when nobody knows
    void begin(
            boolean again,
            Optional<Set<Address>> known,
            KernelPicture kernel,
            Collection<Neighbor> neighbors,
            long now) {
        met = known;
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
                if (settled && kernel.isSettled() || now >= limitNanos) {
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
        List<Awaited> expected = expected(neighbors).toList();
        if (hurried || expected.stream().allMatch(one -> one.untilNanos() <= now)) {
            missing = expected.stream().map(one -> one.settings().address()).toList();
            lane.rib().deferDecisions(false);
            phase = Phase.CHOOSING;
        }
    }

    /// Who has not told all, as far as that is expected (RFC 4724 §4.1). Who had no session with
    /// the run before has no part in the restart until it is here: there is nothing to get back.
    private Stream<Awaited> expected(Collection<Neighbor> neighbors) {
        Stream<Awaited> known =
                neighbors.stream()
                        .map(n ->
                                new Awaited(
                                        n.settings(),
                                        n.owes(),
                                        n.peer().isPresent(),
                                        n.awaitedUntilNanos(
                                                startNanos, wasMet(n.settings().address()))));
        return Stream.concat(known, guests(neighbors)).filter(one -> one.untilNanos() > startNanos);
    }

    private boolean wasMet(Address address) {
        return met.isEmpty() || met.get().contains(address);
    }

    /// Those of ranges that are not back.
    private Stream<Awaited> guests(Collection<Neighbor> neighbors) {
        return met.orElse(Set.of()).stream()
                .filter(address ->
                        neighbors.stream().noneMatch(n -> n.settings().address().equals(address)))
                .flatMap(address ->
                        lane.settings().range(address).stream().map(range -> range.at(address)))
                .map(guest ->
                        new Awaited(
                                guest,
                                guest.offers().families(),
                                false,
                                startNanos
                                        + guest.offers().graceful().absentSeconds()
                                                * SECOND_NANOS));
    }

    /// The operator waits for nobody any more; false when nobody is waited for.
    boolean hurry() {
        hurried = phase == Phase.LEARNING;
        return hurried;
    }

    /// How far it is, for operators; empty when there was no restart, or it is over.
    Optional<RestartRow> row(Collection<Neighbor> neighbors, long now) {
        if (phase == Phase.NONE) {
            return Optional.empty();
        }
        Stream<Awaited> waits = phase == Phase.LEARNING ? expected(neighbors) : Stream.of();
        return Optional.of(
                new RestartRow(
                        phase.word,
                        (now - startNanos) / SECOND_NANOS,
                        waits.map(one -> row(one, now)).toList()));
    }

    private static RestartRow.Awaited row(Awaited one, long now) {
        NeighborSettings settings = one.settings();
        return new RestartRow.Awaited(
                settings.address(),
                Optional.of(settings.name()).filter(name -> !name.isEmpty()),
                one.owes().stream().map(Family::name).toList(),
                one.here(),
                Math.max(0, (one.untilNanos() - now) / SECOND_NANOS));
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
    /// told it is what we forwarded since the session before, or what a run before left behind. A
    /// session that was only reset changes nothing in forwarding (RFC 8538 §4).
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
                yield hurried
                        ? now
                        : expected(neighbors)
                                .mapToLong(Awaited::untilNanos)
                                .filter(until -> until > now)
                                .min()
                                .orElse(now);
            }
        };
    }
}
