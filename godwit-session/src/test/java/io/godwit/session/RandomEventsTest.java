package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Bytes;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Any event at any time: the promises of the actions hold whatever a neighbor or a network does.
class RandomEventsTest {

    private static final int SEEDS = Integer.getInteger("seeds", 2000);
    private static final int EVENTS = 120;

    /// Carries out the actions in the mind and checks that each of them makes sense.
    private static final class Judge {
        final Rig rig;
        final boolean passive;
        final Set<Integer> open = new HashSet<>();
        final Set<Integer> dialling = new HashSet<>();
        int up = Machine.NO_CONNECTION;
        boolean stopped;

        Judge(Rig rig, boolean passive) {
            this.rig = rig;
            this.passive = passive;
        }

        void judge(List<Action> actions) {
            State last = null;
            for (Action action : actions) {
                switch (action) {
                    case Action.Connect(int id) -> {
                        assertThat(passive || stopped).isFalse();
                        assertThat(id % 2).isEqualTo(1);
                        dialling.add(id);
                    }
                    case Action.Send(int id, Bytes message, MessageType type) -> {
                        assertThat(open).contains(id);
                        assertThat(message.at(18)).isEqualTo(type.code());
                    }
                    case Action.Close(int id) ->
                            assertThat(open.remove(id) || dialling.remove(id)).isTrue();
                    case Action.Established(int id, Negotiated negotiated) -> {
                        assertThat(up).isZero();
                        assertThat(negotiated.families()).isNotEmpty();
                        up = id;
                    }
                    case Action.SessionDown(int id, Down why) -> {
                        assertThat(id).isEqualTo(up);
                        assertThat(why.text()).isNotBlank().doesNotContain("\n");
                        up = Machine.NO_CONNECTION;
                    }
                    case Action.AttemptFailed(_, Down why) ->
                            assertThat(why.text()).isNotBlank().doesNotContain("\n");
                    case Action.StateChanged changed -> last = changed.to();
                }
            }
            NeighborSession session = rig.session;
            if (last != null) {
                assertThat(session.state()).isEqualTo(last);
            }
            assertThat(session.state() == State.ESTABLISHED).isEqualTo(up != 0);
            assertThat(session.establishedConnection()).isEqualTo(up);
            assertThat(open.size() + dialling.size()).isLessThanOrEqualTo(2);
            assertThat(session.transitions()).hasSizeLessThanOrEqualTo(32);
            if (session.state() == State.IDLE) {
                assertThat(open).isEmpty();
                assertThat(dialling).isEmpty();
            }
        }
    }

    @Test
    void promisesHoldForAnySequenceOfEvents() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            boolean passive = random.nextInt(4) == 0;
            Judge judge = new Judge(new Rig(Rig.settings(Rig.OUR_ID, passive)), passive);
            try {
                for (int i = 0; i < EVENTS; i++) {
                    step(judge, random);
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void step(Judge judge, Random random) {
        Rig rig = judge.rig;
        int what = random.nextInt(40);
        if (what < 8) {
            // Most sequences would never leave OpenSent: help them on.
            advance(judge, random);
        } else if (what < 12) {
            judge.judge(rig.pass(random.nextDouble() * 5, random.nextBoolean()));
        } else if (what == 12) {
            judge.judge(rig.pass(300));
        } else {
            feed(judge, event(judge, random, what - 13));
        }
    }

    private static void advance(Judge judge, Random random) {
        for (int id : List.copyOf(judge.dialling)) {
            feed(judge, new Event.TcpConnected(id));
        }
        for (int id : List.copyOf(judge.open)) {
            if (judge.open.contains(id) && random.nextBoolean()) {
                feed(judge, new Event.OpenReceived(id, open(random)));
            }
            if (judge.open.contains(id) && random.nextBoolean()) {
                feed(judge, new Event.KeepaliveReceived(id));
            }
        }
    }

    private static void feed(Judge judge, Event event) {
        switch (event) {
            case Event.TcpConnected(int id) when judge.dialling.remove(id) -> judge.open.add(id);
            case Event.TcpAccepted(int id) -> judge.open.add(id);
            case Event.ManualStart _ -> judge.stopped = false;
            case Event.ManualStop _ -> judge.stopped = true;
            default -> {}
        }
        List<Action> actions = judge.rig.feed(event);
        assertThat(actions.stream().limit(Math.max(0, actions.size() - 1)))
                .as("StateChanged comes last")
                .noneMatch(Action.StateChanged.class::isInstance);
        judge.judge(actions);
    }

    private static Event event(Judge judge, Random random, int what) {
        List<Integer> ids = new ArrayList<>(judge.open);
        ids.addAll(judge.dialling);
        ids.add(9999);
        int id = ids.get(random.nextInt(ids.size()));
        return switch (what) {
            case 0, 1, 2 -> new Event.ManualStart();
            case 3 -> new Event.ManualStop(Rig.shutdown());
            case 4 -> new Event.AutomaticStart();
            case 5 -> new Event.AutomaticStop(Notification.adminReset("test"));
            case 6, 7, 8, 9 -> new Event.TcpAccepted(judge.rig.session.nextAcceptedId());
            case 10 -> new Event.TcpFailed(id, "Connection refused");
            case 11 -> new Event.TcpClosed(id, "reset");
            case 12, 13 -> new Event.OpenReceived(id, open(random));
            case 14 -> new Event.Malformed(id, Notification.notSynchronized(), "test");
            case 15 -> new Event.Malformed(id, Notification.unsupportedVersion(), "test");
            case 16 -> new Event.Malformed(id, Notification.update(1, Bytes.EMPTY), "test");
            case 17 -> new Event.NotificationReceived(id, Notification.cease(random.nextInt(11)));
            case 18 -> new Event.NotificationReceived(id, Notification.of(2, random.nextInt(12)));
            case 19, 20, 21 -> new Event.KeepaliveReceived(id);
            case 22 -> new Event.UpdateReceived(id);
            case 23 -> new Event.RouteRefreshReceived(id);
            case 24 -> new Event.DelayOpenTimerExpires(id);
            case 25 -> new Event.OpenCollisionDump(id);
            default -> new Event.HoldTimerExpires(id);
        };
    }

    private static Open open(Random random) {
        int theirId = random.nextBoolean() ? Rig.THEIR_ID : Rig.OUR_ID - 1;
        return random.nextInt(20) == 0
                ? Open.of(64999, 90, theirId, List.of())
                : Rig.theirOpen(random.nextInt(4) == 0 ? 0 : 9, theirId);
    }
}
