package io.godwit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.KernelEvent.AddressGone;
import io.godwit.kernel.KernelEvent.AddressThere;
import io.godwit.kernel.KernelEvent.Complete;
import io.godwit.kernel.KernelEvent.LinkThere;
import io.godwit.kernel.KernelEvent.Restarted;
import io.godwit.kernel.KernelEvent.RouteGone;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

class KernelTableTest {
    private static final int OURS = 187;
    private static final int OSPF = 188;

    private final KernelTable table = new KernelTable(KernelRoute.MAIN_TABLE, OURS);

    @BeforeEach
    void twoLinks() {
        table.apply(new LinkThere(new Link(2, "eth0", true, false)));
        table.apply(new LinkThere(new Link(3, "eth1", true, false)));
    }

    /// RFC 4271 §6.3, RFC 4291 §2.6.1. Of two addresses (RFC 3021) both are hosts.
    @Test
    void noHostHasTheAddressOfANetwork() {
        for (String own :
                List.of(
                        "10.1.0.1 10.1.0.0/24",
                        "10.2.0.1 10.2.0.0/31",
                        "2001:db8:1::1 2001:db8:1::/64")) {
            String network = own.substring(own.indexOf(' ') + 1);
            Address address = Address.parse(own.substring(0, own.indexOf(' '))).orElseThrow();
            table.apply(new AddressThere(new LinkAddress(2, address, prefix(network))));
            table.apply(new RouteThere(route(network, 2, 0, Hop.on(2)), false));
        }
        table.apply(new RouteThere(route("0.0.0.0/0", 3, 0, Hop.on(3)), false));
        table.apply(new KernelEvent.Complete());
        assertThat(why("10.1.0.0"))
                .isEqualTo("10.1.0.0 is the address of the network 10.1.0.0/24 itself");
        assertThat(why("10.1.0.255"))
                .isEqualTo("10.1.0.255 is the broadcast address of 10.1.0.0/24");
        assertThat(why("2001:db8:1::"))
                .endsWith("is the address of the network 2001:db8:1::/64 itself");
        assertThat(why("127.0.0.5")).isEqualTo("127.0.0.5 is a loopback address");
        assertThat(why("10.2.0.0")).isEmpty();
        assertThat(why("10.1.0.254")).isEmpty();
        assertThat(why("2001:db8:1::ffff")).isEmpty();
    }

    private String why(String address) {
        return table.reach(Address.parse(address).orElseThrow()).why();
    }

    /// Also before any route says so: fe80::/10 is on every link (RFC 4007 §9).
    @Test
    void aLinkLocalAddressIsReachedOnItsLink() {
        Address plain = Address.parse("fe80::2").orElseThrow();
        table.apply(new KernelEvent.Complete());
        assertThat(table.reach(plain.in("eth0")).hops()).containsExactly(Hop.via(plain, 2));
        assertThat(table.reach(plain.in("eth1")).hops()).containsExactly(Hop.via(plain, 3));
        assertThat(table.reach(plain.in("eth1")).direct()).isTrue();
        assertThat(table.reach(plain.in("eth9")).why()).isEqualTo("there is no link eth9");
        table.apply(new LinkThere(new Link(3, "eth1", false, false)));
        assertThat(table.reach(plain.in("eth1")).why()).isEqualTo("the link eth1 is down");
        assertThat(table.reach(plain.in("eth0")).reachable()).isTrue();
    }

    /// Its networks are in the main table, and the kernel finds gateways there.
    @Test
    void addressOnALinkIsReachedWhateverTheTable() {
        KernelTable other = new KernelTable(100, 66);
        other.apply(new KernelEvent.LinkThere(new Link(2, "eth0", true, false)));
        other.apply(
                new KernelEvent.AddressThere(
                        new LinkAddress(
                                2,
                                Address.parse("10.0.0.1").orElseThrow(),
                                Prefix.parse("10.0.0.0/24").orElseThrow())));
        other.apply(new KernelEvent.Complete());
        Address near = Address.parse("10.0.0.2").orElseThrow();
        assertThat(other.reach(near).hops()).containsExactly(Hop.via(near, 2));
        assertThat(other.reach(near).direct()).isTrue();
        assertThat(other.reach(Address.parse("10.0.1.2").orElseThrow()).reachable()).isFalse();
        other.apply(new KernelEvent.LinkThere(new Link(2, "eth0", false, false)));
        assertThat(other.reach(near).reachable()).isFalse();
    }

