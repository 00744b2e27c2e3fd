package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.godwit.wire.Bytes;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// What the operator reads when a session ends.
class DownTextTest {

    private static Event got(Notification notification) {
        return new Event.NotificationReceived(1, notification);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(
                        new Event.OpenReceived(1, Open.of(65099, 90, 2, List.of())),
                        DownCause.WRONG_AS,
                        "peer says AS 65099, we expect 65002 (sent 2/2)"),
                arguments(
                        new Event.TcpClosed(1, "end of stream"),
                        DownCause.CLOSED_BY_PEER,
                        "peer closed the connection in OpenSent: end of stream"),
                arguments(
                        new Event.KeepaliveReceived(1),
                        DownCause.UNEXPECTED_MESSAGE,
                        "unexpected KEEPALIVE in OpenSent (sent 5/1)"),
                arguments(
                        new Event.RouteRefreshReceived(1),
                        DownCause.UNEXPECTED_MESSAGE,
                        "unexpected ROUTE-REFRESH in OpenSent (sent 5/1)"),
                arguments(
                        new Event.Malformed(1, Notification.badMessageType(9), "type 9"),
                        DownCause.MALFORMED,
                        "peer sent a bad message header: type 9 (sent 1/3)"),
                arguments(
                        new Event.Malformed(1, Notification.badPeerAs(), "AS 0 in OPEN"),
                        DownCause.WRONG_AS,
                        "peer sent a bad OPEN: AS 0 in OPEN (sent 2/2)"),
                arguments(
                        new Event.Malformed(1, Notification.unacceptableHoldTime(), "hold time 1"),
                        DownCause.BAD_HOLD_TIME,
                        "peer sent a bad OPEN: hold time 1 (sent 2/6)"),
                arguments(
                        new Event.Malformed(1, Notification.badBgpIdentifier(), "zero"),
                        DownCause.BAD_IDENTIFIER,
                        "peer sent a bad OPEN: zero (sent 2/3)"),
                arguments(
                        got(Notification.badPeerAs()),
                        DownCause.REJECTED_BY_PEER,
                        "peer does not expect our AS 65001 (received 2/2)"),
                arguments(
                        got(Notification.badBgpIdentifier()),
                        DownCause.REJECTED_BY_PEER,
                        "peer rejects our OPEN: OPEN Message Error / Bad BGP Identifier"
                                + " (received 2/3)"),
                arguments(
                        got(Notification.adminShutdown("maintenance window 42")),
                        DownCause.ADMIN_SHUTDOWN_THERE,
                        "shut down by the peer: \"maintenance window 42\" (received 6/2)"),
                arguments(
                        got(Notification.adminShutdown("")),
                        DownCause.ADMIN_SHUTDOWN_THERE,
                        "shut down by the peer (received 6/2)"),
                arguments(
                        got(Notification.adminReset("clear")),
                        DownCause.NOTIFIED,
                        "reset by the peer: \"clear\" (received 6/4)"),
                arguments(
                        got(Notification.cease(Notification.CONNECTION_REJECTED)),
                        DownCause.NOTIFIED,
                        "peer ended the session: Cease / Connection Rejected (received 6/5)"),
                arguments(
                        got(Notification.cease(Notification.COLLISION_RESOLUTION)),
                        DownCause.COLLISION,
                        "peer kept another connection to us (received 6/7)"),
                arguments(
                        got(Notification.holdTimerExpired()),
                        DownCause.NOTIFIED,
                        "peer heard nothing from us for its hold time (received 4/0)"),
                arguments(
                        new Event.ManualStop(Rig.shutdown()),
                        DownCause.ADMIN_SHUTDOWN_HERE,
                        "shut down here: \"maintenance\" (sent 6/2)"),
                arguments(
                        new Event.AutomaticStop(Notification.adminReset("")),
                        DownCause.STOPPED_HERE,
                        "ended here: Cease / Administrative Reset (sent 6/4)"),
                arguments(
                        new Event.AutomaticStop(
                                Notification.cease(Notification.BFD_DOWN),
                                "BFD: nothing heard for 600 ms"),
                        DownCause.BFD_DOWN,
                        "BFD: nothing heard for 600 ms (sent 6/10)"),
                arguments(
                        got(Notification.cease(Notification.BFD_DOWN)),
                        DownCause.NOTIFIED,
                        "BFD: the peer sees the path broken (received 6/10)"),
                arguments(
                        new Event.ConnectRetryTimerExpires(),
                        DownCause.UNEXPECTED_MESSAGE,
                        "event 9 is impossible in OpenSent (sent 5/0)"));
    }

    @Tag("9384-4-1")
    @ParameterizedTest
    @MethodSource("ends")
    void inOpenSent(Event event, DownCause cause, String text) {
        Rig rig = new Rig();
        assertThat(rig.openSent()).isEqualTo(1);
        rig.feed(event);
        Down down = rig.only(Action.AttemptFailed.class).why();
        assertThat(down.text()).isEqualTo(text);
        assertThat(down.cause()).isEqualTo(cause);
        assertThat(down.atNanos()).isEqualTo(rig.now);
        assertThat(rig.lastDown()).isEqualTo(down);
    }

    @Test
    void connectFailuresAreToldApart() {
        Rig rig = new Rig();
        rig.feed(new Event.TcpFailed(rig.start(), "Connection refused"));
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.REFUSED);
        assertThat(rig.lastDown().text()).isEqualTo("cannot connect: Connection refused");
        rig.feed(new Event.TcpFailed(rig.redial(), "No route to host"));
        assertThat(rig.lastDown().cause()).isEqualTo(DownCause.UNREACHABLE);
        assertThat(rig.lastDown().text()).isEqualTo("cannot connect: No route to host");
    }

    @Test
    void malformedUpdateEndsTheSessionWithItsReason() {
        Rig rig = new Rig();
        int id = rig.established();
        Notification notification = Notification.update(1, Bytes.fromHex("40"));
        rig.feed(new Event.Malformed(id, notification, "attributes overrun the message"));
        Down down = rig.only(Action.SessionDown.class).why();
        assertThat(down.text())
                .isEqualTo("peer sent a bad UPDATE: attributes overrun the message (sent 3/1)");
        assertThat(down.sent()).contains(notification);
        assertThat(rig.only(Action.Send.class).message()).isEqualTo(notification.toMessage());
    }

    @Test
    void unexpectedMessageCarriesItsTypeAsData() {
        Rig rig = new Rig();
        int id = rig.established();
        rig.feed(new Event.OpenReceived(id, Rig.theirOpen()));
        assertThat(rig.lastDown().sent())
                .as("RFC 6608 §4")
                .contains(new Notification(5, 3, Bytes.of((byte) 1)));
    }

    @Test
    void shutdownTextGoesOutOnTheWire() {
        Rig rig = new Rig();
        rig.established();
        rig.feed(new Event.ManualStop(Notification.adminShutdown("näher am Meer")));
        Bytes message = rig.only(Action.Send.class).message();
        assertThat(message.slice(21, message.length()).utf8()).endsWith("näher am Meer");
        assertThat(message.at(21)).isEqualTo(14);
    }

    @Test
    void textOfThePeerCannotBreakTheLine() {
        Rig rig = new Rig();
        rig.openSent();
        rig.feed(got(Notification.adminShutdown("one\ntwo\u001b[31m\u2028three")));
        assertThat(rig.lastDown().text())
                .isEqualTo("shut down by the peer: \"one two [31m three\" (received 6/2)");
    }

    @Tag("5492-3-3")
    @Test
    void neighborThatDoesNotKnowCapabilitiesGetsAnOpenWithout() {
        Rig rig = new Rig();
        int id = rig.openSent();
        rig.feed(
                new Event.NotificationReceived(
                        id, Notification.of(2, Notification.UNSUPPORTED_PARAMETER)));
        id = rig.redial();
        rig.feed(new Event.TcpConnected(id));
        assertThat(rig.only(Action.Send.class).message().length())
                .as("RFC 5492 §3: no optional parameters")
                .isEqualTo(29);
        rig.feed(new Event.OpenReceived(id, Open.of(Rig.THEIR_AS, 90, 2, List.of())));
        rig.feed(new Event.KeepaliveReceived(id));
        assertThat(rig.session.negotiated().orElseThrow().asn4()).isFalse();
        rig.feed(new Event.TcpClosed(id, "reset"));
        rig.feed(new Event.TcpConnected(rig.redial()));
        assertThat(rig.only(Action.Send.class).message().length())
                .as("the next session tries them again")
                .isGreaterThan(29);
    }

    @Test
    void stepsAreRememberedWithEventClauseAndTime() {
        Rig rig = new Rig();
        int id = rig.openConfirm();
        rig.now += Rig.SECOND;
        rig.feed(new Event.UpdateReceived(id));
        assertThat(rig.session.transitions())
                .extracting(t -> t.from().label() + " " + t.rfcEvent() + " " + t.to().label())
                .containsExactly(
                        "Idle 1 Connect",
                        "Connect 16 OpenSent",
                        "OpenSent 19 OpenConfirm",
                        "OpenConfirm 27 Idle");
        Transition last = rig.session.transitions().getLast();
        assertThat(last.clause()).isEqualTo("RFC 6608 §4");
        assertThat(last.connection()).isEqualTo(id);
        assertThat(last.atNanos()).isEqualTo(rig.now);
    }

    @Test
    void onlyTheLastStepsAreRemembered() {
        Rig rig = new Rig();
        int id = rig.start();
        for (int i = 0; i < 100; i++) {
            rig.feed(new Event.TcpFailed(id, "Connection refused"));
            id = rig.redial();
        }
        assertThat(rig.session.transitions()).hasSize(NeighborSession.TRANSITIONS_KEPT);
        assertThat(rig.session.transitions().getLast().to()).isEqualTo(State.CONNECT);
    }

    @Test
    void eventsOfUnknownConnectionsAreIgnoredInEveryState() {
        List<Rig> rigs = Stream.generate(Rig::new).limit(6).toList();
        rigs.get(1).start();
        rigs.get(2).feed(new Event.TcpFailed(rigs.get(2).start(), "Connection refused"));
        rigs.get(3).openSent();
        rigs.get(4).openConfirm();
        rigs.get(5).established();
        for (int i = 0; i < State.values().length; i++) {
            Rig rig = rigs.get(i);
            assertThat(rig.session.state().ordinal()).isEqualTo(i);
            for (Event event :
                    List.of(
                            new Event.OpenReceived(99, Rig.theirOpen()),
                            new Event.KeepaliveReceived(99),
                            new Event.UpdateReceived(99),
                            new Event.TcpClosed(99, "late"),
                            new Event.TcpFailed(99, "late"),
                            new Event.HoldTimerExpires(99),
                            new Event.NotificationReceived(99, Notification.cease(2)))) {
                assertThat(rig.feed(event)).isEmpty();
            }
            rig.feed(new Event.TcpConnected(99));
            assertThat(rig.words()).as("opened too late").containsExactly("close");
        }
    }
}
