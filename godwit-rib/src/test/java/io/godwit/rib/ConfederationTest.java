package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.OriginatorId;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// RFC 5065: we are member AS 65000 of confederation 100; neighbor `n` in another AS is AS 65000 +
/// n.
class ConfederationTest {
    private static final String A = "198.51.100.0/24";
    private static final int CONFEDERATION = 100;

    private final Rib rib =
            new Rib(
                    RibSettings.of(65000, 0x0a00_0001, 0x0a00_0063, 5, List.of())
                            .withOutsideAs(CONFEDERATION));
    private final Map<Role, Session> from = sessions(1);
    private final Map<Role, Session> to = sessions(11);

    private Map<Role, Session> sessions(int first) {
        Map<Role, Session> all = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            all.put(role, new Session(rib, Session.settings(first + role.ordinal(), role)));
        }
        return all;
    }

    private static Block block(String path) {
        return Blocks.block(Blocks.HOP_V4).with(path(path));
    }

    /// As it is shown: `(65001 65002) 64601`, `{}` and `[]` for sets.
    private static AsPath path(String text) {
        List<AsPath.Segment> segments = new ArrayList<>();
        var parts = Pattern.compile("[({\\[]?[0-9 ,]+[)}\\]]?").matcher(text);
        while (parts.find()) {
            String part = parts.group().strip();
            if (!part.isEmpty()) {
                int type =
                        switch (part.charAt(0)) {
                            case '(' -> AsPath.CONFED_SEQUENCE;
                            case '[' -> AsPath.CONFED_SET;
                            case '{' -> AsPath.SET;
                            default -> AsPath.SEQUENCE;
                        };
                int[] ases =
                        Arrays.stream(part.replaceAll("[^0-9]+", " ").strip().split(" "))
                                .mapToInt(Integer::parseInt)
                                .toArray();
                segments.add(new AsPath.Segment(type, Ints.of(ases)));
            }
        }
        return new AsPath(segments);
    }

    private void settle() {
        while (rib.turn(100) > 0) {}
        to.values().forEach(Session::readAll);
    }

    private Optional<Block> told(Role source, Role target, Block block) {
        from.get(source).announce(block, A);
        settle();
        return Optional.ofNullable(to.get(target).held.get(Blocks.prefix(A)));
    }

    /// §4.1, of what was learned: from whom, to whom, the path before, the path after.
    @Tag("5065-4-1")
    @Tag("5065-4.1-3")
    @Tag("5065-4.1-4")
    @Tag("5065-4-2")
    @Tag("5065-5-1")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXTERNAL      | INTERNAL      | 64601              | 64601",
                "EXTERNAL      | CONFEDERATION | 64601              | (65000) 64601",
                "EXTERNAL      | CONFEDERATION | {64601,64602}      | (65000) {64601,64602}",
                "EXTERNAL      | EXTERNAL      | 64601              | 100 64601",
                "INTERNAL      | CONFEDERATION | ''                 | (65000)",
                "INTERNAL      | CONFEDERATION | 64601              | (65000) 64601",
                "INTERNAL      | CONFEDERATION | (65077) 64601      | (65000 65077) 64601",
                "INTERNAL      | CONFEDERATION | [65077,65078] 1    | (65000) [65077,65078] 1",
                "INTERNAL      | EXTERNAL      | (65077) 64601      | 100 64601",
                "CONFEDERATION | INTERNAL      | (65006) 64601      | (65006) 64601",
                "CONFEDERATION | CONFEDERATION | (65006) 64601      | (65000 65006) 64601",
                "CONFEDERATION | EXTERNAL      | (65006) 64601      | 100 64601",
                "CONFEDERATION | EXTERNAL      | (65006) [65077] 7  | 100 7",
                "CONFEDERATION | EXTERNAL      | (65006) {7,8}      | 100 {7,8}",
                "CONFEDERATION | EXTERNAL      | (65006)            | 100",
                "CONFEDERATION | ROUTE_SERVER_CLIENT | (65006) 64601 | 100 64601",
            })
    void pathsGrowByWhereTheyGo(Role source, Role target, String before, String after) {
        assertThat(told(source, target, block(before)).orElseThrow().path()).isEqualTo(path(after));
    }

    /// §4.1, of what we originate.
    @Tag("5065-4-1")
    @Tag("5065-4-2")
    @Test
    void ownRoutesHaveOneNumberOutsideAndAnotherInside() {
        rib.originate(Blocks.prefix(A), RouteAttributes.igp());
        settle();
        Map.of(Role.EXTERNAL, "100", Role.CONFEDERATION, "(65000)", Role.INTERNAL, "")
                .forEach((role, path) ->
                        assertThat(to.get(role).held.get(Blocks.prefix(A)).path())
                                .as("to " + role)
                                .isEqualTo(path(path)));
    }

    /// §4.1 b 1: a segment has 255 ASes at most.
    @Tag("5065-4.1-2")
    @Test
    void aFullSegmentGetsOneBeforeIt() {
        String members = "65006" + " 65077".repeat(254);
        assertThat(
                        told(
                                        Role.CONFEDERATION,
                                        Role.CONFEDERATION,
                                        block("(" + members + ") 64601"))
                                .orElseThrow()
                                .path()
                                .segments())
                .hasSize(3)
                .first()
                .isEqualTo(new AsPath.Segment(AsPath.CONFED_SEQUENCE, Ints.of(65000)));
    }

    /// §4, §5: what is refused, and why it is.
    @Tag("5065-4-3")
    @Tag("5065-4-4")
    @Tag("5065-5-2")
    @Tag("5065-5-3")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONFEDERATION | (65006) 64601       | taken",
                "CONFEDERATION | (65006)             | taken",
                "CONFEDERATION | 64601               | malformed",
                "CONFEDERATION | ''                  | malformed",
                "CONFEDERATION | [65006] 64601       | malformed",
                "CONFEDERATION | 64601 (65006)       | malformed",
                "CONFEDERATION | (65006 65000) 64601 | loop",
                "CONFEDERATION | (65006) [65000] 1   | loop",
                "CONFEDERATION | (65006) 7 100       | loop",
                "CONFEDERATION | (65006) 65000       | taken",
                "EXTERNAL      | (65006) 64601       | malformed",
                "EXTERNAL      | 64601 [65006]       | malformed",
                "EXTERNAL      | 64601 65000         | taken",
                "EXTERNAL      | 64601 100           | loop",
                "INTERNAL      | (65006) 64601       | taken",
                "INTERNAL      | (65000) 64601       | loop",
                "INTERNAL      | 64601 100           | loop",
            })
    void refusesWhatIsMalformedOrALoop(Role source, String path, String outcome) {
        Session session = from.get(source);
        Verdict verdict =
                session.send(
                        Blocks.announce(session.context, block(path), List.of(Blocks.prefix(A))));
        settle();
        boolean taken = rib.counts(session.peer).getFirst().accepted() == 1;
        // RFC 7606 §7.2: a malformed AS_PATH withdraws, and ends no session.
        assertThat(verdict == Verdict.WITHDRAW ? "malformed" : taken ? "taken" : "loop")
                .isEqualTo(outcome);
        assertThat(to.get(Role.INTERNAL).held.isEmpty())
                .isEqualTo(!taken || source == Role.INTERNAL);
    }

    /// §5.1, §5.2, RFC 4360 §6: inside, a route stays what it is.
    @Tag("4360-6-2")
    @Tag("5065-5.2-1")
    @ParameterizedTest
    @EnumSource(names = {"EXTERNAL", "INTERNAL", "CONFEDERATION"})
    void attributesPassTheBordersInside(Role source) {
        Block route =
                block(source == Role.CONFEDERATION ? "(65006) 64601" : "64601")
                        .with(new MultiExitDisc(30))
                        .with(new ExtendedCommunities(Bytes.fromHex("4002fde800000002")));
        Block sent = source == Role.EXTERNAL ? route : route.with(new LocalPref(250));
        Block member = told(source, Role.CONFEDERATION, sent).orElseThrow();
        long preference = source == Role.EXTERNAL ? 100 : 250;
        assertThat(member.first(LocalPref.class)).contains(new LocalPref(preference));
        assertThat(member.first(MultiExitDisc.class)).contains(new MultiExitDisc(30));
        assertThat(member.first(ExtendedCommunities.class)).isPresent();
        assertThat(member.hop()).isEqualTo(Blocks.HOP_V4);
        Block outside = to.get(Role.EXTERNAL).held.get(Blocks.prefix(A));
        assertThat(outside.attributes().keySet())
                .containsExactly(Attributes.ORIGIN, Attributes.AS_PATH);
        assertThat(outside.hop()).isEqualTo(Address.parse("10.0.0.1").orElseThrow());
    }

    /// Who reflected a route, and through which clusters, is known in its own AS only.
    @Test
    void reflectionStaysInTheMember() {
        Block reflected =
                block("64601")
                        .with(new LocalPref(100))
                        .with(new OriginatorId(Address.ofV4(77)))
                        .with(new ClusterList(Ints.of(1)));
        assertThat(told(Role.INTERNAL, Role.CONFEDERATION, reflected).orElseThrow().attributes())
                .doesNotContainKeys(Attributes.ORIGINATOR_ID, Attributes.CLUSTER_LIST);
        from.get(Role.INTERNAL).withdraw(A);
        Session member = from.get(Role.CONFEDERATION);
        byte[] message =
                Blocks.announce(
                        member.context,
                        reflected.with(path("(65006) 64601")),
                        List.of(Blocks.prefix(A)));
        assertThat(member.send(message)).isEqualTo(Verdict.DISCARD);
        settle();
        assertThat(to.get(Role.REFLECTOR_CLIENT).held.get(Blocks.prefix(A)).attributes())
                .doesNotContainKeys(Attributes.ORIGINATOR_ID, Attributes.CLUSTER_LIST);
    }

    /// RFC 1997: "confederation" there is the whole of it, "subconfed" a member.
    @Tag("1997-0-1")
    @Tag("1997-0-3")
    @ParameterizedTest
    @CsvSource({
        "ffffff01, false, true, true", // NO_EXPORT
        "ffffff02, false, false, false", // NO_ADVERTISE
        "ffffff03, false, false, true", // NO_EXPORT_SUBCONFED
        "fde80001, true, true, true",
    })
    void communitiesKeepRoutesInside(
            String community, boolean outside, boolean members, boolean internal) {
        int value = Integer.parseUnsignedInt(community, 16);
        Block route = block("64601").with(new Communities(Ints.of(65001 << 16, value)));
        told(Role.EXTERNAL, Role.EXTERNAL, route);
        Map.of(Role.EXTERNAL, outside, Role.CONFEDERATION, members, Role.INTERNAL, internal)
                .forEach((role, hears) ->
                        assertThat(!to.get(role).held.isEmpty()).as("to " + role).isEqualTo(hears));
    }

    /// §5.3: what a member says counts as what our own AS says; confederation segments have no
    /// length; MED is compared by the first AS outside.
    @Tag("5065-5.2-2")
    @Tag("5065-5.3-1")
    @Tag("5065-5.3-2")
    @Tag("5065-5.3-3")
    @Test
    void theDecisionSeesOneAs() {
        Session member = from.get(Role.CONFEDERATION);
        Session external = from.get(Role.EXTERNAL);
        member.announce(block("(65006 65077 65078) 64601 64602"), A);
        external.announce(block("64603 64604"), A);
        settle();
        assertThat(rib.why(Blocks.prefix(A)).orElseThrow().decidingStep()).isEqualTo("external");
        external.withdraw(A);
        Session internal = from.get(Role.INTERNAL);
        internal.announce(block("64601 64602").with(new MultiExitDisc(5)), A);
        settle();
        Explanation byMed = rib.why(Blocks.prefix(A)).orElseThrow();
        assertThat(byMed.decidingStep()).isEqualTo("MED");
        assertThat(byMed.paths().getFirst().peer()).contains(member.peer.settings().address());
        internal.announce(block("64609 64602").with(new MultiExitDisc(5)), A);
        settle();
        assertThat(rib.why(Blocks.prefix(A)).orElseThrow().decidingStep()).isEqualTo("router id");
    }

    /// RFC 4456 §6 speaks of one AS: what another member says is told to all of ours.
    @Tag("5065-4.1-1")
    @Test
    void allOfOurAsHearWhatAMemberSays() {
        told(Role.CONFEDERATION, Role.INTERNAL, block("(65006) 64601"));
        for (Role role : List.of(Role.INTERNAL, Role.REFLECTOR_CLIENT)) {
            Block block = to.get(role).held.get(Blocks.prefix(A));
            assertThat(block.attributes().keySet())
                    .containsExactly(Attributes.ORIGIN, Attributes.AS_PATH, Attributes.LOCAL_PREF);
            assertThat(block.path()).isEqualTo(path("(65006) 64601"));
        }
    }
}