    @Tag("4271-5.1.3-11")
    @Tag("4271-5.1.3-12")
    @Tag("4271-9.1.2.1-2")
    @Tag("4271-9.1.2-5")
    @Test
    void longestRouteLeads() {
        there("0.0.0.0/0", OSPF, 20, Hop.via(address("192.0.2.1"), 2));
        there("10.0.0.0/8", OSPF, 30, Hop.on(3));
        Reach reach = table.reach(address("10.1.1.1"));
        assertThat(reach.by()).contains(prefix("10.0.0.0/8"));
        assertThat(reach.direct()).isTrue();
        assertThat(reach.metric()).isEqualTo(30);
        assertThat(reach.hops()).containsExactly(Hop.via(address("10.1.1.1"), 3));
        assertThat(table.reach(address("11.0.0.1")).hops())
                .containsExactly(Hop.via(address("192.0.2.1"), 2));
    }

    @Test
    void nothingLeadsOverALinkThatIsDown() {
        there("0.0.0.0/0", OSPF, 20, Hop.via(address("192.0.2.1"), 2));
        there("10.0.0.0/8", OSPF, 30, Hop.on(3));
        table.apply(new LinkThere(new Link(3, "eth1", true, false, false)));
        assertThat(table.reach(address("10.1.1.1")).by()).contains(prefix("0.0.0.0/0"));
        assertThat(table.routes()).hasSize(1);
        table.apply(new LinkThere(new Link(3, "eth1", true, false)));
        assertThat(table.reach(address("10.1.1.1")).by()).contains(prefix("10.0.0.0/8"));
    }

    @Test
    void lowerMetricIsUsedFirst() {
        there("10.0.0.0/8", OSPF, 30, Hop.on(3));
        there("10.0.0.0/8", 4, 5, Hop.on(2));
        assertThat(table.reach(address("10.1.1.1")).metric()).isEqualTo(5);
        table.apply(new RouteGone(route("10.0.0.0/8", 4, 5, Hop.on(2))));
        assertThat(table.reach(address("10.1.1.1")).metric()).isEqualTo(30);
    }

    @Tag("4271-9.1.2-1")
    @Test
    void ownRoutesDoNotCountAndReplaceOthers() {
        there("10.0.0.0/8", OSPF, 20, Hop.on(3));
        there("10.0.0.0/8", OURS, 20, Hop.on(2));
        assertThat(table.reach(address("10.1.1.1")).reachable()).isFalse();
    }

    @Test
    void blackholeReachesNothing() {
        there("0.0.0.0/0", OSPF, 20, Hop.on(2));
        table.apply(
                new RouteThere(
                        new KernelRoute(
                                prefix("10.0.0.0/8"),
                                KernelRoute.MAIN_TABLE,
                                4,
                                0,
                                KernelRoute.Kind.BLACKHOLE,
                                List.of())));
        assertThat(table.reach(address("10.1.1.1")).why()).contains("10.0.0.0/8");
    }

    @Test
    void linkLocalAddressIsReachedOverTheOnlyLinkAndNotByAGuess() {
        there("fe80::/64", 2, 256, Hop.on(2));
        table.apply(new AddressThere(new LinkAddress(2, address("fe80::2"), prefix("fe80::/64"))));
        assertThat(table.reach(address("fe80::bad")).reachable()).isTrue();
        there("fe80::/64", 2, 256, Hop.on(3));
        table.apply(new AddressThere(new LinkAddress(3, address("fe80::3"), prefix("fe80::/64"))));
        assertThat(table.reach(address("fe80::bad")).why()).contains("link-local");
    }

