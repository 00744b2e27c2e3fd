package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.wire.Notification;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// RFC 4271 §10 and the timers of §8, on a virtual clock.
class TimersTest {

    private static final Event.IdleHoldTimerExpires NONE = new Event.IdleHoldTimerExpires();

    private static double secondsToDeadline(Rig rig) {
        return (rig.session.nextDeadlineNanos() - rig.now) / (double) Rig.SECOND;
    }

    @Test
    void nothingRunsBeforeTheStart() {
        Rig rig = new Rig();
        assertThat(rig.session.nextDeadlineNanos()).isEqualTo(NeighborSession.NEVER);
        assertThat(rig.session.state()).isEqualTo(State.IDLE);
        assertThat(rig.pass(1e6)).isEmpty();
    }

    @Tag("4271-8.1.2-2")
    @Test
    void firstConnectGoesOutAtOnce() {
        Rig rig = new Rig();
        rig.feed(new Event.ManualStart());
        assertThat(rig.words()).containsExactly("connect");
        assertThat(rig.session.state()).isEqualTo(State.CONNECT);
    }

    @Tag("4271-8.2.2-1")
    @Test
    void connectRetryTimerIsJitteredBetweenThreeQuartersAndOne() {
        double least = 1000;
        double most = 0;
        for (int seed = 0; seed < 1000; seed++) {
            NeighborSession session = new NeighborSession(Rig.settings(), seed);
            session.on(new Event.ManualStart(), 0, action -> {});
            double seconds = session.nextDeadlineNanos() / (double) Rig.SECOND;
            least = Math.min(least, seconds);
            most = Math.max(most, seconds);
        }
        assertThat(least).isBetween(90.0, 91.0);
        assertThat(most).isBetween(119.0, 120.0);
    }

    @Test
    void jitterIsPickedAnewEachTimeAndSpreadsEvenly() {
        Jitter jitter = new Jitter(7);
        int[] buckets = new int[5];
        for (int i = 0; i < 5000; i++) {
            long nanos = jitter.apply(100 * Rig.SECOND);
            assertThat(nanos).isBetween(75 * Rig.SECOND, 100 * Rig.SECOND);
            buckets[(int) ((nanos - 75 * Rig.SECOND - 1) / (5 * Rig.SECOND))]++;
        }
        for (int count : buckets) {
            assertThat(count).isBetween(850, 1150);
        }
    }

    @Test
    void jitterDoesNotOverflowAtTheLongestTime() {
        Jitter jitter = new Jitter(0);
        for (int i = 0; i < 1000; i++) {
            long longest = 65535 * Rig.SECOND;
            assertThat(jitter.apply(longest)).isBetween(longest / 4 * 3, longest);
        }
    }

