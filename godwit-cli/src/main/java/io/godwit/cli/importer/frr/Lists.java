package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.AsPathRegex;
import io.godwit.cli.importer.At;
import io.godwit.cli.importer.CommunityRegex;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.FirstMatch;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.PrefixText;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Lists that filters and route maps name: of prefixes, paths and communities.
final class Lists {
    /// @param what words behind `permit` or `deny`
    private record Entry(Line line, int sequence, boolean permit, Line what) {}

    private final Map<String, List<Entry>> lists = new HashMap<>();
    private final NamedSets sets;

    Lists(NamedSets sets) {
        this.sets = sets;
    }

    /// Takes a line of a list.
    ///
    /// @param kind of the list, the first part of its name here
    /// @param name index of the word that is its name
    void add(String kind, Line line, int name) {
        var rest = line.tail(name + 1);
        int sequence = 0;
        if (rest.is("seq")) {
            sequence = Integer.parseInt(rest.word(1));
            rest = rest.tail(2);
        }
        if (!rest.is("permit") && !rest.is("deny")) {
            return;
        }
        var entries = lists.computeIfAbsent(kind + " " + line.word(name), _ -> new ArrayList<>());
        int last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
        entries.add(
                new Entry(
                        line,
                        sequence == 0 ? last + 5 : sequence,
                        rest.is("permit"),
                        rest.tail(1)));
        entries.sort(Comparator.comparingInt(Entry::sequence));
    }

    /// Whether there is such a list.
    boolean has(String kind, String name) {
        return lists.containsKey(kind + " " + name);
    }

    private List<Entry> entries(String kind, String name) {
        return lists.getOrDefault(kind + " " + name, List.of());
    }

    /// Whether a prefix list permits: entries of one kind in a row are one set.
    ///
    /// @param kind `ip` or `ipv6`
    Condition prefixes(String kind, String name, String field) {
        var rows = new ArrayList<FirstMatch.Entry>();
        var ranges = new ArrayList<String>();
        var entries = entries(kind + " prefix-list", name);
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            ranges.addAll(range(entry, kind.equals("ipv6")));
            if (i + 1 == entries.size() || entries.get(i + 1).permit() != entry.permit()) {
                String set =
                        sets.use(
                                "prefix-set",
                                rows.isEmpty() ? name : name + "-" + (rows.size() + 1),
                                ranges);
                rows.add(new FirstMatch.Entry(entry.permit(), Condition.in(field, set)));
                ranges.clear();
            }
        }
        return FirstMatch.of(rows);
    }

    private static List<String> range(Entry entry, boolean v6) {
        var what = entry.what();
        boolean any = what.is("any");
        var prefix =
                PrefixText.parse(
                        entry.line().at(), any ? (v6 ? "::/0" : "0.0.0.0/0") : what.word(0));
        int bits = prefix.address().bits();
        var ge = number(what.after("ge"));
        var le = any ? OptionalInt.of(bits) : number(what.after("le"));
        int least = ge.orElse(prefix.length());
        int most = le.orElse(ge.isPresent() ? bits : prefix.length());
        return PrefixText.range(prefix, least, most);
    }

    private static OptionalInt number(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    Condition paths(String name) {
        var rows = new ArrayList<FirstMatch.Entry>();
        for (var entry : entries("as-path", name)) {
            var asked = AsPathRegex.of(entry.what().from(0));
            rows.add(new FirstMatch.Entry(entry.permit(), known(asked, entry.line())));
        }
        return FirstMatch.of(rows);
    }

    private static Condition known(Optional<Condition> asked, Line line) {
        return asked.orElseThrow(
                () -> new NotCarried(line.at(), line.text(), "an expression without counterpart"));
    }

    /// @param word `community`, `large-community`
    Condition communities(String word, String name) {
        var rows = new ArrayList<FirstMatch.Entry>();
        for (var entry : entries(word, name)) {
            rows.add(new FirstMatch.Entry(entry.permit(), communities(word, entry)));
        }
        return FirstMatch.of(rows);
    }

    /// A route needs all communities of an entry.
    private static Condition communities(String word, Entry entry) {
        Condition all = Condition.TRUE;
        for (var community : entry.what().words()) {
            all = all.and(Condition.ask(word + " has " + pattern(community, entry.line())));
        }
        return all;
    }

    /// The communities that a list names, to be removed.
    List<String> patterns(String word, String name, At at) {
        var patterns = new ArrayList<String>();
        for (var entry : entries(word, name)) {
            if (!entry.permit() || entry.what().words().size() != 1) {
                throw new NotCarried(at, name, "a list with `deny`, or of several together");
            }
            patterns.add(pattern(entry.what().word(0), entry.line()));
        }
        if (patterns.isEmpty()) {
            throw new NotCarried(at, name, "no such list");
        }
        return patterns;
    }

    private static String pattern(String community, Line line) {
        return CommunityRegex.pattern(community)
                .orElseThrow(() ->
                        new NotCarried(
                                line.at(), line.text(), "an expression without counterpart"));
    }
}
