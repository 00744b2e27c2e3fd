package io.godwit.speaker;

import io.godwit.session.State;
import io.godwit.wire.Address;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The neighbors that are there because they came ([NeighborRange]).
///
/// One that is down again stays to be looked at, and to be taken back, until another needs its
/// place. So does one that connected and does not go on: silence holds no place.
final class Newcomers {
    /// OPEN and KEEPALIVE come within a round trip or two; the four minutes of RFC 4271 §8.2.2 are
    /// for those whose place nobody needs.
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Map<Address, Neighbor> present = new LinkedHashMap<>();

    /// Who came, oldest first.
    List<Address> addresses() {
        return List.copyOf(present.keySet());
    }

    void add(Address address, Neighbor neighbor) {
        present.put(address, neighbor);
    }

    /// Only these are left.
    void retain(Map<Address, Neighbor> neighbors, SpeakerSettings settings) {
        present.keySet().removeIf(a -> !neighbors.containsKey(a) || settings.isWritten(a));
    }

    /// Whether one more may come from a range, or only in the place of one that is down.
    boolean isFull(NeighborRange range) {
        return members(range).size() >= range.maxNeighbors();
    }

    /// Takes the place of the one that came first of those that are down, or else do not get on;
    /// empty if all are up.
    Optional<Neighbor> giveWay(NeighborRange range, long now) {
        return first(range, Newcomers::isDown).or(() -> first(range, n -> isStuck(n, now)));
    }

    private Optional<Neighbor> first(NeighborRange range, Predicate<Neighbor> which) {
        for (Neighbor neighbor : members(range)) {
            if (which.test(neighbor)) {
                present.remove(neighbor.settings().address());
                return Optional.of(neighbor);
            }
        }
        return Optional.empty();
    }

    private List<Neighbor> members(NeighborRange range) {
        return present.values().stream().filter(n -> range.has(n.settings().address())).toList();
    }

    private static boolean isStuck(Neighbor neighbor, long now) {
        return neighbor.state() != State.ESTABLISHED
                && now - neighbor.history().sinceNanos() >= PATIENCE_NANOS;
    }

    private static boolean isDown(Neighbor neighbor) {
        return switch (neighbor.state()) {
            case State.IDLE, State.CONNECT, State.ACTIVE -> neighbor.connection().isEmpty();
            case State.OPEN_SENT, State.OPEN_CONFIRM, State.ESTABLISHED -> false;
        };
    }
}
