package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.rib.RouteRow;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What operators see of export policies.
class ShowExportTest {
    private final World world = new World(4);
    private final Router a = world.router("a", 64501, "10.0.0.1");
    private final Router b = world.router("b", 64502, "10.0.0.2");

    @BeforeEach
    void meet() {
        a.neighbor(b, s -> Variant.of(s).exportPolicy(ShowPolicyTest.shortOnly("out")).settings());
        b.neighbor(a, s -> s);
        for (String prefix : List.of("192.0.2.0/24", "198.51.100.128/25", "198.51.100.0/25")) {
            a.originated.add(Prefix.parse(prefix).orElseThrow());
        }
        a.start();
        b.start();
        world.until("a route", 30, () -> b.routes().size() == 1);
    }

    @Test
    void whatIsNotSentIsListedWithTheStatement() {
        List<RouteRow> rows =
                a.ask("show rejected", "of", "b", "export", true).rows(RouteRow.class);
        assertThat(rows.stream().map(RouteRow::prefix))
                .containsExactly("198.51.100.0/25", "198.51.100.128/25");
        assertThat(rows)
                .allSatisfy(row -> {
                    assertThat(row.rejectedLabel()).isEqualTo("prefix-length");
                    assertThat(row.rejectedBy().orElseThrow().at().toString())
                            .isEqualTo("r.conf:4:5");
                });
        assertThat(a.ask("show rejected", "of", "b").rows(RouteRow.class)).isEmpty();
        assertThat(b.ask("show rejected", "of", "a", "export", true).rows(RouteRow.class))
                .isEmpty();
    }

    @Test
    void aLabelNarrowsIt() {
        assertThat(listed("prefix-length")).isEqualTo(2);
        assertThat(listed("bogon")).isZero();
    }

    private int listed(String label) {
        return a.ask("show rejected", "of", "b", "export", true, "label", label)
                .rows(RouteRow.class)
                .size();
    }

    @Test
    void policiesOfANeighborAreBothCounted() {
        List<Record> rows = a.ask("show policies", "neighbor", "b").rows(Record.class);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).toString()).contains("direction=import, policy=accept");
        assertThat(rows.get(1).toString())
                .contains("direction=export, policy=out, neighbors=1, accepted=1, rejected=2")
                .contains("label=prefix-length, code=13, policy=out, at=r.conf:4:5");
    }

    @Test
    void whoseItIsMustBeSaid() {
        Outcome nobody = a.ask("show rejected", "export", true).outcome.orElseThrow();
        assertThat(nobody.help().orElseThrow()).contains("--export");
        Outcome unknown = a.ask("show policies", "neighbor", "c").outcome.orElseThrow();
        assertThat(unknown.help().orElseThrow()).contains("10.0.0.2 (b, AS64502)");
    }
}
