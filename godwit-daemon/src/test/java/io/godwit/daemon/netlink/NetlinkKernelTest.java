package io.godwit.daemon.netlink;

import static io.godwit.daemon.netlink.OwnNetwork.batch;
import static io.godwit.daemon.netlink.OwnNetwork.in;
import static io.godwit.daemon.netlink.OwnNetwork.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.NextHopObject.Member;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.netlink.Way;
import io.godwit.kernel.port.KernelListener;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The kernel itself, in a network namespace of the test.
class NetlinkKernelTest implements KernelListener {
    private final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final NetlinkKernel kernel = new NetlinkKernel((text, _) -> troubles.add(text));
    private final KernelTable table = new KernelTable(KernelRoute.MAIN_TABLE, 66);
    private final List<KernelEvent> told = new CopyOnWriteArrayList<>();
    private final BlockingQueue<RouteBatch> answered = new LinkedBlockingQueue<>();

    NetlinkKernelTest() {
        kernel.attach(this, lane::execute);
    }

    @AfterEach
    void close() {
        lane.execute(kernel::close);
        lane.shutdown();
    }

    @Test
    void tellsWhatThereIsAndWhatChanges() throws Exception {
        in(() -> {
            pair();
            ip("route add 192.0.2.0/24 via 10.0.0.2 proto ospf metric 20");
            ip("route add 203.0.113.0/24 via 10.0.0.2 table 1000");
            watch();
            assertThat(table.links()).extracting("name").contains("lo", "e0", "e1");
            assertThat(table.addresses()).extracting("address").contains(address("10.0.0.1"));
            int e0 = link("e0");
            assertThat(table.reach(address("192.0.2.9")).hops())
                    .containsExactly(Hop.via(address("10.0.0.2"), e0));
            assertThat(table.reach(address("203.0.113.1")).reachable()).isFalse();
            ip("route replace 192.0.2.0/24 via 10.0.0.3 proto ospf metric 20");
            until(() -> hops("192.0.2.0/24").equals(List.of(Hop.via(address("10.0.0.3"), e0))));
            ip("-6 route add 2001:db8:1::/48 via 2001:db8::2");
            ip("-6 route append 2001:db8:1::/48 via 2001:db8::3");
            until(() -> hops("2001:db8:1::/48").size() == 2);
            ip("-6 route del 2001:db8:1::/48 via 2001:db8::2");
            until(() -> hops("2001:db8:1::/48").size() == 1);
            ip("link set e0 down");
            until(() -> hops("192.0.2.0/24").isEmpty() && hops("2001:db8:1::/48").isEmpty());
            ip("link set e0 up");
            until(() -> table.reach(address("10.0.0.2")).reachable());
            assertThat(hops("192.0.2.0/24")).isEmpty();
            assertThat(ip("route show 192.0.2.0/24")).isEmpty();
            assertThat(troubles).isEmpty();
        });
    }

    @Test
    void nextHopObjectThatGoesTakesItsRoutes() throws Exception {
        in(() -> {
            pair();
            watch();
            ip("nexthop add id 7 via 10.0.0.7 dev e0");
            ip("route add 192.0.3.0/24 nhid 7");
            until(() -> hops("192.0.3.0/24").size() == 1);
            ip("nexthop del id 7");
            until(() -> hops("192.0.3.0/24").isEmpty());
            assertThat(hops("10.0.0.0/24")).hasSize(1);
        });
    }