    @Test
    void oldPictureStandsUntilEverythingIsToldAnew() {
        there("0.0.0.0/0", OSPF, 20, Hop.on(2));
        table.apply(new Restarted());
        assertThat(table.reach(address("10.1.1.1")).reachable()).isTrue();
        table.apply(new Complete());
        assertThat(table.complete()).isTrue();
        assertThat(table.reach(address("10.1.1.1")).why()).isEqualTo("no route to 10.1.1.1");
        assertThat(table.links()).isEmpty();
    }

    @Test
    void linkThatIsSwitchedOffTakesItsIpv4RoutesForGood() {
        there("10.0.0.0/8", OSPF, 30, Hop.on(3));
        there("2001:db8::/32", OSPF, 30, Hop.on(3));
        table.apply(new LinkThere(new Link(3, "eth1", false, false)));
        table.apply(new LinkThere(new Link(3, "eth1", true, false)));
        assertThat(table.reach(address("10.1.1.1")).reachable()).isFalse();
        // Of IPv6 routes the kernel tells that they go.
        assertThat(table.reach(address("2001:db8::1")).reachable()).isTrue();
    }

    @Test
    void lastAddressOfALinkTakesItsIpv4Routes() {
        LinkAddress one = new LinkAddress(3, address("10.0.0.1"), prefix("10.0.0.0/8"));
        LinkAddress other = new LinkAddress(3, address("10.0.0.2"), prefix("10.0.0.0/8"));
        table.apply(new AddressThere(one));
        table.apply(new AddressThere(other));
        there("11.0.0.0/8", OSPF, 30, Hop.via(address("10.0.0.9"), 3));
        table.apply(new AddressGone(one));
        assertThat(table.routes()).hasSize(1);
        table.apply(new AddressGone(other));
        assertThat(table.routes()).isEmpty();
    }

    @Test
    void hopsComeAndGoOneByOne() {
        Hop first = Hop.via(address("2001:db8::2"), 2);
        Hop second = Hop.via(address("2001:db8::3"), 3);
        there("2001:db8:1::/48", OSPF, 20, first);
        table.apply(new RouteThere(over("2001:db8:1::/48", second, first), false));
        assertThat(table.routes()).hasSize(1);
        table.apply(new RouteGone(route("2001:db8:1::/48", OSPF, 20, first)));
        assertThat(table.reach(address("2001:db8:1::9")).hops()).containsExactly(second);
        table.apply(new RouteGone(route("2001:db8:1::/48", OSPF, 20, second)));
        assertThat(table.routes()).isEmpty();
    }

    @Test
    void routesOfOneMetricStandBesideEachOther() {
        there("10.0.0.0/8", 2, 0, Hop.on(2));
        KernelRoute beside = route("10.0.0.0/8", 2, 0, Hop.on(3));
        table.apply(new RouteThere(beside, false));
        table.apply(new RouteThere(beside, false));
        assertThat(table.routes(prefix("10.0.0.0/8"))).hasSize(2);
        table.apply(new RouteGone(route("10.0.0.0/8", 2, 0, Hop.on(2))));
        assertThat(table.routes(prefix("10.0.0.0/8"))).containsExactly(beside);
    }

    @Test
    void ownAddressIsNoWay() {
        there("10.0.0.0/8", 2, 0, Hop.on(3));
        LinkAddress own = new LinkAddress(3, address("10.0.0.1"), prefix("10.0.0.0/8"));
        table.apply(new AddressThere(own));
        assertThat(table.reach(address("10.0.0.1")).why())
                .isEqualTo("10.0.0.1 is an address of this machine");
    }

    private static KernelRoute over(String prefix, Hop... hops) {
        return new KernelRoute(
                prefix(prefix),
                KernelRoute.MAIN_TABLE,
                OSPF,
                20,
                KernelRoute.Kind.UNICAST,
                List.of(hops));
    }

    @Test
    void otherTablesDoNotCount() {
        table.apply(
                new RouteThere(
                        new KernelRoute(
                                prefix("10.0.0.0/8"),
                                100,
                                OSPF,
                                0,
                                KernelRoute.Kind.UNICAST,
                                List.of(Hop.on(2)))));
        assertThat(table.routes()).isEmpty();
    }

    private void there(String prefix, int protocol, long metric, Hop hop) {
        table.apply(new RouteThere(route(prefix, protocol, metric, hop)));
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

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
