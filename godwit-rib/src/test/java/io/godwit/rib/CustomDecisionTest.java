package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.CommunityPattern.Part;
import io.godwit.policy.tree.NumberValue;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Bytes;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LocalPref;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// draft-ietf-idr-custom-decision-08.
class CustomDecisionTest {
    private static final String PREFIX = "198.51.100.0/24";

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 5, 7, List.of()));

    private static Block block(String costs, int localPref) {
        Block block = Blocks.block(Blocks.HOP_V4, 64601);
        block = localPref == 100 ? block : block.with(new LocalPref(localPref));
        return costs == null
                ? block
                : block.with(new ExtendedCommunities(Bytes.fromHex(costs.replace(" ", ""))));
    }

    private List<RouteRow> rows() {
        while (rib.turn(100) > 0) {}
        List<RouteRow> rows = new ArrayList<>();
        RouteCursor cursor = rib.routes(RouteQuery.all());
        while (cursor.step(10, rows::add)) {}
        return rows;
    }

    private RouteRow best() {
        return rows().stream().filter(RouteRow::best).findFirst().orElseThrow();
    }

    /// What two internal neighbors say of their routes, that of n1 with the lower router id.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "§3 the lower cost wins, 43018101 00000064, 100, 43018101 00000032, 100, n2",
        "§3 costs are unsigned, 43018101 00000064, 100, 43018101 ffffffff, 100, n1",
        "§3 equal costs do not decide, 43018101 00000032, 100, 43018101 00000032, 100, n1",
        "§3 below the default, , 100, 43018101 7ffffffe, 100, n2",
        "§3 above the default, , 100, 43018101 80000000, 100, n1",
        "§3 the default itself, 43018101 7fffffff, 100, , 100, n1",
        "§3 the transitive type, , 100, 03018101 00000001, 100, n2",
        "§3 absolute before LOCAL_PREF, , 100, 43018001 00000001, 50, n2",
        "§3 absolute above the default, , 50, 43018001 ffffffff, 100, n1",
        "§3 R is ignored with absolute, , 100, 43018081 00000001, 50, n2",
        "§3 after the IGP cost only, , 101, 43018101 00000001, 100, n1",
        "§3 after external and internal, , 100, 43018201 00000001, 100, n2",
        "§3 after the identifier nothing is left, , 100, 43018301 00000001, 100, n1",
        "§7.1 after LOCAL_PREF, , 100, 43010501 00000001, 100, n2",
        "§4 a replaced step is not ours, , 100, 43018181 00000001, 100, n1",
        "§4 a reserved point is ignored, , 100, 4301ff01 00000001, 100, n1",
        "§4 a point without a step here is ignored, , 100, 43011a01 00000001, 100, n1",
        "§4 the lowest id first, 4301810200000001 430181010000000a, 100,"
                + " 4301810100000005 4301810200000064, 100, n2",
        "§4 an id that one lacks costs the default, 4301810200000001, 100,"
                + " 4301810100000005, 100, n2",
        "§4 the lowest of one id, 43018101 00000032, 100,"
                + " 4301810100000064 0301810100000005, 100, n2",
        "an earlier point first, 43018001 00000001, 100, 43018101 00000001, 200, n1",
        "another opaque community is none, , 100, 43020000 00000001, 100, n1",
    })
    void decides(String clause, String one, int prefOne, String two, int prefTwo, String winner) {
        new Session(rib, Session.settings(1, false)).announce(block(one, prefOne), PREFIX);
        new Session(rib, Session.settings(2, false)).announce(block(two, prefTwo), PREFIX);
        assertThat(best().peerName()).as(clause).isEqualTo(winner);
    }

    @Test
    void theExplanationHasOnlyTheStepsThatHaveCosts() {
        new Session(rib, Session.settings(1, false)).announce(block(null, 100), PREFIX);
        new Session(rib, Session.settings(2, false))
                .announce(block("4301810100000032 4301810200000007", 100), PREFIX);
        assertThat(best().extendedCommunities()).containsExactly("cost:igp:1:50", "cost:igp:2:7");
        Explanation why = rib.why(Blocks.prefix(PREFIX)).orElseThrow();
        assertThat(why.decidingStep()).isEqualTo("cost after IGP cost");
        assertThat(why.steps())
                .filteredOn(step -> step.rule().startsWith("draft-"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.values()).containsExactly("1:50, 2:7", "default");
                    assertThat(step.verdict()).isEqualTo("lower wins");
                });
    }

    /// §4, §6: both types are stripped at the border, other communities stay.
    @Test
    void thatOfAnExternalNeighborIsStripped() {
        new Session(rib, Session.settings(1, true)).announce(block(null, 100), PREFIX);
        Session two = new Session(rib, Session.settings(2, true));
        two.announce(block("4301800100000001 0002fde800000001 0301800100000001", 100), PREFIX);
        assertThat(best().peerName()).isEqualTo("n1");
        assertThat(rows().getLast().extendedCommunities()).containsExactly("rt:65000:1");
        two.announce(block("4301800100000001", 100), PREFIX);
        assertThat(best().peerName()).isEqualTo("n1");
        assertThat(rows().getLast().extendedCommunities()).isEmpty();
    }

    /// §4: the administrator may give a route that was learned a cost. §6: it is not told outside.
    @Test
    void aPolicyGivesWhatAnExternalNeighborCannot() {
        Session inside = new Session(rib, Session.settings(8, false));
        Session outside = new Session(rib, Session.settings(9, true));
        new Session(rib, Session.settings(1, true)).announce(block(null, 100), PREFIX);
        PolicyChain policy =
                Meant.policy(
                        "cost",
                        Meant.change(
                                new Action.AddCommunities(
                                        CommunityKind.EXTENDED,
                                        List.of(pattern(0x0301, 129 << 8 | 1, 50)),
                                        false),
                                Optional.empty()),
                        Meant.accept());
        new Session(rib, Session.with(Session.settings(2, true), policy, PolicyChain.ACCEPT))
                .announce(block(null, 100), PREFIX);
        assertThat(best().peerName()).isEqualTo("n2");
        inside.readAll();
        outside.readAll();
        assertThat(inside.held.get(Blocks.prefix(PREFIX)).first(ExtendedCommunities.class))
                .contains(new ExtendedCommunities(Bytes.fromHex("0301810100000032")));
        assertThat(outside.held.get(Blocks.prefix(PREFIX)).first(ExtendedCommunities.class))
                .isEmpty();
    }

    private static CommunityPattern pattern(long... parts) {
        List<Part> all = new ArrayList<>();
        for (long part : parts) {
            all.add(new Part.Exactly(new NumberValue.Constant(part)));
        }
        return new CommunityPattern(CommunityKind.EXTENDED, all);
    }
}
