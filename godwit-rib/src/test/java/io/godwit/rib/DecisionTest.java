package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.MedRule;
import io.godwit.rib.Blocks.Block;
import io.godwit.rib.Decision.Candidate;
import io.godwit.rib.Decision.Step;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.PathNames;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.CostCommunity;
import io.godwit.wire.attr.MultiExitDisc;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

class DecisionTest {
    private static final String PREFIX = "198.51.100.0/24";

    private static Candidate candidate() {
        return new Candidate(
                100,
                3,
                0,
                64600,
                10,
                AttrStore.EXTERNAL,
                7,
                9,
                1,
                Address.ofV4(9),
                new Decision.Identity(9, 9, PathNames.NO_ID),
                1,
                Costs.NONE,
                OptionalLong.empty());
    }

    /// Each step: two candidates that differ in what it looks at, the winner first.
    static Stream<Arguments> steps() {
        Candidate c = candidate();
        Address low = Address.ofV4(8);
        return Stream.of(
                Arguments.of(Step.COST_ABSOLUTE, costs(c, 128, 5), c),
                Arguments.of(Step.COST_ABSOLUTE, c, costs(c, 128, -1)),
                Arguments.of(Step.COST_LOCAL_PREF, costs(c, 5, 5), c),
                Arguments.of(Step.COST_AS_PATH, costs(c, 2, 5), costs(c, 2, 6)),
                Arguments.of(Step.COST_ORIGIN, costs(c, 1, 0), c),
                Arguments.of(Step.COST_MED, c, costs(c, 4, 0x8000_0000)),
                Arguments.of(Step.COST_EXTERNAL, costs(c, 130, 5), c),
                Arguments.of(Step.COST_IGP, costs(c, 129, 5), costs(c, 129, -1)),
                Arguments.of(Step.COST_BGP_ID, costs(c, 131, 5), c),
                Arguments.of(Step.LOCAL_PREF, with(c, -1, 3, 0, 64600, 10, 1), c),
                Arguments.of(Step.AIGP, aigp(c, -1), c),
                Arguments.of(Step.AIGP, aigp(c, 5), aigp(c, -2)),
                Arguments.of(Step.AS_PATH_LENGTH, with(c, 100, 2, 0, 64600, 10, 1), c),
                Arguments.of(Step.ORIGIN, c, with(c, 100, 3, 1, 64600, 10, 1)),
                Arguments.of(Step.MED, with(c, 100, 3, 0, 64600, 9, 1), c),
                Arguments.of(Step.MED, c, with(c, 100, 3, 0, 64600, -1, 1)),
                Arguments.of(Step.EXTERNAL, c, with(c, 100, 3, 0, 64600, 10, AttrStore.INTERNAL)),
                Arguments.of(Step.EXTERNAL, with(c, 100, 3, 0, 64600, 10, AttrStore.LOCAL), c),
                Arguments.of(Step.IGP_COST, cost(c, 6), c),
                Arguments.of(Step.IGP_COST, c, cost(c, -1)),
                Arguments.of(Step.ROUTER_ID, last(c, 8, 1, c.peerAddress(), 9), c),
                Arguments.of(Step.ROUTER_ID, c, last(c, -1, 1, c.peerAddress(), 9)),
                Arguments.of(Step.CLUSTER_LIST_LENGTH, last(c, 9, 0, c.peerAddress(), 9), c),
                Arguments.of(Step.PEER_ADDRESS, last(c, 9, 1, low, 9), c),
                Arguments.of(Step.PATH_ID, path(c, 3), path(c, 0xffff_ffffL)),
                Arguments.of(Step.PATH_ID, c, path(c, 0)),
                Arguments.of(Step.PATH_ID, last(c, 9, 1, c.peerAddress(), 8), c));
    }

    private static Candidate with(
            Candidate c, int pref, int length, int origin, int as, int med, int kind) {
        return new Candidate(
                pref,
                length,
                origin,
                as,
                med,
                kind,
                c.igpCost(),
                c.routerId(),
                c.clusterListLength(),
                c.peerAddress(),
                c.identity(),
                c.attr(),
                c.costs(),
                c.aigp());
    }

