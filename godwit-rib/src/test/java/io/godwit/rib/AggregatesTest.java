package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Ints;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.Origin;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/// What aggregates are merged of, clause by clause of RFC 4271 §9.2.2.2, and that what is kept
/// while contributors come and go is what merging them anew would give.
class AggregatesTest {
    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 5, 7, List.of()));
    private final Session from = new Session(rib, Session.settings(1, true));

    private static AggregateSettings settings(
            String prefix, boolean asSet, boolean matchingMed, int minimum) {
        return new AggregateSettings(Blocks.prefix(prefix), false, asSet, matchingMed, minimum);
    }

    /// `1 2`, `1 {2 3}`, `1 2 egp`, `1 med 5`, `1 atomic`, `1 community 7`.
    private static Block block(String text) {
        List<AsPath.Segment> path = new ArrayList<>();
        String said = text.replaceAll(" (igp|egp|incomplete|atomic|med .*|community .*)", "");
        for (String part : said.replace("{", "|s").replace("}", "|").split("\\|")) {
            if (!part.isBlank()) {
                int[] ases =
                        List.of(part.replace("s", "").strip().split(" ")).stream()
                                .mapToInt(Integer::parseInt)
                                .toArray();
                int type = part.startsWith("s") ? AsPath.SET : AsPath.SEQUENCE;
                path.add(new AsPath.Segment(type, Ints.of(ases)));
            }
        }
        Block block = Blocks.block(Blocks.HOP_V4).with(new AsPath(path));
        block = text.contains(" egp") ? block.with(new Origin(1)) : block;
        block = text.contains(" incomplete") ? block.with(new Origin(2)) : block;
        block = text.contains(" atomic") ? block.with(new AtomicAggregate()) : block;
        if (text.contains(" med ")) {
            long med = Long.parseLong(text.replaceAll(".* med (\\d+).*", "$1"));
            block = block.with(new MultiExitDisc(med));
        }
        if (text.contains(" community ")) {
            int value = Integer.parseInt(text.replaceAll(".* community (\\d+).*", "$1"));
            block = block.with(new Communities(Ints.of(value)));
        }
        return block;
    }

    private void settle() {
        while (rib.turn(64) > 0) {}
    }

    private static String text(Optional<RouteAttributes> merged) {
        if (merged.isEmpty()) {
            return "none";
        }
        RouteAttributes a = merged.get();
        Aggregation by = a.aggregation().orElseThrow();
        assertThat(by.as()).isEqualTo(65000);
        assertThat(by.routerId()).isEqualTo(0x0a00_0001);
        assertThat(a.nextHop()).isEmpty();
        return (a.asPath()
                        + (by.asSet().isEmpty() ? "" : "{" + by.asSet() + "}")
                        + List.of(" igp", " egp", " incomplete").get(a.origin())
                        + (by.atomic() ? " atomic" : "")
                        + (a.med().isPresent() ? " med " + a.med().getAsLong() : "")
                        + (a.communities().isEmpty() ? "" : " community " + a.communities()))
                .replaceAll("[\\[\\],]", "");
    }

    private Optional<RouteAttributes> merged() {
        settle();
        Optional<RouteAttributes> last = Optional.empty();
        for (var next = rib.aggregates().next(); next.isPresent(); next = rib.aggregates().next()) {
            last = next.get().attributes();
        }
        return last;
    }

    @Tag("4271-4.3-5")
    @Tag("4271-5.1.6-1")
    @Tag("4271-5.1.7-1")
    @Tag("4271-5.1.7-2")
    @Tag("4271-9.1.4-3")
    @Tag("4271-9.2.2.2-1")
    @Tag("4271-9.2.2.2-2")
    @Tag("4271-9.2.2.2-3")
    @Tag("4271-9.2.2.2-4")
    @Tag("4271-9.2.2.2-5")
    @Tag("4271-9.2.2.2-6")
    @Tag("4271-9.2.2.2-7")
    @Tag("4271-9.2.2.2-8")
    @Tag("4271-9.2.2.2-9")
    @Tag("4271-9.2.2.2-10")
    @Tag("4271-9.2.2.2-11")
    @Tag("4271-9.2.2.2-12")
    @Tag("1997-0-4")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the contributors       | of                     | merged
                    # ORIGIN: INCOMPLETE if one is, else EGP if one is
                    1; 1                     | plain                  | 1 igp
                    1; 1 egp                 | plain                  | 1 egp
                    1 incomplete; 1 egp      | plain                  | 1 incomplete
                    # AS_PATH: the longest common sequence; what is missing makes it atomic (5.1.6)
                    1 2; 1 2                 | plain                  | 1 2 igp
                    1 2; 1 3                 | plain                  | 1 igp atomic
                    1 2; 1                   | plain                  | 1 igp atomic
                    1 2; 2 1                 | plain                  | igp atomic
                    1 {2 3}; 1               | plain                  | 1 igp atomic
                    1 {2 3}; 1 {2 3}         | plain                  | 1 igp atomic
                    # the others in a set behind it
                    1 2; 1 3                 | as-set                 | 1{2 3} igp
                    1 2; 3 4                 | as-set                 | {1 2 3 4} igp
                    1 {2 3}; 1 4             | as-set                 | 1{2 3 4} igp
                    1 2; 1 2                 | as-set                 | 1 2 igp
                    # ATOMIC_AGGREGATE if one has it
                    1 atomic; 1              | plain                  | 1 igp atomic
                    1 2 atomic; 1 3          | as-set                 | 1{2 3} igp atomic
                    # communities of all, where all ASes are named
                    1 community 7; 1         | plain                  | 1 igp
                    1 2 community 7; 1 3     | as-set                 | 1{2 3} igp community 7
                    # different MULTI_EXIT_DISC are not aggregated; equal ones stay
                    1 med 5; 1 med 6         | plain                  | 1 igp
                    1 med 5; 1 med 6         | matching-med           | none
                    1 med 5; 1               | matching-med           | none
                    1 med 5; 1 med 5         | matching-med           | 1 igp med 5
                    1 2 med 5; 1 3 med 5     | matching-med           | 1 igp atomic med 5
                    # none when the path begins with a set
                    1 med 5; 2 med 5         | matching-med as-set    | {1 2} igp
                    1 2 med 5; 1 3 med 5     | matching-med as-set    | 1{2 3} igp med 5
                    # the minimum
                    1; 1                     | minimum                | none
                    1; 1; 1                  | minimum                | 1 igp
                    """)
    void clauseByClause(String contributors, String of, String expected) {
        int minimum = of.contains("minimum") ? 3 : 1;
        rib.aggregates()
                .become(
                        List.of(
                                settings(
                                        "202.112.0.0/16",
                                        of.contains("as-set"),
                                        of.contains("matching-med"),
                                        minimum)));
        int number = 1;
        for (String contributor : contributors.split("; ")) {
            from.announce(block(contributor), "202.112." + number++ + ".0/24");
        }
        assertThat(text(merged())).isEqualTo(expected.strip().replaceFirst("^igp", " igp"));
    }

    @Test
    void onlyLongerPrefixesInIt() {
        rib.aggregates().become(List.of(settings("202.112.0.0/16", false, false, 1)));
        assertThat(rib.aggregates().next().orElseThrow().contributors()).isZero();
        from.announce(block("1"), "202.112.0.0/16", "202.113.0.0/24", "202.0.0.0/8");
        settle();
        assertThat(rib.aggregates().next()).isEmpty();
        from.announce(block("1"), "202.112.0.0/17", "202.112.255.255/32");
        settle();
        assertThat(rib.aggregates().next().orElseThrow().contributors()).isEqualTo(2);
    }

    @Test
    void nestedOnesEachHaveTheirOwn() {
        rib.aggregates()
                .become(
                        List.of(
                                settings("202.0.0.0/8", false, false, 1),
                                settings("202.112.0.0/16", false, false, 1),
                                settings("202.113.0.0/16", false, false, 1)));
        while (rib.aggregates().next().isPresent()) {}
        from.announce(block("1"), "202.112.1.0/24", "202.1.0.0/16");
        settle();
        List<String> told = new ArrayList<>();
        for (var next = rib.aggregates().next(); next.isPresent(); next = rib.aggregates().next()) {
            told.add(next.get().prefix() + " " + next.get().contributors());
        }
        assertThat(told).containsExactlyInAnyOrder("202.0.0.0/8 2", "202.112.0.0/16 1");
    }

    static LongStream seeds() {
        return Seeds.of(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keptIsWhatMergingAnewGives(long seed) {
        Random random = new Random(seed);
        boolean asSet = random.nextBoolean();
        AggregateSettings one = settings("202.112.0.0/16", asSet, random.nextBoolean(), 2);
        rib.aggregates().become(List.of(one));
        for (int step = 0; step < 60; step++) {
            for (int i = 0; i < 8; i++) {
                String prefix = "202.112." + random.nextInt(20) + ".0/24";
                if (random.nextInt(3) == 0) {
                    from.withdraw(prefix);
                } else {
                    from.announce(random(random), prefix);
                }
            }
            String kept = text(merged());
            rib.aggregates().become(List.of());
            rib.aggregates().become(List.of(one));
            assertThat(kept).as("step " + step).isIn(text(merged()), "none");
        }
    }

    private static Block random(Random random) {
        String path = "1" + " 2".repeat(random.nextInt(3)) + (random.nextBoolean() ? " 3" : "");
        String set = random.nextInt(5) == 0 ? " {4 5}" : "";
        String origin = List.of("", " egp", " incomplete").get(random.nextInt(3));
        String med = random.nextBoolean() ? "" : " med " + random.nextInt(2);
        String community = random.nextBoolean() ? "" : " community " + random.nextInt(3);
        return block(
                path + set + origin + (random.nextInt(6) == 0 ? " atomic" : "") + community + med);
    }
}
