package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;

import java.util.List;

/// `show neighbor X`: everything about one neighbor.
final class ShowNeighbor implements ShowCommand {
    @Override
    public String name() {
        return "show neighbor";
    }

    @Override
    public List<String> paths() {
        return List.of("neighbors/{address}");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        NeighborLookup lookup = NeighborLookup.find(speaker, arguments);
        return lookup.problem()
                .map(Query::ending)
                .orElseGet(() ->
                        (maxRows, out) ->
                                Query.ofRow(NeighborRow.of(lookup.found(), speaker, true))
                                        .step(maxRows, out));
    }
}
