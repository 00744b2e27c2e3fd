import java.nio.ByteBuffer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One disturbance: a daemon, the quiet sessions, and whoever makes the noise.
final class Disturbance implements AutoCloseable {
    static final List<String> USUAL =
            List.of("load", "views", "policy", "join", "refresh", "stall", "flood", "loss", "show", "json", "mute");
    private static final long LIMIT_NANOS = 90_000_000_000L;

    private final String name;
    private final int routes;
    private final int quietCount;
    private final int hold;
    private final int idleSeconds;
    private final Daemon daemon;
    private final Loop ruler = new Loop("ruler");
    private final Loop load = new Loop("load");
    private final List<Session> quiet = new ArrayList<>();
    private final List<Session> senders = new ArrayList<>();
    private final List<Session> receivers = new ArrayList<>();
    private double seconds;

    Disturbance(String godwit, String name, Options options) throws Exception {
        this.name = name;
        boolean idle = name.equals("idle");
        routes = options.number("routes", 1_000_000);
        quietCount = options.number("quiet", 200);
        hold = options.number("hold", idle ? 90 : 3);
        idleSeconds = options.number("seconds", 60);
        int senderCount =
                switch (name) {
                    case "idle" -> 0;
                    case "views", "policy" -> 10;
                    case "loss" -> 2;
                    default -> 1;
                };
        boolean many = name.equals("join") || name.equals("refresh");
        int receiverCount = idle ? 0 : options.number("receivers", many ? 20 : 1);
        daemon = new Daemon(godwit, hold, null);
        for (int i = 0; i < quietCount; i++) {
            quiet.add(new Session(daemon.quiet(i), hold, 0));
        }
        for (int i = 0; i < senderCount; i++) {
            senders.add(new Session(daemon.sender(i), 240, 0));
        }
        for (int i = 0; i < receiverCount + (name.equals("stall") ? 1 : 0); i++) {
            receivers.add(new Session(daemon.receiver(i), 240, routes));
        }
        daemon.start();
        ruler.start();
        load.start();
    }

    void run() throws Exception {
        long began = System.nanoTime();
        double cpu = daemon.running().cpuSeconds();
        long rss = daemon.running().rssKilobytes();
        // Their KEEPALIVEs are to come evenly, so that one is always due.
        long apart = name.equals("idle") ? 0 : hold * 333_333_333L / quietCount;
        for (Session one : quiet) {
            ruler.connect(one, daemon.port());
            LockSupport.parkNanos(apart);
        }
        await(() -> up(quiet));
        if (name.equals("idle")) {
            idle(began, cpu, rss);
            return;
        }
        senders.forEach(s -> load.connect(s, daemon.port()));
        if (!name.equals("join")) {
            receivers.forEach(s -> load.connect(s, daemon.port()));
            await(() -> up(receivers));
        }
        await(() -> up(senders));
        boolean loading = name.equals("load") || name.equals("views") || name.equals("stall");
        if (!loading) {
            announce();
            Thread.sleep(1500);
        }
        ruler.reset();
        began = System.nanoTime();
        disturb();
        seconds = (System.nanoTime() - began) / 1e9;
        Thread.sleep(1200);
    }

