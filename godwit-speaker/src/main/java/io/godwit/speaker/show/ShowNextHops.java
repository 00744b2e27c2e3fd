package io.godwit.speaker.show;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.Link;
import io.godwit.kernel.Reach;
import io.godwit.kernel.RouteProtocol;
import io.godwit.rib.NextHopCount;
import io.godwit.rib.NextHopRow;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `show nexthops`: how each next hop of the tables is reached, or why it is not (RFC 4271
/// §9.1.2.1).
public final class ShowNextHops implements ShowCommand {
    private static final int ROWS_A_STEP = 4096;

    /// A next hop.
    ///
    /// @param nextHop its address
    /// @param state `connected`, `reachable` or `unreachable`
    /// @param why why it is unreachable; empty when it is not
    /// @param by the route of the kernel that leads there
    /// @param protocol who made that route
    /// @param metric of that route: the cost inside the AS (RFC 4271 §9.1.2.2 e)
    /// @param ways gateways and interfaces of that route; the gateway of one on a link is itself
    /// @param paths that policies let take part and that have it
    /// @param best prefixes whose best path has it
    /// @param since when it was last reached otherwise
    /// @param forSeconds since then
    public record Row(
            Address nextHop,
            String state,
            String why,
            Optional<Prefix> by,
            Optional<String> protocol,
            OptionalLong metric,
            List<Way> ways,
            long paths,
            long best,
            Instant since,
            long forSeconds) {}

    /// One way to it.
    ///
    /// @param via the gateway
    /// @param link the name of the interface
    /// @param weight the share of the traffic
    public record Way(Optional<Address> via, String link, int weight) {}

    ShowNextHops() {}

    @Override
    public String name() {
        return "show nexthops";
    }

    @Override
    public String list() {
        return "next_hops";
    }

    @Override
    public List<String> paths() {
        return List.of("nexthops", "nexthops/{address}");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<Address> only = arguments.address("address");
        if (speaker.kernel().nextHops().isEmpty()) {
            return Query.ending(Outcome.done());
        }
        List<NextHopRow> wanted =
                speaker.rib().forwarding().nextHops().stream()
                        .filter(row -> only.isEmpty() || only.get().equals(row.address()))
                        .sorted(Comparator.comparing(NextHopRow::address))
                        .toList();
        if (only.isPresent() && wanted.isEmpty()) {
            return Query.ending(
                    Outcome.failed(
                            Fault.NO_SUCH_ROUTE,
                            "no route has the next hop " + only.get(),
                            "`godwit show nexthops` lists those there are"));
        }
        return new Listing(speaker, wanted, speaker.rib().forwarding().countRoutes());
    }

    /// Counts first, then tells; a next hop that goes meanwhile is passed over.
    private static final class Listing implements Query {
        private final SpeakerView speaker;
        private final List<NextHopRow> wanted;
        private final NextHopCount count;
        private boolean counted;
        private int next;

        Listing(SpeakerView speaker, List<NextHopRow> wanted, NextHopCount count) {
            this.speaker = speaker;
            this.wanted = wanted;
            this.count = count;
        }

        @Override
        public Optional<Outcome> step(int maxRows, Answer out) {
            if (!counted) {
                counted = !count.step(ROWS_A_STEP);
                return Optional.empty();
            }
            for (int i = 0; i < maxRows && next < wanted.size(); i++) {
                NextHopRow row = wanted.get(next++);
                if (speaker.rib().forwarding().isStill(row)) {
                    speaker.kernel().nextHops().ifPresent(view -> out.row(row(view, row)));
                }
            }
            return next < wanted.size() ? Optional.empty() : Optional.of(Outcome.done());
        }

        private Row row(NextHopView view, NextHopRow row) {
            Reach reach = view.reach(row.number());
            long since = view.sinceNanos(row.number());
            Optional<KernelTable> table = speaker.kernel().table();
            return new Row(
                    row.address(),
                    !reach.reachable() ? "unreachable" : reach.direct() ? "connected" : "reachable",
                    reach.why(),
                    reach.by(),
                    table.flatMap(t -> reach.by().flatMap(by -> protocol(t, by))),
                    reach.reachable() ? OptionalLong.of(reach.metric()) : OptionalLong.empty(),
                    reach.hops().stream().map(hop -> way(table, hop)).toList(),
                    count.paths(row.number()),
                    count.best(row.number()),
                    speaker.shown(since),
                    speaker.secondsSince(since));
        }

        private static Optional<String> protocol(KernelTable table, Prefix by) {
            return table.routes(by).stream()
                    .findFirst()
                    .map(KernelRoute::protocol)
                    .map(RouteProtocol::name);
        }

        private static Way way(Optional<KernelTable> table, Hop hop) {
            String link =
                    table.flatMap(t -> t.link(hop.link()))
                            .map(Link::name)
                            .orElse(Integer.toString(hop.link()));
            return new Way(hop.via(), link, hop.weight());
        }
    }
}
