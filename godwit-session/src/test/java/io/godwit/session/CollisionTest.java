package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// RFC 4271 §6.8 and RFC 6286 §2.3: one connection of two survives. `ours` is the one we opened,
/// `theirs` the one the neighbor opened.
class CollisionTest {

    private static final int LOW = 0x0A000001;

    /// Negative as an int: the comparison has to be unsigned.
    private static final int HIGH = 0xF0000001;

    /// One session with both connections in OpenSent.
    private static final class Two {
        final Rig rig;
        final int ours;
        final int theirs;
        final int theirId;

        Two(int ourId, int theirId) {
            rig = new Rig(Rig.settings(ourId, false));
            this.theirId = theirId;
            ours = rig.openSent();
            theirs = rig.accept();
            assertThat(rig.words()).containsExactly("open");
            assertThat(rig.session.state()).isEqualTo(State.OPEN_SENT);
        }

        List<String> open(int connection) {
            rig.feed(new Event.OpenReceived(connection, Rig.theirOpen(90, theirId)));
            return said();
        }

        List<String> keepalive(int connection) {
            rig.feed(new Event.KeepaliveReceived(connection));
            return said();
        }

        List<String> close(int connection) {
            rig.feed(new Event.TcpClosed(connection, "reset"));
            return said();
        }

        /// The actions with the connection each of them concerns.
        List<String> said() {
            List<String> said = new ArrayList<>();
            for (Action action : rig.actions) {
                switch (action) {
                    case Action.Send s ->
                            said.add(
                                    which(s.connection())
                                            + " "
                                            + switch (s.type()) {
                                                case OPEN -> "open";
                                                case KEEPALIVE -> "keepalive";
                                                case NOTIFICATION -> Rig.numbers(s);
                                                case UPDATE, ROUTE_REFRESH -> "?";
                                            });
                    case Action.Close c -> said.add(which(c.connection()) + " close");
                    case Action.Established e -> said.add(which(e.connection()) + " up");
                    case Action.SessionDown d -> said.add(which(d.connection()) + " down");
                    case Action.Connect _, Action.AttemptFailed _, Action.StateChanged _ -> {}
                }
            }
            return said;
        }

        private String which(int connection) {
            return connection == ours ? "ours" : connection == theirs ? "theirs" : "new";
        }
    }

    @Tag("4271-6.8-1")
    @Test
    void greaterIdentifierOfTheNeighborKeepsItsConnection() {
        Two two = new Two(LOW, HIGH);
        assertThat(two.open(two.theirs))
                .as("ours is in OpenSent")
                .containsExactly("theirs keepalive");
        assertThat(two.open(two.ours)).containsExactly("ours 6/7", "ours close");
        assertThat(two.rig.session.state()).isEqualTo(State.OPEN_CONFIRM);
        assertThat(two.keepalive(two.theirs)).containsExactly("theirs up");
        assertThat(two.rig.session.establishedConnection()).isEqualTo(two.theirs);
        assertThat(two.open(two.ours)).as("late message of the closed one").isEmpty();
    }

    @Tag("4271-6.8-1")
    @Test
    void greaterIdentifierOfOursKeepsOurConnection() {
        Two two = new Two(HIGH, LOW);
        assertThat(two.open(two.ours)).containsExactly("ours keepalive");
        assertThat(two.open(two.theirs)).containsExactly("theirs 6/7", "theirs close");
        assertThat(two.keepalive(two.ours)).containsExactly("ours up");
    }

    @Test
    void openOnTheWorseConnectionIsAnsweredAtOnce() {
        Two two = new Two(HIGH, LOW);
        assertThat(two.open(two.theirs)).containsExactly("theirs keepalive");
        assertThat(two.keepalive(two.theirs)).as("waits for the better one").isEmpty();
        assertThat(two.rig.session.state()).isEqualTo(State.OPEN_CONFIRM);
        assertThat(two.open(two.ours))
                .containsExactly("theirs 6/7", "theirs close", "ours keepalive");
        assertThat(two.keepalive(two.ours)).containsExactly("ours up");
    }

    @Test
    void worseConnectionGoesOnWhenTheBetterOneIsClosed() {
        Two two = new Two(HIGH, LOW);
        two.open(two.theirs);
        assertThat(two.close(two.ours)).containsExactly("ours close");
        assertThat(two.rig.session.state()).isEqualTo(State.OPEN_CONFIRM);
        assertThat(two.keepalive(two.theirs)).containsExactly("theirs up");
    }

