package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.AsPathRules;
import io.godwit.policy.Maintenance;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.Statement;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Ints;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.cap.PeeringRole;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// Paths that are about to go (RFC 8326), and our own AS in a path (`allow-own-as`).
class MaintenanceTest {
    private static final String A = "198.51.100.0/24";
    private static final Communities GOING =
            new Communities(Ints.of(65001 << 16 | 7, Communities.GRACEFUL_SHUTDOWN));

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));

    private Session session(int n, Role kind, PeerRules rules, PolicyChain in, PolicyChain out) {
        return new Session(
                rib, Session.with(Session.with(Session.settings(n, kind), rules), in, out));
    }

    private Session from(int n, Role kind, boolean honors, PolicyChain in) {
        var rules = PeerRules.of(AsPathRules.NONE, PeeringRole.NONE, honors);
        return session(n, kind, rules, in, PolicyChain.ACCEPT);
    }

    private Session to(int n, Role kind, PolicyChain out) {
        return session(n, kind, PeerRules.NONE, PolicyChain.ACCEPT, out);
    }

    private void settle(Session... sessions) {
        while (rib.turn(100) > 0) {}
        for (Session session : sessions) {
            session.readAll();
        }
    }

    private static Optional<Block> held(Session session) {
        return Optional.ofNullable(session.held.get(Blocks.prefix(A)));
    }

    private static Optional<Long> preference(Session session) {
        return held(session).flatMap(b -> b.first(LocalPref.class)).map(LocalPref::preference);
    }

    private static Optional<AsPath> path(Block block) {
        return block.first(AsPath.class);
    }

    private static Statement set200() {
        return Meant.change(Meant.setLocalPref(200), Optional.empty());
    }

    /// Behind the policy, which sets 200: LOCAL_PREF 0 from outside, unless it is not honored, or
    /// the policy takes the community off.
    @ParameterizedTest
    @CsvSource({
        "EXTERNAL, true, accept, 0",
        "EXTERNAL, true, set, 0",
        "EXTERNAL, true, scrub, 200",
        "EXTERNAL, false, accept, 100",
        "EXTERNAL, false, set, 200",
        "INTERNAL, true, set, 200",
    })
    void aPathThatIsAboutToGoIsTheLastChoice(
            Role kind, boolean honors, String policy, long preference) {
        PolicyChain chain =
                switch (policy) {
                    case "set" -> Meant.policy("set", set200(), Meant.accept());
                    case "scrub" ->
                            Meant.policy(
                                    "scrub",
                                    Meant.change(
                                            new Action.RemoveAttribute(Attributes.COMMUNITIES),
                                            Optional.empty()),
                                    set200(),
                                    Meant.accept());
                    default -> PolicyChain.ACCEPT;
                };
        Session from = from(1, kind, honors, chain);
        Session to = to(9, Role.REFLECTOR_CLIENT, PolicyChain.ACCEPT);
        from.announce(Blocks.block(Blocks.HOP_V4, 65001, 64601).with(GOING), A);
        settle(to);
        assertThat(preference(to)).contains(preference);
    }

    @Test
    void anotherPathIsChosen() {
        Session going = from(1, Role.EXTERNAL, true, PolicyChain.ACCEPT);
        Session longer = from(2, Role.EXTERNAL, true, PolicyChain.ACCEPT);
        Session to = to(9, Role.INTERNAL, PolicyChain.ACCEPT);
        Block path = Blocks.block(Blocks.HOP_V4, 65001, 64601);
        going.announce(path, A);
        longer.announce(Blocks.block(Blocks.HOP_V4, 65002, 3, 4, 64601), A);
        settle(to);
        assertThat(path(held(to).orElseThrow())).isEqualTo(path(path));
        going.announce(path.with(GOING), A);
        settle(to);
        assertThat(path(held(to).orElseThrow())).isNotEqualTo(path(path));
    }

    /// What a neighbor is told before the maintenance, and what becomes of what it tells.
    @Tag("8326-4.3-1")
    @Test
    void theInitiatorMarksBothWays() {
        PolicyChain closing = PolicyChain.ACCEPT.closing(Maintenance.POLICY);
        PolicyChain own = Meant.policy("set", set200(), Meant.accept()).closing(Maintenance.POLICY);
        Session from = from(1, Role.EXTERNAL, false, own);
        Session inside = to(9, Role.INTERNAL, PolicyChain.ACCEPT);
        Session leaving = to(3, Role.EXTERNAL, closing);
        Session leavingInside = to(10, Role.INTERNAL, closing);
        Session staying = from(4, Role.EXTERNAL, false, PolicyChain.ACCEPT);
        from.announce(Blocks.block(Blocks.HOP_V4, 65001, 64601), A);
        settle(inside, leaving, leavingInside);
        var mark = new Communities(Ints.of(Communities.GRACEFUL_SHUTDOWN));
        assertThat(preference(inside)).contains(0L);
        assertThat(held(inside).orElseThrow().first(Communities.class)).contains(mark);
        staying.announce(Blocks.block(Blocks.HOP_V4, 65004, 64601), A);
        settle(inside, leaving, leavingInside);
        assertThat(preference(inside)).contains(100L);
        assertThat(held(inside).orElseThrow().first(Communities.class)).isEmpty();
        assertThat(held(leaving).orElseThrow().first(Communities.class)).contains(mark);
        assertThat(preference(leaving)).isEmpty();
        assertThat(held(leavingInside).orElseThrow().first(Communities.class)).contains(mark);
        assertThat(preference(leavingInside)).contains(0L);
    }

    /// How often our AS 65000 may be in the path, the path, and whether it is taken.
    @ParameterizedTest
    @CsvSource({
        "0, 65001 64601,             true",
        "0, 65001 65000,             false",
        "1, 65001 65000,             true",
        "1, 65001 65000 64601 65000, false",
        "2, 65001 65000 64601 65000, true",
        "2, 65000 65000 65000,       false",
    })
    void ourOwnAsMayBeInAPath(int times, String path, boolean taken) {
        var rules =
                PeerRules.of(new AsPathRules(false, true, true, 0, times), PeeringRole.NONE, false);
        Session from = session(1, Role.EXTERNAL, rules, PolicyChain.ACCEPT, PolicyChain.ACCEPT);
        Session to = to(9, Role.INTERNAL, PolicyChain.ACCEPT);
        int[] ases =
                List.of(path.strip().split(" ")).stream().mapToInt(Integer::parseInt).toArray();
        from.announce(Blocks.block(Blocks.HOP_V4, ases), A);
        settle(to);
        assertThat(held(to).isPresent()).isEqualTo(taken);
        assertThat(rib.rejected(from.peer))
                .extracting(RejectedCount::label)
                .containsExactlyElementsOf(taken ? List.of() : List.of("as-loop"));
    }
}
