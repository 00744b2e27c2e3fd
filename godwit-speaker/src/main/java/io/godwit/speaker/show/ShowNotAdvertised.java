package io.godwit.speaker.show;

import io.godwit.rib.Peer;
import io.godwit.rib.RouteCursor;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Prefix;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `show not-advertised NEIGHBOR`: the prefixes with a best path of which a neighbor is told
/// nothing, and what stops each path. Rows are those of `show route P why-not NEIGHBOR`; prefixes
/// whose only paths are the neighbor's own are left out, as nobody misses them.
final class ShowNotAdvertised implements ShowCommand {
    /// Each prefix runs the export policy once for each of its paths.
    private static final int PREFIXES_A_STEP = 32;

    @Override
    public String name() {
        return "show not-advertised";
    }

    @Override
    public String list() {
        return "routes";
    }

    @Override
    public List<String> paths() {
        return List.of("not-advertised/{address}");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        NeighborLookup lookup = NeighborLookup.find(speaker, arguments);
        if (lookup.problem().isPresent()) {
            return Query.ending(lookup.problem().get());
        }
        NeighborView neighbor = lookup.found();
        if (neighbor.peer().isEmpty()) {
            return Query.ending(
                    Outcome.failed(
                            Fault.NOT_ESTABLISHED,
                            "neighbor " + neighbor.settings().address() + " is not up",
                            "`godwit show neighbors` says why"));
        }
        return new Listing(speaker, neighbor);
    }

    private static final class Listing implements Query {
        private final SpeakerView speaker;
        private final NeighborView neighbor;
        private final RouteCursor best;
        private final Set<String> families;
        private final ArrayDeque<RouteRow> found = new ArrayDeque<>();
        private boolean more = true;

        Listing(SpeakerView speaker, NeighborView neighbor) {
            this.speaker = speaker;
            this.neighbor = neighbor;
            best = speaker.rib().routes(RouteLookup.everyBest());
            families = NeighborRow.familyNames(neighbor, speaker);
        }

        @Override
        public Optional<Outcome> step(int maxRows, Answer out) {
            Optional<Peer> peer = neighbor.peer();
            if (peer.isEmpty()) {
                return Optional.of(
                        Outcome.failed(Fault.NOT_ESTABLISHED, "the session has ended", ""));
            }
            if (found.isEmpty() && more) {
                more = best.step(Math.min(maxRows, PREFIXES_A_STEP), found::addLast);
            }
            for (int i = 0; i < maxRows && !found.isEmpty(); i++) {
                tell(found.removeFirst(), peer.get(), out);
            }
            return found.isEmpty() && !more ? Optional.of(Outcome.done()) : Optional.empty();
        }

        private void tell(RouteRow route, Peer peer, Answer out) {
            boolean itsOwn = route.peer().equals(Optional.of(neighbor.settings().address()));
            String family = route.prefix().indexOf(':') < 0 ? "ipv4" : "ipv6";
            if (!families.contains(family)) {
                return;
            }
            Prefix.parse(route.prefix())
                    .flatMap(prefix -> speaker.rib().whyNot(prefix, peer))
                    .filter(why -> why.advertised().isEmpty())
                    .filter(why -> !itsOwn || why.paths().size() > 1)
                    .ifPresent(out::row);
        }
    }
}