    private static Candidate cost(Candidate c, int igpCost) {
        return new Candidate(
                c.localPref(),
                c.asPathLength(),
                c.origin(),
                c.neighborAs(),
                c.med(),
                c.kind(),
                igpCost,
                c.routerId(),
                c.clusterListLength(),
                c.peerAddress(),
                c.identity(),
                c.attr(),
                c.costs(),
                c.aigp());
    }

    private static Candidate costs(Candidate c, int point, int cost) {
        return new Candidate(
                c.localPref(),
                c.asPathLength(),
                c.origin(),
                c.neighborAs(),
                c.med(),
                c.kind(),
                c.igpCost(),
                c.routerId(),
                c.clusterListLength(),
                c.peerAddress(),
                c.identity(),
                c.attr(),
                Costs.of(List.of(new CostCommunity(false, point, false, 1, cost))),
                c.aigp());
    }

    private static Candidate aigp(Candidate c, long metric) {
        return new Candidate(
                c.localPref(),
                c.asPathLength(),
                c.origin(),
                c.neighborAs(),
                c.med(),
                c.kind(),
                c.igpCost(),
                c.routerId(),
                c.clusterListLength(),
                c.peerAddress(),
                c.identity(),
                c.attr(),
                c.costs(),
                OptionalLong.of(metric));
    }

    private static Candidate last(Candidate c, int id, int clusters, Address address, int peer) {
        return new Candidate(
                c.localPref(),
                c.asPathLength(),
                c.origin(),
                c.neighborAs(),
                c.med(),
                c.kind(),
                c.igpCost(),
                id,
                clusters,
                address,
                new Decision.Identity(peer, peer, PathNames.NO_ID),
                c.attr(),
                c.costs(),
                c.aigp());
    }

    private static Candidate path(Candidate c, long pathId) {
        return new Candidate(
                c.localPref(),
                c.asPathLength(),
                c.origin(),
                c.neighborAs(),
                c.med(),
                c.kind(),
                c.igpCost(),
                c.routerId(),
                c.clusterListLength(),
                c.peerAddress(),
                new Decision.Identity(9, 70_000, pathId),
                c.attr(),
                c.costs(),
                c.aigp());
    }

    @Tag("4271-5.1.4-1")
    @Tag("4271-5.1.5-3")
    @Tag("4456-9-2")
    @ParameterizedTest
    @MethodSource("steps")
    void stepRemovesTheLoserAndNoOtherStepDoes(Step step, Candidate winner, Candidate loser) {
        for (Step each : Step.values()) {
            assertThat(each.survivors(List.of(winner, loser)))
                    .isEqualTo(each == step ? List.of(winner) : List.of(winner, loser));
            assertThat(each.survivors(List.of(loser, winner)))
                    .isEqualTo(each == step ? List.of(winner) : List.of(loser, winner));
        }
    }

    /// What users of other programs know as always-compare-med and missing-as-worst.
    @Test
    void medIsComparedAsTheRuleSays() {
        Block high = Blocks.block(Blocks.HOP_V4, 64601, 64700).with(new MultiExitDisc(20));
        Block none = Blocks.block(Blocks.HOP_V4, 64602, 64700);
        Block low = Blocks.block(Blocks.HOP_V4, 64603, 64700).with(new MultiExitDisc(10));
        Rib rib = rib();
        session(rib, 1, true).announce(high, PREFIX);
        session(rib, 2, true).announce(none, PREFIX);
        session(rib, 3, true).announce(low, PREFIX);
        assertThat(bestWith(rib, false, false)).isEqualTo("n1");
        assertThat(bestWith(rib, true, false)).isEqualTo("n2");
        assertThat(bestWith(rib, true, true)).isEqualTo("n3");
        assertThat(why(rib)).contains("10").doesNotContain("AS ");
        assertThat(bestWith(rib, false, true)).isEqualTo("n1");
        assertThat(why(rib)).contains("10 (AS 64603)", "4294967295 (AS 64602)");
    }

    private static String bestWith(Rib rib, boolean always, boolean worst) {
        rib.med(new MedRule(always, worst));
        rib.turn(100);
        return best(rib);
    }

    /// What the step of MED shows of each path.
    private static List<String> why(Rib rib) {
        return rib.why(Prefix.parse(PREFIX).orElseThrow()).orElseThrow().steps().stream()
                .filter(line -> line.step().equals("MED"))
                .flatMap(line -> line.values().stream())
                .toList();
    }

