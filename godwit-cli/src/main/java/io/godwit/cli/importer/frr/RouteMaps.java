package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.CommunityRegex;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.Statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Route maps as bodies of policies.
final class RouteMaps {
    /// @param lines `match …`, `set …` and the like
    private record Entry(Line head, boolean permit, List<Line> lines) {
        boolean goesOn() {
            return lines.stream().anyMatch(l -> l.is("on-match") || l.is("continue"));
        }
    }

    private final Draft draft;
    private final Lists lists;
    private final Map<String, TreeMap<Integer, Entry>> maps = new HashMap<>();

    RouteMaps(Draft draft, Lists lists) {
        this.draft = draft;
        this.lists = lists;
    }

    /// `route-map NAME permit 10`.
    ///
    /// @return where its lines go
    List<Line> begin(Line head) {
        var entry = new Entry(head, head.word(2).equals("permit"), new ArrayList<>());
        var map = maps.computeIfAbsent(head.word(1), _ -> new TreeMap<>());
        return map.merge(Integer.parseInt(head.word(3)), entry, (old, _) -> old).lines();
    }

    /// What a map does. One that is not there denies everything.
    List<Block> body(String name) {
        if (!maps.containsKey(name)) {
            return Statements.reject("route-map " + name + " is not defined");
        }
        var map = maps.get(name);
        var body = new ArrayList<Block>();
        for (var entry : map.entrySet()) {
            try {
                entry(name, entry.getKey(), map, body);
            } catch (NotCarried e) {
                draft.note(e.note());
                body.addAll(Statements.notCarried(e.note()));
                return body;
            }
            if (Statements.ends(body)) {
                return body;
            }
        }
        body.addAll(Statements.reject("route-map " + name + " matches nothing"));
        return body;
    }

    private void entry(String name, int sequence, TreeMap<Integer, Entry> map, List<Block> body) {
        var entry = map.get(sequence);
        Condition condition = Condition.TRUE;
        for (var line : entry.lines()) {
            if (line.is("match")) {
                condition = condition.and(match(line));
            }
        }
        var then = new ArrayList<Block>();
        if (!entry.permit()) {
            then.addAll(Statements.reject("route-map " + name + " " + sequence));
        } else {
            entry.lines().stream().filter(l -> !l.is("match")).forEach(l -> then.addAll(set(l)));
            if (entry.goesOn()) {
                goesOn(sequence, map);
            } else {
                then.addAll(Statements.accept());
            }
        }
        body.addAll(Statements.choose(condition, then, List.of()));
    }

    /// Only onto the next entry, and only if one behind it takes every route: else it would matter
    /// which entry matched last.
    private static void goesOn(int sequence, TreeMap<Integer, Entry> map) {
        var entry = map.get(sequence);
        var behind = map.tailMap(sequence, false);
        boolean taken =
                behind.values().stream()
                        .anyMatch(e ->
                                !e.goesOn() && e.lines().stream().noneMatch(l -> l.is("match")));
        boolean next =
                entry.lines().stream()
                        .filter(l -> l.is("on-match") || l.is("continue"))
                        .allMatch(l -> {
                            String to = l.is("continue") ? l.word(1) : l.word(2);
                            return to.isEmpty()
                                    || behind.isEmpty()
                                    || to.equals(Integer.toString(behind.firstKey()));
                        });
        if (!taken || !next) {
            throw new NotCarried(entry.head().at(), entry.head().text(), "goes on elsewhere");
        }
    }

    // ---- match ----

    private Condition match(Line line) {
        var what = line.tail(1);
        return switch (what.word(0)) {
            case "ip", "ipv6" -> address(what, line);
            case "as-path" -> lists.paths(what.word(1));
            case "community", "large-community" -> {
                if (what.words().size() > 2) {
                    throw new NotCarried(line.at(), line.text(), "an exact match");
                }
                yield lists.communities(what.word(0), what.word(1));
            }
            case "metric" -> Condition.compare("med", "=", what.word(1));
            case "local-preference" -> Condition.compare("local-pref", "=", what.word(1));
            case "origin" -> Condition.compare("origin", "=", what.word(1));
            case "peer" ->
                    what.is("peer", "local")
                            ? Condition.compare("route.source", "=", "local")
                            : Condition.compare("route.peer-address", "=", what.word(1));
            case "rpki" ->
                    Condition.compare(
                            "rpki",
                            "=",
                            what.word(1).equals("notfound") ? "not-found" : what.word(1));
            default -> throw new NotCarried(line.at(), line.text(), "has no counterpart");
        };
    }

