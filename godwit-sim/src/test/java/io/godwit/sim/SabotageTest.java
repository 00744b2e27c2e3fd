package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.rib.RouteRow;
import io.godwit.session.Timers;
import io.godwit.speaker.NeighborSettings;
import io.godwit.wire.Address;
import io.godwit.wire.MessageType;
import io.godwit.wire.Prefix;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Each invariant can fail: something is broken on purpose, on the wire, in what a router runs
/// with, or in what is seen of it, and must be found.
class SabotageTest {
    private static final Prefix OWN = Prefix.parse("198.18.0.0/24").orElseThrow();

    private static final Prefix FORGOTTEN = Prefix.parse("192.0.2.0/24").orElseThrow();

    private final World world = new World(7);
    private final Network network = network(world);
    private final Router first = world.routers.getFirst();
    private final Router last = world.routers.getLast();
    private int passed;

    /// Four routers, four ASes, all of them neighbors of each other.
    private static Network network(World world) {
        for (long seed = 1; ; seed++) {
            Network tried = new Network(seed, new World(seed));
            long ases = tried.world.routers.stream().mapToLong(r -> r.as).distinct().count();
            if (!tried.restarts
                    && ases == 4
                    && tried.world.routers.size() == 4
                    && tried.wires.size() == 6) {
                return new Network(seed, world);
            }
        }
    }

    enum Sabotage {
        MISSING_KEEPALIVE("a session is Established by OPEN and KEEPALIVE"),
        FORGOTTEN_HOLD_TIMER("the hold time ends a silent session"),
        HASTY_HOLD_TIMER("the hold time ends no other"),
        WITHDRAWN_TWICE("what is said may be said"),
        BROKEN_LENGTH("what is said may be said"),
        ROUTE_OF_THE_DEAD("no route of a session that is down"),
        TWO_BEST("one best path at most"),
        REJECTED_BEST("one best path at most"),
        FLIPPED_DECISION("the best path is the best"),
        NO_DECISION("the best path is the best"),
        OWN_AS("no path has our own AS in it"),
        RESTLESS("attempts to connect are bounded"),
        LOST_PATH("counters add up"),
        LOST_WITHDRAWAL("wanted"),
        LOST_ANNOUNCEMENT("wanted"),
        OTHER_NEXT_HOP("wanted"),
        UNCOUNTED_KEEPALIVE("KEEPALIVE in"),
        SECOND_CONNECTION("connections of"),
        FORWARDING_LOOP("a loop to"),
        NOT_EMPTY("still has");

        private final String found;

        Sabotage(String found) {
            this.found = found;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Sabotage sabotage) {
        Invariants.all().forEach(world::watch);
        assertThatThrownBy(() -> run(sabotage))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(sabotage.found);
    }

    private void run(Sabotage sabotage) {
        before(sabotage);
        world.start();
        world.until("sessions", 60, () -> Trial.allUp(world));
        world.pass(10);
        during(sabotage);
        world.pass(60);
        Rest rest = new Rest(network);
        rest.check();
        rest.close();
    }

    private void before(Sabotage sabotage) {
        switch (sabotage) {
            case MISSING_KEEPALIVE -> mangle(m -> type(m) == MessageType.KEEPALIVE ? none() : m);
            case BROKEN_LENGTH -> mangle(m -> type(m) == MessageType.UPDATE ? with(m, 22, 200) : m);
            case WITHDRAWN_TWICE -> mangle(m -> type(m) == MessageType.UPDATE ? twice(m) : m);
            case LOST_WITHDRAWAL -> mangle(m -> isWithdrawal(m) ? none() : m);
            case LOST_ANNOUNCEMENT -> mangle(m -> isAnnouncement(m) && passed++ == 1 ? none() : m);
            case OTHER_NEXT_HOP -> mangle(SabotageTest::otherNextHop);
            case UNCOUNTED_KEEPALIVE ->
                    mangle(m -> type(m) == MessageType.KEEPALIVE && ++passed % 9 == 8 ? none() : m);
            case FORGOTTEN_HOLD_TIMER -> believe(90);
            case TWO_BEST -> glasses(r -> best(r, true));
            case REJECTED_BEST -> glasses(r -> r.best() ? rejected(r) : r);
            case NO_DECISION -> glasses(r -> best(r, false));
            default -> {}
        }
    }

    private void during(Sabotage sabotage) {
        switch (sabotage) {
            case FORGOTTEN_HOLD_TIMER -> {
                believe(3);
                world.routers.forEach(r -> world.routers.forEach(o -> world.cut(r, o)));
            }
            case HASTY_HOLD_TIMER -> {
                believe(90);
                world.routers.forEach(r -> world.routers.forEach(o -> world.cut(r, o)));
            }
            case LOST_WITHDRAWAL -> first.speaker.withdraw(OWN);
            case ROUTE_OF_THE_DEAD -> {
                List<RouteRow> old = new ArrayList<>(first.table());
                first.glasses = _ -> old;
                world.routers.stream().filter(r -> r != first).forEach(Router::crash);
            }
            case FLIPPED_DECISION -> flip();
            case LOST_PATH -> {
                first.glasses = rows -> rows.subList(1, rows.size());
                first.speaker.withdraw(OWN);
            }
            case OWN_AS -> {
                glasses(row -> path(row, first.as));
                first.speaker.withdraw(OWN);
            }
            case RESTLESS -> first.connects += 1000;
            case SECOND_CONNECTION -> first.pipes.add(first.pipes.getFirst());
            case FORWARDING_LOOP -> loop();
            case NOT_EMPTY -> last.speaker.originate(FORGOTTEN);
            default -> {}
        }
    }

