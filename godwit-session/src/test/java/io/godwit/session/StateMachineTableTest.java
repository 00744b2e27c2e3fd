package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Bytes;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// RFC 4271 §8.2.2 as one table, `state-machine.txt`: every state with every event, and what
/// options change. A line says state, event, next state, actions, what becomes of the
/// ConnectRetryCounter, and the clause that asks for it.
class StateMachineTableTest {

    /// The six states, those two again in which the DelayOpenTimer may run, and OpenSent beside a
    /// connection that is Established.
    private static final List<String> STATES =
            List.of(
                    "Idle",
                    "Connect",
                    "Connect+delay",
                    "Active",
                    "Active+delay",
                    "OpenSent",
                    "OpenConfirm",
                    "Established",
                    "OpenSent+second");

    /// The options; every state is tried with each of them.
    private static final Map<String, FsmOptions> OPTIONS = new LinkedHashMap<>();

    private static final String NO_OPTION = "";

    static {
        OPTIONS.put(NO_OPTION, FsmOptions.STANDARD);
        OPTIONS.put("passive", FsmOptions.STANDARD.passive(true));
        OPTIONS.put("undamped", options(true, new IdleHold(0, 0), true, false));
        OPTIONS.put("by hand", options(false, IdleHold.STANDARD, true, false));
        OPTIONS.put("silent", options(true, IdleHold.STANDARD, false, false));
        OPTIONS.put("collide", options(true, IdleHold.STANDARD, true, true));
    }

    private static FsmOptions options(
            boolean automatic, IdleHold hold, boolean notify, boolean collide) {
        return new FsmOptions(false, automatic, hold, 0, notify, collide);
    }

    private static final Map<String, IntFunction<Event>> EVENTS = new LinkedHashMap<>();

    static {
        Open wrong = Open.of(64999, 90, Rig.THEIR_ID, List.of());
        EVENTS.put("1/4 ManualStart", c -> new Event.ManualStart());
        EVENTS.put("2 ManualStop", c -> new Event.ManualStop(Rig.shutdown()));
        EVENTS.put("3/5/6/7 AutoStart", c -> new Event.AutomaticStart());
        EVENTS.put("8 AutomaticStop", c -> new Event.AutomaticStop(Notification.adminReset("")));
        EVENTS.put("9 ConnectRetryTimer", c -> new Event.ConnectRetryTimerExpires());
        EVENTS.put("10 HoldTimer", Event.HoldTimerExpires::new);
        EVENTS.put("11 KeepaliveTimer", Event.KeepaliveTimerExpires::new);
        EVENTS.put("12 DelayOpenTimer", Event.DelayOpenTimerExpires::new);
        EVENTS.put("13 IdleHoldTimer", c -> new Event.IdleHoldTimerExpires());
        EVENTS.put("14 TcpValid", c -> new Event.TcpConnectionValid());
        EVENTS.put("15 TcpInvalid", c -> new Event.TcpRequestInvalid(100));
        EVENTS.put("16 TcpConnected", Event.TcpConnected::new);
        EVENTS.put("17 TcpAccepted", c -> new Event.TcpAccepted(100));
        EVENTS.put("18 TcpFailed", c -> new Event.TcpFailed(c, "Connection refused"));
        EVENTS.put("18 TcpClosed", c -> new Event.TcpClosed(c, "end of stream"));
        EVENTS.put("19/20/23 Open", c -> new Event.OpenReceived(c, Rig.theirOpen()));
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
        EVENTS.put("29 SendHoldTimer", Event.SendHoldTimerExpires::new);
        EVENTS.put("- RouteRefresh", Event.RouteRefreshReceived::new);
    }

    /// @param counter `+1`, `0` or nothing
    record Cell(
            String state,
            String event,
            String option,
            String next,
            String actions,
            String counter,
            String clause) {
        Cell with(String other) {
            return new Cell(state, event, other, next, actions, counter, clause);
        }

        @Override
        public String toString() {
            return (state + " " + option).strip() + " × " + event;
        }
    }

    private static Event malformed(int connection, Notification notification) {
        return new Event.Malformed(connection, notification, "test");
    }

    private static Event received(int connection, Notification notification) {
        return new Event.NotificationReceived(connection, notification);
    }

