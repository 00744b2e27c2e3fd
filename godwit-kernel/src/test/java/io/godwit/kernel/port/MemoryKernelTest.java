package io.godwit.kernel.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelRoute.Kind;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.netlink.Way;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class MemoryKernelTest implements KernelListener {
    private static final Prefix TEN = Prefix.parse("10.0.0.0/8").orElseThrow();
    private static final Hop GATEWAY = Hop.via(Address.parse("192.0.2.1").orElseThrow(), 2);

    private final MemoryKernel kernel = new MemoryKernel(1);
    private final KernelTable table = new KernelTable(254, 66);
    private final List<RouteBatch> answered = new ArrayList<>();
    private int ready;

    MemoryKernelTest() {
        kernel.attach(this);
    }

    @Test
    void tellsWhatThereIsAndWhatChanges() {
        kernel.put(new Link(2, "eth0", true, false));
        kernel.put(route(188, GATEWAY));
        kernel.watch(254);
        assertThat(table.complete()).isFalse();
        kernel.run();
        assertThat(table.complete()).isTrue();
        assertThat(table.routes()).hasSize(1);
        kernel.remove(route(188, GATEWAY));
        kernel.run();
        assertThat(table.routes()).isEmpty();
        kernel.put(route(188, GATEWAY));
        kernel.overflow();
        kernel.run();
        assertThat(table.routes()).hasSize(1);
    }

    @Test
    void takesRoutesAndRefuses() {
        RouteBatch batch = new RouteBatch(RouteMark.USUAL);
        batch.install(false, 0, TEN.address().low(), 8, Way.over(List.of(GATEWAY)), 1);
        batch.install(false, 0, TEN.address().low(), 8, Way.BLACKHOLE, 2);
        batch.replace(false, 0, TEN.address().low(), 8, Way.BLACKHOLE, 3);
        kernel.send(batch);
        kernel.run();
        assertThat(answered).containsExactly(batch);
        assertThat(List.of(batch.error(0), batch.error(1), batch.error(2)))
                .containsExactly(0, MemoryKernel.EEXIST, 0);
        assertThat(kernel.route(TEN).orElseThrow().kind()).isEqualTo(Kind.BLACKHOLE);
        batch.clear();
        batch.remove(false, 0, TEN.address().low(), 8, 1);
        batch.remove(false, 0, TEN.address().low(), 8, 1);
        kernel.send(batch);
        kernel.run();
        assertThat(List.of(batch.error(0), batch.error(1))).containsExactly(0, MemoryKernel.ESRCH);
        assertThat(kernel.routes()).isEmpty();
    }

    @Test
    void refusesAndDelaysOnDemand() {
        kernel.refuse(TEN, 101);
        kernel.hold(true);
        RouteBatch batch = new RouteBatch(RouteMark.USUAL);
        batch.install(false, 0, TEN.address().low(), 8, Way.BLACKHOLE, 1);
        kernel.send(batch);
        kernel.run();
        assertThat(answered).isEmpty();
        assertThat(kernel.accepts()).isFalse();
        kernel.hold(false);
        kernel.run();
        assertThat(batch.error(0)).isEqualTo(101);
        assertThat(ready).isEqualTo(1);
        assertThat(kernel.accepts()).isTrue();
    }

    @Test
    void linkThatIsSwitchedOffTakesRoutesWithoutAWord() {
        kernel.put(new Link(2, "eth0", true, false));
        kernel.put(route(66, GATEWAY));
        kernel.put(new Link(2, "eth0", false, false));
        assertThat(kernel.routes()).isEmpty();
    }

    private static KernelRoute route(int protocol, Hop hop) {
        return new KernelRoute(TEN, 254, protocol, 20, Kind.UNICAST, List.of(hop));
    }

    @Override
    public void kernelTold(List<KernelEvent> events) {
        events.forEach(table::apply);
    }

    @Override
    public void kernelAnswered(RouteBatch batch) {
        answered.add(batch);
    }

    @Override
    public void kernelUnable(String why, boolean heard) {}

    @Override
    public void kernelReady() {
        ready++;
    }
}