    private void disturb() throws Exception {
        switch (name) {
            case "load", "views" -> announce();
            case "join" -> {
                receivers.forEach(s -> load.connect(s, daemon.port()));
                await(() -> full(receivers));
            }
            case "refresh" -> {
                for (int i = 0; i < 2; i++) {
                    receivers.forEach(Session::forget);
                    receivers.forEach(s -> load.send(s, Octets.refresh()));
                    await(() -> full(receivers));
                }
            }
            case "stall" -> {
                Session slow = receivers.getLast();
                load.read(slow, false);
                announce(receivers.subList(0, receivers.size() - 1));
                Thread.sleep(2000);
                load.read(slow, true);
                await(() -> full(receivers));
            }
            case "flood" -> {
                receivers.forEach(Session::forget);
                load.send(senders.getFirst(), Octets.table(senders.getFirst().as(), 77, routes, 1));
                await(() -> full(receivers));
            }
            case "loss" -> {
                // The receivers hold the dying sender's paths: it has the lower router id.
                receivers.forEach(Session::forget);
                load.kill(senders.removeFirst());
                await(() -> full(receivers));
            }
            case "policy" -> {
                // Every path is judged again, twice; the table begins with 1.0.0.0/24, so 16,384 go and come.
                reload("reject \"refused\" if prefix in [ 1.0.0.0/10+ ]; accept;");
                await(() -> present(routes - Math.min(routes, 16_384)));
                reload("accept;");
                await(() -> full(receivers));
            }
            case "show" -> daemon.run("show", "routes");
            case "json" -> daemon.run("show", "routes", "--json");
            case "mute" -> mute();
            default -> throw new IllegalArgumentException("no disturbance " + name + "; --help lists them");
        }
    }

    private void idle(long began, double cpu, long rss) throws Exception {
        System.out.printf(
                "%d sessions up after %.2f s, %.2f s CPU%n",
                quietCount, (System.nanoTime() - began) / 1e9, daemon.running().cpuSeconds() - cpu);
        Thread.sleep(3000);
        ruler.reset();
        double before = daemon.running().cpuSeconds();
        Thread.sleep(1000L * idleSeconds);
        double used = daemon.running().cpuSeconds() - before;
        seconds = idleSeconds;
        System.out.printf(
                "%.1f %% of a core, %.1f us a KEEPALIVE (one each way), %.1f KB a neighbor%n",
                100 * used / idleSeconds,
                used * 1e6 / Math.max(1, ruler.keepalives()),
                (double) (daemon.running().rssKilobytes() - rss) / quietCount);
    }

    /// Clients that ask for everything and read nothing: as many as the daemon takes, then one that reads.
    private void mute() throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(daemon.socket()));
            client.write(
                    ByteBuffer.wrap(
                            "{\"command\":\"show routes\",\"args\":{}}\n".getBytes(StandardCharsets.UTF_8)));
            clients.add(client);
        }
        await(() -> daemon.tries("show", "router"));
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    private void announce() throws InterruptedException {
        announce(receivers);
    }

    private void announce(List<Session> whom) throws InterruptedException {
        for (int i = 0; i < senders.size(); i++) {
            load.send(senders.get(i), Octets.table(senders.get(i).as(), i, routes, 6));
        }
        await(() -> senders.stream().allMatch(Session::sentAll) && (name.equals("join") || full(whom)));
    }

    private void reload(String policy) throws Exception {
        daemon.policy(policy);
        if (daemon.run("reload") != 0) {
            throw new IllegalStateException("reload was refused\n" + daemon.running().log());
        }
    }

    private boolean present(int count) {
        return receivers.stream().allMatch(s -> s.present() == count);
    }

    private boolean up(List<Session> sessions) {
        return sessions.stream().allMatch(Session::isUp);
    }

    private boolean full(List<Session> sessions) {
        return sessions.stream().allMatch(s -> s.present() == routes);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until || lost() > 0) {
                throw new IllegalStateException(
                        name + ": not done; lost: " + lost() + ", present: "
                                + receivers.stream().map(s -> "" + s.present()).toList() + "\n" + daemon.running().log());
            }
            Thread.sleep(2);
        }
    }

    int lost() {
        return (int) (quiet.stream().filter(s -> s.isLost()).count()
                + senders.stream().filter(s -> s.isLost()).count()
                + receivers.stream().filter(s -> s.isLost()).count());
    }

    double report() throws Exception {
        return Soak.row(name, seconds, ruler, daemon.running(), lost(), daemon.longest());
    }

    @Override
    public void close() throws Exception {
        ruler.stop();
        load.stop();
        daemon.stop();
    }
}
