package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Directions;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.Statements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The lines `redistribute …`: each protocol is imported once here, its policy tells the families
/// apart and is what route maps make of it.
final class Redistribution {
    private static final List<String> PROTOCOLS =
            List.of("connected", "static", "ospf", "rip", "isis", "eigrp", "babel");

    private final Draft draft;
    private final RouteMaps maps;
    private final Map<String, Map<String, Line>> lines = new LinkedHashMap<>();

    Redistribution(Draft draft, RouteMaps maps) {
        this.draft = draft;
        this.maps = maps;
    }

    void line(String family, Line line) {
        String protocol =
                switch (line.word(1)) {
                    case "ospf6" -> "ospf";
                    case "ripng" -> "rip";
                    default -> line.word(1);
                };
        if (PROTOCOLS.contains(protocol)) {
            lines.computeIfAbsent(protocol, _ -> new TreeMap<>())
                    .put(family.isEmpty() ? "ipv4" : family, line);
        } else {
            draft.lost(line.at(), line.text(), "its routes are not told apart in the kernel");
        }
    }

    /// When all route maps are known.
    void add() {
        lines.forEach((protocol, families) -> {
            var bodies = new TreeMap<String, List<Block>>();
            for (var family : List.of("ipv4", "ipv6")) {
                var line = families.get(family);
                bodies.put(
                        family, line == null ? Statements.reject("not redistributed") : body(line));
            }
            String policy = Directions.of(draft, "redistribute-" + protocol, bodies);
            var of = Block.of("import " + protocol).say("policy " + policy);
            draft.kernel(policy.equals("accept") ? Block.line(of.head()) : of);
            draft.kernel(Block.line("export accept"));
        });
    }

    /// `redistribute ospf metric 20 route-map NAME`: the metric is set before the map is asked.
    private List<Block> body(Line line) {
        var body = new ArrayList<Block>();
        String metric = line.after("metric");
        String map = line.after("route-map");
        if (!metric.isEmpty()) {
            body.add(Block.line("set med " + metric));
        }
        body.addAll(map.isEmpty() ? Statements.accept() : maps.body(map));
        int understood = 2 + (metric.isEmpty() ? 0 : 2) + (map.isEmpty() ? 0 : 2);
        if (line.words().size() > understood) {
            draft.lost(line.at(), line.text(), "an instance of its own is not told apart");
        }
        return body;
    }
}
