package io.godwit.cli.bench;

import io.godwit.cli.load.Churn;
import io.godwit.cli.load.Endpoint;
import io.godwit.cli.load.Expected;
import io.godwit.cli.load.Holdings;
import io.godwit.cli.load.Load;
import io.godwit.cli.load.Table;
import io.godwit.cli.load.TableView;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One scenario: its messages and its expected outcomes are made once, then any number of routers
/// are put under the same load.
final class Trial {
    private static final long SEED = 4271;
    private static final long ROUTER_AS = 65_000;
    private static final long SENDER_AS = 4_200_001_000L;
    private static final long RECEIVER_AS = 4_200_100_000L;
    private static final int SENDERS_AT = 127 << 24 | 1 << 16;
    private static final int RECEIVERS_AT = 127 << 24 | 2 << 16;
    private static final int CHANGES = 50_000;
    private static final int CHANGES_A_SECOND = 5_000;
    private static final long UP_NANOS = 60_000_000_000L;
    private static final long STEP_NANOS = 300_000_000_000L;

    /// Each neighbor sends a KEEPALIVE meanwhile, and gets one.
    private static final long IDLE_NANOS = 90_000_000_000L;

    private static final long SETTLE_NANOS = 500_000_000L;

    private final Scenario scenario;
    private final Table table;
    private final List<TableView> views = new ArrayList<>();
    private final List<byte[]> announcements;
    private final List<byte[]> withdrawals;
    private final long paths;

    Trial(Scenario scenario) {
        this.scenario = scenario;
        table = new Table(SEED, scenario.prefixes(), scenario.family());
        for (int i = 0; i < scenario.senders(); i++) {
            views.add(view(i));
        }
        announcements = table.announcements(views);
        boolean withdraws = scenario.steps().contains(Scenario.Step.WITHDRAW);
        withdrawals = withdraws ? table.withdrawals(views) : List.of();
        paths = table.routes(views);
    }

    private TableView view(int i) {
        int slices = scenario.sending() == Scenario.Sending.SLICES ? scenario.senders() : 1;
        var way =
                switch (scenario.sending()) {
                    case SLICES -> TableView.Way.SHORTEST;
                    case VIEWS ->
                            scenario.senders() == 1 ? TableView.Way.SHORTEST : TableView.Way.VARIED;
                    case STANDBY -> i == 0 ? TableView.Way.SHORTEST : TableView.Way.DETOUR;
                };
        return new TableView(SENDER_AS + i, address(SENDERS_AT, i), i, slices, way);
    }

    /// The n-th address from `first` on that does not end in 0.
    private static int address(int first, int n) {
        return first + n / 250 * 256 + n % 250 + 1;
    }

    /// Puts a router under this load. Measures of all steps, up to the first that went wrong.
    List<Measure> run(Router router) throws IOException {
        var under = new UnderLoad(router);
        Path folder = Files.createTempDirectory("godwit-bench");
        try (var child = Child.start(router.command(under.fabric, folder), folder);
                var load = under.load()) {
            return under.measure(load, child);
        }
    }

    /// The state of one run.
    private final class UnderLoad {
        private final Router router;
        private final Fabric fabric;
        private final List<Endpoint> senders = new ArrayList<>();
        private final List<Endpoint> receivers = new ArrayList<>();
        private final List<Holdings> accounts = new ArrayList<>();
        private final List<Measure> measures = new ArrayList<>();
        private Optional<Measure.Latency> latency = Optional.empty();

