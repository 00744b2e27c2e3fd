import com.sun.management.OperatingSystemMXBean;
import io.godwit.daemon.netlink.NetlinkKernel;
import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.netlink.Way;
import io.godwit.kernel.port.KernelListener;
import io.godwit.wire.Address;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Puts many routes into the kernel through the daemon's own socket, as its lane would.
public final class Million implements KernelListener {
    private static final int BATCH = 4096;

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final ArrayDeque<RouteBatch> free = new ArrayDeque<>();
    private final NetlinkKernel kernel =
            new NetlinkKernel((text, help) -> System.err.println(text + "; " + help));
    private final int routes;
    private long events;
    private long refused;
    private boolean complete;
    private int link;

    private Million(int routes) {
        this.routes = routes;
        kernel.attach(this, inbox::add);
    }

    public static void main(String[] args) throws Exception {
        new Million(Integer.parseInt(args[0])).run();
    }

    private enum Step { INSTALL, REPLACE, REMOVE }

    private void run() throws Exception {
        kernel.watch(RouteMark.USUAL.table());
        while (!complete) {
            inbox.take().run();
        }
        System.out.printf("%-22s %10s %12s %8s %8s %8s%n", "", "seconds", "routes/s", "CPU s", "refused", "told");
        for (boolean v6 : new boolean[] {false, true}) {
            Way first = Way.over(List.of(hop(v6, 2, link)));
            Way both = Way.over(List.of(hop(v6, 2, link), hop(v6, 3, link)));
            measure(v6, Step.INSTALL, first, "install");
            check(v6, routes);
            measure(v6, Step.REPLACE, Way.over(List.of(hop(v6, 3, link))), "replace");
            measure(v6, Step.REPLACE, both, "replace by two hops");
            check(v6, routes);
            measure(v6, Step.REMOVE, first, "remove");
            check(v6, 0);
        }
        kernel.close();
    }

    private static Hop hop(boolean v6, int last, int link) {
        return Hop.via(v6 ? Address.ofV6(0x2001_0db8L << 32, last) : Address.ofV4(10 << 24 | last), link);
    }

    private void measure(boolean v6, Step step, Way way, String what) throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long began = System.nanoTime();
        long toldBefore = events;
        refused = 0;
        int at = 0;
        int out = 0;
        while (at < routes || out > 0) {
            while (at < routes && kernel.accepts()) {
                RouteBatch batch = free.isEmpty() ? new RouteBatch(RouteMark.USUAL) : free.remove();
                for (int i = 0; i < BATCH && at < routes; i++, at++) {
                    put(batch, v6, step, way, at);
                }
                kernel.send(batch);
                out++;
            }
            int before = free.size();
            inbox.take().run();
            out -= free.size() - before;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "%-22s %10.2f %12.0f %8.2f %8d %8d%n",
                (v6 ? "IPv6 " : "IPv4 ") + what,
                seconds,
                routes / seconds,
                (system.getProcessCpuTime() - cpu) / 1e9,
                refused,
                events - toldBefore);
    }

    /// 16.0.0.0/24 and on, 2001:0:0::/48 and on.
    private static void put(RouteBatch batch, boolean v6, Step step, Way way, int index) {
        long high = v6 ? 0x2001_0000_0000_0000L | (long) index << 16 : 0;
        long low = v6 ? 0 : (16L << 24) + ((long) index << 8);
        int length = v6 ? 48 : 24;
        switch (step) {
            case INSTALL -> batch.install(v6, high, low, length, way, index);
            case REPLACE -> batch.replace(v6, high, low, length, way, index);
            case REMOVE -> batch.remove(v6, high, low, length, index);
        }
    }

    private static void check(boolean v6, int wanted) throws Exception {
        long there =
                Long.parseLong(
                        ip("sh", "-c", "ip " + (v6 ? "-6" : "-4") + " route show proto 66 | grep -c '^[0-9]'").strip());
        if (there != wanted) {
            throw new AssertionError(there + " routes are there, not " + wanted);
        }
    }

    private static String ip(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    @Override
    public void kernelTold(List<KernelEvent> told) {
        events += told.size();
        for (KernelEvent event : told) {
            if (event instanceof KernelEvent.LinkThere(Link one) && one.name().equals("e0")) {
                link = one.index();
            }
        }
        complete |= told.contains(new KernelEvent.Complete());
    }

    @Override
    public void kernelAnswered(RouteBatch batch) {
        refused += batch.refused();
        batch.clear();
        free.add(batch);
    }

    @Override
    public void kernelUnable(String why, boolean heard) {}

    @Override
    public void kernelReady() {}
}
