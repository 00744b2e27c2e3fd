package io.godwit.speaker;

import io.godwit.rib.RouteQuery;
import io.godwit.session.Negotiated;
import io.godwit.session.State;
import io.godwit.speaker.show.NeighborLookup;
import io.godwit.speaker.show.NeighborView;
import io.godwit.speaker.show.Query;
import io.godwit.speaker.show.RouteLookup;
import io.godwit.speaker.show.ShowCatalog;
import io.godwit.speaker.show.ShowCommand;
import io.godwit.speaker.show.WhyNot;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The commands that are no `show`: they change something, or wait for something.
final class Operations {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int WAIT_MOST_SECONDS = 3600;
    private static final int WAIT_SECONDS = 30;

    /// The names, for help.
    static final List<String> NAMES =
            List.of(
                    "originate",
                    "withdraw",
                    "neighbor shutdown",
                    "neighbor enable",
                    "neighbor refresh",
                    "neighbor clear",
                    "neighbor graceful-shutdown",
                    "confirm",
                    "rollback",
                    "recover",
                    "wait");

    /// What a command does once its arguments are read; says how it went, or nothing yet.
    private interface Deed {
        Outcome run();
    }

    private final Speaker speaker;
    private final Queries queries;
    private final Waits waits;

    Operations(Speaker speaker, Queries queries, Waits waits) {
        this.speaker = speaker;
        this.queries = queries;
        this.waits = waits;
    }

    /// Runs one command, or starts it.
    void run(Command command, Answer answer, long nowNanos) {
        Arguments arguments = command.arguments();
        Optional<ShowCommand> show = ShowCatalog.find(command.name());
        if (show.isPresent()) {
            show(show.get(), arguments, answer);
            return;
        }
        switch (command.name()) {
            case "originate" -> originate(arguments, answer);
            case "withdraw" -> withdraw(arguments, answer);
            case "neighbor shutdown" -> {
                String text = arguments.communication("text");
                change(
                        arguments,
                        answer,
                        neighbor -> {
                            neighbor.shutdown(text, nowNanos);
                            return log(neighbor, "shutdown", text);
                        });
            }
            case "neighbor enable" ->
                    change(
                            arguments,
                            answer,
                            neighbor -> {
                                neighbor.enable(nowNanos);
                                return log(neighbor, "enable", "");
                            });
            case "neighbor clear" -> {
                String text = arguments.communication("text");
                Optional<String> soft = arguments.text("soft");
                boolean graceful = arguments.flag("graceful");
                change(
                        arguments,
                        answer,
                        neighbor ->
                                soft.isPresent()
                                        ? clearSoft(neighbor, soft.get(), nowNanos)
                                        : clear(neighbor, text, graceful, nowNanos));
            }
            case "neighbor graceful-shutdown" -> {
                boolean on = !arguments.flag("off");
                change(
                        arguments,
                        answer,
                        neighbor -> {
                            neighbor.gracefulShutdown(on);
                            return log(neighbor, "graceful-shutdown", on ? "on" : "off");
                        });
            }
            case "neighbor refresh" ->
                    change(arguments, answer, neighbor -> refresh(neighbor, nowNanos));
            case "confirm" -> end(arguments, answer, speaker.configuration()::confirm);
            case "rollback" -> end(arguments, answer, speaker.configuration()::rollback);
            case "recover" -> end(arguments, answer, this::recover);
            case "wait" -> await(arguments, answer, nowNanos);
            default -> answer.end(unknown(command.name()));
        }
    }

    private static Outcome unknown(String name) {
        return Outcome.failed(
                Fault.UNKNOWN_COMMAND,
                "unknown command `" + name + "`",
                "possible: "
                        + String.join(", ", ShowCatalog.names())
                        + ", "
                        + String.join(", ", NAMES)
                        + ", version, reload, stop");
    }

    private void show(ShowCommand show, Arguments arguments, Answer answer) {
        Query query = show.open(speaker, arguments);
        Optional<Outcome> problem = arguments.problem();
        if (problem.isPresent()) {
            answer.end(problem.get());
        } else if (!queries.add(query, answer)) {
            answer.end(Outcome.failed(Fault.BUSY, "too many commands at once", "try again"));
        }
    }

