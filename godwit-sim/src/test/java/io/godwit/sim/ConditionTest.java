package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.OriginCondition;
import io.godwit.policy.OriginCondition.Command;
import io.godwit.policy.OriginCondition.Route;
import io.godwit.policy.OriginCondition.Where;
import io.godwit.policy.PolicyChain;
import io.godwit.speaker.OriginateWish;
import io.godwit.speaker.show.ShowOriginated;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.util.List;

/// a originates while conditions hold, b has what they ask for, c hears of it.
class ConditionTest {
    private static final String OWN = "192.0.2.0/24";
    private static final String SOUGHT = "198.51.100.0/24";

    private final World world = new World(1);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "192.0.2.3");

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static OriginCondition route(boolean there) {
        return new Route(prefix(SOUGHT), there, Where.LOC_RIB);
    }

    private static OriginateWish wish(OriginCondition... conditions) {
        return new OriginateWish(prefix(OWN), List.of(conditions), PolicyChain.ACCEPT);
    }

    private void start(OriginCondition... conditions) {
        a.wishes.add(wish(conditions));
        world.peer(a, b);
        world.peer(a, c);
        world.start();
        world.until("established", 30, () -> a.established(b) && a.established(c));
        world.pass(1);
    }

    private ShowOriginated.Row row() {
        return (ShowOriginated.Row) a.ask("show originated").rows.getFirst();
    }

    @Test
    void aRouteOfAnotherBringsItAndTakesItAlong() {
        start(route(true));
        assertThat(c.knows(OWN)).isFalse();
        assertThat(row().announced()).isFalse();
        assertThat(row().why()).contains("if-route 198.51.100.0/24: it has no path");
        b.ask("originate", "prefix", SOUGHT);
        world.until("it comes", 1, () -> c.knows(OWN));
        world.pass(5);
        assertThat(row().announced()).isTrue();
        assertThat(row().conditions().getFirst().why()).isEqualTo("it has a path");
        assertThat(row().sinceSeconds()).isBetween(5L, 6L);
        b.ask("withdraw", "prefix", SOUGHT);
        world.until("it goes", 1, () -> !c.knows(OWN));
    }

    @Test
    void unlessTurnsItRound() {
        start(route(false));
        assertThat(c.knows(OWN)).isTrue();
        b.ask("originate", "prefix", SOUGHT);
        world.until("it goes", 1, () -> !c.knows(OWN));
        b.crash();
        world.until("it is back with the session's end", 100, () -> c.knows(OWN));
    }

    @Test
    void allHaveToHold() {
        Command command = new Command("check", 5, 2, 1, 1);
        start(route(true), command);
        b.ask("originate", "prefix", SOUGHT);
        world.pass(1);
        assertThat(row().why()).contains("if-command \"check\": not known yet");
        a.shell.end(a.speaker, true);
        world.until("it comes", 1, () -> c.knows(OWN));
        world.until("it is run again", 6, () -> !a.shell.running.isEmpty());
        a.shell.end(a.speaker, false);
        world.until("it goes", 1, () -> !c.knows(OWN));
        assertThat(row().why()).contains("if-command \"check\": exit code 1");
    }

    @Test
    void riseAndFallDampen() {
        start(new Command("check", 1, 1, 2, 3));
        boolean[] ends = {true, false, true, true, false, false, true, false, false, false};
        boolean[] there = {false, false, false, true, true, true, true, true, true, false};
        for (int i = 0; i < ends.length; i++) {
            world.until("it runs", 2, () -> !a.shell.running.isEmpty());
            a.shell.end(a.speaker, ends[i]);
            assertThat(row().announced()).as("after run " + i).isEqualTo(there[i]);
        }
        assertThat(row().conditions().getFirst().why()).isEqualTo("exit code 1");
    }

    @Test
    void fewRunAtATimeAndEveryOneHasItsTurn() {
        for (int i = 0; i < 20; i++) {
            a.wishes.add(
                    new OriginateWish(
                            prefix("10.0." + i + ".0/24"),
                            List.of(new Command("check " + i, 5, 2, 1, 1)),
                            PolicyChain.ACCEPT));
        }
        world.start();
        world.pass(1);
        for (int i = 0; i < 3; i++) {
            a.shell.end(a.speaker, true);
            world.pass(1);
        }
        assertThat(a.shell.most).isEqualTo(8);
        assertThat(a.ask("show originated").rows)
                .allMatch(row -> ((ShowOriginated.Row) row).announced());
    }

    @Test
    void equalConditionsAreAskedOnce() {
        a.wishes.add(wish(new Command("check", 5, 2, 1, 1)));
        a.wishes.add(
                new OriginateWish(
                        prefix("10.0.0.0/8"),
                        List.of(new Command("check", 5, 2, 1, 1)),
                        PolicyChain.REJECT));
        world.start();
        world.pass(1);
        assertThat(a.shell.running).hasSize(1);
        a.shell.end(a.speaker, true);
        assertThat(a.ask("show originated").rows.toString())
                .contains("announced=true", "import policy rejects all");
    }

    @Test
    void aChangeOfTheConfigurationStopsWhatRunsInVain() {
        start(new Command("check", 5, 2, 1, 1));
        assertThat(a.shell.running).hasSize(1);
        a.ask("withdraw", "prefix", OWN);
        assertThat(a.shell.killed).containsExactly("check");
        a.shell.end(a.speaker, true);
        assertThat(a.ask("show originated").rows).isEmpty();
    }
}
