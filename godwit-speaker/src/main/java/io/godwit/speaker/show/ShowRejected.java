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
/// with one label; with `export` those that a neighbor is not sent. Rows are those of `show
/// routes`.
final class ShowRejected implements ShowCommand {
    @Override
    public String name() {
        return "show rejected";
    }

    @Override
    public String list() {
        return "routes";
    }

    @Override
    public List<String> paths() {
        return List.of("rejected", "rejected/{of}");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<String> of = arguments.text("of");
        Optional<String> label = arguments.text("label");
        if (arguments.flag("export")) {
            return notSent(speaker, of, label);
        }
        Optional<String> note = NotKept.note(speaker.neighbors());
        if (of.isEmpty()) {
            return NotKept.above(note, routes(speaker, Optional.empty(), label));
        }
        Optional<NeighborView> neighbor = speaker.neighbor(of.get());
        if (neighbor.isPresent()) {
            return NotKept.above(
                    NotKept.note(List.of(neighbor.get())),
                    routes(speaker, Optional.of(neighbor.get().settings().address()), label));
        }
        List<String> labels = labels(speaker);
        if (labels.contains(of.get())) {
            return NotKept.above(note, routes(speaker, Optional.empty(), of));
        }
        String help =
                labels.isEmpty()
                        ? "no route is rejected"
                        : "labels of rejected routes: " + String.join(", ", labels);
        return Query.ending(
                Outcome.failed(
                        Fault.NO_SUCH_ROUTE,
                        "no neighbor and no label of a rejected route is `" + of.get() + "`",
                        note.map(n -> help + "; " + n).orElse(help)));
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

    private static Query notSent(SpeakerView speaker, Optional<String> of, Optional<String> label) {
        if (of.isEmpty()) {
            return Query.ending(
                    Outcome.failed(
                            Fault.BAD_ARGUMENT,
                            "`export` is about what one neighbor is not sent",
                            "say which: `godwit show rejected 10.77.0.2 --export`"));
        }
        NeighborLookup lookup = NeighborLookup.established(speaker, of.get());
        return lookup.problem()
                .map(Query::ending)
                .orElseGet(() ->
                        NeighborLookup.whileUp(
                                lookup.found(),
                                new ShowRoutes.Listing(
                                        speaker.rib()
                                                .withheld(
                                                        lookup.found().peer().orElseThrow(),
                                                        query(Optional.empty(), label)))));
    }

    private static Query routes(
            SpeakerView speaker, Optional<Address> neighbor, Optional<String> label) {
        return new ShowRoutes.Listing(speaker.rib().routes(query(neighbor, label)));
    }

    private static RouteQuery query(Optional<Address> neighbor, Optional<String> label) {
        RouteQuery all = RouteQuery.everyRejected();
        return new RouteQuery(
                all.prefix(),
                all.longer(),
                all.family(),
                neighbor,
                all.best(),
                all.rejected(),
                label,
                all.originAs(),
                all.limit());
    }
}