    @Test
    void worseConnectionGoesStraightUpWhenItsKeepaliveWaitedToo() {
        Two two = new Two(HIGH, LOW);
        two.open(two.theirs);
        two.keepalive(two.theirs);
        assertThat(two.close(two.ours)).containsExactly("ours close", "theirs up");
        assertThat(two.rig.only(Action.StateChanged.class).to()).isEqualTo(State.ESTABLISHED);
        assertThat(two.rig.session.establishedConnection()).isEqualTo(two.theirs);
    }

    @Test
    void worseConnectionWaitsTwoSecondsAtMost() {
        Two two = new Two(HIGH, LOW);
        two.open(two.theirs);
        two.keepalive(two.theirs);
        two.rig.pass(1.9);
        assertThat(two.said()).doesNotContain("theirs up");
        two.rig.pass(0.1);
        assertThat(two.said()).containsExactly("theirs up");
    }

    @Test
    void worseConnectionWaitsNoLongerWhenTheNeighborSendsMore() {
        for (boolean update : new boolean[] {true, false}) {
            Two two = new Two(HIGH, LOW);
            two.open(two.theirs);
            two.keepalive(two.theirs);
            two.rig.feed(
                    update
                            ? new Event.UpdateReceived(two.theirs)
                            : new Event.RouteRefreshReceived(two.theirs));
            assertThat(two.said()).containsExactly("theirs up");
        }
    }

    /// Established on the worse one after the wait; then the OPEN of the better one comes.
    private static Two late(boolean heardMore) {
        Two two = new Two(HIGH, LOW);
        two.open(two.theirs);
        two.keepalive(two.theirs);
        two.rig.pass(2);
        assertThat(two.said()).containsExactly("theirs up");
        if (heardMore) {
            assertThat(two.rig.session.updateReceived(two.theirs, two.rig.now)).isTrue();
        }
        return two;
    }

    @Test
    void establishedWinsOverABetterConnectionThatIsLate() {
        Two two = late(true);
        assertThat(two.open(two.ours)).containsExactly("ours 6/7", "ours close");
        assertThat(two.rig.session.state()).isEqualTo(State.ESTABLISHED);
        assertThat(two.rig.session.updateReceived(two.theirs, two.rig.now)).isTrue();
        assertThat(two.rig.session.lastDown()).as("no matter for the operator").isEmpty();
    }

    @Test
    void aLateOpenWaitsForTheNeighborsWord() {
        Two two = late(false);
        assertThat(two.open(two.ours)).isEmpty();
        two.rig.pass(1.9);
        assertThat(two.said()).doesNotContain("ours 6/7");
        two.rig.pass(0.1);
        assertThat(two.said()).containsExactly("ours 6/7", "ours close");
        assertThat(two.rig.session.state()).isEqualTo(State.ESTABLISHED);
    }

    @Test
    void aLateOpenCountsWhenTheNeighborDropsTheOtherConnection() {
        Two two = late(false);
        two.open(two.ours);
        Notification dropped = Notification.cease(Notification.COLLISION_RESOLUTION);
        two.rig.feed(new Event.NotificationReceived(two.theirs, dropped));
        assertThat(two.said()).containsExactly("theirs close", "theirs down", "ours keepalive");
        assertThat(two.rig.session.state()).isEqualTo(State.OPEN_CONFIRM);
        assertThat(two.keepalive(two.ours)).containsExactly("ours up");
    }

    @Test
    void aLateOpenCountsWhenTheNeighborConfirmsIt() {
        Two two = late(false);
        two.open(two.ours);
        assertThat(two.keepalive(two.ours))
                .containsExactly(
                        "theirs 6/7", "theirs close", "theirs down", "ours keepalive", "ours up");
        assertThat(two.rig.session.establishedConnection()).isEqualTo(two.ours);
    }

    @Test
    void aLateOpenEndsWhenTheNeighborDropsIt() {
        Two two = late(false);
        two.open(two.ours);
        Notification dropped = Notification.cease(Notification.COLLISION_RESOLUTION);
        two.rig.feed(new Event.NotificationReceived(two.ours, dropped));
        assertThat(two.said()).containsExactly("ours close");
        assertThat(two.rig.session.establishedConnection()).isEqualTo(two.theirs);
    }

    @Test
    void theWaitDoesNotEndWhileInputIsUnread() {
        Two two = new Two(HIGH, LOW);
        two.open(two.theirs);
        two.keepalive(two.theirs);
        two.rig.now += 3_000_000_000L;
        two.rig.session.tick(two.rig.now, two.rig.now, true, action -> {});
        assertThat(two.rig.session.state()).isEqualTo(State.OPEN_CONFIRM);
        assertThat(two.open(two.ours)).contains("theirs close", "ours keepalive");
    }

