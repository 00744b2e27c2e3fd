package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.rib.RouteChange.Kind;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.MultiExitDisc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// What a trial of export policies says is what comes of them.
class ExportTrialTest {
    private static final Role[] ROLES = {
        Role.EXTERNAL, Role.INTERNAL, Role.REFLECTOR_CLIENT, Role.ROUTE_SERVER_CLIENT
    };

    private final Rib rib = new Rib(RibSettings.of(65000, 1, 1, 5, List.of()));
    private final List<Session> sessions = new ArrayList<>();
    private Random random = new Random(1);

    static LongStream seeds() {
        return Seeds.of(25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void saysWhatComesOfIt(long seed) {
        random = new Random(seed);
        meet();
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 30; i++) {
                announce();
            }
            settle();
            List<ExportProposal> proposals = proposals();
            List<SortedMap<Prefix, Block>> before = held(proposals);
            List<ExportChanges> said = tried(proposals);
            assertThat(sessions).noneMatch(s -> rib.hasOutput(s.peer));
            proposals.forEach(p -> rib.reexport(p.peer(), p.policy(), p.facts()));
            if (random.nextBoolean()) {
                // what is on its way counts as done
                assertThat(tried(proposals)).allMatch(c -> c.before() == c.after());
            }
            settle();
            List<SortedMap<Prefix, Block>> after = held(proposals);
            for (int i = 0; i < proposals.size(); i++) {
                compare(said.get(i), before.get(i), after.get(i));
            }
        }
    }

    private void meet() {
        for (int n = 1; n <= 16; n++) {
            PeerSettings s = Session.settings(n, ROLES[random.nextInt(ROLES.length)]);
            if (random.nextInt(6) == 0) {
                s = Session.with(s, s.send(), List.of(Family.IPV4_UNICAST));
            }
            sessions.add(new Session(rib, Session.with(s, PolicyChain.ACCEPT, somePolicy())));
        }
    }

    /// What a neighbor is sent, what is withheld from it, and what only it told us are all there
    /// is.
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWithheldIsTheRest(long seed) {
        random = new Random(seed);
        meet();
        for (int i = 0; i < 100; i++) {
            announce();
        }
        settle();
        for (Session session : sessions) {
            Withheld withheld = rib.withheld(session.peer);
            while (withheld.step(1 + random.nextInt(20))) {}
            assertThat(withheld.sent()).isEqualTo(session.held.size());
            List<RouteRow> rows = rows(rib.withheld(session.peer, RouteQuery.all()));
            assertThat(withheld.counts().stream().mapToLong(RejectedCount::routes).sum())
                    .isEqualTo(rows.size());
            TreeSet<String> seen = new TreeSet<>();
            session.held.keySet().forEach(prefix -> seen.add(prefix.toString()));
            for (RouteRow row : rows) {
                assertThat(seen.add(row.prefix())).isTrue();
                assertThat(row.rejectedLabel()).isNotEmpty();
                assertThat(row.peerName()).isNotEqualTo(session.peer.settings().name());
            }
            for (RouteRow row : rows(rib.routes(RouteQuery.all()))) {
                boolean v6 = row.prefix().contains(":");
                assertThat(
                                seen.contains(row.prefix())
                                        || row.peerName().equals(session.peer.settings().name())
                                        || v6 && session.peer.settings().families().size() == 1
                                        || !row.best())
                        .isTrue();
            }
        }
    }

    private static List<RouteRow> rows(RouteCursor cursor) {
        List<RouteRow> rows = new ArrayList<>();
        while (cursor.step(7, rows::add)) {}
        return rows;
    }

    private List<ExportChanges> tried(List<ExportProposal> proposals) {
        ExportTrial trial = rib.tryExport(proposals);
        while (trial.step(1 + random.nextInt(50))) {}
        return trial.changes();
    }

    private static void compare(
            ExportChanges said, SortedMap<Prefix, Block> before, SortedMap<Prefix, Block> after) {
        TreeMap<String, Kind> kinds = new TreeMap<>();
        before.forEach((prefix, block) -> {
            if (!after.containsKey(prefix)) {
                kinds.put(prefix.toString(), Kind.LOST);
            } else if (!after.get(prefix).equals(block)) {
                kinds.put(prefix.toString(), Kind.ALTERED);
            }
        });
        after.keySet().stream()
                .filter(prefix -> !before.containsKey(prefix))
                .forEach(prefix -> kinds.put(prefix.toString(), Kind.GAINED));
        assertThat(said.before()).isEqualTo(before.size());
        assertThat(said.after()).isEqualTo(after.size());
        compare(said, Kind.LOST, said.lost(), kinds);
        compare(said, Kind.GAINED, said.gained(), kinds);
        compare(said, Kind.ALTERED, said.altered(), kinds);
    }

