package io.godwit.cli.simulate;

import io.godwit.cli.EventNames;
import io.godwit.cli.decode.OneLine;
import io.godwit.rib.RouteRow;
import io.godwit.sim.Witness;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.wire.Address;
import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Makes moments of what a simulation tells: for learners, so with all states, events and messages,
/// but of the KEEPALIVEs of a connection only the first.
final class Timeline implements Witness {
    private static final long NANOS = 1000;

    private record Way(String from, String to) {}

    private final boolean chinese;
    private final Consumer<Moment> out;
    private final Set<Way> alive = new HashSet<>();
    private LongSupplier now = () -> 0;
    private Function<Address, Optional<String>> names = _ -> Optional.empty();

    Timeline(boolean chinese, Consumer<Moment> out) {
        this.chinese = chinese;
        this.out = out;
    }

    /// @param time since the beginning
    /// @param nameOf whose an address is
    void of(LongSupplier time, Function<Address, Optional<String>> nameOf) {
        now = time;
        names = nameOf;
    }

    void step(String text) {
        out.accept(Moment.step(us(), text));
    }

    private long us() {
        return now.getAsLong() / NANOS;
    }

    private String name(Address address) {
        return names.apply(address).orElse(address.toString());
    }

    @Override
    public void logged(String router, SpeakerEvent event) {
        switch (event) {
            case SpeakerEvent.StateChanged change -> out.accept(state(router, change));
            case SpeakerEvent.Down down -> trouble(router, down.neighbor(), lost(down.text()));
            case SpeakerEvent.AttemptFailed failed ->
                    trouble(router, failed.neighbor(), failed.text());
            case SpeakerEvent.UpdateProblem problem ->
                    trouble(
                            router,
                            problem.neighbor(),
                            "UPDATE (" + problem.action() + "): " + problem.text());
            case SpeakerEvent.NextHopIgnored ignored ->
                    trouble(
                            router,
                            ignored.neighbor(),
                            chinese
                                    ? "忽略下一跳为 " + ignored.nextHop() + " 的路由（RFC 4271 §6.3）"
                                    : "routes by "
                                            + ignored.nextHop()
                                            + " ignored (RFC 4271 §6.3)");
            case SpeakerEvent.NoNextHop none -> trouble(router, none.neighbor(), none.text());
            default -> {
                // Seen in another line: states, messages and routes are told as such.
            }
        }
    }

    private String lost(String why) {
        return (chinese ? "会话结束：" : "session ended: ") + why;
    }

    private Moment state(String router, SpeakerEvent.StateChanged change) {
        int number = change.rfcEvent();
        return new Moment(
                us(),
                Moment.What.STATE,
                Optional.of(router),
                Optional.of(name(change.neighbor())),
                number > 0 ? OptionalInt.of(number) : OptionalInt.empty(),
                Optional.of(EventNames.of(number)).filter(n -> !n.isEmpty()),
                Optional.of(change.clause()).filter(c -> !c.isEmpty()),
                change.from().label() + " -> " + change.to().label());
    }

    private void trouble(String router, Address with, String text) {
        out.accept(Moment.trouble(us(), router, name(with), text));
    }

    @Override
    public void said(String from, String to, byte[] message) {
        int type = Framer.type(message, 0);
        Way way = new Way(from, to);
        if (type == MessageType.OPEN.code()) {
            alive.remove(way);
        }
        if (type != MessageType.KEEPALIVE.code() || alive.add(way)) {
            out.accept(Moment.message(us(), from, to, OneLine.of(message)));
        }
    }

    @Override
    public void chose(String router, String prefix, Optional<RouteRow> best) {
        out.accept(Moment.route(us(), router, route(prefix, best)));
    }

    private String route(String prefix, Optional<RouteRow> best) {
        if (best.isEmpty()) {
            return chinese ? prefix + "：不再有路径" : prefix + ": no path any more";
        }
        String from = best.get().peer().map(this::name).orElse("");
        String path = best.get().asPath();
        if (from.isEmpty()) {
            return chinese ? prefix + "：自己的路由" : prefix + ": own route";
        }
        String as = path.isEmpty() ? "" : ", AS path " + path;
        String hop = best.get().nextHop().map(h -> ", next hop " + h).orElse("");
        String stale = best.get().stale() ? ", stale" : "";
        return prefix + (chinese ? "：最优路径来自 " : ": best from ") + from + as + hop + stale;
    }
}