    @Tag("6286-2.3-1")
    @Tag("6286-2.3-2")
    @Test
    void equalIdentifiersAreDecidedByTheGreaterAs() {
        Two two = new Two(LOW, LOW);
        assertThat(Rig.THEIR_AS).isGreaterThan(Rig.OUR_AS);
        two.open(two.ours);
        assertThat(two.open(two.theirs))
                .containsExactly("ours 6/7", "ours close", "theirs keepalive");
    }

    @Test
    void ourAttemptThatIsStillConnectingIsGivenUp() {
        for (int theirId : new int[] {LOW, HIGH}) {
            Rig rig = new Rig();
            int ours = rig.start();
            int theirs = rig.accept();
            assertThat(rig.words()).containsExactly("open");
            rig.feed(new Event.OpenReceived(theirs, Rig.theirOpen(90, theirId + 5)));
            assertThat(rig.words()).containsExactly("close", "failed", "keepalive");
            assertThat(rig.only(Action.Close.class).connection()).isEqualTo(ours);
            rig.feed(new Event.TcpConnected(ours));
            assertThat(rig.words()).as("too late").containsExactly("close");
            rig.feed(new Event.KeepaliveReceived(theirs));
            assertThat(rig.session.establishedConnection()).isEqualTo(theirs);
        }
    }

    @Test
    void failureOfOurAttemptLeavesTheNeighborsConnectionAlone() {
        Rig rig = new Rig();
        int ours = rig.start();
        int theirs = rig.accept();
        rig.feed(new Event.TcpFailed(ours, "Connection refused"));
        assertThat(rig.session.state()).isEqualTo(State.OPEN_SENT);
        rig.feed(new Event.OpenReceived(theirs, Rig.theirOpen()));
        assertThat(rig.words()).containsExactly("keepalive");
    }

    /// §8.2.2: the second connection gets its OPEN at once, whatever the first one's state.
    @Tag("4271-6.8-2")
    @Tag("4271-8.2.2-2")
    @Test
    void connectionDuringOpenConfirmGetsItsOpenAtOnce() {
        for (boolean theyWin : new boolean[] {true, false}) {
            Rig rig = new Rig(Rig.settings(theyWin ? LOW : HIGH, false));
            int theirId = theyWin ? HIGH : LOW;
            int ours = rig.openSent();
            rig.feed(new Event.OpenReceived(ours, Rig.theirOpen(90, theirId)));
            int theirs = rig.accept();
            assertThat(rig.words()).containsExactly("open");
            rig.feed(new Event.OpenReceived(theirs, Rig.theirOpen(90, theirId)));
            if (theyWin) {
                assertThat(rig.words()).containsExactly("send 6/7", "close", "failed", "keepalive");
                assertThat(rig.only(Action.Close.class).connection()).isEqualTo(ours);
            } else {
                assertThat(rig.words()).containsExactly("send 6/7", "close", "failed");
                assertThat(rig.only(Action.Close.class).connection()).isEqualTo(theirs);
            }
            rig.feed(new Event.KeepaliveReceived(theyWin ? theirs : ours));
            assertThat(rig.words()).containsExactly("up");
        }
    }

    @Tag("4271-8.2.2-2")
    @Tag("4724-5-1")
    @Test
    void connectionDuringEstablishedIsClosedWhenItsOpenArrives() {
        for (int theirId : new int[] {LOW + 1, HIGH}) {
            Rig rig = new Rig();
            int ours = rig.established(Rig.theirOpen(90, theirId));
            int theirs = rig.accept();
            assertThat(rig.words()).containsExactly("open");
            rig.feed(new Event.OpenReceived(theirs, Rig.theirOpen(90, theirId)));
            assertThat(rig.words()).containsExactly("send 6/7", "close", "failed");
            assertThat(rig.only(Action.Close.class).connection()).isEqualTo(theirs);
            assertThat(rig.session.establishedConnection()).isEqualTo(ours);
            assertThat(rig.all(Action.StateChanged.class)).isEmpty();
        }
    }

