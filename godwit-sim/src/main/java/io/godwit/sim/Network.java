package io.godwit.sim;

import io.godwit.policy.Identity;
import io.godwit.policy.Role;
import io.godwit.session.Graceful;
import io.godwit.session.Offers;
import io.godwit.session.Timers;
import io.godwit.speaker.NeighborSettings;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;

/// A network out of a seed: two to six routers, each an AS of its own or some of them a full mesh
/// in one, with routes of their own and one that two of them have.
final class Network {
    static final int HOLD_SECONDS = 9;
    private static final long FIRST_AS = 64501;
    private static final int MOST_ROUTERS = 6;

    /// Two that are neighbors.
    record Wire(Router a, Router b) {}

    final World world;

    /// Whether all of them restart gracefully (RFC 4724): one network in three.
    final boolean restarts;

    final List<Wire> wires = new ArrayList<>();

    private enum Shape {
        LINE,
        RING,
        MESH,
        STAR,
        /// The first half is one AS, the others hang on it.
        TRANSIT
    }

    /// The network of a seed; whatever else happens in its world does not change it.
    Network(long seed, World world) {
        this.world = world;
        restarts = seed % 3 == 0;
        Dice dice = new Dice(seed);
        Shape shape = Shape.values()[dice.nextInt(Shape.values().length)];
        int size = 2 + dice.nextInt(MOST_ROUTERS - 1);
        int inside = shape == Shape.TRANSIT ? (size + 1) / 2 : 1;
        for (int i = 0; i < size; i++) {
            long as = FIRST_AS + (i < inside ? 0 : i);
            world.router("r" + (i + 1), as, "10.0.0." + (i + 1));
        }
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (wired(shape, i, j, size, inside)) {
                    wire(world.routers.get(i), world.routers.get(j));
                }
            }
        }
        routes(dice);
    }

    private static boolean wired(Shape shape, int i, int j, int size, int inside) {
        return switch (shape) {
            case LINE -> j == i + 1;
            case RING -> j == i + 1 || i == 0 && j == size - 1;
            case MESH -> true;
            case STAR -> i == 0;
            case TRANSIT -> j < inside || i == j - inside || i == 0;
        };
    }

    private void wire(Router a, Router b) {
        a.neighbor(b, settings -> with(settings, a, b));
        b.neighbor(a, settings -> with(settings, b, a));
        wires.add(new Wire(a, b));
    }

    private NeighborSettings with(NeighborSettings like, Router here, Router there) {
        Identity identity =
                new Identity(
                        there.address,
                        there.as,
                        here.as == there.as ? Role.INTERNAL : Role.EXTERNAL,
                        like.identity().relation(),
                        there.name,
                        "",
                        "");
        return new NeighborSettings(
                identity,
                like.transport(),
                new Timers(HOLD_SECONDS, 0, 2),
                restarts ? restarting(like.offers()) : like.offers(),
                like.policies(),
                like.shutdown(),
                like.bfd());
    }

    private static Offers restarting(Offers like) {
        return like.with(new Graceful(Graceful.Mode.YES, 30, 60, 20));
    }

    private void routes(Dice dice) {
        List<Router> routers = world.routers;
        for (int i = 0; i < routers.size(); i++) {
            for (int n = dice.nextInt(3); n >= 0; n--) {
                routers.get(i).originated.add(prefix("198.18." + (i * 8 + n) + ".0/24"));
            }
        }
        Prefix shared = prefix("203.0.113.0/24");
        routers.get(dice.nextInt(routers.size())).originated.add(shared);
        Router other = routers.get(dice.nextInt(routers.size()));
        if (!other.originated.contains(shared)) {
            other.originated.add(shared);
        }
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }
}