    @Test
    void routesGoIn() throws Exception {
        in(() -> {
            pair();
            watch();
            int e0 = link("e0");
            Hop v4 = Hop.via(address("10.0.0.2"), e0);
            Hop v6 = Hop.via(address("2001:db8::2"), e0);
            Hop other = Hop.via(address("2001:db8::3"), e0);
            Hop heavy = new Hop(Optional.of(address("10.0.0.3")), e0, 4, false);
            Hop onLink = new Hop(Optional.of(address("172.16.0.1")), e0, 1, true);
            RouteBatch batch = new RouteBatch(RouteMark.USUAL);
            install(batch, "192.0.2.0/24", Way.over(List.of(v4)));
            install(batch, "192.0.3.0/24", Way.over(List.of(v4, heavy)));
            install(batch, "192.0.4.0/24", Way.over(List.of(v6)));
            install(batch, "192.0.5.0/24", Way.over(List.of(v4, v6)));
            install(batch, "192.0.6.0/24", Way.over(List.of(onLink)));
            install(batch, "192.0.7.0/24", Way.BLACKHOLE);
            install(batch, "192.0.8.0/24", Way.over(List.of(Hop.on(e0))));
            install(batch, "2001:db8:1::/48", Way.over(List.of(v6)));
            install(batch, "2001:db8:2::/48", Way.UNREACHABLE);
            install(batch, "2001:db8:3::/48", Way.over(List.of(v6, other)));
            carryOut(batch);
            assertThat(errors(batch)).containsOnly(0);
            assertThat(ip("route show proto 66"))
                    .contains("192.0.2.0/24 via 10.0.0.2 dev e0 metric 20")
                    .contains("nexthop via 10.0.0.3 dev e0 weight 4")
                    .contains("192.0.4.0/24 via inet6 2001:db8::2 dev e0 metric 20")
                    .contains("nexthop via inet6 2001:db8::2 dev e0 weight 1")
                    .contains("192.0.6.0/24 via 172.16.0.1 dev e0 metric 20 onlink")
                    .contains("blackhole 192.0.7.0/24 metric 20")
                    .contains("192.0.8.0/24 dev e0 scope link metric 20");
            assertThat(ip("-6 route show proto 66"))
                    .contains("2001:db8:1::/48 via 2001:db8::2 dev e0 metric 20")
                    .contains("unreachable 2001:db8:2::/48 dev lo metric 20")
                    .contains("2001:db8:3::/48 metric 20")
                    .contains("nexthop via 2001:db8::3 dev e0 weight 1");
            batch.clear();
            replace(batch, "192.0.3.0/24", Way.over(List.of(heavy)));
            replace(batch, "2001:db8:1::/48", Way.BLACKHOLE);
            for (String gone : List.of("192.0.2.0/24", "192.0.5.0/24", "2001:db8:3::/48")) {
                remove(batch, gone);
            }
            carryOut(batch);
            assertThat(errors(batch)).containsOnly(0);
            assertThat(ip("route show proto 66"))
                    .contains("192.0.3.0/24 via 10.0.0.3 dev e0 metric 20")
                    .doesNotContain("192.0.2.0", "192.0.5.0");
            assertThat(ip("-6 route show proto 66"))
                    .contains("blackhole 2001:db8:1::/48")
                    .doesNotContain("2001:db8:3::");
            assertThat(told).noneMatch(NetlinkKernelTest::ours);
            ip("route del 192.0.7.0/24 proto 66");
            until(() -> told.stream().anyMatch(NetlinkKernelTest::ours));
        });
    }

    /// What should not happen is told, and all that the kernel has is asked for again.
    @Test
    void anUnexpectedFailureIsMended() throws Exception {
        in(() -> {
            pair();
            AtomicBoolean failing = new AtomicBoolean();
            kernel.attach(
                    this,
                    work -> {
                        if (failing.getAndSet(false)) {
                            throw new IllegalStateException("no lane");
                        }
                        lane.execute(work);
                    });
            watch();
            failing.set(true);
            ip("route add 192.0.2.0/24 via 10.0.0.2");
            until(() -> hops("192.0.2.0/24").size() == 1 && table.complete());
            assertThat(troubles).singleElement().asString().contains("no lane");
            assertThat(told).contains(new KernelEvent.Restarted());
            ip("route del 192.0.2.0/24");
            until(() -> hops("192.0.2.0/24").isEmpty());
        });
    }