    @Tag("4271-8.2.1-3")
    @Test
    void secondConnectionTakesOverWhenTheSessionEnds() {
        Rig rig = new Rig();
        int ours = rig.established();
        int theirs = rig.accept();
        rig.feed(new Event.TcpClosed(ours, "reset"));
        assertThat(rig.words()).containsExactly("close", "down");
        assertThat(rig.session.state()).isEqualTo(State.OPEN_SENT);
        Action.StateChanged change = rig.only(Action.StateChanged.class);
        assertThat(change.from()).isEqualTo(State.ESTABLISHED);
        assertThat(change.to()).isEqualTo(State.OPEN_SENT);
        assertThat(change.rfcEvent()).as("the TCP failure").isEqualTo(18);
        rig.feed(new Event.OpenReceived(theirs, Rig.theirOpen()));
        rig.feed(new Event.KeepaliveReceived(theirs));
        assertThat(rig.session.establishedConnection()).isEqualTo(theirs);
    }

    @Tag("4271-8.1.3-1")
    @Test
    void secondConnectionThatStaysSilentIsClosedAfterFourMinutes() {
        Rig rig = new Rig(Rig.timers(0, 0, 120));
        rig.established();
        int theirs = rig.accept();
        rig.pass(240);
        assertThat(rig.words()).containsExactly("send 4/0", "close", "failed");
        assertThat(rig.only(Action.Close.class).connection()).isEqualTo(theirs);
        assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
    }

    /// Nothing arrives any more: the second connection would keep us from trying for four minutes.
    @Test
    void secondConnectionEndsWithASessionThatIsAsSilent() {
        for (boolean late : new boolean[] {false, true}) {
            Rig rig = new Rig(Rig.timers(9, 3, 120));
            rig.established(Rig.theirOpen(9, Rig.THEIR_ID));
            rig.pass(late ? 5 : 0);
            rig.accept();
            rig.pass(late ? 4 : 9);
            assertThat(rig.session.state()).isEqualTo(late ? State.OPEN_SENT : State.IDLE);
            if (late) {
                assertThat(rig.words()).containsSubsequence("send 4/0", "close", "down");
            } else {
                assertThat(rig.lastDown().text()).contains("nothing heard for 9 s");
                assertThat(rig.words())
                        .containsSubsequence(
                                "send 4/0", "close", "failed", "send 4/0", "close", "down");
            }
        }
    }

    /// CollisionDetectEstablishedState: §6.8 decides in Established as well.
    @Test
    void whereConfiguredABetterConnectionReplacesAnEstablishedOne() {
        for (int ourId : new int[] {LOW, HIGH}) {
            Rig rig = new Rig(colliding(ourId));
            int ours = rig.established(Rig.theirOpen(90, LOW + 1));
            int theirs = rig.accept();
            rig.feed(new Event.OpenReceived(theirs, Rig.theirOpen(90, LOW + 1)));
            boolean theyWin = ourId == LOW;
            assertThat(rig.only(Action.Close.class).connection())
                    .isEqualTo(theyWin ? ours : theirs);
            assertThat(rig.words()).contains("send 6/7", theyWin ? "down" : "failed");
        }
    }

    private static SessionSettings colliding(int ourId) {
        SessionSettings like = Rig.settings(ourId, false);
        return new SessionSettings(
                like.localAs(),
                ourId,
                like.neighborAs(),
                new FsmOptions(false, true, IdleHold.STANDARD, 0, true, true),
                like.timers(),
                like.offers(),
                like.restart());
    }

    /// §6.8 step 3, and 2: where the neighbor opened both, the older one stays if the greater
    /// identifier is ours.
    @Test
    void ofTwoConnectionsOfTheNeighborTheStepsDecide() {
        for (boolean theyWin : new boolean[] {true, false}) {
            Rig rig = new Rig(Rig.settings(theyWin ? LOW : HIGH, true));
            Open open = Rig.theirOpen(90, theyWin ? HIGH : LOW);
            rig.feed(new Event.ManualStart());
            int older = rig.accept();
            rig.feed(new Event.OpenReceived(older, open));
            int newer = rig.accept();
            assertThat(rig.words()).containsExactly("open");
            rig.feed(new Event.OpenReceived(newer, open));
            assertThat(rig.words()).contains("send 6/7");
            assertThat(rig.only(Action.Close.class).connection())
                    .isEqualTo(theyWin ? older : newer);
            rig.feed(new Event.KeepaliveReceived(theyWin ? newer : older));
            assertThat(rig.words()).containsExactly("up");
        }
    }

