package io.godwit.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelEvent.AddressGone;
import io.godwit.kernel.KernelEvent.AddressThere;
import io.godwit.kernel.KernelEvent.LinkThere;
import io.godwit.kernel.KernelEvent.RouteGone;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelRoute.Kind;
import io.godwit.kernel.Link;
import io.godwit.kernel.LinkAddress;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// By octets that a kernel told (`recorded.txt`: a command of `ip`, and what came of it).
class MessagesTest {
    private final Map<String, byte[]> recorded = new LinkedHashMap<>();

    MessagesTest() throws IOException {
        try (InputStream file = MessagesTest.class.getResourceAsStream("recorded.txt")) {
            List<String> lines =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .toList();
            for (int i = 0; i < lines.size(); i += 2) {
                recorded.put(lines.get(i), HexFormat.of().parseHex(lines.get(i + 1)));
            }
        }
    }

    @Test
    void routesAddedReplacedAppendedAndDeleted() {
        assertThat(told("ip route add 192.0.2.0/24 via 10.0.0.2 proto ospf metric 20"))
                .isEqualTo(there(ospf(via("10.0.0.2", 3)), false));
        assertThat(told("ip route replace 192.0.2.0/24 via 10.0.0.3 proto ospf metric 20"))
                .isEqualTo(there(ospf(via("10.0.0.3", 3)), true));
        assertThat(told("ip route append 192.0.2.0/24 via 10.0.0.4 proto ospf metric 20"))
                .isEqualTo(there(ospf(via("10.0.0.4", 3)), false));
        assertThat(told("ip route del 192.0.2.0/24 via 10.0.0.4"))
                .isEqualTo(new RouteGone(ospf(via("10.0.0.4", 3))));
    }

    @Test
    void hopsWithWeightsAndOnLink() {
        Hop heavy = Hop.via(address("10.0.0.2"), 3);
        heavy = new Hop(heavy.via(), 3, 3, false);
        Hop onLink = new Hop(Hop.via(address("10.0.1.2"), 2).via(), 2, 1, true);
        assertThat(
                        told(
                                "ip route add 198.51.100.0/24 proto bird nexthop via 10.0.0.2"
                                        + " weight 3 nexthop via 10.0.1.2 dev e1 onlink"))
                .isEqualTo(there(v4("198.51.100.0/24", 12, 0, heavy, onLink), false));
    }

    @Test
    void ipv4OverIpv6AndByNextHopObject() {
        assertThat(told("ip route add 203.0.113.0/24 via inet6 2001:db8::2 proto static"))
                .isEqualTo(there(v4("203.0.113.0/24", 4, 0, via("2001:db8::2", 3)), false));
        assertThat(told("ip route add 192.0.3.0/24 nhid 7 proto zebra"))
                .isEqualTo(there(v4("192.0.3.0/24", 11, 0, via("10.0.0.7", 3)), false));
        assertThat(told("ip nexthop replace id 7 via 10.0.0.8 dev e0"))
                .isEqualTo(there(v4("192.0.3.0/24", 11, 0, via("10.0.0.8", 3)), true));
    }

    @Test
    void routesToNowhere() {
        assertThat(told("ip route add blackhole 10.9.0.0/16"))
                .isEqualTo(there(route("10.9.0.0/16", 254, 3, 0, Kind.BLACKHOLE), false));
        assertThat(told("ip -6 route add unreachable 2001:db8:2::/48"))
                .isEqualTo(there(route("2001:db8:2::/48", 254, 3, 1024, Kind.UNREACHABLE), false));
    }

    @Test
    void onlyTheTableThatIsWatched() {
        byte[] octets = recorded.get("ip route add 10.10.0.0/16 via 10.0.0.9 table 1000");
        assertThat(read(octets, 254).events).isEmpty();
        KernelRoute route = route("10.10.0.0/16", 1000, 3, 0, Kind.UNICAST, via("10.0.0.9", 3));
        assertThat(read(octets, 1000).events).containsExactly(there(route, false));
    }

    @Test
    void ipv6HopsAreToldTogetherAndGoAlone() {
        KernelEvent all = told("ip -6 route append 2001:db8:1::/48 via 2001:db8::4 metric 20");
        assertThat(((RouteThere) all).route().hops())
                .containsExactly(
                        via("2001:db8::4", 3), via("2001:db8::2", 3), via("2001:db8::3", 3));
        KernelEvent one = told("ip -6 route del 2001:db8:1::/48 via 2001:db8::3 metric 20");
        assertThat(((RouteGone) one).route().hops()).containsExactly(via("2001:db8::3", 3));
    }