    /// The lines of the file.
    private static List<Cell> lines() throws IOException {
        try (InputStream in =
                StateMachineTableTest.class.getResourceAsStream("state-machine.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.contains("|"))
                    .map(StateMachineTableTest::cell)
                    .toList();
        }
    }

    private static Cell cell(String line) {
        List<String> f = Stream.of(line.split("\\|")).map(String::strip).toList();
        int space = f.get(0).indexOf(' ');
        String state = space < 0 ? f.get(0) : f.get(0).substring(0, space);
        String option = space < 0 ? NO_OPTION : f.get(0).substring(space + 1);
        return new Cell(state, f.get(1), option, f.get(2), f.get(3), f.get(4), f.get(5));
    }

    /// Every state with every event and every option; what the file does not say of an option is as
    /// without it.
    static Stream<Cell> cells() throws IOException {
        Map<String, Cell> said = new LinkedHashMap<>();
        lines().forEach(cell -> said.put(cell.toString(), cell));
        return lines().stream()
                .filter(cell -> cell.option.isEmpty())
                .flatMap(cell ->
                        OPTIONS.keySet().stream()
                                .map(cell::with)
                                .filter(StateMachineTableTest::exists)
                                .map(with -> said.getOrDefault(with.toString(), with)));
    }

    /// Who is passive never connects.
    private static boolean exists(Cell cell) {
        return !(cell.option.equals("passive") && cell.state.startsWith("Connect"));
    }

    @Test
    void tableHasEveryStateWithEveryEventOnce() throws IOException {
        List<String> wanted = new ArrayList<>();
        for (String state : STATES) {
            EVENTS.keySet().forEach(event -> wanted.add(state + " × " + event));
        }
        List<Cell> lines = lines();
        assertThat(lines.stream().filter(cell -> cell.option.isEmpty()).map(Cell::toString))
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(lines).as("options that exist").allMatch(c -> OPTIONS.containsKey(c.option));
        assertThat(lines.stream().map(Cell::toString)).doesNotHaveDuplicates();
        assertThat(lines)
                .filteredOn(cell -> !cell.option.isEmpty())
                .as("differ from the line without the option")
                .noneMatch(cell -> lines.contains(cell.with(NO_OPTION)));
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

    /// RFC 4271 §8.1 and event 29 of RFC 9687 §4.2.
    @Test
    void tableHasEveryEventNumber() {
        assertThat(
                        EVENTS.keySet().stream()
                                .map(event -> event.split(" ")[0])
                                .flatMap(numbers -> Stream.of(numbers.split("/")))
                                .filter(number -> !number.equals("-"))
                                .map(Integer::valueOf))
                .containsAll(IntStream.rangeClosed(1, 29).boxed().toList());
    }

    @Tag("4271-6-1")
    @Tag("4271-6.7-1")
    @Tag("4271-8.1.2-4")
    @Tag("4271-8.1.3-1")
    @Tag("4271-8.1.5-1")
    @Tag("4271-8.1.5-2")
    @Tag("4271-8.1.5-3")
    @Tag("4271-8.1.5-4")
    @Tag("4271-8.1.2-9")
    @Tag("4271-8.1.2-11")
    @Tag("4271-8.1.2-12")
    @Tag("4271-8.1.2-13")
    @Tag("4271-8.1.2-14")
    @Tag("4271-8.1.2-16")
    @Tag("4271-8.1.5-5")
    @ParameterizedTest
    @MethodSource("cells")
    void cell(Cell cell) {
        Cell outcome = run(cell.state, cell.event, cell.option);
        assertThat(outcome.next).isEqualTo(cell.next);
        assertThat(outcome.actions).isEqualTo(cell.actions);
        assertThat(outcome.counter).isEqualTo(cell.counter);
        assertThat(cell.clause).isNotBlank();
        if (!outcome.clause.isEmpty()) {
            assertThat(outcome.clause).isEqualTo(cell.clause);
        }
    }

    /// Brings a session into the state and feeds the event to the connection in question.
    private static Cell run(String state, String event, String option) {
        FsmOptions options = OPTIONS.get(option);
        Rig rig = new Rig(settings(options, state.endsWith("+delay") ? 5 : 0));
        int connection = enter(rig, state, options.passive());
        rig.session.connectRetryCounterToZero();
        rig.session.countConnectRetry();
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
        return new Cell(
                state,
                event,
                option,
                rig.session.state().label(),
                String.join(", ", rig.words()),
                counter(rig.session.connectRetryCounter()),
                clause);
    }

    private static String counter(int now) {
        return switch (now) {
            case 0 -> "0";
            case 1 -> "";
            case 2 -> "+1";
            default -> "+" + (now - 1);
        };
    }

    @Tag("4271-8.1.2-4")
    @Tag("4271-8.1.2-9")
    @Tag("4271-8.1.2-10")
    @Tag("4271-8.1.2-12")
    @Tag("4271-8.1.2-13")
    @Tag("4271-8.1.2-15")
    @Tag("4271-8.1.2-16")
    @ParameterizedTest
    @CsvSource({"false, false, 3", "true, false, 5", "false, true, 6", "true, true, 7"})
    void startsByItselfAreNumberedByTheirAttributes(boolean passive, boolean damps, int event) {
        IdleHold hold = damps ? IdleHold.STANDARD : new IdleHold(0, 0);
        Rig rig = new Rig(settings(options(true, hold, true, false).passive(passive), 0));
        rig.feed(new Event.AutomaticStart());
        assertThat(rig.only(Action.StateChanged.class).rfcEvent()).isEqualTo(event);
    }

    private static SessionSettings settings(FsmOptions options, int delayOpenSeconds) {
        SessionSettings like = Rig.settings();
        FsmOptions delayed =
                new FsmOptions(
                        options.passive(),
                        options.automaticStart(),
                        options.idleHold(),
                        delayOpenSeconds,
                        options.notifyWithoutOpen(),
                        options.collisionInEstablished());
        return new SessionSettings(
                like.localAs(),
                like.routerId(),
                like.neighborAs(),
                delayed,
                like.timers(),
                like.offers(),
                like.restart());
    }

    /// Idle is that after an error, with the IdleHoldTimer running where there is one.
    private static int enter(Rig rig, String state, boolean passive) {
        rig.feed(new Event.ManualStart());
        int none = Machine.NO_CONNECTION;
        return switch (state) {
            case "Idle" -> {
                rig.feed(new Event.KeepaliveReceived(open(rig, passive)));
                yield none;
            }
            case "Connect" -> rig.dialled();
            case "Connect+delay", "OpenSent" -> open(rig, passive);
            case "Active" -> {
                if (!passive) {
                    rig.feed(new Event.TcpFailed(rig.dialled(), "Connection refused"));
                }
                yield none;
            }
            case "Active+delay" -> {
                if (!passive) {
                    rig.feed(new Event.TcpFailed(rig.dialled(), "Connection refused"));
                }
                yield rig.accept();
            }
            case "OpenConfirm" -> {
                int id = open(rig, passive);
                rig.feed(new Event.OpenReceived(id, Rig.theirOpen()));
                yield id;
            }
            case "Established" -> established(rig, passive);
            case "OpenSent+second" -> {
                established(rig, passive);
                yield rig.accept();
            }
            default -> throw new AssertionError(state);
        };
    }

    private static int open(Rig rig, boolean passive) {
        if (passive) {
            return rig.accept();
        }
        int id = rig.dialled();
        rig.feed(new Event.TcpConnected(id));
        return id;
    }

    private static int established(Rig rig, boolean passive) {
        int id = open(rig, passive);
        rig.feed(new Event.OpenReceived(id, Rig.theirOpen()));
        rig.feed(new Event.KeepaliveReceived(id));
        return id;
    }

    /// Prints the table as it is now, to compare by eye after a change.
    public static void main(String[] args) {
        for (String state : STATES) {
            for (String event : EVENTS.keySet()) {
                Cell plain = run(state, event, NO_OPTION);
                print(plain);
                OPTIONS.keySet().stream()
                        .filter(option -> !option.isEmpty() && exists(plain.with(option)))
                        .map(option -> run(state, event, option))
                        .filter(cell -> !cell.with(NO_OPTION).equals(plain))
                        .forEach(StateMachineTableTest::print);
            }
            System.out.println();
        }
    }

    private static void print(Cell o) {
        String base = o.state.replace("+delay", "").replace("+second", "");
        System.out.printf(
                "%-19s | %-19s | %-11s | %-38s | %-2s | %s%n",
                (o.state + " " + o.option).strip(),
                o.event,
                o.next,
                o.actions,
                o.counter,
                o.clause.isEmpty() ? "RFC 4271 §8.2.2 " + base : o.clause);
    }
}