    @Test
    void thirdConnectionReplacesTheOlderOneOfTheNeighbor() {
        Rig rig = new Rig();
        rig.start();
        int older = rig.accept();
        int newer = rig.accept();
        assertThat(rig.words()).containsExactly("send 6/7", "close", "failed", "open");
        assertThat(rig.only(Action.Close.class).connection()).isEqualTo(older);
        rig.feed(new Event.OpenReceived(newer, Rig.theirOpen()));
        rig.feed(new Event.KeepaliveReceived(newer));
        assertThat(rig.session.establishedConnection()).isEqualTo(newer);
    }

    @Test
    void thirdConnectionIsRefused() {
        Two two = new Two(HIGH, LOW);
        two.open(two.theirs);
        two.keepalive(two.theirs);
        two.rig.pass(2);
        assertThat(two.rig.session.state()).isEqualTo(State.ESTABLISHED);
        int third = two.rig.accept();
        assertThat(two.said())
                .as("ours still waits for its OPEN")
                .containsExactly("new 6/5", "new close");
        assertThat(two.rig.only(Action.Close.class).connection()).isEqualTo(third);
    }

    @Test
    void collisionCeaseOfTheNeighborLeavesUsListening() {
        Rig rig = new Rig();
        int ours = rig.openConfirm();
        rig.feed(new Event.NotificationReceived(ours, Notification.cease(7)));
        assertThat(rig.words()).containsExactly("close", "failed");
        assertThat(rig.session.state()).isEqualTo(State.ACTIVE);
        rig.accept();
        assertThat(rig.words()).as("the connection the neighbor chose").containsExactly("open");
    }

    @Test
    void manualStopEndsBothConnections() {
        Two two = new Two(HIGH, LOW);
        two.rig.feed(new Event.ManualStop(Rig.shutdown()));
        assertThat(two.said())
                .containsExactly("theirs 6/2", "theirs close", "ours 6/2", "ours close");
        assertThat(two.rig.session.state()).isEqualTo(State.IDLE);
        assertThat(two.rig.session.nextDeadlineNanos()).isEqualTo(NeighborSession.NEVER);
    }

    @Test
    void badOpenOnOneConnectionLeavesTheOther() {
        Two two = new Two(LOW, HIGH);
        two.rig.feed(new Event.Malformed(two.ours, Notification.notSynchronized(), "marker"));
        assertThat(two.said()).containsExactly("ours 1/1", "ours close");
        assertThat(two.open(two.theirs)).containsExactly("theirs keepalive");
    }

    /// Every order in which two OPENs and two KEEPALIVEs can arrive, each KEEPALIVE behind its
    /// OPEN, for both outcomes of the comparison.
    static Stream<List<String>> orders() {
        List<List<String>> orders = new ArrayList<>();
        permute(List.of("oo", "ok", "to", "tk"), new ArrayList<>(), orders);
        return orders.stream()
                .filter(order -> order.indexOf("oo") < order.indexOf("ok"))
                .filter(order -> order.indexOf("to") < order.indexOf("tk"))
                .flatMap(order ->
                        Stream.of("we win", "they win")
                                .map(winner -> {
                                    List<String> all = new ArrayList<>(order);
                                    all.addFirst(winner);
                                    return all;
                                }));
    }

    private static void permute(List<String> rest, List<String> done, List<List<String>> orders) {
        if (rest.isEmpty()) {
            orders.add(List.copyOf(done));
        }
        for (String next : rest) {
            List<String> others = new ArrayList<>(rest);
            others.remove(next);
            done.add(next);
            permute(others, done, orders);
            done.removeLast();
        }
    }

    @Tag("4271-6.8-1")
    @Tag("4271-8.2.1.2-1")
    @Tag("4271-8.2.1-3")
    @ParameterizedTest
    @MethodSource("orders")
    void preferredConnectionWinsInEveryOrderOfMessages(List<String> order) {
        boolean weWin = order.getFirst().equals("we win");
        Two two = new Two(weWin ? HIGH : LOW, weWin ? LOW : HIGH);
        List<String> said = new ArrayList<>();
        for (String step : order.subList(1, order.size())) {
            int connection = step.startsWith("o") ? two.ours : two.theirs;
            said.addAll(step.endsWith("o") ? two.open(connection) : two.keepalive(connection));
        }
        int winner = weWin ? two.ours : two.theirs;
        assertThat(two.rig.session.establishedConnection()).isEqualTo(winner);
        String loser = weWin ? "theirs" : "ours";
        assertThat(said).contains(loser + " 6/7", loser + " close").doesNotContain(loser + " up");
        assertThat(said).filteredOn(word -> word.endsWith("close")).hasSize(1);
    }
}
