package io.godwit.speaker.show;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteProtocol;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `show kernel routes`: the routes of others that work.
public final class ShowKernelRoutes implements ShowCommand {
    /// A route.
    ///
    /// @param prefix where it leads
    /// @param protocol the number of who made it
    /// @param name of the protocol, for people
    /// @param metric lower is used
    /// @param kind what becomes of a packet
    /// @param hops the ways of a unicast route
    public record Row(
            Prefix prefix, int protocol, String name, long metric, String kind, List<Way> hops) {}

    /// One way of it.
    ///
    /// @param via the gateway; empty when the destination is on the link
    /// @param link the name of the interface
    /// @param weight the share of the traffic
    public record Way(Optional<Address> via, String link, int weight) {}

    ShowKernelRoutes() {}

    @Override
    public String name() {
        return "show kernel routes";
    }

    @Override
    public String list() {
        return "routes";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<KernelTable> table = speaker.kernel().table();
        if (table.isEmpty()) {
            return Query.ending(Outcome.done());
        }
        Iterator<KernelRoute> routes =
                table.get().routes().stream()
                        .sorted(
                                Comparator.comparing(KernelRoute::prefix)
                                        .thenComparing(KernelRoute::metric))
                        .iterator();
        return (maxRows, out) -> {
            for (int i = 0; i < maxRows && routes.hasNext(); i++) {
                out.row(row(table.get(), routes.next()));
            }
            return routes.hasNext() ? Optional.empty() : Optional.of(Outcome.done());
        };
    }

    private static Row row(KernelTable table, KernelRoute route) {
        return new Row(
                route.prefix(),
                route.protocol(),
                RouteProtocol.name(route.protocol()),
                route.metric(),
                route.kind().name().toLowerCase(Locale.ROOT),
                route.hops().stream().map(hop -> way(table, hop)).toList());
    }

    private static Way way(KernelTable table, Hop hop) {
        String link = table.link(hop.link()).map(Link::name).orElse(Integer.toString(hop.link()));
        return new Way(hop.via(), link, hop.weight());
    }
}