    @Test
    void oneChangeOfAnObjectMovesItsRoutes() throws Exception {
        in(() -> {
            pair();
            watch();
            int e0 = link("e0");
            Hop first = Hop.via(address("10.0.0.2"), e0);
            Hop second = Hop.via(address("10.0.0.3"), e0);
            Hop v6 = Hop.via(address("2001:db8::2"), e0);
            RouteBatch batch = new RouteBatch(RouteMark.USUAL);
            batch.object(0x4000_0001, first, true);
            batch.object(0x4000_0002, second, true);
            batch.object(0x4000_0003, v6, true);
            batch.group(
                    0x4000_0004,
                    List.of(new Member(0x4000_0001, 1), new Member(0x4000_0002, 4)),
                    true);
            install(batch, "192.0.2.0/24", Way.over(List.of(first)).by(0x4000_0001));
            install(batch, "192.0.3.0/24", Way.over(List.of(v6)).by(0x4000_0003));
            install(batch, "192.0.4.0/24", Way.over(List.of(first, second)).by(0x4000_0004));
            install(batch, "2001:db8:1::/48", Way.over(List.of(v6)).by(0x4000_0003));
            carryOut(batch);
            assertThat(errors(batch)).containsOnly(0);
            assertThat(ip("route show proto 66"))
                    .contains("192.0.2.0/24 nhid 1073741825 via 10.0.0.2 dev e0")
                    .contains("192.0.3.0/24 nhid 1073741827 via inet6 2001:db8::2 dev e0")
                    .contains("nexthop via 10.0.0.3 dev e0 weight 4");
            assertThat(ip("-6 route show proto 66")).contains("via 2001:db8::2 dev e0");
            batch.clear();
            batch.object(0x4000_0001, second, false);
            batch.object(0x4000_0002, first, true);
            carryOut(batch);
            assertThat(errors(batch)).containsExactly(0, 17);
            assertThat(ip("route show 192.0.2.0/24")).contains("via 10.0.0.3 dev e0");
            batch.clear();
            batch.removeObject(0x4000_0001);
            batch.removeObject(0x4000_0002);
            carryOut(batch);
            assertThat(errors(batch)).containsOnly(0);
            assertThat(ip("route show proto 66")).contains("192.0.3.0").doesNotContain("192.0.4.0");
            assertThat(told).noneMatch(NetlinkKernelTest::ours);
        });
    }

    @Test
    void whatIsRefusedIsToldByItsTicket() throws Exception {
        in(() -> {
            pair();
            ip("route add 192.0.2.0/24 via 10.0.0.2 proto ospf metric 20");
            watch();
            Way way = Way.over(List.of(Hop.via(address("10.0.0.9"), link("e0"))));
            RouteBatch batch = new RouteBatch(RouteMark.USUAL);
            for (int i = 0; i < 1000; i++) {
                batch.install(false, 0, 0x0B00_0000L + ((long) i << 8), 24, way, i);
            }
            install(batch, "192.0.2.0/24", way);
            install(batch, "192.0.9.0/24", Way.over(List.of(Hop.via(address("172.16.0.1"), 0))));
            remove(batch, "192.0.10.0/24");
            carryOut(batch);
            assertThat(batch.refused()).isEqualTo(3);
            // EEXIST: another's route is not overwritten. ENETUNREACH, ESRCH.
            assertThat(errors(batch).subList(1000, 1003)).containsExactly(17, 101, 3);
            assertThat(ip("route show 192.0.2.0/24")).contains("proto ospf");
            assertThat(ip("route show proto 66").lines()).hasSize(1000);
        });
    }

    @Test
    void withoutTheRightTheKernelIsReadAndNoRouteGoesIn() throws Exception {
        in(() -> {
            pair();
            OwnNetwork.giveUpRights();
            watch();
            assertThat(hops("10.0.0.0/24")).containsExactly(Hop.on(link("e0")));
            RouteBatch batch = new RouteBatch(RouteMark.USUAL);
            install(batch, "192.0.2.0/24", Way.BLACKHOLE);
            carryOut(batch);
            assertThat(errors(batch)).containsExactly(1);
            assertThat(troubles).hasSize(1);
            assertThat(troubles.getFirst()).contains("CAP_NET_ADMIN");
        });
    }

    @Test
    void anotherTableIsToldAnew() throws Exception {
        in(() -> {
            pair();
            ip("route add 192.0.2.0/24 via 10.0.0.2 table 100");
            watch();
            KernelTable other = new KernelTable(100, 66);
            lane.execute(() -> {
                told.clear();
                kernel.watch(100);
            });
            until(() -> told.contains(new KernelEvent.Complete()));
            told.forEach(other::apply);
            assertThat(other.reach(address("192.0.2.1")).reachable()).isTrue();
        });
    }

