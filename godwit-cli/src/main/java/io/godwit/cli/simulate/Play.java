package io.godwit.cli.simulate;

import io.godwit.config.model.Config;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.simulation.Claim;
import io.godwit.config.simulation.Deed;
import io.godwit.config.simulation.Scenario;
import io.godwit.daemon.ConfigMapping;
import io.godwit.policy.Identity;
import io.godwit.rib.RibLimits;
import io.godwit.rib.RouteRow;
import io.godwit.session.State;
import io.godwit.sim.Simulation;
import io.godwit.sim.Witness;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One run of a scenario.
final class Play {
    private final Scenario scenario;
    private final boolean chinese;
    private final Simulation simulation;
    private final List<Outcome> outcomes = new ArrayList<>();

    /// @param seed of every chance
    Play(Scenario scenario, long seed, boolean chinese, Witness witness) {
        this.scenario = scenario;
        this.chinese = chinese;
        simulation =
                new Simulation(
                        seed,
                        scenario.splits(),
                        scenario.nodes().stream()
                                .map(n ->
                                        new Simulation.Node(
                                                n.name(),
                                                n.addresses(),
                                                n.networks(),
                                                settings(n.config())))
                                .toList(),
                        witness);
        simulation.latency(scenario.latency().leastNanos(), scenario.latency().mostNanos());
        for (Scenario.Link link : scenario.links()) {
            simulation.link(
                    link.a(), link.b(), link.latency().leastNanos(), link.latency().mostNanos());
        }
    }

    /// What a node runs: there is no kernel, and neighbors are called by the names of nodes.
    private SpeakerSettings settings(Config config) {
        SpeakerSettings all = ConfigMapping.speaker(config, RibLimits.WIDEST, "simulated");
        return new SpeakerSettings(
                all.as(),
                all.confederation(),
                all.routerId(),
                all.clusterId(),
                all.med(),
                all.neighbors().stream().map(this::named).toList(),
                all.ranges(),
                all.originated(),
                all.aggregates(),
                all.rpki(),
                all.rejectTag(),
                Optional.empty(),
                all.limits(),
                all.version());
    }

    private NeighborSettings named(NeighborSettings neighbor) {
        Identity plain = neighbor.identity();
        Optional<String> name =
                scenario.nodes().stream()
                        .filter(n -> n.addresses().contains(plain.address()))
                        .map(Scenario.Node::name)
                        .findFirst();
        if (name.isEmpty() || !plain.name().isEmpty()) {
            return neighbor;
        }
        return new NeighborSettings(
                new Identity(
                        plain.address(),
                        plain.as(),
                        plain.role(),
                        plain.relation(),
                        name.get(),
                        plain.description(),
                        plain.group()),
                neighbor.transport(),
                neighbor.timers(),
                neighbor.offers(),
                neighbor.policies(),
                neighbor.shutdown(),
                neighbor.bfd());
    }

    Simulation simulation() {
        return simulation;
    }

    /// Runs to the end.
    ///
    /// @param told who is told of each step before it is done
    List<Outcome> run(Consumer<String> told) {
        for (Scenario.Step step : scenario.steps()) {
            simulation.at(
                    step.atNanos(),
                    () -> {
                        told.accept(step.text());
                        happens(step.deed(), told);
                    });
        }
        long end = scenario.untilNanos();
        for (Scenario.Expectation expected : scenario.expectations()) {
            if (expected.atNanos() < end) {
                simulation.at(expected.atNanos(), () -> look(expected));
            }
        }
        simulation.run(end);
        scenario.expectations().stream().filter(e -> e.atNanos() >= end).forEach(this::look);
        return List.copyOf(outcomes);
    }

    private void happens(Deed deed, Consumer<String> told) {
        String node = deed.node();
        String other = deed.other();
        switch (deed.kind()) {
            case CUT -> simulation.cut(node, other);
            case HEAL -> simulation.heal(node, other);
            case RESET -> simulation.reset(node, other);
            case STALL -> simulation.stall(node, other, true);
            case RESUME -> simulation.stall(node, other, false);
            case KILL -> simulation.kill(node);
            case VANISH -> simulation.vanish(node);
            case STOP -> simulation.stop(node);
            case START -> simulation.start(node);
            case ORIGINATE -> simulation.originate(node, deed.prefix().orElseThrow());
            case WITHDRAW -> simulation.withdraw(node, deed.prefix().orElseThrow());
            case CLEAR, REFRESH, SHUTDOWN, ENABLE -> ask(deed, told);
            case RELOAD -> simulation.become(node, settings(deed.config().orElseThrow()));
        }
    }

    /// What an operator may ask for, of each session between the two.
    private void ask(Deed deed, Consumer<String> told) {
        if (!simulation.isUp(deed.node())) {
            return;
        }
        Scenario.Node here = node(deed.node());
        List<Address> there = node(deed.other()).addresses();
        for (NeighborConfig neighbor : here.config().neighbors()) {
            if (there.contains(neighbor.address())) {
                String address = neighbor.address().toString();
                String command = "neighbor " + deed.kind().word();
                simulation
                        .ask(deed.node(), command, "address", address)
                        .outcome()
                        .message()
                        .ifPresent(told);
            }
        }
    }

    private Scenario.Node node(String name) {
        return scenario.nodes().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // ---- what is expected ----

    private void look(Scenario.Expectation expected) {
        outcomes.add(
                new Outcome(
                        simulation.nowNanos() / 1000,
                        expected.text(),
                        expected.place().toString(),
                        wrong(expected.claim())));
    }

    private Optional<String> wrong(Claim claim) {
        return switch (claim) {
            case Claim.Has has -> wrong(has);
            case Claim.Lacks lacks ->
                    best(lacks.node(), lacks.prefix().toString())
                            .map(row -> (chinese ? "有：" : "it has it ") + origin(row));
            case Claim.Session session -> wrong(session);
        };
    }

    private Optional<RouteRow> best(String node, String prefix) {
        return simulation.routes(node).stream()
                .filter(r -> r.best() && r.prefix().equals(prefix))
                .findFirst();
    }

    private Optional<String> wrong(Claim.Has has) {
        Optional<RouteRow> best = best(has.node(), has.prefix().toString());
        if (best.isEmpty()) {
            return Optional.of(chinese ? "没有到该前缀的路径" : "it has no path");
        }
        boolean right =
                has.via().map(via -> via.equals(from(best.get(), has.node()))).orElse(true)
                        && has.asPath().map(p -> p.equals(best.get().asPath())).orElse(true);
        return right
                ? Optional.empty()
                : Optional.of((chinese ? "实际：" : "it has it ") + origin(best.get()));
    }

    private String from(RouteRow row, String self) {
        return row.peer().flatMap(simulation::at).orElse(self);
    }

    private String origin(RouteRow row) {
        String from = from(row, chinese ? "自己" : "itself");
        String path = row.asPath().isEmpty() ? "" : ", AS path " + row.asPath();
        return (chinese ? "来自 " : "from ") + from + path;
    }

    private Optional<String> wrong(Claim.Session session) {
        List<State> states = simulation.states(session.node(), session.other());
        if (states.contains(State.ESTABLISHED) == session.established()) {
            return Optional.empty();
        }
        String is =
                states.isEmpty()
                        ? chinese ? "没有会话" : "there is none"
                        : String.join(", ", states.stream().map(State::label).toList());
        return Optional.of(is);
    }
}
