package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.AggregateSettings;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.AggregateWish;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// b and d have the longer prefixes, a aggregates, c hears of it.
class AggregateTest {
    private static final String SUMMARY = "202.112.0.0/16";

    private final World world = new World(1);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "192.0.2.3");
    private final Router d = world.router("d", 65004, "192.0.2.4");

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private void start(boolean summaryOnly, boolean asSet, int minimum) {
        a.aggregates.add(
                new AggregateWish(
                        new AggregateSettings(prefix(SUMMARY), summaryOnly, asSet, false, minimum),
                        PolicyChain.ACCEPT));
        world.peer(a, b);
        world.peer(a, c);
        world.peer(a, d);
        world.start();
        world.until(
                "established", 30, () -> a.established(b) && a.established(c) && a.established(d));
    }

    private List<String> heard() {
        return c.routes().stream().map(RouteRow::prefix).sorted().toList();
    }

    private RouteRow summary() {
        return c.routes().stream()
                .filter(r -> r.prefix().equals(SUMMARY))
                .findFirst()
                .orElseThrow();
    }

    @Tag("4271-9.1.4-2")
    @Test
    void theAggregateStandsForAllOfThem() {
        for (int i = 1; i < 255; i++) {
            b.originated.add(prefix("202.112." + i + ".0/24"));
        }
        start(true, false, 1);
        world.until("only the aggregate is told", 20, () -> heard().equals(List.of(SUMMARY)));
        assertThat(summary().asPath()).isEqualTo("65001 65002");
        assertThat(a.routes()).hasSize(255);
        for (int i = 1; i < 255; i++) {
            b.ask("withdraw", "prefix", "202.112." + i + ".0/24");
        }
        world.until("the last one takes the aggregate along", 20, () -> c.routes().isEmpty());
    }

    @Tag("4271-9.1.4-1")
    @ParameterizedTest
    @CsvSource({"false, 65001", "true, 65001 {65002 65004}"})
    void whatThePathsDoNotShare(boolean asSet, String path) {
        b.originated.add(prefix("202.112.1.0/24"));
        d.originated.add(prefix("202.112.2.0/24"));
        start(false, asSet, 2);
        world.until("the aggregate is told beside them", 20, () -> heard().size() == 3);
        assertThat(summary().asPath().replace(",", " ")).isEqualTo(path);
    }

    @Test
    void itNeedsTheMinimumAndHidesNothingWithoutIt() {
        b.originated.add(prefix("202.112.1.0/24"));
        start(true, false, 2);
        world.until("the longer one is told", 20, () -> heard().equals(List.of("202.112.1.0/24")));
        d.ask("originate", "prefix", "202.112.2.0/24");
        world.until("two are enough", 5, () -> heard().equals(List.of(SUMMARY)));
        d.ask("withdraw", "prefix", "202.112.2.0/24");
        world.until("one is not", 5, () -> heard().equals(List.of("202.112.1.0/24")));
    }

    @Test
    void whyNotNamesTheAggregate() {
        b.originated.add(prefix("202.112.1.0/24"));
        start(true, false, 1);
        world.until("only the aggregate is told", 20, () -> heard().equals(List.of(SUMMARY)));
        String why =
                a.ask("show route why-not", "prefix", "202.112.1.0/24", "address", "192.0.2.3")
                        .rows
                        .toString();
        assertThat(why).contains("an aggregate stands for it");
    }
}