    // ---- own routes ----

    private void originate(Arguments arguments, Answer answer) {
        Optional<Prefix> prefix = arguments.prefix("prefix");
        end(
                arguments,
                answer,
                prefix.isPresent(),
                "prefix",
                () -> {
                    Optional<String> shortage = speaker.originate(prefix.orElseThrow());
                    return shortage.isEmpty()
                            ? Outcome.done()
                            : Outcome.failed(
                                    Fault.TABLES_FULL,
                                    prefix.orElseThrow() + " is not originated: " + shortage.get(),
                                    "");
                });
    }

    private void withdraw(Arguments arguments, Answer answer) {
        Optional<Prefix> prefix = arguments.prefix("prefix");
        end(
                arguments,
                answer,
                prefix.isPresent(),
                "prefix",
                () ->
                        speaker.withdraw(prefix.orElseThrow())
                                ? Outcome.done()
                                : Outcome.failed(
                                        Fault.NO_SUCH_ROUTE,
                                        prefix.orElseThrow() + " is not originated here",
                                        ""));
    }

    private static void end(
            Arguments arguments, Answer answer, boolean complete, String needed, Deed deed) {
        if (!complete) {
            arguments.missing(needed, "192.0.2.0/24");
        }
        end(arguments, answer, deed);
    }

    private static void end(Arguments arguments, Answer answer, Deed deed) {
        answer.end(arguments.problem().orElseGet(deed::run));
    }

    private Outcome recover() {
        return speaker.recover()
                ? Outcome.done()
                : Outcome.failed(
                        Fault.NO_RESTART,
                        "no neighbor is waited for",
                        "`godwit show router` says so while it is");
    }

    // ---- neighbors ----

    private interface Change {
        Outcome apply(Neighbor neighbor);
    }

    private void change(Arguments arguments, Answer answer, Change change) {
        NeighborLookup lookup = NeighborLookup.find(speaker, arguments);
        Optional<Outcome> problem = arguments.problem().or(lookup::problem);
        answer.end(
                problem.orElseGet(() ->
                        change.apply(
                                speaker.neighbor(lookup.found().settings().address())
                                        .orElseThrow())));
    }

    private Outcome log(Neighbor neighbor, String action, String text) {
        NeighborSettings settings = neighbor.settings();
        speaker.log(
                new SpeakerEvent.OperatorAction(settings.address(), settings.name(), action, text));
        return Outcome.done();
    }

    private Outcome clear(Neighbor neighbor, String text, boolean graceful, long nowNanos) {
        if (neighbor.adminDown()) {
            Address address = neighbor.settings().address();
            return Outcome.failed(
                    Fault.NOT_ESTABLISHED,
                    "neighbor " + address + " is shut down: there is nothing to clear",
                    "`godwit neighbor " + address + " enable` starts it");
        }
        if (graceful
                && !neighbor.negotiated().map(Negotiated::gracefulNotification).orElse(false)) {
            Address address = neighbor.settings().address();
            return Outcome.failed(
                    Fault.NOT_ESTABLISHED,
                    "no session with neighbor "
                            + address
                            + " in which both sides keep routes after a NOTIFICATION (RFC 8538)",
                    "`godwit neighbor " + address + " clear` ends it all the same");
        }
        neighbor.clear(text, graceful, nowNanos);
        return log(neighbor, "clear", text);
    }

    private Outcome clearSoft(Neighbor neighbor, String direction, long nowNanos) {
        boolean in = !direction.equals("out");
        boolean out = !direction.equals("in");
        if (in && out && !direction.equals("both")) {
            return Outcome.failed(
                    Fault.BAD_ARGUMENT, "`soft " + direction + "`: not a direction", "in or out");
        }
        Address address = neighbor.settings().address();
        if (neighbor.state() != State.ESTABLISHED) {
            return Outcome.failed(
                    Fault.NOT_ESTABLISHED,
                    "neighbor " + address + " is " + neighbor.state().label() + ": no routes",
                    "");
        }
        if (!neighbor.clearSoft(in, out, nowNanos)) {
            return Outcome.failed(
                    Fault.BUSY, "neighbor " + address + " does not read what we send", "");
        }
        return log(neighbor, "clear soft", direction);
    }

