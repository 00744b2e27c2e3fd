package io.godwit.session;

import io.godwit.wire.Bytes;
import io.godwit.wire.Decoded;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// Two neighbors and a network between them, all from one seed. A connection keeps the order of its
/// messages in each direction; different connections overtake each other freely. The network may
/// refuse attempts, lose them, break connections, and let one end sleep through a break.
final class PipeWorld {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    /// What the network does to connections while `faulty`.
    enum Weather {
        CALM,
        RESETS,
        BLACK_HOLES
    }

    private record Timed(long at, long order, Runnable what) {}

    /// One end of a pipe as its speaker sees it.
    private static final class End {
        final Side side;
        int id;
        boolean open = true;

        /// The speaker knows the connection; until then everything that arrives waits.
        boolean announced;

        final List<Runnable> waiting = new ArrayList<>();

        /// When the last message towards this end arrives: order is kept.
        long notBefore;

        End(Side side) {
            this.side = side;
        }

        void announce(Event event) {
            announced = true;
            if (open) {
                side.feed(event);
            }
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    private static final class Pipe {
        final End client;
        final End server;
        boolean dead;

        Pipe(End client, End server) {
            this.client = client;
            this.server = server;
        }

        End end(Side side) {
            return client.side == side ? client : server;
        }

        End opposite(Side side) {
            return client.side == side ? server : client;
        }
    }

    /// One speaker.
    final class Side {
        final String name;
        final NeighborSession session;
        final List<Pipe> pipes = new ArrayList<>();
        Side peer;
        int ups;
        int downs;
        long timerSet = NeighborSession.NEVER;

        Side(String name, SessionSettings settings, int seed) {
            this.name = name;
            this.session = new NeighborSession(settings, seed);
        }

        void feed(Event event) {
            List<Action> actions = new ArrayList<>();
            session.on(event, now, actions::add);
            carryOut(actions);
        }

        private void tick() {
            List<Action> actions = new ArrayList<>();
            session.tick(now, now, false, actions::add);
            carryOut(actions);
        }

        private void carryOut(List<Action> actions) {
            actions.forEach(this::carryOut);
            long deadline = session.nextDeadlineNanos();
            if (deadline != NeighborSession.NEVER && deadline != timerSet) {
                timerSet = deadline;
                schedule(
                        Math.max(0, deadline - now),
                        () -> {
                            if (session.nextDeadlineNanos() <= now) {
                                timerSet = NeighborSession.NEVER;
                                tick();
                            }
                        });
            }
            check();
        }

        private void carryOut(Action action) {
            switch (action) {
                case Action.Connect(int id) -> dial(this, id);
                case Action.Send(int id, Bytes message, MessageType type) ->
                        transmit(this, id, message, type);
                case Action.Close(int id) -> hangUp(this, id);
                case Action.Established _ -> ups++;
                case Action.SessionDown _ -> downs++;
                case Action.AttemptFailed _, Action.StateChanged _ -> {}
            }
        }

        long openEnds() {
            return pipes.stream().filter(pipe -> pipe.end(this).open).count();
        }

        private void check() {
            if (ups - downs < 0 || ups - downs > 1) {
                throw new AssertionError(name + ": up " + ups + ", down " + downs);
            }
            if ((session.state() == State.ESTABLISHED) != (ups - downs == 1)) {
                throw new AssertionError(name + ": " + session.state() + " unannounced");
            }
            if (openEnds() > 2) {
                throw new AssertionError(name + ": " + openEnds() + " connections");
            }
        }
    }

    final Random random;
    final Side a;
    final Side b;
    private final Weather weather;
    private final long maxDelay;
    private final PriorityQueue<Timed> queue =
            new PriorityQueue<>((x, y) ->
                    x.at != y.at ? Long.compare(x.at, y.at) : Long.compare(x.order, y.order));
    private boolean faulty;
    private long order;
    long now = 1000 * SECOND;

    PipeWorld(
            long seed,
            SessionSettings forA,
            SessionSettings forB,
            Weather weather,
            long maxDelayNanos) {
        random = new Random(seed);
        this.weather = weather;
        this.faulty = weather != Weather.CALM;
        this.maxDelay = maxDelayNanos;
        a = new Side("a", forA, random.nextInt());
        b = new Side("b", forB, random.nextInt());
        a.peer = b;
        b.peer = a;
    }

    void schedule(long in, Runnable what) {
        queue.add(new Timed(now + in, order++, what));
    }

    void calm() {
        faulty = false;
    }

    void runFor(long nanos) {
        long end = now + nanos;
        while (!queue.isEmpty() && queue.peek().at <= end) {
            Timed next = queue.remove();
            now = next.at;
            next.what.run();
        }
        now = end;
    }

    /// The pipes that both ends hold.
    private long sharedPipes() {
        return a.pipes.stream()
                .filter(pipe -> b.pipes.contains(pipe) && !pipe.dead)
                .filter(pipe -> pipe.client.open && pipe.server.open)
                .count();
    }

    /// Whether both are Established over one and the same connection, with no other one left.
    boolean united() {
        return a.session.state() == State.ESTABLISHED
                && b.session.state() == State.ESTABLISHED
                && a.openEnds() == 1
                && b.openEnds() == 1
                && sharedPipes() == 1;
    }

    private long delay() {
        return (long) (random.nextDouble() * maxDelay);
    }

    private boolean chance(int percent) {
        return faulty && random.nextInt(100) < percent;
    }

    private void dial(Side side, int id) {
        Pipe pipe = new Pipe(new End(side), new End(side.peer));
        pipe.client.id = id;
        side.pipes.add(pipe);
        if (chance(20)) {
            schedule(delay(), () -> pipe.client.announce(new Event.TcpFailed(id, "refused")));
            return;
        }
        if (weather == Weather.BLACK_HOLES && chance(20)) {
            return; // the SYN is lost for good
        }
        long connected = delay() + delay();
        long accepted = Math.max(0, connected + delay() - delay());
        schedule(accepted, () -> arrive(pipe));
        schedule(connected, () -> pipe.client.announce(new Event.TcpConnected(id)));
        if (chance(50)) {
            schedule(connected + delay() * random.nextInt(20), () -> sever(pipe));
        }
    }

    private void arrive(Pipe pipe) {
        End server = pipe.server;
        server.id = server.side.session.nextAcceptedId();
        server.side.pipes.add(pipe);
        server.announce(new Event.TcpAccepted(server.id));
    }

    /// Breaks a pipe; in a black hole only one end learns it, the other one waits for its timers.
    private void sever(Pipe pipe) {
        if (!faulty) {
            return;
        }
        boolean clientLearns = weather == Weather.RESETS || random.nextBoolean();
        if (clientLearns) {
            inOrder(pipe.client, () -> close(pipe.client));
        }
        if (weather == Weather.RESETS || !clientLearns) {
            inOrder(pipe.server, () -> close(pipe.server));
        }
        pipe.dead = true;
    }

    private void close(End end) {
        if (end.open) {
            end.side.feed(new Event.TcpClosed(end.id, "reset"));
        }
    }

    private void hangUp(Side side, int id) {
        Pipe pipe = find(side, id);
        pipe.end(side).open = false;
        End opposite = pipe.opposite(side);
        if (!pipe.dead) {
            inOrder(opposite, () -> close(opposite));
        }
    }

    private void transmit(Side side, int id, Bytes message, MessageType type) {
        Pipe pipe = find(side, id);
        End opposite = pipe.opposite(side);
        if (!pipe.end(side).open) {
            throw new AssertionError(side.name + " sends on a closed connection");
        }
        side.session.octetsSent(id, now);
        if (!pipe.dead) {
            inOrder(
                    opposite,
                    () -> {
                        if (opposite.open) {
                            opposite.side.feed(event(opposite.id, message, type));
                        }
                    });
        }
    }

    private void inOrder(End to, Runnable what) {
        to.notBefore = Math.max(to.notBefore, now + delay());
        schedule(
                to.notBefore - now,
                () -> {
                    if (to.announced) {
                        what.run();
                    } else {
                        to.waiting.add(what);
                    }
                });
    }

    private static Pipe find(Side side, int id) {
        return side.pipes.stream()
                .filter(pipe -> pipe.end(side).id == id)
                .findFirst()
                .orElseThrow();
    }

    static Event event(int id, Bytes message, MessageType type) {
        byte[] octets = message.toArray();
        return switch (type) {
            case OPEN -> new Event.OpenReceived(id, ok(Open.read(octets, 0, octets.length)));
            case NOTIFICATION ->
                    new Event.NotificationReceived(
                            id, ok(Notification.read(octets, 0, octets.length)));
            case KEEPALIVE -> new Event.KeepaliveReceived(id);
            case UPDATE -> new Event.UpdateReceived(id);
            case ROUTE_REFRESH -> new Event.RouteRefreshReceived(id);
        };
    }

    private static <T> T ok(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Ok<T>(T value) -> value;
            case Decoded.Bad<T>(Notification n, String why) ->
                    throw new AssertionError(n + " " + why);
        };
    }
}