    /// What is between the first router and the others does this to all that it says.
    private void mangle(UnaryOperator<byte[]> change) {
        world.net.mangler = Optional.of((from, _, m) -> from == first ? change.apply(m) : m);
    }

    private void glasses(UnaryOperator<RouteRow> change) {
        first.glasses = rows -> rows.stream().map(change).toList();
    }

    /// A path that is not the best of its prefix is shown as it, wherever there are several.
    private void flip() {
        for (Router router : world.routers) {
            router.glasses =
                    rows ->
                            rows.stream()
                                    .map(r -> several(rows, r) ? best(r, !r.best()) : r)
                                    .toList();
            router.originated.stream().findFirst().ifPresent(router.speaker::withdraw);
        }
    }

    private static boolean several(List<RouteRow> rows, RouteRow row) {
        return rows.stream().filter(r -> r.prefix().equals(row.prefix()) && r.valid()).count() == 2
                && row.valid();
    }

    /// Two routers show each other as next hop of what both of them have heard.
    private void loop() {
        String prefix = last.originated.getFirst().toString();
        Router other = world.routers.get(1);
        first.glasses = rows -> toward(rows, prefix, other);
        other.glasses = rows -> toward(rows, prefix, first);
        new Rest(network).follow(first, prefix);
    }

    private static List<RouteRow> toward(List<RouteRow> rows, String prefix, Router hop) {
        return rows.stream().map(r -> r.prefix().equals(prefix) ? hop(r, hop.address) : r).toList();
    }

    /// From now on, the configuration says another hold time than what runs.
    private void believe(int seconds) {
        for (Router router : world.routers) {
            router.neighbors.replaceAll(n -> hold(n, seconds));
        }
    }

    private static NeighborSettings hold(NeighborSettings n, int seconds) {
        return n.with(new Timers(seconds, 0, 2));
    }

    private static MessageType type(byte[] message) {
        return MessageType.of(message[18]);
    }

    private static byte[] none() {
        return new byte[0];
    }

    private static boolean isWithdrawal(byte[] m) {
        return type(m) == MessageType.UPDATE && (m[19] != 0 || m[20] != 0);
    }

    private static boolean isAnnouncement(byte[] m) {
        return type(m) == MessageType.UPDATE && (m[21] != 0 || m[22] != 0);
    }

    private static byte[] with(byte[] message, int at, int value) {
        byte[] other = message.clone();
        other[at] = (byte) value;
        return other;
    }

    /// An UPDATE, and one more that withdraws what nobody has announced.
    private static byte[] twice(byte[] message) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(message);
        String withdrawal = "ff".repeat(16) + "001b02" + "0004" + "18c00002" + "0000";
        both.writeBytes(HexFormat.of().parseHex(withdrawal));
        return both.toByteArray();
    }

    /// NEXT_HOP (3) names somebody else.
    private static byte[] otherNextHop(byte[] m) {
        for (int at = 23; isAnnouncement(m) && at < m.length - 6; at++) {
            if (m[at] == 0x40 && m[at + 1] == 3 && m[at + 2] == 4) {
                return with(m, at + 6, 77);
            }
        }
        return m;
    }

    private static RouteRow best(RouteRow row, boolean best) {
        return row(row, best, row.valid(), row.peer(), row.nextHop(), row.asPath());
    }

    private static RouteRow rejected(RouteRow row) {
        return row(row, row.best(), false, row.peer(), row.nextHop(), row.asPath());
    }

    private static RouteRow hop(RouteRow row, Address hop) {
        return row(row, row.best(), row.valid(), Optional.of(hop), Optional.of(hop), row.asPath());
    }

    /// A path that another AS told has one AS more in it.
    private static RouteRow path(RouteRow row, long as) {
        String longer = row.peer().isPresent() ? row.asPath() + " " + as : row.asPath();
        return row(row, row.best(), row.valid(), row.peer(), row.nextHop(), longer);
    }

    private static RouteRow row(
            RouteRow like,
            boolean best,
            boolean valid,
            Optional<Address> peer,
            Optional<Address> nextHop,
            String asPath) {
        return new RouteRow(
                like.prefix(),
                best,
                like.pathId(),
                peer,
                like.peerName(),
                nextHop,
                asPath,
                like.origin(),
                like.med(),
                like.localPref(),
                like.communities(),
                like.largeCommunities(),
                like.extendedCommunities(),
                like.otherAttributes(),
                valid,
                "",
                "",
                like.rejectedBy(),
                "",
                "",
                "",
                "",
                like.stale(),
                like.longLived());
    }
}