    private Outcome refresh(Neighbor neighbor, long nowNanos) {
        String who = "neighbor " + neighbor.settings().address();
        Optional<Negotiated> negotiated = neighbor.negotiated();
        if (neighbor.state() != State.ESTABLISHED || negotiated.isEmpty()) {
            return Outcome.failed(
                    Fault.NOT_ESTABLISHED,
                    who + " is " + neighbor.state().label() + ": nobody to ask",
                    "");
        }
        if (!negotiated.get().routeRefresh()) {
            return Outcome.failed(
                    Fault.NOT_OFFERED,
                    who + " did not offer route refresh (RFC 2918)",
                    "`godwit neighbor " + neighbor.settings().address() + " clear` starts anew");
        }
        if (!neighbor.askRefresh(nowNanos)) {
            return Outcome.failed(Fault.BUSY, who + " does not read what we send", "");
        }
        return log(neighbor, "refresh", "");
    }

    // ---- waiting ----

    private void await(Arguments arguments, Answer answer, long nowNanos) {
        String what = arguments.text("what").orElse("");
        long seconds =
                arguments.number("timeout_seconds", 0, WAIT_MOST_SECONDS).orElse(WAIT_SECONDS);
        long until = nowNanos + seconds * SECOND_NANOS;
        switch (what) {
            case "ready" -> wait(arguments, answer, () -> true, () -> "not ready", until);
            case "established" -> {
                NeighborLookup lookup = NeighborLookup.find(speaker, arguments);
                Optional<String> name = arguments.text("name");
                String wanted = arguments.text("address").or(() -> name).orElse("");
                Optional<Outcome> problem = arguments.problem().or(lookup::problem);
                if (problem.isPresent() && !mayCome(wanted)) {
                    answer.end(problem.get());
                    return;
                }
                wait(
                        arguments,
                        answer,
                        () -> isEstablished(wanted),
                        () ->
                                speaker.neighbor(wanted)
                                        .map(this::describe)
                                        .orElse("neighbor " + wanted + " is not here"),
                        until);
            }
            case "route" -> {
                Optional<Prefix> prefix = arguments.prefix("prefix");
                if (prefix.isEmpty()) {
                    arguments.missing("prefix", "192.0.2.0/24");
                }
                RouteQuery query = RouteLookup.best(prefix);
                wait(
                        arguments,
                        answer,
                        () -> RouteLookup.any(speaker.rib(), query),
                        () -> "no route to " + prefix.orElseThrow(),
                        until);
            }
            default -> {
                arguments.missing("what", "established, route or ready");
                answer.end(arguments.problem().orElseThrow());
            }
        }
    }

    /// Who is not here yet, but is welcome.
    private boolean mayCome(String wanted) {
        return Address.parse(wanted).flatMap(speaker.settings()::range).isPresent();
    }

    private boolean isEstablished(String wanted) {
        return speaker.neighbor(wanted).filter(n -> n.state() == State.ESTABLISHED).isPresent();
    }

    private void wait(
            Arguments arguments,
            Answer answer,
            BooleanSupplier condition,
            Supplier<String> state,
            long untilNanos) {
        Optional<Outcome> problem = arguments.problem();
        if (problem.isPresent()) {
            answer.end(problem.get());
        } else if (!waits.add(condition, answer, state, untilNanos)) {
            answer.end(Outcome.failed(Fault.BUSY, "too many commands at once", "try again"));
        }
    }

    private String describe(NeighborView neighbor) {
        return "neighbor "
                + neighbor.settings().address()
                + " is "
                + neighbor.state().label()
                + WhyNot.of(neighbor, speaker).map(why -> ": " + why).orElse("");
    }
}