    @Test
    void medOfAnotherNeighborAsDoesNotCount() {
        Candidate c = candidate();
        Candidate other = with(c, 100, 3, 0, 64601, 0, c.kind());
        assertThat(Step.MED.survivors(List.of(c, other))).containsExactly(c, other);
    }

    /// §9.1.2.2 c is about the routes of an AS, whoever told them.
    @Tag("4271-9.1.2.2-3")
    @Test
    void medOfInternalPathsCounts() {
        Candidate c = candidate();
        Candidate low = with(c, 100, 3, 0, 64600, 9, AttrStore.INTERNAL);
        Candidate high = with(c, 100, 3, 0, 64600, 10, AttrStore.INTERNAL);
        assertThat(Step.MED.survivors(List.of(high, low))).containsExactly(low);
    }

    /// §9.1.1 is phase 1; §9.1.2.2 has its criteria from a to g.
    @Tag("4271-9.1.2.2-1")
    @Test
    void stepsHaveTheOrderOfTheRfc() {
        assertThat(Arrays.stream(Step.values()).map(Step::rule).filter(r -> r.contains("4271")))
                .isSorted()
                .hasSize(8);
    }

    @Test
    void stepsNameTheirRules() {
        for (Step step : Step.values()) {
            assertThat(step.rule()).containsPattern("^(RFC |draft-)");
            assertThat(step.label()).isNotBlank();
            assertThat(step.value(candidate())).isNotBlank();
        }
        assertThat(Step.MED.value(candidate())).isEqualTo("10 (AS 64600)");
    }

    /// Pairwise comparison would make the outcome depend on order here: A beats B by MED, B beats C
    /// and C beats A by identifier. With elimination B is out first, and C has the lower
    /// identifier.
    @Test
    void medEliminatesBeforeLaterStepsCompare() {
        for (List<Integer> order : permutations(List.of(0, 1, 2))) {
            Rib rib = rib();
            Session[] sessions = {
                session(rib, 3, true), session(rib, 1, true), session(rib, 2, true)
            };
            Block[] blocks = {
                Blocks.block(Blocks.HOP_V4, 64601, 64700).with(new MultiExitDisc(10)),
                Blocks.block(Blocks.HOP_V4, 64601, 64700).with(new MultiExitDisc(20)),
                Blocks.block(Blocks.HOP_V4, 64602, 64700).with(new MultiExitDisc(30))
            };
            order.forEach(i -> sessions[i].announce(blocks[i], PREFIX));
            rib.turn(100);
            assertThat(best(rib)).as("order " + order).isEqualTo("n2");
        }
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }

    /// The loser's departure can change the choice: with A gone, B is back and has the lowest
    /// identifier.
    @Tag("4271-9-2")
    @Test
    void aWithdrawnLoserCanChangeTheChoice() {
        Rib rib = rib();
        Session a = session(rib, 3, true);
        Session b = session(rib, 1, true);
        Session c = session(rib, 2, true);
        a.announce(Blocks.block(Blocks.HOP_V4, 64601, 64700), PREFIX);
        b.announce(Blocks.block(Blocks.HOP_V4, 64601, 64700).with(new MultiExitDisc(20)), PREFIX);
        c.announce(Blocks.block(Blocks.HOP_V4, 64602, 64700), PREFIX);
        rib.turn(100);
        assertThat(best(rib)).isEqualTo("n2");
        a.withdraw(PREFIX);
        rib.turn(100);
        assertThat(best(rib)).isEqualTo("n1");
    }

