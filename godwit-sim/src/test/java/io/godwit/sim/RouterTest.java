package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A router that is away, as the simulator makes it.
class RouterTest {
    private final World world = new World(7);
    private final Router r = world.router("r", 65000, "192.0.2.1");
    private final Router a = world.router("a", 65001, "192.0.2.2");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatItAskedForIsNotMadeWhileItIsAway(boolean crashes) {
        world.peer(r, a);
        r.start();
        world.passNanos(1);
        assertThat(r.connects).as("asked for, and under way").isEqualTo(1);
        if (crashes) {
            r.crash();
        } else {
            r.vanish();
        }
        a.start();
        world.pass(1);
        assertThat(r.pipes).as("connections that its next run knows nothing of").isEmpty();
        r.start();
        world.until("both are neighbors", 60, () -> r.established(a) && a.established(r));
    }
}
