package io.godwit.cli.demo;

import io.godwit.cli.Console;
import io.godwit.cli.Main;
import io.godwit.cli.Refusal;
import io.godwit.cli.Version;
import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.cli.control.Request;
import io.godwit.cli.control.SocketPath;
import io.godwit.cli.load.InternetTable;
import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.daemon.Daemon;
import io.godwit.daemon.DaemonOptions;
import io.godwit.daemon.EventLog;
import io.godwit.daemon.StartFailure;
import io.godwit.json.Json;
import io.godwit.json.JsonWriter;
import io.godwit.speaker.SpeakerEvent.Level;
import io.godwit.wire.Address;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of the demo: a router (an embedded [Daemon], configured by a text as an operator would
/// write it) and three [Announcer]s on loopback addresses of their own. All that is shown comes
/// over the control socket.
final class Demo {
    /// What was asked for. `port` 0 takes any free ones.
    record Plan(
            int prefixes,
            long seed,
            int port,
            boolean once,
            boolean json,
            Optional<String> socket) {}

    private static final long ROUTER_AS = 64_496;
    private static final long PROVIDER_AS = 64_500;
    private static final long OTHER_AS = 64_510;
    private static final int LOOPBACK = 127 << 24;
    private static final String[] NAMES = {"transit-a", "transit-b", "exchange"};
    private static final long POLL_MILLIS = 20;
    private static final long STALL_NANOS = 30_000_000_000L;

    private final Plan plan;
    private final Console console;
    private final Stage stage;
    private final Path socket;
    private final List<Announcer> announcers = new ArrayList<>();

    Demo(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
        stage = new Stage(console);
        if (plan.json()) {
            stage.mute();
        }
        socket =
                plan.socket()
                        .map(Path::of)
                        .orElseGet(() -> SocketPath.ofDemo(console.env(), plan.once()));
    }

    /// Runs to the end; true if the table arrived exactly.
    boolean run() throws IOException, StartFailure, InterruptedException {
        try {
            startNeighbors();
            long[] sizes = sizes();
            return run(startRouter(config()), sizes);
        } finally {
            announcers.forEach(Announcer::close);
        }
    }

    private boolean run(Daemon router, long[] sizes) throws InterruptedException {
        // Ctrl-C: the daemon itself ends in good order, or, with --once, the process does.
        var ender = new Thread(router::stop, "demo-end");
        if (plan.once()) {
            Runtime.getRuntime().addShutdownHook(ender);
        }
        try {
            boolean good = play(sizes);
            if (good && !plan.once()) {
                suggest();
                router.awaitStop();
            }
            return good;
        } finally {
            stage.mute();
            router.stop();
            if (plan.once() && !ender.isAlive()) {
                Runtime.getRuntime().removeShutdownHook(ender);
            }
        }
    }

    private void startNeighbors() throws IOException {
        for (var kind : DemoView.Kind.values()) {
            long as = kind == DemoView.Kind.OTHER ? OTHER_AS : PROVIDER_AS;
            var view = new DemoView(kind, as, LOOPBACK | 2 + kind.ordinal());
            var announcer = announcer(view);
            announcers.add(announcer);
        }
    }

    private Announcer announcer(DemoView view) throws IOException {
        try {
            return Announcer.start(view, plan.seed(), plan.prefixes(), plan.port());
        } catch (IOException e) {
            String where =
                    Address.ofV4(view.nextHop()) + (plan.port() == 0 ? "" : " port " + plan.port());
            throw Refusal.failed(
                    "cannot listen on " + where + ": " + e.getMessage(),
                    "the demo needs the loopback addresses 127.0.0.1 to 127.0.0.4"
                            + (plan.port() == 0 ? "" : "; another --port may be free"));
        }
    }

    /// The router's configuration, as text.
    private String text() {
        var text = new StringBuilder();
        text.append("router { as ").append(ROUTER_AS).append("; id 127.0.0.1; listen ");
        text.append(plan.port() == 0 ? "none" : "127.0.0.1 port " + plan.port()).append(" }\n");
        text.append("group demo { local-address 127.0.0.1; import accept; export accept }\n");
        for (int i = 0; i < announcers.size(); i++) {
            var one = announcers.get(i);
            text.append("neighbor ")
                    .append(one.address())
                    .append(" in demo { as ")
                    .append(one.view().as());
            text.append("; name \"")
                    .append(NAMES[i])
                    .append("\"; port ")
                    .append(one.port())
                    .append(" }\n");
        }
        return text.toString();
    }

    private Config config() {
        String text = text();
        stage.line(
                "Godwit "
                        + Version.TEXT
                        + ": a router (AS "
                        + ROUTER_AS
                        + ") and three neighbors, real BGP over loopback TCP.");
        stage.line("The router's configuration:");
        stage.line("");
        text.lines().forEach(line -> stage.line("    " + line));
        stage.line("");
        var reading = ConfigReader.read("demo.conf", Sources.of("demo.conf", text));
        return reading.config().orElseThrow(() -> Refusal.failed(reading.text(), ""));
    }

    private Daemon startRouter(Config config) throws StartFailure {
        var log = EventLog.to(new StateLog(stage), EventLog.Format.JSON, Level.DEBUG);
        return Daemon.start(
                config,
                new DaemonOptions(
                        Optional.empty(),
                        Optional.of(socket),
                        log,
                        !plan.once(),
                        DaemonOptions.limitsOfHeap(),
                        Version.TEXT));
    }

    /// How many routes each neighbor announces.
    private long[] sizes() {
        var sizes = new long[announcers.size()];
        var table = new InternetTable(plan.seed(), plan.prefixes());
        while (table.next()) {
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] +=
                        announcers.get(i).view().has(table.group()) ? table.group().prefixes : 0;
            }
        }
        return sizes;
    }

    private boolean play(long[] sizes) throws InterruptedException {
        long total = Arrays.stream(sizes).sum();
        boolean arrived = arrive(sizes, total);
        if (!arrived && plan.json()) {
            console.out().line("{\"prefixes\":" + plan.prefixes() + ",\"exact\":false}");
        }
        if (!arrived) {
            return false;
        }
        double seconds = (System.nanoTime() - announcers.get(0).firstUpdateNanos()) / 1e9;
        stage.event(
                grouped(total)
                        + " routes in "
                        + decimal(seconds)
                        + " s: "
                        + grouped((long) (total / seconds))
                        + " routes/s received and decided");
        boolean exact = !plan.once() || verify();
        if (plan.json()) {
            console.out().line(summary(total, seconds, exact));
        } else {
            show("show", "neighbors");
            show("show", "route", Showcase.find(plan.seed(), plan.prefixes()), "why");
        }
        return exact;
    }

    private String summary(long routes, double seconds, boolean exact) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("prefixes", plan.prefixes());
        facts.put("seed", plan.seed());
        facts.put("routes", routes);
        facts.put("seconds", Math.round(seconds * 1000) / 1000.0);
        facts.put("exact", exact);
        return JsonWriter.write(facts);
    }

    /// Waits until every neighbor's routes are there; false when nothing moves any more.
    private boolean arrive(long[] sizes, long total) throws InterruptedException {
        long before = -1;
        long movedNanos = System.nanoTime();
        try (var client = ControlClient.connect(socket)) {
            while (true) {
                var received = new Received();
                client.ask(Request.of("show neighbors"), received);
                if (received.sum != before) {
                    before = received.sum;
                    movedNanos = System.nanoTime();
                    stage.progress(bar(received.sum, total));
                }
                if (received.sum >= total && settled(client)) {
                    return complete(received, sizes);
                }
                if (System.nanoTime() - movedNanos > STALL_NANOS) {
                    stage.event(
                            "nothing moves any more: "
                                    + grouped(received.sum)
                                    + " of "
                                    + grouped(total)
                                    + " routes");
                    return false;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    /// Whether the decision has caught up with what was received.
    private static boolean settled(ControlClient client) {
        var settled = new boolean[1];
        client.ask(
                Request.of("show router"),
                new Receiver() {
                    @Override
                    public void row(byte[] json, int off, int len) {
                        settled[0] =
                                ControlClient.object(json, off, len).integer("undecided").orElse(0)
                                        == 0;
                    }
                });
        return settled[0];
    }

    private boolean complete(Received received, long[] sizes) {
        boolean complete = true;
        for (int i = 0; i < sizes.length; i++) {
            String neighbor = announcers.get(i).address().toString();
            long there = received.byNeighbor.getOrDefault(neighbor, 0L);
            if (there != sizes[i]) {
                stage.event(
                        neighbor + " announced " + sizes[i] + " routes, the router holds " + there);
                complete = false;
            }
        }
        return complete;
    }

    /// Compares every route that the router holds with what was announced.
    private boolean verify() {
        boolean exact = true;
        for (var announcer : announcers) {
            String neighbor = announcer.address().toString();
            var held = new Digest();
            try (var client = ControlClient.connect(socket)) {
                client.ask(Request.of("show routes").with("neighbor", neighbor), held);
            }
            if (!held.same(Digest.announced(announcer.view(), plan.seed(), plan.prefixes()))) {
                stage.event("the routes of " + neighbor + " are not those it announced");
                exact = false;
            }
        }
        if (exact) {
            stage.event(
                    "verified: every prefix, AS path, origin, next hop, MED and community as announced");
        }
        return exact;
    }

    private void show(String... words) {
        stage.line("");
        stage.line("$ godwit " + String.join(" ", words));
        var line = new ArrayList<>(List.of(words));
        line.add("--socket");
        line.add(socket.toString());
        Main.run(line, console);
        console.out().flush();
    }

    private void suggest() {
        String command = System.getProperty("godwit.command", "godwit");
        stage.line("");
        stage.line("The router keeps running until Ctrl-C. In another terminal:");
        stage.line("");
        stage.line("    export GODWIT_SOCKET=" + socket);
        for (var words :
                List.of(
                        "show routes --limit 20",
                        "show routes --neighbor exchange --best --limit 20",
                        "show neighbor transit-a",
                        "neighbor transit-b shutdown \"back at noon\"",
                        "neighbor transit-b enable",
                        "originate 192.0.2.0/24",
                        "show router --json")) {
            stage.line("    " + command + " " + words);
        }
    }

    private static String bar(long done, long total) {
        int cells = 30;
        int full = (int) (Math.min(done, total) * cells / Math.max(1, total));
        return "["
                + "#".repeat(full)
                + ".".repeat(cells - full)
                + "]  "
                + grouped(done)
                + " of "
                + grouped(total)
                + " routes";
    }

    /// 1,000,000.
    static String grouped(long number) {
        var text = new StringBuilder(Long.toString(number));
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    private static String decimal(double number) {
        long hundredths = Math.round(number * 100);
        return hundredths / 100 + "." + Long.toString(100 + hundredths % 100).substring(1);
    }

    /// Routes received from each neighbor, as `show neighbors` says.
    private static final class Received implements Receiver {
        private final Map<String, Long> byNeighbor = new LinkedHashMap<>();
        private long sum;

        @Override
        public void row(byte[] json, int off, int len) {
            Json.Obj row = ControlClient.object(json, off, len);
            long received = row.integer("received").orElse(0);
            byNeighbor.put(row.string("address").orElse(""), received);
            sum += received;
        }
    }
}
