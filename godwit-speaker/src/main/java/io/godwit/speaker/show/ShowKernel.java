package io.godwit.speaker.show;

import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.RouteProtocol;
import io.godwit.speaker.Arguments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `show kernel`: what the kernel told, and what became of our routes there.
public final class ShowKernel implements ShowCommand {
    /// The one row.
    ///
    /// @param configured whether the kernel is watched
    /// @param complete whether it told everything
    /// @param table the routing table
    /// @param protocol what our routes are known by
    /// @param metric of our routes
    /// @param changesDone changes of our routes that it carried out
    /// @param changesRefused changes of our routes that it refused
    /// @param restarts how often it had to tell everything anew
    /// @param toldAll when it had last told everything
    /// @param trouble what does not work, in words; else empty
    /// @param installedIpv4 our IPv4 routes that it has
    /// @param installedIpv6 our IPv6 routes that it has
    /// @param pending prefixes of which it is still to be told
    /// @param refused routes that it refused, to be tried again
    /// @param unannounced prefixes of which neighbors are told only when the kernel has the best
    ///   path
    /// @param stale what a run before has left and is still kept
    /// @param namesakes prefixes with a route of our protocol number and another metric, which is
    ///   not touched
    /// @param nextHopObjects next hop objects of ours
    /// @param refusals why it refused routes since it is watched
    /// @param protocols who else has routes there
    /// @param links interfaces
    public record Row(
            boolean configured,
            boolean complete,
            Optional<Long> table,
            Optional<Integer> protocol,
            Optional<Long> metric,
            long changesDone,
            long changesRefused,
            long restarts,
            Optional<Instant> toldAll,
            String trouble,
            long installedIpv4,
            long installedIpv6,
            long pending,
            long refused,
            long unannounced,
            long stale,
            long namesakes,
            long nextHopObjects,
            List<FibView.Refusal> refusals,
            List<Protocol> protocols,
            List<Interface> links) {}

    /// The routes of one protocol.
    ///
    /// @param protocol its number
    /// @param name for people
    /// @param ipv4 routes that work
    /// @param ipv6 routes that work
    public record Protocol(int protocol, String name, long ipv4, long ipv6) {}

    /// An interface.
    ///
    /// @param index the kernel's number of it
    /// @param name for people
    /// @param state `up`, `no-carrier` or `down`
    /// @param addresses with the length of their network each
    public record Interface(int index, String name, String state, List<String> addresses) {}

    ShowKernel() {}

    @Override
    public String name() {
        return "show kernel";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return (maxRows, out) -> Query.ofRow(row(speaker.kernel())).step(maxRows, out);
    }

    private static Row row(KernelView kernel) {
        Optional<KernelTable> table = kernel.table();
        Optional<FibView> fib = kernel.fib();
        return new Row(
                table.isPresent(),
                table.isPresent() && table.get().complete(),
                kernel.mark().map(RouteMark::table),
                kernel.mark().map(RouteMark::protocol),
                kernel.mark().map(RouteMark::metric),
                kernel.done(),
                kernel.refused(),
                kernel.restarts(),
                kernel.toldAll(),
                kernel.trouble(),
                fib.map(f -> f.installed(false)).orElse(0),
                fib.map(f -> f.installed(true)).orElse(0),
                fib.map(FibView::pending).orElse(0),
                fib.map(FibView::refusedNow).orElse(0),
                fib.map(FibView::unannounced).orElse(0),
                fib.map(FibView::staleNow).orElse(0),
                fib.map(FibView::namesakes).orElse(0),
                fib.map(FibView::objects).orElse(0),
                fib.map(FibView::refusals).orElse(List.of()),
                table.map(ShowKernel::protocols).orElse(List.of()),
                table.map(ShowKernel::links).orElse(List.of()));
    }

    private static List<Protocol> protocols(KernelTable table) {
        Map<Integer, long[]> counts = new TreeMap<>();
        for (KernelRoute route : table.routes()) {
            long[] count = counts.computeIfAbsent(route.protocol(), _ -> new long[2]);
            count[route.prefix().address().isV6() ? 1 : 0]++;
        }
        return counts.entrySet().stream()
                .map(e ->
                        new Protocol(
                                e.getKey(),
                                RouteProtocol.name(e.getKey()),
                                e.getValue()[0],
                                e.getValue()[1]))
                .toList();
    }

    private static List<Interface> links(KernelTable table) {
        return table.links().stream()
                .map(link ->
                        new Interface(
                                link.index(), link.name(), state(link), addresses(table, link)))
                .toList();
    }

    private static String state(Link link) {
        return link.up() ? "up" : link.enabled() ? "no-carrier" : "down";
    }

    private static List<String> addresses(KernelTable table, Link link) {
        return table.addresses().stream()
                .filter(a -> a.link() == link.index())
                .map(a -> a.address() + "/" + a.network().length())
                .toList();
    }
}
