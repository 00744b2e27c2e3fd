package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.AsPathRules;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.policy.tree.Action;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.OnlyToCustomer;
import io.godwit.wire.cap.PeeringRole;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// RFC 9234 §5 as one table. We are AS 65000, what sends is AS 65001, what hears AS 65002; a mark
/// is its AS number, `-` none, `leak` a route that is not eligible, `nothing` one that is not told.
class OnlyToCustomerTest {
    private static final String A = "198.51.100.0/24";

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));

    private Session session(int n, Role kind, PeeringRole role) {
        var rules = PeerRules.of(AsPathRules.NONE, role, false);
        return new Session(rib, Session.with(Session.settings(n, kind), rules));
    }

    private static Block block(String mark) {
        Block plain = Blocks.block(Blocks.HOP_V4, 65001, 64601);
        return mark.equals("-") ? plain : plain.with(new OnlyToCustomer(Long.parseLong(mark)));
    }

    private static String mark(Session to) {
        return Optional.ofNullable(to.held.get(Blocks.prefix(A)))
                .map(OnlyToCustomerTest::mark)
                .orElse("nothing");
    }

    private static String mark(Block block) {
        return block.attributes().get(Attributes.ONLY_TO_CUSTOMER) instanceof OnlyToCustomer(var as)
                ? "" + as
                : "-";
    }

    private void settle(Session... sessions) {
        while (rib.turn(100) > 0) {}
        for (Session session : sessions) {
            session.readAll();
        }
    }

    /// What our AS is, the mark that comes in, and the mark inside our AS.
    @Tag("9234-5-1")
    @Tag("9234-5-2")
    @Tag("9234-5-3")
    @Tag("9234-5-11")
    @ParameterizedTest
    @CsvSource({
        "NONE,      -, -",
        "NONE,      65001, 65001",
        "NONE,      64601, 64601",
        "PROVIDER,  -, -",
        "PROVIDER,  65001, leak",
        "PROVIDER,  64601, leak",
        "RS,        -, -",
        "RS,        65001, leak",
        "RS,        64601, leak",
        "CUSTOMER,  -, 65001",
        "CUSTOMER,  65001, 65001",
        "CUSTOMER,  64601, 64601",
        "RS_CLIENT, -, 65001",
        "RS_CLIENT, 65001, 65001",
        "RS_CLIENT, 64601, 64601",
        "PEER,      -, 65001",
        "PEER,      65001, 65001",
        "PEER,      64601, leak",
        "PEER,      65000, leak",
    })
    void ingress(PeeringRole role, String mark, String inside) {
        Session from = session(1, Role.EXTERNAL, role);
        Session to = session(9, Role.INTERNAL, PeeringRole.NONE);
        from.announce(block(mark), A);
        settle(to);
        boolean leak = inside.equals("leak");
        assertThat(mark(to)).isEqualTo(leak ? "nothing" : inside);
        assertThat(rib.rejected(from.peer))
                .extracting(RejectedCount::label)
                .containsExactlyElementsOf(leak ? List.of("otc-leak") : List.of());
    }

    /// What our AS is to who hears, the mark in our AS, and the mark that it hears.
    @Tag("9234-5-4")
    @Tag("9234-5-5")
    @Tag("9234-5-11")
    @ParameterizedTest
    @CsvSource({
        "NONE,      -, -",
        "NONE,      64601, 64601",
        "PROVIDER,  -, 65000",
        "PROVIDER,  65000, 65000",
        "PROVIDER,  64601, 64601",
        "RS,        -, 65000",
        "RS,        64601, 64601",
        "CUSTOMER,  -, -",
        "CUSTOMER,  65000, nothing",
        "CUSTOMER,  64601, nothing",
        "RS_CLIENT, -, -",
        "RS_CLIENT, 64601, nothing",
        "PEER,      -, 65000",
        "PEER,      65000, nothing",
        "PEER,      64601, nothing",
    })
    void egress(PeeringRole role, String mark, String told) {
        Session from = session(1, Role.EXTERNAL, PeeringRole.NONE);
        Session to = session(2, Role.EXTERNAL, role);
        from.announce(block(mark), A);
        settle(to);
        assertThat(mark(to)).isEqualTo(told);
    }

    /// What a provider, a peer or a route server sent without a mark goes to customers alone.
    @Tag("9234-5-3")
    @Tag("9234-5-5")
    @ParameterizedTest
    @CsvSource({"CUSTOMER", "PEER", "RS_CLIENT"})
    void whatCameFromAboveGoesDownOnly(PeeringRole role) {
        Session from = session(1, Role.EXTERNAL, role);
        Session up = session(2, Role.EXTERNAL, PeeringRole.CUSTOMER);
        Session beside = session(3, Role.EXTERNAL, PeeringRole.PEER);
        Session down = session(4, Role.EXTERNAL, PeeringRole.PROVIDER);
        from.announce(block("-"), A);
        settle(up, beside, down);
        assertThat(mark(up)).isEqualTo("nothing");
        assertThat(mark(beside)).isEqualTo("nothing");
        assertThat(mark(down)).isEqualTo("65001");
    }

    /// A client of the route server sees the mark of the route server, and nothing else of it.
    @Tag("9234-5-4")
    @Test
    void theRouteServerMarksToo() {
        Session from = session(1, Role.ROUTE_SERVER_CLIENT, PeeringRole.RS);
        Session to = session(2, Role.ROUTE_SERVER_CLIENT, PeeringRole.RS);
        from.announce(block("-"), A);
        settle(to);
        assertThat(to.held.get(Blocks.prefix(A))).isEqualTo(block("65000"));
    }

    /// The confederation marks by its own number (§5).
    @Tag("9234-5-8")
    @Test
    void aConfederationMarksByItsNumber() {
        var confederation =
                new Rib(
                        RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of())
                                .withOutsideAs(100));
        var rules = PeerRules.of(AsPathRules.NONE, PeeringRole.PROVIDER, false);
        var from = new Session(confederation, Session.settings(1, Role.EXTERNAL));
        var to =
                new Session(confederation, Session.with(Session.settings(2, Role.EXTERNAL), rules));
        from.announce(block("-"), A);
        while (confederation.turn(100) > 0) {}
        to.readAll();
        assertThat(mark(to)).isEqualTo("100");
    }

    /// The same block without a mark from two neighbors is marked by each, and no policy can take
    /// the mark away.
    @Tag("9234-5-11")
    @Tag("9234-5-13")
    @Test
    void aPolicyDoesNotChangeTheMark() {
        PolicyChain policy =
                Meant.policy(
                        "all-off",
                        Meant.change(
                                new Action.RemoveAttribute(Attributes.ONLY_TO_CUSTOMER),
                                Optional.empty()),
                        Meant.change(
                                new Action.RemoveAttribute(Attributes.MULTI_EXIT_DISC),
                                Optional.empty()),
                        Meant.accept());
        var rules = PeerRules.of(AsPathRules.NONE, PeeringRole.PEER, false);
        Session from =
                new Session(
                        rib,
                        Session.with(
                                Session.with(Session.settings(1, Role.EXTERNAL), rules),
                                policy,
                                PolicyChain.ACCEPT));
        Session to = session(9, Role.INTERNAL, PeeringRole.NONE);
        from.announce(block("65001").with(new MultiExitDisc(9)), A);
        settle(to);
        assertThat(to.held.get(Blocks.prefix(A)))
                .isEqualTo(block("65001").with(new LocalPref(100)));
        from.announce(block("-").with(new MultiExitDisc(9)), A);
        settle(to);
        assertThat(mark(to)).isEqualTo("65001");
    }
}
