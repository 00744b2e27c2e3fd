package io.godwit.sim;

import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The wires between all routers: how long octets take, and where none pass.
final class MemoryNet {
    private record Cut(Address a, Address b) {}

    private final Dice dice;
    private final List<Cut> cuts = new ArrayList<>();
    long latencyMost = 20 * World.MILLI;
    int bufferOctets = 16 * 1024;

    /// What becomes of each message on its way, for tests that break things on purpose.
    Optional<Mangler> mangler = Optional.empty();

    /// Somebody in the middle.
    interface Mangler {
        /// @return what arrives in its place; nothing when empty
        byte[] passed(Router from, Address to, byte[] message);
    }

    MemoryNet(Dice dice) {
        this.dice = dice;
    }

    long latency() {
        return 1 + dice.nextLong(latencyMost);
    }

    /// Octets go in segments of any length: a message may break between any two of them.
    int segment(int most) {
        return 1 + dice.nextInt(Math.min(2000, most));
    }

    void cut(Address a, Address b) {
        cuts.add(new Cut(a, b));
    }

    void heal(Address a, Address b) {
        cuts.remove(new Cut(a, b));
    }

    void healAll() {
        cuts.clear();
    }

    boolean reachable(Address a, Address b) {
        return !cuts.contains(new Cut(a, b)) && !cuts.contains(new Cut(b, a));
    }
}
