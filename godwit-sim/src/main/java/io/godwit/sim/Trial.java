package io.godwit.sim;

import io.godwit.session.State;

/// One seed: its network twice, in calm and in bad weather. Both must come to the same tables, and
/// nothing on the way may break an [Invariant].
final class Trial {
    private static final int UP_SECONDS = 180;
    private static final int SETTLE_SECONDS = 20;

    private Trial() {}

    /// Throws an `AssertionError` that names the seed when something does not hold.
    static void run(long seed) {
        String calm = tables(seed, false);
        String rough = tables(seed, true);
        if (!calm.equals(rough)) {
            throw new AssertionError(
                    "seed " + seed + ": the tables depend on the weather\n" + calm + "\n" + rough);
        }
    }

    /// The tables that the network of a seed comes to.
    static String tables(long seed, boolean bad) {
        World world = new World(bad ? ~seed : seed);
        Network network = new Network(seed, world);
        Rest rest = new Rest(network);
        Invariants.all().forEach(world::watch);
        Weather weather = new Weather(seed, network);
        world.describe("seed " + seed + ", weather " + (bad ? "bad" : "calm"), weather::story);
        world.start();
        if (bad) {
            weather.brew();
            world.pass(Weather.SECONDS + Weather.SECONDS / 2);
        }
        world.until("all sessions", UP_SECONDS, () -> allUp(world));
        world.pass(SETTLE_SECONDS);
        world.until("all sessions", UP_SECONDS, () -> allUp(world));
        rest.check();
        String tables = rest.tables();
        rest.close();
        return tables;
    }

    static boolean allUp(World world) {
        return world.routers.stream()
                .flatMap(router -> router.speaker.neighbors().stream())
                .allMatch(neighbor -> neighbor.state() == State.ESTABLISHED);
    }
}