    private Condition address(Line what, Line line) {
        String kind = what.word(0);
        boolean hop = what.word(1).equals("next-hop");
        if (what.is(kind, "address", "prefix-list") || what.is(kind, "next-hop", "prefix-list")) {
            return lists.prefixes(kind, what.word(3), hop ? "next-hop" : "prefix");
        }
        if (what.is(kind, "address", "prefix-len")) {
            return Condition.compare("family", "=", kind.equals("ip") ? "ipv4" : "ipv6")
                    .and(Condition.compare("prefix.length", "=", what.word(3)));
        }
        if (hop && what.word(2).equals("address")) {
            return Condition.compare("next-hop", "=", what.word(3));
        }
        throw new NotCarried(line.at(), line.text(), "has no counterpart");
    }

    // ---- set ----

    private List<Block> set(Line line) {
        if (line.is("description") || line.is("on-match") || line.is("continue")) {
            return List.of();
        }
        if (!line.is("set")) {
            throw new NotCarried(line.at(), line.text(), "has no counterpart");
        }
        var what = line.tail(1);
        return switch (what.word(0)) {
            case "metric" -> List.of(Block.line("set med " + relative("med", what.word(1), line)));
            case "local-preference" ->
                    List.of(
                            Block.line(
                                    "set local-pref "
                                            + relative("local-pref", what.word(1), line)));
            case "origin" ->
                    List.of(Block.line("set origin " + what.word(1).toLowerCase(Locale.ROOT)));
            case "community", "large-community" -> communities(what, line);
            case "comm-list", "large-comm-list" -> removed(what, line);
            case "as-path" -> path(what, line);
            case "ip", "ipv6" -> nextHop(what, line);
            case "weight", "tag", "src", "table", "distance" -> {
                draft.lost(line.at(), line.text(), "there is no such attribute here");
                yield List.of();
            }
            default -> throw new NotCarried(line.at(), line.text(), "has no counterpart");
        };
    }

    private static String relative(String field, String value, Line line) {
        if (value.matches("[+-][0-9]+")) {
            return "(" + field + " " + value.charAt(0) + " " + value.substring(1) + ")";
        }
        if (!value.matches("[0-9]+")) {
            throw new NotCarried(line.at(), line.text(), "has no counterpart");
        }
        return value;
    }

    private static List<Block> communities(Line what, Line line) {
        String word = what.word(0);
        if (what.is(word, "none")) {
            return List.of(
                    Block.line("remove " + word + (word.equals("community") ? " *:*" : " *:*:*")));
        }
        boolean additive = what.words().contains("additive");
        var all = new ArrayList<String>();
        for (var community : what.words().subList(1, what.words().size())) {
            if (!community.equals("additive")) {
                all.add(
                        CommunityRegex.exact(community)
                                .orElseThrow(() ->
                                        new NotCarried(
                                                line.at(),
                                                line.text(),
                                                "not a community: " + community)));
            }
        }
        String list = all.size() == 1 ? all.get(0) : "[ " + String.join(", ", all) + " ]";
        return List.of(Block.line((additive ? "add " : "set ") + word + " " + list));
    }

    private List<Block> removed(Line what, Line line) {
        String word = what.is("comm-list") ? "community" : "large-community";
        var patterns = lists.patterns(word, what.word(1), line.at());
        return List.of(
                Block.line(
                        "remove "
                                + word
                                + " "
                                + (patterns.size() == 1 ? patterns.get(0) : patterns.toString())));
    }

    private static List<Block> path(Line what, Line line) {
        var all = new ArrayList<Block>();
        if (what.is("as-path", "prepend", "last-as")) {
            all.add(Block.line("prepend as-path.first " + what.word(3)));
        } else if (what.is("as-path", "prepend")) {
            var numbers = new ArrayList<>(what.words().subList(2, what.words().size()));
            // The last one is put in front first.
            for (int i = numbers.size() - 1; i >= 0; ) {
                int times = 1;
                while (i - times >= 0 && numbers.get(i - times).equals(numbers.get(i))) {
                    times++;
                }
                all.add(Block.line("prepend " + numbers.get(i) + " " + times));
                i -= times;
            }
        } else {
            throw new NotCarried(line.at(), line.text(), "has no counterpart");
        }
        return all;
    }

    private static List<Block> nextHop(Line what, Line line) {
        String value = what.words().get(what.words().size() - 1);
        if (what.word(1).equals("next-hop") && value.equals("peer-address")) {
            return List.of(Block.line("set next-hop peer.address"));
        }
        if (what.word(1).equals("next-hop") && value.matches("[0-9a-fA-F.:]+")) {
            return List.of(Block.line("set next-hop " + value));
        }
        throw new NotCarried(line.at(), line.text(), "has no counterpart");
    }
}