    private static void compare(
            ExportChanges said, Kind kind, long count, TreeMap<String, Kind> kinds) {
        assertThat(count).isEqualTo(kinds.values().stream().filter(k -> k == kind).count());
        List<RouteChange> examples =
                said.examples().stream().filter(e -> e.kind() == kind).toList();
        assertThat(examples).hasSize((int) Math.min(count, 5)).doesNotHaveDuplicates();
        for (RouteChange example : examples) {
            assertThat(kinds).containsEntry(example.prefix(), kind);
            assertThat(example.before().startsWith("sent")).isEqualTo(kind != Kind.GAINED);
            assertThat(example.after().startsWith("sent")).isEqualTo(kind != Kind.LOST);
            assertThat(example.after()).isNotEqualTo(example.before());
        }
    }

    /// One, or some, or all with one policy.
    private List<ExportProposal> proposals() {
        List<ExportProposal> all = new ArrayList<>();
        PolicyChain one = somePolicy();
        int share = 1 + random.nextInt(4);
        for (Session session : sessions) {
            if (random.nextInt(4) < share) {
                PolicyChain policy = random.nextInt(4) == 0 ? somePolicy() : one;
                all.add(new ExportProposal(session.peer, policy, session.peer.settings().facts()));
            }
        }
        return all;
    }

    private List<SortedMap<Prefix, Block>> held(List<ExportProposal> proposals) {
        List<SortedMap<Prefix, Block>> all = new ArrayList<>();
        for (ExportProposal proposal : proposals) {
            Session session =
                    sessions.stream().filter(s -> s.peer == proposal.peer()).findFirst().get();
            all.add(new TreeMap<>(session.held));
        }
        return all;
    }

    private PolicyChain somePolicy() {
        return ExportPolicies.TWINS.get(random.nextInt(ExportPolicies.TWINS.size())).chain();
    }

    private void announce() {
        Session session = sessions.get(random.nextInt(sessions.size()));
        boolean v6 =
                random.nextInt(3) == 0
                        && session.peer.settings().families().contains(Family.IPV6_UNICAST);
        int[] path = new int[1 + random.nextInt(3)];
        for (int i = 0; i < path.length; i++) {
            path[i] = random.nextInt(4) == 0 ? 65001 + random.nextInt(16) : 64600 + i;
        }
        int[] communities = new int[1 + random.nextInt(3)];
        for (int i = 0; i < communities.length; i++) {
            int high = new int[] {0, 65000, 65100}[random.nextInt(3)];
            communities[i] = high << 16 | 65000 + random.nextInt(17);
        }
        Block block =
                Blocks.block(v6 ? Blocks.HOP_V6 : Blocks.HOP_V4, path)
                        .with(new MultiExitDisc(random.nextInt(2)))
                        .with(new Communities(Ints.of(communities)));
        String prefix =
                v6
                        ? "2001:db8:" + random.nextInt(16) * 16 + "::/48"
                        : "198.51." + random.nextInt(32) + ".0/24";
        if (random.nextInt(5) == 0) {
            session.withdraw(prefix);
        } else {
            session.announce(block, prefix);
        }
    }

    private void settle() {
        while (rib.turn(100) > 0) {}
        sessions.forEach(Session::readAll);
    }

    /// Examples name the statement, on whichever side it stands.
    @Test
    void examplesSayWhichStatement() {
        for (int n = 1; n <= 4; n++) {
            PeerSettings s = Session.settings(n, Role.ROUTE_SERVER_CLIENT);
            sessions.add(new Session(rib, s));
        }
        Block block = Blocks.block(Blocks.HOP_V4, 64601).with(new Communities(Ints.of(65003)));
        sessions.getFirst().announce(block, "203.0.113.0/24");
        settle();
        PolicyChain member = ExportPolicies.MEMBER.chain();
        List<ExportProposal> proposals =
                sessions.stream()
                        .map(s -> new ExportProposal(s.peer, member, s.peer.settings().facts()))
                        .toList();
        List<ExportChanges> said = tried(proposals);
        assertThat(said.stream().map(ExportChanges::lost)).containsExactly(0L, 0L, 1L, 0L);
        assertThat(said.get(2).examples())
                .containsExactly(
                        new RouteChange(
                                Kind.LOST,
                                "203.0.113.0/24",
                                "64601",
                                "sent, as-path 64601, next-hop 192.0.2.200, community 0:65003",
                                "no (p)"));
        proposals.forEach(p -> rib.reexport(p.peer(), member, p.facts()));
        settle();
        ExportProposal back =
                new ExportProposal(
                        sessions.get(2).peer,
                        PolicyChain.ACCEPT,
                        sessions.get(2).peer.settings().facts());
        RouteChange example = tried(List.of(back)).getFirst().examples().getFirst();
        assertThat(example.kind()).isEqualTo(Kind.GAINED);
        assertThat(example.before()).isEqualTo("no (p)");
    }
}
