package io.godwit.speaker.show;

import io.godwit.rib.Peer;
import io.godwit.rib.WhyNot;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// `show route P why-not NEIGHBOR`: what a neighbor is told of a prefix, and what stops each path
/// on its way to it. The row is the RIB's [WhyNot].
final class ShowRouteWhyNot implements ShowCommand {
    @Override
    public String name() {
        return "show route why-not";
    }

    @Override
    public List<String> paths() {
        return List.of("route/{prefix}/why-not/{address}");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return NeighborLookup.withPrefix(
                speaker, arguments, (neighbor, prefix) -> answer(speaker, neighbor, prefix));
    }

    private static Query answer(SpeakerView speaker, NeighborView neighbor, Prefix prefix) {
        Optional<Peer> peer = neighbor.peer();
        if (peer.isEmpty()) {
            return Query.ending(NeighborLookup.notUp(neighbor));
        }
        Optional<WhyNot> whyNot =
                speaker.rib()
                        .whyNot(prefix, peer.get())
                        .map(row ->
                                speaker.kernel()
                                        .fib()
                                        .map(fib -> row.withKernel(fib.state(prefix)))
                                        .orElse(row));
        return whyNot.map(Query::ofRow)
                .orElseGet(() ->
                        Query.ending(
                                Outcome.failed(
                                        Fault.NO_SUCH_ROUTE,
                                        "no path to " + prefix,
                                        "`godwit show route "
                                                + prefix.address()
                                                + "` shows the longest prefix with the address")));
    }
}