    @Test
    void addressesAndLinks() {
        LinkAddress v4 = new LinkAddress(3, address("10.0.0.1"), prefix("10.0.0.0/24"));
        assertThat(told("ip addr add 10.0.0.1/24 dev e0")).isEqualTo(new AddressThere(v4));
        assertThat(told("ip addr del 10.0.0.1/24 dev e0")).isEqualTo(new AddressGone(v4));
        assertThat(told("ip addr add 2001:db8::1/64 dev e0 nodad"))
                .isEqualTo(
                        new AddressThere(
                                new LinkAddress(
                                        3, address("2001:db8::1"), prefix("2001:db8::/64"))));
        assertThat(told("ip link set e0 up #1"))
                .isEqualTo(new LinkThere(new Link(3, "e0", true, false, false)));
        assertThat(told("ip link set e1 up #3"))
                .isEqualTo(new LinkThere(new Link(3, "e0", true, true, false)));
        assertThat(told("ip link set e0 down #1"))
                .isEqualTo(new LinkThere(new Link(3, "e0", false, false, false)));
    }

    @Test
    void answersEndsAndLosses() {
        byte[] octets = Questions.links(7);
        Octets.put16(octets, 4, Codes.NLMSG_ERROR);
        Octets.put16(octets, 6, 0);
        Octets.put32(octets, 16, -17);
        assertThat(read(octets, 254).words).containsExactly("answered 7 17");
        Octets.put16(octets, 4, Codes.NLMSG_DONE);
        Octets.put16(octets, 6, Codes.NLM_F_DUMP_INTR);
        assertThat(read(octets, 254).words).containsExactly("interrupted", "ended 7");
        Octets.put16(octets, 4, Codes.NLMSG_OVERRUN);
        Octets.put16(octets, 6, 0);
        assertThat(read(octets, 254).words).containsExactly("lost");
        Octets.put16(octets, 4, Codes.RTM_DELNEXTHOP);
        assertThat(read(octets, 254).words).containsExactly("lost");
    }

    @Test
    void cutOctetsNeverThrow() {
        for (byte[] whole : recorded.values()) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThat(read(cut, 254).events).isEmpty();
                if (length >= 4) {
                    Octets.put32(cut, 0, length);
                    read(cut, 254);
                }
            }
        }
    }

    @Test
    void wrongOctetsNeverThrow() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        List<byte[]> all = List.copyOf(recorded.values());
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = all.get(random.nextInt(all.size())).clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            read(octets, 254);
        }
    }

    private KernelEvent told(String command) {
        Heard heard = read(recorded.get(command), 254);
        assertThat(heard.events).hasSize(1);
        return heard.events.getFirst();
    }

    private static KernelEvent there(KernelRoute route, boolean replaces) {
        return new RouteThere(route, replaces);
    }

    private static KernelRoute ospf(Hop hop) {
        return v4("192.0.2.0/24", 188, 20, hop);
    }

    private static KernelRoute v4(String prefix, int protocol, long metric, Hop... hops) {
        return route(prefix, 254, protocol, metric, Kind.UNICAST, hops);
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    // ---- shared with the test of what is sent

    static KernelRoute route(
            String prefix, long table, int protocol, long metric, Kind kind, Hop... hops) {
        return new KernelRoute(prefix(prefix), table, protocol, metric, kind, List.of(hops));
    }

    static Hop via(String gateway, int link) {
        return Hop.via(address(gateway), link);
    }

    static Heard read(byte[] octets, long table) {
        Heard heard = new Heard();
        Messages.read(octets, octets.length, table, heard);
        return heard;
    }

    static final class Heard implements KernelSays {
        final List<KernelEvent> events = new ArrayList<>();
        final List<String> words = new ArrayList<>();

        @Override
        public void told(KernelEvent event) {
            events.add(event);
        }

        @Override
        public void answered(int number, int error) {
            words.add("answered " + number + " " + error);
        }

        @Override
        public void ended(int number) {
            words.add("ended " + number);
        }

        @Override
        public void interrupted() {
            words.add("interrupted");
        }

        @Override
        public void lost() {
            words.add("lost");
        }
    }
}
