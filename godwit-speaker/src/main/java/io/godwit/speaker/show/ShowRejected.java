package io.godwit.speaker.show;

import io.godwit.rib.RejectedCount;
import io.godwit.rib.RouteQuery;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;

/// `show rejected`: the routes that take no part in the decision, all or those of one neighbor or
/// with one label. Rows are those of `show routes`.
final class ShowRejected implements ShowCommand {
    @Override
    public String name() {
        return "show rejected";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<String> of = arguments.text("of");
        if (of.isEmpty()) {
            return routes(speaker, Optional.empty(), Optional.empty());
        }
        Optional<NeighborView> neighbor = speaker.neighbor(of.get());
        if (neighbor.isPresent()) {
            return routes(
                    speaker, Optional.of(neighbor.get().settings().address()), Optional.empty());
        }
        List<String> labels = labels(speaker);
        if (labels.contains(of.get())) {
            return routes(speaker, Optional.empty(), of);
        }
        String help =
                labels.isEmpty()
                        ? "no route is rejected"
                        : "labels of rejected routes: " + String.join(", ", labels);
        return Query.ending(
                Outcome.failed(
                        Fault.NO_SUCH_ROUTE,
                        "no neighbor and no label of a rejected route is `" + of.get() + "`",
                        help));
    }

    private static List<String> labels(SpeakerView speaker) {
        return speaker.neighbors().stream()
                .flatMap(neighbor -> neighbor.peer().stream())
                .flatMap(peer -> speaker.rib().rejected(peer).stream())
                .map(RejectedCount::label)
                .distinct()
                .sorted()
                .toList();
    }

    private static Query routes(
            SpeakerView speaker, Optional<Address> neighbor, Optional<String> label) {
        RouteQuery all = RouteQuery.everyRejected();
        return new ShowRoutes.Listing(
                speaker.rib()
                        .routes(
                                new RouteQuery(
                                        all.prefix(),
                                        all.longer(),
                                        all.family(),
                                        neighbor,
                                        all.best(),
                                        all.rejected(),
                                        label,
                                        all.originAs(),
                                        all.limit())));
    }
}
