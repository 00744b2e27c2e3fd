package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.Draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pipe between the table of a neighbor and a table of all: how route servers of BIRD give each
/// client its own view. What its filters let through is part of the neighbor's policies here.
///
/// @param own the table of the neighbor
/// @param toAll filter from there to all; empty = everything
/// @param fromAll filter from all to there; empty = nothing
record Pipe(String table, String own, Item toAll, Item fromAll, List<Item> rest) {
    static Pipe of(Item protocol) {
        String table = "";
        String own = "";
        Item in = null;
        Item out = null;
        var rest = new ArrayList<Item>();
        for (var item : protocol.items()) {
            if (item.is("table")) {
                table = item.word(1);
            } else if (item.is("peer", "table")) {
                own = item.word(2);
            } else if (item.is("import")) {
                in = item;
            } else if (item.is("export")) {
                out = item;
            } else if (!item.is("description")) {
                rest.add(item);
            }
        }
        return new Pipe(table, own, in, out, rest);
    }

    Optional<Item> importFilter() {
        return Optional.ofNullable(toAll);
    }

    Optional<Item> exportFilter() {
        return Optional.ofNullable(fromAll);
    }

    void notes(Draft draft) {
        rest.forEach(i -> draft.lost(i.at(), i.text(), "has no counterpart"));
    }
}