    /// Over paths that tie in every step: the choice is what the steps leave, and a matter of the
    /// set.
    @Tag("4271-9.1.2.2-1")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void fastWayEqualsTheStepsWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            Tables tables = Tables.of(seed);
            if (round % 3 > 0) {
                follow(tables, random);
            }
            MedRule rule = new MedRule(random.nextInt(4) == 0, random.nextInt(4) == 0);
            tables.store().missingMed(rule.missing());
            int[] attrs = new int[1 + random.nextInt(24)];
            List<Integer> order = new ArrayList<>();
            for (int peer = 0; peer < attrs.length; peer++) {
                Address address = Address.ofV4(random.nextInt(3));
                tables.sources().put(peer, address, random.nextInt(3) - 1, 0);
                tables.sources().need(peer, peer == 0 ? 0 : 1 + random.nextInt(8) / 7);
                attrs[peer] = block(tables.store(), random, peer);
                order.add(peer);
            }
            int first = chosen(tables, attrs, order, rule);
            Collections.shuffle(order, random);
            assertThat(chosen(tables, attrs, order, rule)).isEqualTo(first);
        }
    }

    /// Every fourth peer tells its path as one with an identifier beside that of the peer after it.
    private static int chosen(Tables tables, int[] attrs, List<Integer> order, MedRule rule) {
        RouteTable routes = new RouteTable(false, tables.store(), tables.names(), 1);
        int row = routes.table().obtain(0x0a00_0000, 8);
        for (int peer : order) {
            if (peer % 4 == 1) {
                byte[] path = {0, 0, 0, (byte) (peer % 8), 8, 10};
                int source = peer + 1 < attrs.length ? peer + 1 : peer;
                routes.announcePathsV4(path, 0, path.length, source, attrs[peer], 0, 16);
            } else {
                routes.announceRow(row, peer, peer, attrs[peer], 0);
            }
        }
        Decision decision = new Decision(tables.store(), tables.sources());
        decision.adopt(rule);
        List<Candidate> left = decision.candidates(routes, row);
        assertThat(decision.decide(routes, row)).isEqualTo(!left.isEmpty());
        if (!tables.store().nextHops().follows()) {
            assertThat(left).hasSize(attrs.length);
        }
        if (left.isEmpty()) {
            return -1;
        }
        for (Step step : Step.values()) {
            left = step.survivors(left);
        }
        assertThat(left).hasSize(1);
        assertThat(decision.bestPeer()).isEqualTo(left.getFirst().identity().peer());
        assertThat(decision.bestName()).isEqualTo(left.getFirst().identity().name());
        assertThat(decision.bestAttr()).isEqualTo(left.getFirst().attr());
        return decision.bestName();
    }

    private static void follow(Tables tables, Random random) {
        tables.store()
                .followNextHops((number, _) ->
                        tables.store()
                                .nextHops()
                                .reached(
                                        number,
                                        Math.min(2, random.nextInt(6)),
                                        random.nextInt(3) - 1,
                                        ""));
    }

    /// A block as the store has it, with NEXT_HOP, ORIGINATOR_ID and CLUSTER_LIST as its octets.
    private static int block(AttrStore store, Random random, int peer) {
        int kind = peer == 0 ? AttrStore.LOCAL : 1 + random.nextInt(2);
        byte[] octets = new byte[64];
        int flags = kind;
        int length = AttributeWriter.origin(octets, 0, 0);
        length = AttributeWriter.nextHop(octets, length, 1 + random.nextInt(6));
        if (kind == AttrStore.INTERNAL && random.nextInt(3) > 0) {
            flags |= AttrStore.REFLECTED;
            length = AttributeWriter.originatorId(octets, length, random.nextInt(3) - 1);
            int[] clusters = new int[random.nextInt(3)];
            length = AttributeWriter.clusterList(octets, length, Ints.of(clusters));
        }
        octets[length++] = (byte) random.nextInt(2);
        int found = store.find(octets, 0, length, kind);
        if (found != 0) {
            return found;
        }
        int[] values = {0, 1, -1, 5};
        long facts =
                AttrStore.facts(
                        random.nextInt(8) == 0 ? -1 : 100,
                        1 + random.nextInt(5) / 4,
                        random.nextInt(5) / 4,
                        flags);
        return store.add(
                octets,
                0,
                length,
                octets,
                length - 1,
                facts,
                values[random.nextInt(3)],
                values[random.nextInt(4)]);
    }

    private static Rib rib() {
        return new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));
    }

    private static Session session(Rib rib, int n, boolean ebgp) {
        return new Session(rib, Session.settings(n, ebgp));
    }

    private static String best(Rib rib) {
        List<RouteRow> rows = new ArrayList<>();
        RouteCursor cursor = rib.routes(RouteQuery.all());
        while (cursor.step(10, rows::add)) {}
        assertThat(rows.stream().map(RouteRow::prefix).distinct())
                .containsExactly(Prefix.parse(PREFIX).orElseThrow().toString());
        return rows.stream().filter(RouteRow::best).findFirst().orElseThrow().peerName();
    }
}
