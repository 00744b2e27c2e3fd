package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Bytes;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// RFC 4271 §8.2.2 as one table, `state-machine.txt`: every state with every event. A line says
/// state, event, next state, actions and the clause that asks for them.
class StateMachineTableTest {

    /// The six states, and Active with a connection whose OPEN is held back.
    private static final Map<String, State> STATES = new LinkedHashMap<>();

    private static final Map<String, IntFunction<Event>> EVENTS = new LinkedHashMap<>();

    static {
        for (State state : State.values()) {
            STATES.put(state.label(), state);
        }
        STATES.put("Active+held", State.ACTIVE);
        Open wrong = Open.of(64999, 90, Rig.THEIR_ID, List.of());
        EVENTS.put("1 ManualStart", c -> new Event.ManualStart());
        EVENTS.put("2 ManualStop", c -> new Event.ManualStop(Rig.shutdown()));
        EVENTS.put("3 AutomaticStart", c -> new Event.AutomaticStart());
        EVENTS.put("8 AutomaticStop", c -> new Event.AutomaticStop(Notification.adminReset("")));
        EVENTS.put("9 ConnectRetryTimer", c -> new Event.ConnectRetryTimerExpires());
        EVENTS.put("10 HoldTimer", Event.HoldTimerExpires::new);
        EVENTS.put("11 KeepaliveTimer", Event.KeepaliveTimerExpires::new);
        EVENTS.put("12 DelayOpenTimer", Event.DelayOpenTimerExpires::new);
        EVENTS.put("13 IdleHoldTimer", c -> new Event.IdleHoldTimerExpires());
        EVENTS.put("16 TcpConnected", Event.TcpConnected::new);
        EVENTS.put("17 TcpAccepted", c -> new Event.TcpAccepted(100));
        EVENTS.put("18 TcpFailed", c -> new Event.TcpFailed(c, "Connection refused"));
        EVENTS.put("18 TcpClosed", c -> new Event.TcpClosed(c, "end of stream"));
        EVENTS.put("19/20 Open", c -> new Event.OpenReceived(c, Rig.theirOpen()));
        EVENTS.put("19/22 OpenRefused", c -> new Event.OpenReceived(c, wrong));
        EVENTS.put("21 HeaderError", c -> malformed(c, Notification.badMessageType(9)));
        EVENTS.put("22 OpenError", c -> malformed(c, Notification.unsupportedVersion()));
        EVENTS.put("23 CollisionDump", Event.OpenCollisionDump::new);
        EVENTS.put("- CollisionWait", Event.CollisionWaitExpires::new);
        EVENTS.put("24 VersionError", c -> received(c, Notification.unsupportedVersion()));
        EVENTS.put("25 Notification", c -> received(c, Notification.cease(8)));
        EVENTS.put("25 CollisionCease", c -> received(c, Notification.cease(7)));
        EVENTS.put("26 Keepalive", Event.KeepaliveReceived::new);
        EVENTS.put("27 Update", Event.UpdateReceived::new);
        EVENTS.put("28 UpdateError", c -> malformed(c, Notification.update(1, Bytes.EMPTY)));
        EVENTS.put("28 RefreshError", c -> malformed(c, Notification.of(7, 1)));
        EVENTS.put("- RouteRefresh", Event.RouteRefreshReceived::new);
    }

    record Cell(String state, String event, String next, String actions, String clause) {
        @Override
        public String toString() {
            return state + " × " + event;
        }
    }

    private static Event malformed(int connection, Notification notification) {
        return new Event.Malformed(connection, notification, "test");
    }

    private static Event received(int connection, Notification notification) {
        return new Event.NotificationReceived(connection, notification);
    }

    static Stream<Cell> cells() throws IOException {
        try (InputStream in =
                StateMachineTableTest.class.getResourceAsStream("state-machine.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> line.contains("|")).map(StateMachineTableTest::cell);
        }
    }

    private static Cell cell(String line) {
        List<String> fields = Stream.of(line.split("\\|")).map(String::strip).toList();
        return new Cell(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4));
    }

    @Test
    void tableHasEveryStateWithEveryEventOnce() throws IOException {
        List<String> wanted = new ArrayList<>();
        for (String state : STATES.keySet()) {
            EVENTS.keySet().forEach(event -> wanted.add(state + " × " + event));
        }
        assertThat(cells().map(Cell::toString)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void tableHasEveryEventOfTheInterface() {
        List<String> kinds = new ArrayList<>();
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            if (kind.isInterface()) {
                Stream.of(kind.getPermittedSubclasses()).map(Class::getName).forEach(kinds::add);
            } else {
                kinds.add(kind.getName());
            }
        }
        assertThat(EVENTS.values().stream().map(make -> make.apply(1).getClass().getName()))
                .containsAll(kinds);
    }

    @Tag("4271-6-1")
    @Tag("4271-6.7-1")
    @Tag("4271-8.1.2-4")
    @Tag("4271-8.1.3-1")
    @Tag("4271-8.1.5-1")
    @Tag("4271-8.1.5-2")
    @Tag("4271-8.1.5-3")
    @Tag("4271-8.1.5-4")
    @ParameterizedTest
    @MethodSource("cells")
    void cell(Cell cell) {
        Outcome outcome = run(cell.state, cell.event);
        assertThat(outcome.next).isEqualTo(cell.next);
        assertThat(outcome.actions).isEqualTo(cell.actions);
        assertThat(cell.clause).isNotBlank();
        if (!outcome.clause.isEmpty()) {
            assertThat(outcome.clause).isEqualTo(cell.clause);
        }
    }

    private record Outcome(String next, String actions, String clause) {}

    /// Brings a session into the state and feeds the event to the connection in question.
    private static Outcome run(String state, String event) {
        Rig rig = new Rig();
        int connection = enter(rig, state);
        State before = rig.session.state();
        rig.feed(EVENTS.get(event).apply(connection));
        String clause =
                rig.all(Action.StateChanged.class).stream()
                        .map(Action.StateChanged::clause)
                        .findFirst()
                        .orElse("");
        List<String> numbers = List.of(event.split(" ")[0].replace("-", "0").split("/"));
        rig.all(Action.StateChanged.class)
                .forEach(change -> {
                    assertThat(change.from()).isEqualTo(before);
                    assertThat(numbers).contains(String.valueOf(change.rfcEvent()));
                });
        return new Outcome(rig.session.state().label(), String.join(", ", rig.words()), clause);
    }

    private static int enter(Rig rig, String state) {
        int none = Machine.NO_CONNECTION;
        return switch (state) {
            case "Idle" -> none;
            case "Connect" -> rig.start();
            case "Active" -> {
                rig.feed(new Event.TcpFailed(rig.start(), "Connection refused"));
                yield none;
            }
            case "Active+held" -> {
                rig.established();
                yield rig.accept();
            }
            case "OpenSent" -> rig.openSent();
            case "OpenConfirm" -> rig.openConfirm();
            case "Established" -> rig.established();
            default -> throw new AssertionError(state);
        };
    }

    /// Prints the table as it is now, to compare by eye after a change.
    public static void main(String[] args) {
        for (String state : STATES.keySet()) {
            for (String event : EVENTS.keySet()) {
                Outcome o = run(state, event);
                System.out.printf(
                        "%-11s | %-20s | %-11s | %-33s | %s%n",
                        state, event, o.next, o.actions, o.clause);
            }
        }
    }
}