    @Test
    void connectRetryTimerExpiryDialsAgainWithAFreshId() {
        Rig rig = new Rig();
        int first = rig.start();
        rig.pass(120);
        assertThat(rig.words()).containsExactly("close", "failed", "connect");
        assertThat(rig.only(Action.Close.class).connection()).isEqualTo(first);
        assertThat(rig.dialled()).isNotEqualTo(first);
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.CONNECT_TIMEOUT);
        assertThat(rig.session.state()).isEqualTo(State.CONNECT);
    }

    @Test
    void pauseInActiveDoublesUpToTheConnectRetryTime() {
        Rig rig = new Rig(Rig.timers(90, 0, 20));
        int id = rig.start();
        List<Double> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            rig.feed(new Event.TcpFailed(id, "Connection refused"));
            assertThat(rig.session.state()).isEqualTo(State.ACTIVE);
            pauses.add(secondsToDeadline(rig));
            id = rig.redial();
        }
        double[] most = {1, 2, 4, 8, 16, 20, 20};
        for (int i = 0; i < most.length; i++) {
            assertThat(pauses.get(i)).isBetween(0.75 * most[i], most[i]);
        }
    }

    @Test
    void shortConnectRetryTimeLimitsThePauseFromTheBeginning() {
        Rig rig = new Rig(Rig.timers(9, 3, 2));
        int id = rig.start();
        for (int i = 0; i < 10; i++) {
            rig.feed(new Event.TcpFailed(id, "Connection refused"));
            assertThat(secondsToDeadline(rig)).isBetween(0.75, 2.0);
            id = rig.redial();
        }
    }

    @Test
    void sessionThatCameUpForgetsTheMissesBeforeIt() {
        Rig rig = new Rig();
        int id = rig.start();
        for (int i = 0; i < 5; i++) {
            rig.feed(new Event.TcpFailed(id, "Connection refused"));
            id = rig.redial();
        }
        rig.feed(new Event.TcpConnected(id));
        rig.feed(new Event.OpenReceived(id, Rig.theirOpen()));
        rig.feed(new Event.KeepaliveReceived(id));
        rig.feed(new Event.TcpClosed(id, "reset"));
        rig.pass(1);
        rig.feed(new Event.TcpFailed(rig.dialled(), "Connection refused"));
        assertThat(secondsToDeadline(rig)).isBetween(0.75, 1.0);
    }

    @Tag("4271-8.1.2-6")
    @Test
    void passiveNeverConnectsWhateverHappens() {
        Rig rig = new Rig(Rig.settings(Rig.OUR_ID, true));
        rig.feed(new Event.ManualStart());
        assertThat(rig.words()).isEmpty();
        assertThat(rig.only(Action.StateChanged.class).rfcEvent()).isEqualTo(4);
        assertThat(rig.session.nextDeadlineNanos()).isEqualTo(NeighborSession.NEVER);
        for (int i = 0; i < 5; i++) {
            int id = rig.accept();
            assertThat(rig.words()).containsExactly("open");
            rig.feed(new Event.TcpClosed(id, "reset"));
            assertThat(rig.session.state()).isEqualTo(State.ACTIVE);
            rig.feed(new Event.ConnectRetryTimerExpires());
            assertThat(rig.words()).isEmpty();
        }
        rig.accept();
        rig.pass(10_000);
        assertThat(rig.words()).doesNotContain("connect");
        assertThat(rig.session.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void openSentWaitsFourMinutesForTheOpen() {
        Rig rig = new Rig();
        rig.openSent();
        assertThat(rig.pass(239.9)).isEmpty();
        rig.pass(0.1);
        assertThat(rig.words()).containsExactly("send 4/0", "close", "failed");
        assertThat(rig.lastDown().text())
                .isEqualTo("hold timer expired: no OPEN within 240 s (sent 4/0)");
    }

    @Tag("4271-4.2-1")
    @Tag("4271-6.2-6")
    @Test
    void holdTimeIsTheSmallerProposal() {
        Rig rig = new Rig(Rig.timers(90, 30, 120));
        rig.established(Rig.theirOpen(9, Rig.THEIR_ID));
        assertThat(rig.session.negotiated().orElseThrow().holdTimeSeconds()).isEqualTo(9);
        assertThat(rig.session.negotiated().orElseThrow().keepaliveSeconds()).isEqualTo(3);
        rig.pass(8.9);
        assertThat(rig.words()).containsOnly("keepalive").hasSizeBetween(2, 4);
        rig.pass(0.1);
        assertThat(rig.words()).containsExactly("send 4/0", "close", "down");
        assertThat(rig.lastDown().text())
                .isEqualTo("hold timer expired: nothing heard for 9 s (sent 4/0)");
    }

    @Tag("4271-4.4-1")
    @Test
    void keepaliveTimeIsTheConfiguredOneButAtMostAThirdOfTheHoldTime() {
        int[][] configuredHoldExpected = {{0, 90, 30}, {10, 90, 10}, {60, 90, 30}, {0, 3, 1}};
        for (int[] row : configuredHoldExpected) {
            Rig rig = new Rig(Rig.timers(row[1], row[0], 120));
            rig.established();
            assertThat(rig.session.negotiated().orElseThrow().keepaliveSeconds()).isEqualTo(row[2]);
            assertThat(secondsToDeadline(rig))
                    .as("RFC 4271 §4.4: not within a second")
                    .isBetween(Math.max(1, 0.75 * row[2]), (double) row[2]);
        }
    }

    @Test
    void keepaliveAndUpdateRestartTheHoldTimerAndNothingElse() {
        Rig rig = new Rig(Rig.timers(9, 3, 120));
        int id = rig.established();
        for (int i = 0; i < 10; i++) {
            rig.pass(8);
            if (i % 2 == 0) {
                rig.feed(new Event.KeepaliveReceived(id));
            } else {
                assertThat(rig.session.updateReceived(id, rig.now)).isTrue();
            }
        }
        assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
        rig.pass(8);
        rig.feed(new Event.RouteRefreshReceived(id));
        rig.pass(1);
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.HOLD_EXPIRED);
    }

    @Test
    void updateReceivedSaysNoOutsideEstablishedAndOnOtherConnections() {
        Rig rig = new Rig();
        int id = rig.openConfirm();
        assertThat(rig.session.updateReceived(id, rig.now)).isFalse();
        rig.feed(new Event.KeepaliveReceived(id));
        assertThat(rig.session.updateReceived(id, rig.now)).isTrue();
        assertThat(rig.session.updateReceived(id + 2, rig.now)).isFalse();
        rig.feed(new Event.TcpClosed(id, "reset"));
        assertThat(rig.session.updateReceived(id, rig.now)).isFalse();
    }

    @Test
    void sentUpdatesPutOffOurKeepalive() {
        Rig rig = new Rig(Rig.timers(90, 30, 120));
        int id = rig.established();
        for (int i = 0; i < 20; i++) {
            assertThat(rig.pass(20)).isEmpty();
            rig.session.updateSent(rig.now);
            rig.session.updateReceived(id, rig.now);
        }
        rig.pass(30);
        assertThat(rig.words()).containsExactly("keepalive");
    }

    @Tag("4271-4.4-2")
    @Test
    void holdTimeZeroMeansNeitherKeepaliveNorHoldTimer() {
        Rig rig = new Rig();
        int id = rig.established(Rig.theirOpen(0, Rig.THEIR_ID));
        assertThat(rig.session.nextDeadlineNanos()).isEqualTo(NeighborSession.NEVER);
        rig.session.updateSent(rig.now);
        rig.session.updateReceived(id, rig.now);
        rig.feed(new Event.KeepaliveReceived(id));
        assertThat(rig.session.nextDeadlineNanos()).isEqualTo(NeighborSession.NEVER);
        rig.pass(1e6);
        assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
    }

    @Test
    void openConfirmRepeatsTheKeepaliveAndExpires() {
        Rig rig = new Rig(Rig.timers(9, 3, 120));
        rig.openConfirm();
        rig.pass(8.9);
        assertThat(rig.words()).containsOnly("keepalive");
        rig.pass(0.1);
        assertThat(rig.words()).containsExactly("send 4/0", "close", "failed");
    }

    @Test
    void unreadInputDefersHoldExpiry() {
        Rig rig = new Rig(Rig.timers(9, 3, 120));
        int id = rig.established();
        rig.pass(30, true);
        assertThat(rig.words()).containsOnly("keepalive");
        assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
        rig.session.updateReceived(id, rig.now);
        rig.pass(8.9);
        assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
        rig.pass(0.2);
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.HOLD_EXPIRED);
    }

    @Test
    void unreadInputThatNeverCompletesAMessageDefersByTenSecondsAtATime() {
        Rig rig = new Rig(Rig.timers(9, 3, 120));
        rig.established();
        rig.pass(9.5, true);
        assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
        rig.pass(9.6);
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.HOLD_EXPIRED);
    }

    @Tag("4271-8.1.2-3")
    @Tag("4271-8.1.3-2")
    @Tag("4271-8.1.3-3")
    @Test
    void idleHoldDoublesUpToItsLimitAndConnectsAgainByItself() {
        Rig rig = new Rig();
        int id = rig.openSent();
        for (int expected : new int[] {1, 2, 4, 4, 4}) {
            rig.feed(new Event.KeepaliveReceived(id));
            assertThat(rig.session.state()).isEqualTo(State.IDLE);
            assertThat(secondsToDeadline(rig)).isEqualTo(expected);
            rig.pass(expected);
            id = rig.dialled();
            rig.feed(new Event.TcpConnected(id));
        }
    }

    @Test
    void idleHoldBeginsAnewAfterASessionThatStayedUp() {
        Rig rig = new Rig(Rig.timers(0, 0, 120));
        int id = rig.openSent();
        for (int i = 0; i < 4; i++) {
            rig.feed(new Event.KeepaliveReceived(id));
            rig.pass(4);
            id = rig.dialled();
            rig.feed(new Event.TcpConnected(id));
        }
        rig.feed(new Event.OpenReceived(id, Rig.theirOpen()));
        rig.feed(new Event.KeepaliveReceived(id));
        rig.pass(59);
        rig.feed(new Event.TcpClosed(id, "reset"));
        assertThat(secondsToDeadline(rig)).isEqualTo(4);
        rig.pass(4);
        id = rig.dialled();
        rig.feed(new Event.TcpConnected(id));
        rig.feed(new Event.OpenReceived(id, Rig.theirOpen()));
        rig.feed(new Event.KeepaliveReceived(id));
        rig.pass(60);
        rig.feed(new Event.TcpClosed(id, "reset"));
        assertThat(secondsToDeadline(rig)).isEqualTo(1);
    }

    @Test
    void idleRefusesIncomingConnectionsUntilTheHoldIsOver() {
        Rig rig = new Rig();
        rig.feed(new Event.KeepaliveReceived(rig.openSent()));
        rig.accept();
        assertThat(rig.words()).as("RFC 4486 §4").containsExactly("send 6/5", "close");
        rig.pass(1);
        rig.accept();
        assertThat(rig.words()).containsExactly("open");
        assertThat(rig.session.state()).isEqualTo(State.OPEN_SENT);
    }

    @Test
    void manualStopStaysUntilManualStart() {
        Rig rig = new Rig();
        rig.established();
        rig.feed(new Event.ManualStop(Rig.shutdown()));
        assertThat(rig.session.isStopped()).isTrue();
        assertThat(rig.session.nextDeadlineNanos()).isEqualTo(NeighborSession.NEVER);
        rig.feed(new Event.AutomaticStart());
        assertThat(rig.words()).isEmpty();
        rig.accept();
        assertThat(rig.words()).containsExactly("send 6/5", "close");
        rig.pass(1e6);
        assertThat(rig.session.state()).isEqualTo(State.IDLE);
        rig.feed(new Event.ManualStart());
        assertThat(rig.words()).containsExactly("connect");
        assertThat(rig.session.isStopped()).isFalse();
    }

    @Test
    void manualStopInIdleCancelsTheRestart() {
        Rig rig = new Rig();
        rig.feed(new Event.KeepaliveReceived(rig.openSent()));
        rig.feed(new Event.ManualStop(Rig.shutdown()));
        rig.pass(1e6);
        assertThat(rig.session.state()).isEqualTo(State.IDLE);
        assertThat(rig.lastDown().text()).isEqualTo("shut down here: \"maintenance\"");
    }

    @Tag("4271-8.1.2-17")
    @Test
    void automaticStopStartsAgainAfterTheIdleHold() {
        Rig rig = new Rig();
        rig.established();
        rig.feed(new Event.AutomaticStop(Notification.adminReset("clear")));
        assertThat(rig.words()).containsExactly("send 6/4", "close", "down");
        rig.pass(1);
        assertThat(rig.words()).containsExactly("connect");
    }

    /// RFC 4486 §5: who asked for too much shall not come back at once.
    @Tag("4486-4-9")
    @Tag("4486-4-10")
    @Test
    void afterAShortageThePauseIsLong() {
        Rig rig = new Rig();
        rig.established();
        endForShortage(rig);
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.OUT_OF_RESOURCES);
        assertThat(rig.lastDown().text()).isEqualTo("ended here: memory is full (sent 6/8)");
        rig.pass(59);
        assertThat(rig.words()).isEmpty();
        rig.pass(1);
        assertThat(rig.words()).containsExactly("connect");
    }

    private static void endForShortage(Rig rig) {
        rig.feed(
                new Event.AutomaticStop(
                        Notification.cease(Notification.OUT_OF_RESOURCES), "memory is full"));
        assertThat(rig.words()).containsExactly("send 6/8", "close", "down");
    }

    @Test
    void connectRetryCounterCountsAsTheRfcSays() {
        Rig rig = new Rig();
        int id = rig.openSent();
        rig.feed(new Event.KeepaliveReceived(id));
        assertThat(rig.session.connectRetryCounter()).isEqualTo(1);
        rig.pass(1);
        id = rig.dialled();
        rig.feed(new Event.TcpConnected(id));
        rig.feed(new Event.NotificationReceived(id, Notification.unsupportedVersion()));
        assertThat(rig.session.connectRetryCounter()).as("event 24").isEqualTo(1);
        rig.pass(2);
        rig.feed(new Event.ManualStop(Rig.shutdown()));
        assertThat(rig.session.connectRetryCounter()).isZero();
    }

    private static Rig with(FsmOptions options, Timers timers) {
        SessionSettings like = Rig.settings();
        return new Rig(
                new SessionSettings(
                        like.localAs(),
                        like.routerId(),
                        like.neighborAs(),
                        options,
                        timers,
                        like.offers(),
                        like.restart()));
    }

    /// RFC 9687 §4.3: each message that leaves restarts it, one that is only to leave does not.
    @Tag("9687-5-1")
    @Tag("9687-5-2")
    @Tag("9687-6-1")
    @Tag("9687-6-2")
    @Tag("9687-7-1")
    @Test
    void sendHoldTimerEndsASessionThatTakesNothing() {
        int[][] configuredHoldExpected = {
            {-1, 90, 480}, {-1, 300, 600}, {120, 90, 120}, {0, 90, 0}
        };
        for (int[] row : configuredHoldExpected) {
            Rig rig = with(FsmOptions.STANDARD, new Timers(row[1], 0, 120, row[0], 0));
            int id = rig.established(Rig.theirOpen(row[1], Rig.THEIR_ID));
            rig.pass(50);
            rig.session.octetsSent(id, rig.now);
            for (int i = 0; i < 700; i++) {
                rig.pass(1);
                rig.session.updateReceived(id, rig.now);
                if (i + 1 < row[2] || row[2] == 0) {
                    assertThat(rig.session.state()).isEqualTo(State.ESTABLISHED);
                } else if (i + 1 == row[2]) {
                    assertThat(rig.words()).containsExactly("send 8/0", "close", "down");
                    assertThat(rig.lastDown().cause()).isEqualTo(DownCause.SEND_HOLD_EXPIRED);
                }
            }
        }
    }

    @Test
    void delayOpenWaitsForTheNeighborsOpen() {
        FsmOptions delayed = new FsmOptions(false, true, IdleHold.STANDARD, 5, true, false);
        Rig rig = with(delayed, Rig.settings().timers());
        int id = rig.start();
        rig.feed(new Event.TcpConnected(id));
        assertThat(rig.words()).isEmpty();
        assertThat(rig.session.state()).isEqualTo(State.CONNECT);
        assertThat(rig.pass(4.9)).isEmpty();
        rig.pass(0.1);
        assertThat(rig.words()).containsExactly("open");
        assertThat(rig.session.state()).isEqualTo(State.OPEN_SENT);
    }

    @Tag("4271-8.1.2-5")
    @Tag("4271-8.1.2-8")
    @Test
    void withoutDampingItStartsAgainAtOnceAndTheCounterIsZero() {
        FsmOptions undamped = new FsmOptions(false, true, new IdleHold(0, 0), 0, true, false);
        Rig rig = with(undamped, Rig.settings().timers());
        rig.feed(new Event.KeepaliveReceived(rig.openSent()));
        assertThat(rig.session.connectRetryCounter()).isEqualTo(1);
        rig.pass(0);
        assertThat(rig.words()).containsExactly("connect");
        assertThat(rig.only(Action.StateChanged.class).rfcEvent()).isEqualTo(3);
        assertThat(rig.session.connectRetryCounter()).isZero();
    }

    @Test
    void withoutAutomaticStartItStaysInIdleUntilItIsStarted() {
        FsmOptions byHand = new FsmOptions(false, false, IdleHold.STANDARD, 0, true, false);
        Rig rig = with(byHand, Rig.settings().timers());
        rig.feed(new Event.KeepaliveReceived(rig.openSent()));
        rig.pass(1e6);
        assertThat(rig.session.state()).isEqualTo(State.IDLE);
        rig.feed(new Event.ManualStart());
        assertThat(rig.words()).containsExactly("connect");
    }

    @Test
    void holdTimeBelowTheConfiguredLeastIsRefused() {
        Rig rig = with(FsmOptions.STANDARD, new Timers(90, 0, 120, -1, 20));
        rig.feed(new Event.OpenReceived(rig.openSent(), Rig.theirOpen(19, Rig.THEIR_ID)));
        assertThat(rig.words()).containsExactly("send 2/6", "close", "failed");
        rig.pass(1);
        int id = rig.dialled();
        rig.feed(new Event.TcpConnected(id));
        rig.feed(new Event.OpenReceived(id, Rig.theirOpen(20, Rig.THEIR_ID)));
        assertThat(rig.words()).containsExactly("keepalive");
    }

    @Test
    void eventsInsideAnActionAreRefused() {
        Rig rig = new Rig();
        assertThat(NONE.rfcEvent()).isEqualTo(13);
        assertThatThrownBy(() ->
                        rig.session.on(
                                new Event.ManualStart(),
                                0,
                                action -> rig.session.on(NONE, 0, a -> {})))
                .isInstanceOf(IllegalStateException.class);
    }
}
