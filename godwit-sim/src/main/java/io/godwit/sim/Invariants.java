package io.godwit.sim;

import io.godwit.rib.PeerCounts;
import io.godwit.rib.Rib;
import io.godwit.rib.RibTotals;
import io.godwit.rib.RouteRow;
import io.godwit.session.DownCause;
import io.godwit.session.State;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.show.NeighborView;
import io.godwit.wire.Address;
import io.godwit.wire.MessageType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What must hold after every event. Read from outside: from the octets on the wires and from what
/// the show commands see.
final class Invariants {
    /// How long unread input may defer the end of the hold time, and a little.
    private static final long DEFERRAL_NANOS = 11 * World.SECOND;

    private static final long MINUTE_NANOS = 60 * World.SECOND;

    /// How often a neighbor may be called in a minute: one that refuses, after 1 s and then every
    /// ConnectRetryTime of 2 s less its jitter.
    private static final int MOST_CALLS = 45;

    /// Attempts to connect since a time.
    private record Calls(long since, int before) {}

    private record Session(String router, Address with) {}

    private final Map<Session, Pipe> sessions = new HashMap<>();
    private final Map<String, Integer> read = new HashMap<>();
    private final Map<String, Calls> called = new HashMap<>();

    private Invariants() {}

    /// All of them, for one world: some remember what they saw.
    static List<Invariant> all() {
        Invariants seen = new Invariants();
        return List.of(
                new Invariant("a session is Established by OPEN and KEEPALIVE", Invariants::shaken),
                new Invariant("the hold time ends a silent session", seen::held),
                new Invariant("the hold time ends no other", seen::early),
                new Invariant("what is said may be said", Invariants::said),
                new Invariant("no route of a session that is down", stirred(Invariants::orphans)),
                new Invariant("one best path at most", stirred(Invariants::bests)),
                new Invariant("the best path is the best", stirred(Invariants::decided)),
                new Invariant("no path has our own AS in it", stirred(Invariants::loops)),
                new Invariant("attempts to connect are bounded", seen::patient),
                new Invariant("counters add up", stirred(Invariants::counted)));
    }

    /// Of routes only what may have changed is looked at.
    private static Function<Router, Optional<String>> stirred(
            Function<Router, Optional<String>> rule) {
        return router -> router.isStirred() ? rule.apply(router) : Optional.empty();
    }

    private static boolean up(NeighborView neighbor) {
        return neighbor.state() == State.ESTABLISHED;
    }

    private static Optional<Pipe> pipe(NeighborView neighbor) {
        return neighbor.connection().map(Pipe.class::cast);
    }

    /// RFC 4271 §8.2.2: OPEN and KEEPALIVE went both ways.
    private static Optional<String> shaken(Router router) {
        for (NeighborView neighbor : router.speaker.neighbors()) {
            if (up(neighbor)) {
                Pipe pipe = pipe(neighbor).orElseThrow();
                for (Wiretap way : List.of(pipe.sent, pipe.heard)) {
                    if (way.count(MessageType.OPEN.code()) != 1
                            || way.count(MessageType.KEEPALIVE.code()) == 0) {
                        return Optional.of("Established without, with " + pipe.remote());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// RFC 4271 §6.5: who says nothing is given up.
    private Optional<String> held(Router router) {
        for (NeighborView neighbor : router.speaker.neighbors()) {
            if (up(neighbor)) {
                Pipe pipe = pipe(neighbor).orElseThrow();
                sessions.put(new Session(router.name, pipe.remote()), pipe);
                long hold = router.holdNanos(pipe.remote());
                long silent = router.world.now() - pipe.heard.lastSignNanos();
                if (hold > 0 && silent > hold + DEFERRAL_NANOS) {
                    return Optional.of(pipe.remote() + " silent for " + silent + " ns");
                }
            }
        }
        return Optional.empty();
    }

    /// RFC 4271 §6.5: and nobody else. The hold times are equal everywhere.
    private Optional<String> early(Router router) {
        int from = read.getOrDefault(router.name, 0);
        read.put(router.name, router.log.size());
        for (SpeakerEvent event : router.log.subList(from, router.log.size())) {
            if (event instanceof SpeakerEvent.Down down
                    && down.cause().equals(DownCause.HOLD_EXPIRED.name())) {
                Pipe pipe = sessions.get(new Session(router.name, down.neighbor()));
                long silent = router.world.now() - pipe.heard.lastSignNanos();
                if (silent < router.holdNanos(down.neighbor())) {
                    return Optional.of(down.neighbor() + " was heard " + silent + " ns ago");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> said(Router router) {
        for (Pipe pipe : router.pipes) {
            Optional<String> trouble = pipe.sent.trouble();
            if (trouble.isPresent()) {
                return Optional.of("to " + pipe.remote() + ": " + trouble.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> orphans(Router router) {
        Set<Address> alive = new HashSet<>();
        for (NeighborView neighbor : router.speaker.neighbors()) {
            if (up(neighbor) || neighbor.stale().lost().isPresent()) {
                alive.add(neighbor.settings().address());
            }
        }
        return router.table().stream()
                .filter(row -> row.peer().isPresent() && !alive.contains(row.peer().get()))
                .findFirst()
                .map(row -> row.prefix() + " of " + row.peer().get());
    }

    private static Optional<String> bests(Router router) {
        Set<String> seen = new HashSet<>();
        for (RouteRow row : router.table()) {
            if (row.best() && (!row.valid() || !seen.add(row.prefix()))) {
                return Optional.of(row.toString());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decided(Router router) {
        if (router.speaker.rib().totals().undecided() > 0) {
            return Optional.empty();
        }
        return Ladder.wrong(router.table(), router.as);
    }

    /// RFC 4271 §9.1.2: what has our AS in its path takes no part.
    private static Optional<String> loops(Router router) {
        String as = Long.toString(router.as);
        return router.table().stream()
                .filter(row -> row.valid() && List.of(row.asPath().split(" ")).contains(as))
                .findFirst()
                .map(RouteRow::toString);
    }

    /// RFC 4271 §8.1.1, §10: who is not there, or hangs up, is not called without pause.
    private Optional<String> patient(Router router) {
        Calls calls = called.get(router.name);
        long now = router.world.now();
        if (calls == null || now > calls.since + MINUTE_NANOS) {
            called.put(router.name, new Calls(now, router.connects));
            return Optional.empty();
        }
        int most = MOST_CALLS * router.neighbors.size();
        int since = router.connects - calls.before;
        return since > most
                ? Optional.of(since + " in " + (now - calls.since) + " ns")
                : Optional.empty();
    }

    private static Optional<String> counted(Router router) {
        Rib rib = router.speaker.rib();
        List<RouteRow> table = router.table();
        long paths =
                rib.totals().families().stream().mapToLong(RibTotals.FamilyTotals::paths).sum();
        // Paths of a session that just ended are no more shown, and still to be removed.
        boolean leaving = !router.speaker.neighbors().stream().allMatch(Invariants::up);
        if (paths < table.size() || paths > table.size() && !leaving) {
            return Optional.of(paths + " paths counted, " + table.size() + " there");
        }
        for (NeighborView neighbor : router.speaker.neighbors()) {
            if (neighbor.peer().isPresent()) {
                Address address = neighbor.settings().address();
                long there =
                        table.stream().filter(r -> r.peer().equals(Optional.of(address))).count();
                for (PeerCounts counts : rib.counts(neighbor.peer().get())) {
                    if (counts.received() != there
                            || counts.accepted() + counts.rejected() != there) {
                        return Optional.of(address + ": " + there + " paths, but " + counts);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
