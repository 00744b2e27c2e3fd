package io.godwit.speaker.show;

import io.godwit.rib.RouteCursor;
import io.godwit.rib.RouteQuery;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/// `show routes`: paths, one row each, in slices. Rows are those of the RIB ([RouteRow]).
final class ShowRoutes implements ShowCommand {
    @Override
    public String name() {
        return "show routes";
    }

    @Override
    public String list() {
        return "routes";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<Prefix> prefix = arguments.prefix("prefix");
        Optional<Family> family = arguments.family("family");
        boolean longer = arguments.flag("longer");
        boolean best = arguments.flag("best");
        boolean rejected = arguments.flag("rejected");
        Optional<String> label = arguments.text("label");
        OptionalLong originAs = arguments.number("origin_as", 0, 0xFFFF_FFFFL);
        long limit = arguments.number("limit", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        Optional<Address> neighbor = Optional.empty();
        Optional<String> wanted = arguments.text("neighbor");
        if (wanted.isPresent()) {
            NeighborLookup lookup = NeighborLookup.named(speaker, wanted.get());
            if (lookup.problem().isPresent()) {
                return Query.ending(lookup.problem().get());
            }
            neighbor = Optional.of(lookup.found().settings().address());
        }
        return new Listing(
                speaker.rib()
                        .routes(
                                new RouteQuery(
                                        prefix, longer, family, neighbor, best, rejected, label,
                                        originAs, limit)));
    }

    /// Keeps what a step of the cursor gave beyond the room there was: the paths of one prefix come
    /// together.
    static final class Listing implements Query {
        private final RouteCursor cursor;
        private final ArrayDeque<RouteRow> kept = new ArrayDeque<>();
        private boolean more = true;

        Listing(RouteCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public Optional<Outcome> step(int maxRows, Answer out) {
            if (kept.isEmpty() && more) {
                more = cursor.step(maxRows, kept::addLast);
            }
            for (int i = 0; i < maxRows && !kept.isEmpty(); i++) {
                out.row(kept.removeFirst());
            }
            return kept.isEmpty() && !more ? Optional.of(Outcome.done()) : Optional.empty();
        }
    }
}
