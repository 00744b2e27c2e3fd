package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.MessagesTest.via;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelRoute.Kind;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.MessagesTest.Heard;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class RouteBatchTest {
    private final RouteBatch batch = new RouteBatch(RouteMark.USUAL);

    @Test
    void installInOctets() {
        // struct nlmsghdr, struct rtmsg, RTA_DST, RTA_PRIORITY, RTA_GATEWAY, RTA_OIF
        install(false, "192.0.2.0/24", Way.over(List.of(via("10.0.0.2", 3))), 9);
        assertThat(hex())
                .isEqualTo(
                        "3c00000018000106000000000000000002180000fe42000100000000"
                                + "08000100c0000200"
                                + "0800060014000000"
                                + "080005000a000002"
                                + "0800040003000000");
        assertThat(batch.ticket(0)).isEqualTo(9);
        assertThat(batch.prefix(0)).isEqualTo(Prefix.parse("192.0.2.0/24").orElseThrow());
    }

    @Test
    void replaceAndRemoveSayWhatTheyAre() {
        Prefix prefix = Prefix.parse("2001:db8::/32").orElseThrow();
        long high = prefix.address().high();
        batch.replace(true, high, 0, 32, Way.BLACKHOLE, 1);
        batch.remove(true, high, 0, 32, 2);
        assertThat(batch.installs(0) && batch.replaces(0)).isTrue();
        assertThat(batch.installs(1) || batch.replaces(1)).isFalse();
        assertThat(read().events)
                .containsExactly(
                        new RouteThere(
                                MessagesTest.route("2001:db8::/32", 254, 66, 20, Kind.BLACKHOLE),
                                true));
        // A removal names no hops: none can be missed.
        assertThat(Octets.u16(batch.octets(), batch.start(1) + 4)).isEqualTo(Codes.RTM_DELROUTE);
    }

    @Test
    void numbersFollowEachOtherAndTheLastOfAPacketIsConfirmed() {
        for (int i = 0; i < 5; i++) {
            install(false, "10.0.0.0/8", Way.UNREACHABLE, i);
        }
        batch.number(100, 2);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int at = batch.start(i);
            boolean ack = (Octets.u16(batch.octets(), at + 6) & Codes.NLM_F_ACK) != 0;
            seen.add(Octets.i32(batch.octets(), at + 8) + (ack ? "!" : ""));
        }
        assertThat(seen).containsExactly("100", "101!", "102", "103!", "104!");
    }

    @Test
    void ipv6DoesNotLeadOverIpv4() {
        Way way = Way.over(List.of(via("10.0.0.2", 3)));
        assertThat(way.fits(true)).isFalse();
        assertThatThrownBy(() -> batch.install(true, 0, 0, 0, way, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(batch.size()).isZero();
    }

    @Test
    void refusalsAreCountedOnce() {
        install(false, "10.0.0.0/8", Way.BLACKHOLE, 4);
        batch.refuse(0, 17);
        batch.refuse(0, 101);
        assertThat(batch.refused()).isEqualTo(1);
        assertThat(batch.error(0)).isEqualTo(101);
        batch.clear();
        install(false, "10.0.0.0/8", Way.BLACKHOLE, 4);
        assertThat(batch.error(0)).isZero();
        assertThat(batch.refused()).isZero();
    }

    /// Whatever is put is read as what was meant.
    @Test
    void whatIsPutIsRead() {
        Random random = new Random(Long.getLong("seed", 1));
        for (int i = 0; i < 20_000; i++) {
            RouteMark mark =
                    new RouteMark(
                            1 + random.nextInt(random.nextBoolean() ? 255 : 100_000),
                            5 + random.nextInt(251),
                            1 + random.nextInt(Integer.MAX_VALUE));
            RouteBatch one = new RouteBatch(mark);
            boolean v6 = random.nextBoolean();
            Address address =
                    v6
                            ? Address.ofV6(random.nextLong(), random.nextLong())
                            : Address.ofV4(random.nextInt());
            Prefix prefix = Prefix.of(address, random.nextInt(address.bits() + 1));
            Way way = way(random, v6);
            Address masked = prefix.address();
            one.install(v6, masked.high(), masked.low(), prefix.length(), way, i);
            one.remove(v6, masked.high(), masked.low(), prefix.length(), i);
            byte[] octets = Arrays.copyOf(one.octets(), one.start(2));
            Octets.put16(octets, one.start(1) + 4, Codes.NLMSG_OVERRUN);
            assertThat(MessagesTest.read(octets, mark.table()).events)
                    .containsExactly(
                            new RouteThere(
                                    new KernelRoute(
                                            prefix,
                                            mark.table(),
                                            mark.protocol(),
                                            mark.metric(),
                                            way.kind(),
                                            way.hops()),
                                    false));
        }
    }

    private static Way way(Random random, boolean v6) {
        int hops = random.nextInt(5);
        if (hops == 0) {
            return List.of(Way.BLACKHOLE, Way.UNREACHABLE, Way.PROHIBIT).get(random.nextInt(3));
        }
        List<Hop> all = new ArrayList<>();
        for (int i = 0; i < hops; i++) {
            Address gateway =
                    v6 || random.nextBoolean()
                            ? Address.ofV6(random.nextLong(), random.nextLong())
                            : Address.ofV4(random.nextInt());
            all.add(
                    new Hop(
                            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(gateway),
                            1 + random.nextInt(1000),
                            hops == 1 ? 1 : 1 + random.nextInt(256),
                            random.nextBoolean()));
        }
        return Way.over(all);
    }

    private void install(boolean v6, String text, Way way, int ticket) {
        Prefix prefix = Prefix.parse(text).orElseThrow();
        Address address = prefix.address();
        batch.install(v6, address.high(), address.low(), prefix.length(), way, ticket);
    }

    /// What it installs, as a kernel's table would hear it.
    private Heard read() {
        return MessagesTest.read(Arrays.copyOf(batch.octets(), batch.start(1)), 254);
    }

    private String hex() {
        return HexFormat.of().formatHex(batch.octets(), 0, batch.start(batch.size()));
    }
}
