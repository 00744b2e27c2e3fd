package io.godwit.sim;

import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;

/// What goes wrong in a network, out of a seed: each blow has an end, and after the last one all is
/// as it was before.
final class Weather {
    static final int SECONDS = 60;
    private static final int MOST_BLOWS = 12;

    private final Network network;
    private final World world;
    private final Dice dice;
    private final List<String> story = new ArrayList<>();

    private enum Blow {
        CUT,
        RESET,
        STALL,
        SLOW,
        CRASH,
        VANISH,
        FLAP,
        CLEAR,
        REFRESH
    }

    Weather(long seed, Network network) {
        this.network = network;
        world = network.world;
        dice = new Dice(~seed);
    }

    /// Everything that will happen within [#SECONDS], and half of that to recover.
    void brew() {
        for (int i = 1 + dice.nextInt(MOST_BLOWS); i > 0; i--) {
            Blow blow = Blow.values()[dice.nextInt(Blow.values().length)];
            Network.Wire wire = network.wires.get(dice.nextInt(network.wires.size()));
            long lasts = 1 + dice.nextLong(25 * World.SECOND);
            world.after(
                    dice.nextLong(SECONDS * World.SECOND),
                    () -> {
                        story.add(
                                world.now() / World.MILLI
                                        + " ms "
                                        + blow
                                        + " "
                                        + wire.a().name
                                        + " "
                                        + wire.b().name
                                        + " for "
                                        + lasts / World.MILLI
                                        + " ms");
                        strike(blow, wire.a(), wire.b(), lasts);
                    });
        }
    }

    private void strike(Blow blow, Router a, Router b, long lasts) {
        switch (blow) {
            case CUT -> {
                world.cut(a, b);
                world.after(lasts, () -> world.heal(a, b));
            }
            case RESET -> world.reset(a, b);
            case STALL -> stall(a, b, lasts);
            case SLOW -> {
                world.net.latencyMost = World.SECOND;
                world.after(lasts, () -> world.net.latencyMost = 20 * World.MILLI);
            }
            case CRASH -> away(a, lasts, a::crash);
            case VANISH -> away(b, lasts, b::vanish);
            case FLAP -> flap(a, lasts);
            case CLEAR -> ask(a, "neighbor clear", b);
            case REFRESH -> ask(b, "neighbor refresh", a);
        }
    }

    /// One reads nothing of what the other says.
    private void stall(Router a, Router b, long lasts) {
        for (Pipe pipe : a.pipes) {
            if (pipe.remote().equals(b.address)) {
                pipe.stalled = true;
                world.after(lasts, () -> pipe.stalled = false);
            }
        }
    }

    private void away(Router router, long lasts, Runnable how) {
        if (router.isUp()) {
            how.run();
            world.after(lasts, network.restarts ? router::startAgain : router::start);
        }
    }

    private void flap(Router router, long lasts) {
        Prefix prefix = router.originated.getFirst();
        if (router.isUp() && router.speaker.withdraw(prefix)) {
            world.after(
                    lasts,
                    () -> {
                        if (router.isUp()) {
                            router.speaker.originate(prefix);
                        }
                    });
        }
    }

    private static void ask(Router router, String command, Router of) {
        if (router.isUp()) {
            router.ask(command, "address", of.address.toString());
        }
    }

    /// What happened so far, a line each.
    List<String> story() {
        return story;
    }
}
