package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.policy.NextHopRule;
import io.godwit.rib.RouteAttributes;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.speaker.show.ShowNextHops;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Next hops between routers: what is told, what is heard, and what an operator sees of it.
class NextHopTest {
    private static final List<Family> BOTH = List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
    private static final Address FAR = Address.parse("198.51.100.9").orElseThrow();

    private final World world = new World(3);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "192.0.2.3");

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private void start(Router... routers) {
        world.start();
        for (Router router : routers) {
            world.until("b and " + router.name, 60, () -> b.established(router));
        }
        world.pass(5);
    }

    private static Optional<Address> heard(Router by) {
        return by.routes().stream()
                .filter(row -> row.prefix().equals("203.0.113.0/24"))
                .findFirst()
                .flatMap(RouteRow::nextHop);
    }

    /// RFC 4271 §5.1.3, 2), over real sessions: c is told to go to a, on the LAN of all three.
    @Tag("4271-5.1.3-7")
    @ParameterizedTest
    @CsvSource({"STANDARD, 192.0.2.1", "SELF, 192.0.2.2", "UNCHANGED, 192.0.2.1"})
    void thirdPartyOnTheCommonNetwork(NextHopRule rule, String expected) {
        b.networks = List.of(prefix("192.0.2.0/24"));
        world.peer(a, b);
        c.neighbor(b, s -> s);
        b.neighbor(c, s -> Variant.of(s).nextHop(rule).settings());
        a.originated.add(prefix("203.0.113.0/24"));
        start(a, c);
        assertThat(heard(c)).contains(Address.parse(expected).orElseThrow());
    }

    /// RFC 8950 §4: only if both sides say so; here over an IPv4 session, where it changes nothing.
    @Tag("8950-4-1")
    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
    void extendedNextHopsAreAgreedOn(boolean here, boolean there, boolean agreed) {
        a.neighbor(b, s -> Variant.of(s).extendedNextHop(here).settings());
        b.neighbor(a, s -> Variant.of(s).extendedNextHop(there).settings());
        start(a);
        NeighborRow row = neighbor(b, a);
        assertThat(row.families()).containsExactly("ipv4");
        assertThat(a.speaker.neighbors().getFirst().negotiated().orElseThrow().extendedNextHop())
                .isEqualTo(agreed);
    }

    private static NeighborRow neighbor(Router of, Router which) {
        return of.ask("show neighbor", "address", which.address.toString())
                .rows(NeighborRow.class)
                .getFirst();
    }

    /// RFC 2545 §3: without a global IPv6 address on the link no IPv6 route can be told, and that
    /// is said.
    @Test
    void ipv6WithoutAnAddressOfItIsLoud() {
        a.neighbor(b, s -> Variant.of(s).families(BOTH).settings());
        b.neighbor(a, s -> Variant.of(s).families(BOTH).settings());
        b.otherVersion = Address.parse("2001:db8::2");
        a.originated.add(prefix("2001:db8:1::/48"));
        start(a);
        assertThat(neighbor(a, b).whyNot().orElseThrow())
                .contains("no IPv6 route is told", "192.0.2.1", "RFC 2545 §3");
        assertThat(a.events(SpeakerEvent.NoNextHop.class)).hasSize(1);
        assertThat(neighbor(b, a).whyNot()).isEmpty();
        assertThat(b.routes()).isEmpty();
    }

    private void kernelOfB() {
        b.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of(), FibTest.ALL));
        b.machine.put(new Link(2, "eth0", true, true, false));
        b.machine.put(new Link(3, "eth1", true, true, false));
        b.machine.put(route("192.0.2.0/24", 2, 0, Hop.on(2)));
        b.machine.put(
                route("198.51.100.0/24", 188, 20, Hop.via(Address.parse("192.0.2.3").get(), 2)));
    }

    private static KernelRoute route(String prefix, int protocol, long metric, Hop hop) {
        return new KernelRoute(
                prefix(prefix),
                KernelRoute.MAIN_TABLE,
                protocol,
                metric,
                KernelRoute.Kind.UNICAST,
                List.of(hop));
    }

    /// RFC 4271 §6.3: `If not, the BGP speaker SHOULD log and ignore the route`; the session stays.
    @Tag("4271-6.3-17")
    @Tag("4271-6.3-18")
    @Tag("4271-6.3-19")
    @Test
    void nextHopBesideTheLinkIsIgnoredAndLogged() {
        kernelOfB();
        a.neighbor(b, s -> Variant.of(s).nextHop(NextHopRule.UNCHANGED).settings());
        b.neighbor(a, s -> s);
        start(a);
        sayNextHop("203.0.113.0/24", FAR);
        world.pass(5);
        assertThat(b.established(a)).isTrue();
        RouteRow row = b.routes().getFirst();
        assertThat(row.valid()).isFalse();
        assertThat(row.rejectedBecause()).contains("198.51.100.9 is not on a link of ours");
        assertThat(b.ask("show rejected", "of", "a").rows(RouteRow.class)).containsExactly(row);
        assertThat(b.events(SpeakerEvent.NextHopIgnored.class))
                .singleElement()
                .satisfies(e -> assertThat(e.nextHop()).isEqualTo(FAR));
        assertThat(neighbor(b, a).detail().orElseThrow().ignoredNextHops()).isEqualTo(1);
    }

    /// The same next hop is good from who is several hops away.
    @Tag("4271-6.3-17")
    @Test
    void nextHopBesideTheLinkIsGoodOverSeveralHops() {
        kernelOfB();
        a.neighbor(b, s -> Variant.of(s).nextHop(NextHopRule.UNCHANGED).settings());
        b.neighbor(a, s -> Variant.of(s).multihop(2).settings());
        start(a);
        sayNextHop("203.0.113.0/24", FAR);
        world.pass(5);
        assertThat(b.routes().getFirst().valid()).isTrue();
        assertThat(b.events(SpeakerEvent.NextHopIgnored.class)).isEmpty();
    }

    /// Has a say a route with a next hop that is not its own.
    private void sayNextHop(String what, Address hop) {
        RouteAttributes attributes =
                new RouteAttributes(
                        0,
                        List.of(),
                        Optional.of(hop),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        List.of());
        a.speaker.rib().originate(prefix(what), attributes);
        a.ask("show router"); // wakes it
    }

    @Test
    void nextHopsAreShownWithTheWayThere() {
        kernelOfB();
        a.neighbor(b, s -> Variant.of(s).nextHop(NextHopRule.UNCHANGED).settings());
        b.neighbor(a, s -> Variant.of(s).multihop(2).settings());
        start(a);
        a.speaker.originate(prefix("203.0.114.0/24"));
        sayNextHop("203.0.113.0/24", FAR);
        world.pass(5);
        List<ShowNextHops.Row> rows = b.ask("show nexthops").rows(ShowNextHops.Row.class);
        assertThat(rows)
                .extracting(ShowNextHops.Row::state)
                .containsExactly("connected", "reachable");
        ShowNextHops.Row far = rows.get(1);
        assertThat(far.nextHop()).isEqualTo(FAR);
        assertThat(far.by()).contains(prefix("198.51.100.0/24"));
        assertThat(far.protocol()).contains("ospf");
        assertThat(far.metric()).isEqualTo(OptionalLong.of(20));
        assertThat(far.ways())
                .containsExactly(new ShowNextHops.Way(Address.parse("192.0.2.3"), "eth0", 1));
        assertThat(far.paths()).isEqualTo(1);
        assertThat(far.best()).isEqualTo(1);
        b.machine.put(new Link(2, "eth0", true, false, false));
        world.pass(5);
        rows = b.ask("show nexthops", "address", FAR.toString()).rows(ShowNextHops.Row.class);
        assertThat(rows).extracting(ShowNextHops.Row::state).containsExactly("unreachable");
        assertThat(rows.getFirst().why()).isEqualTo("no route to 198.51.100.9");
        assertThat(rows.getFirst().best()).isZero();
        assertThat(rows.getFirst().paths()).isEqualTo(1);
        assertThat(rows.getFirst().forSeconds()).isBetween(0L, 6L);
    }

    @Test
    void withoutTheKernelNothingIsFollowed() {
        world.peer(a, b);
        start(a);
        assertThat(b.ask("show nexthops").rows).isEmpty();
    }
}