        private UnderLoad(Router router) throws IOException {
            this.router = router;
            var sessions = new ArrayList<Fabric.Session>();
            for (int i = 0; i < views.size(); i++) {
                boolean listens = scenario.receivers() == 0;
                Optional<Holdings> account =
                        listens ? Optional.of(Holdings.ofSender(table, i)) : Optional.empty();
                account.ifPresent(accounts::add);
                var view = views.get(i);
                senders.add(new Endpoint(view.nextHop(), view.as(), table.family(), account));
            }
            for (int i = 0; i < scenario.receivers(); i++) {
                var account = Holdings.ofReceiver(table);
                accounts.add(account);
                int address = address(RECEIVERS_AT, i);
                receivers.add(
                        new Endpoint(
                                address, RECEIVER_AS + i, table.family(), Optional.of(account)));
            }
            for (var neighbor : neighbors()) {
                boolean fed = scenario.role() == Fabric.Role.FEED && receivers.contains(neighbor);
                var role = fed ? Fabric.Role.TRANSIT : scenario.role();
                sessions.add(new Fabric.Session(neighbor.address(), neighbor.as(), role));
            }
            fabric = new Fabric(ROUTER_AS, freePort(), table.family(), sessions);
        }

        private List<Endpoint> neighbors() {
            var all = new ArrayList<>(senders);
            all.addAll(receivers);
            return all;
        }

        private Load load() throws IOException {
            return new Load(new InetSocketAddress(Fabric.ROUTER, fabric.port()), neighbors());
        }

        private List<Measure> measure(Load load, Child child) throws IOException {
            var up = load.connect(UP_NANOS);
            if (!up.exact()) {
                add("connect", up, up.nanos(), 0, 0, child);
                return measures;
            }
            for (var step : scenario.steps()) {
                double cpuBefore = child.cpuSeconds();
                long updatesBefore = load.updates();
                var outcome = play(step, load);
                double cpu = child.cpuSeconds() - cpuBefore;
                long updates = load.updates() - updatesBefore;
                long nanos = outcome.nanos();
                outcome = outcome.exact() ? load.settle(SETTLE_NANOS) : outcome;
                add(name(step), outcome, nanos, cpu, updates, child);
                if (!outcome.exact()) {
                    break;
                }
            }
            return measures;
        }

        private String name(Scenario.Step step) {
            return switch (step) {
                case ANNOUNCE -> measures.isEmpty() ? "announce" : "announce again";
                case WITHDRAW -> "withdraw";
                case LOSE -> "sender lost";
                case CHURN -> "churn";
                case IDLE -> "idle";
            };
        }

        private Load.Outcome play(Scenario.Step step, Load load) throws IOException {
            return switch (step) {
                case ANNOUNCE -> {
                    expect(views);
                    yield load.send(senders, announcements, STEP_NANOS);
                }
                case WITHDRAW -> {
                    expect(List.of());
                    yield load.send(senders, withdrawals, STEP_NANOS);
                }
                case LOSE -> {
                    expect(views.subList(1, views.size()));
                    yield load.lose(senders.subList(0, 1), STEP_NANOS);
                }
                case CHURN -> churn(load);
                case IDLE -> load.settle(IDLE_NANOS);
            };
        }

        private void expect(List<TableView> announced) {
            var way =
                    scenario.role() == Fabric.Role.SERVED
                            ? Expected.Way.TRANSPARENT
                            : Expected.Way.PREPENDED;
            var expected = Expected.of(table, announced, way, ROUTER_AS);
            accounts.forEach(account -> account.expect(expected));
        }

        private Load.Outcome churn(Load load) throws IOException {
            var changes = Churn.of(table, views.get(0), ROUTER_AS, CHANGES, CHANGES_A_SECOND);
            var outcome = load.churn(changes, senders.get(0), receivers.get(0), STEP_NANOS);
            latency =
                    Optional.of(
                            new Measure.Latency(
                                    changes.percentileMillis(0.5),
                                    changes.percentileMillis(0.99),
                                    changes.percentileMillis(0.999)));
            return outcome;
        }

        private void add(
                String step,
                Load.Outcome outcome,
                long nanos,
                double cpu,
                long updates,
                Child child) {
            String trouble = outcome.exact() ? "" : outcome.trouble() + "; " + child.lastWords();
            measures.add(
                    new Measure(
                            router.label(),
                            scenario.name(),
                            step,
                            paths,
                            nanos / 1e9,
                            cpu,
                            child.peakOctets() / 1e6,
                            updates,
                            step.equals("churn") ? latency : Optional.empty(),
                            trouble));
        }
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