    @Test
    void otherTablesAndMetrics() throws Exception {
        in(() -> {
            pair();
            watch();
            RouteBatch batch = new RouteBatch(new RouteMark(100_000, 77, 4_000_000_000L));
            install(batch, "192.0.2.0/24", Way.BLACKHOLE);
            install(batch, "2001:db8:1::/48", Way.BLACKHOLE);
            carryOut(batch);
            assertThat(errors(batch)).containsOnly(0);
            assertThat(ip("route show table 100000"))
                    .contains("blackhole 192.0.2.0/24 proto 77 metric 4000000000");
            batch.clear();
            remove(batch, "192.0.2.0/24");
            remove(batch, "2001:db8:1::/48");
            carryOut(batch);
            assertThat(errors(batch)).containsOnly(0);
        });
    }

    @Test
    void everythingIsToldAnewWhenTooMuchHappened() throws Exception {
        in(() -> {
            pair();
            watch();
            CountDownLatch happened = new CountDownLatch(1);
            lane.execute(() -> await(happened));
            StringBuilder commands = new StringBuilder();
            for (int i = 0; i < 60_000; i++) {
                String prefix = "11." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
                commands.append("route add ").append(prefix).append(" via 10.0.0.2\n");
            }
            batch(commands.toString());
            happened.countDown();
            until(() -> table.routes().size() >= 60_000);
            assertThat(told).contains(new KernelEvent.Restarted());
            assertThat(table.routes().stream().filter(r -> !r.prefix().address().isV6()).count())
                    .isEqualTo(ip("route show").lines().count());
        });
    }

    // ---- the network and the lane

    private static void pair() throws Exception {
        ip("link add e0 type veth peer name e1");
        ip("link set e1 up");
        ip("link set e0 up");
        ip("addr add 10.0.0.1/24 dev e0");
        ip("addr add 2001:db8::1/64 dev e0 nodad");
    }

    private void watch() throws InterruptedException {
        lane.execute(() -> kernel.watch(KernelRoute.MAIN_TABLE));
        until(table::complete);
    }

    private void carryOut(RouteBatch batch) throws InterruptedException {
        lane.execute(() -> kernel.send(batch));
        assertThat(answered.poll(30, TimeUnit.SECONDS)).isSameAs(batch);
    }

    /// Looks on the lane, where the table is.
    private void until(BooleanSupplier true0) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!onLane(true0)) {
            assertThat(System.nanoTime()).as("%s %s", troubles, told.size()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private boolean onLane(BooleanSupplier question) throws InterruptedException {
        BlockingQueue<Boolean> answer = new LinkedBlockingQueue<>();
        lane.execute(() -> answer.add(question.getAsBoolean()));
        return Boolean.TRUE.equals(answer.poll(30, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch moment) {
        try {
            moment.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int link(String name) {
        return table.links().stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private List<Hop> hops(String text) {
        return table.routes(prefix(text)).stream().flatMap(r -> r.hops().stream()).toList();
    }

    private static boolean ours(KernelEvent event) {
        return event instanceof KernelEvent.RouteThere(KernelRoute there, _)
                        && RouteMark.USUAL.on(there)
                || event instanceof KernelEvent.RouteGone(KernelRoute gone)
                        && RouteMark.USUAL.on(gone);
    }

    private static void install(RouteBatch batch, String text, Way way) {
        Prefix p = prefix(text);
        Address a = p.address();
        batch.install(a.isV6(), a.high(), a.low(), p.length(), way, batch.size());
    }

    private static void replace(RouteBatch batch, String text, Way way) {
        Prefix p = prefix(text);
        Address a = p.address();
        batch.replace(a.isV6(), a.high(), a.low(), p.length(), way, batch.size());
    }

    private static void remove(RouteBatch batch, String text) {
        Prefix p = prefix(text);
        Address a = p.address();
        batch.remove(a.isV6(), a.high(), a.low(), p.length(), batch.size());
    }

    private static List<Integer> errors(RouteBatch batch) {
        return IntStream.range(0, batch.size()).mapToObj(batch::error).toList();
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    @Override
    public void kernelTold(List<KernelEvent> events) {
        events.forEach(table::apply);
        // Ten thousands of events would be copied each time.
        events.stream()
                .filter(e -> told.size() < 1000 || e instanceof KernelEvent.Restarted)
                .forEach(told::add);
    }

    @Override
    public void kernelAnswered(RouteBatch batch) {
        answered.add(batch);
    }

    @Override
    public void kernelUnable(String why, boolean heard) {}

    @Override
    public void kernelReady() {}
}
