package io.godwit.cli.importer.gobgp;

import io.godwit.cli.importer.AsPathRegex;
import io.godwit.cli.importer.At;
import io.godwit.cli.importer.CommunityRegex;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.PrefixText;
import io.godwit.cli.importer.tree.Tree;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `defined-sets`, by kind and name.
final class Sets {
    private final Map<String, Tree> sets = new HashMap<>();
    private final NamedSets named;

    Sets(Tree root, NamedSets named) {
        this.named = named;
        take(root, "prefix-set", "defined-sets", "prefix-sets");
        take(root, "neighbor-set", "defined-sets", "neighbor-sets");
        for (var kind : List.of("community", "large-community", "ext-community", "as-path")) {
            take(root, kind + "-set", "defined-sets", "bgp-defined-sets", kind + "-sets");
        }
    }

    private void take(Tree root, String kind, String... path) {
        for (var set : root.list(path)) {
            sets.put(kind + " " + set.string(kind + "-name").orElse(""), set);
        }
    }

    private Tree set(String kind, Tree match) {
        String name = match.string(kind).orElse("");
        var set = sets.get(kind + " " + name);
        if (set == null) {
            throw new NotCarried(match.at(), kind + " " + name, "not defined");
        }
        return set;
    }

    /// How a condition combines a set: `any`, `all` or `invert`.
    private static Condition invert(Tree match, Condition any) {
        return match.string("match-set-options").orElse("any").equals("invert") ? any.not() : any;
    }

    /// GoBGP looks only at the longest entry that covers a prefix: what is within a longer one is
    /// judged by that one alone.
    Condition prefixes(Tree match) {
        var set = set("prefix-set", match);
        String name = set.string("prefix-set-name").orElse("");
        var ranges = new LinkedHashMap<Prefix, List<String>>();
        for (var entry : set.list("prefix-list")) {
            var prefix = PrefixText.parse(entry.at(), entry.string("ip-prefix").orElse(""));
            ranges.computeIfAbsent(prefix, _ -> new ArrayList<>()).addAll(range(entry, prefix));
        }
        var plain = new ArrayList<String>();
        Condition any = Condition.FALSE;
        for (var own : ranges.entrySet()) {
            var within = within(own.getKey(), ranges);
            if (within.isEmpty()) {
                plain.addAll(own.getValue());
            } else {
                any =
                        any.or(
                                Condition.in("prefix", named.use("prefix-set", "", own.getValue()))
                                        .and(
                                                Condition.in(
                                                                "prefix",
                                                                named.use("prefix-set", "", within))
                                                        .not()));
            }
        }
        if (!plain.isEmpty()) {
            any = Condition.in("prefix", named.use("prefix-set", name, plain)).or(any);
        }
        return invert(match, any);
    }

    private static List<String> within(Prefix own, Map<Prefix, List<String>> all) {
        return all.keySet().stream()
                .filter(p -> !p.equals(own) && own.contains(p))
                .map(p -> p + (p.length() == p.address().bits() ? "" : "+"))
                .toList();
    }

    private static List<String> range(Tree entry, Prefix prefix) {
        String range = entry.string("masklength-range").orElse("");
        if (range.isEmpty()) {
            return List.of(prefix.toString());
        }
        String[] ends = range.split("\\.\\.", -1);
        int bits = prefix.address().bits();
        int least = ends[0].isEmpty() ? prefix.length() : Integer.parseInt(ends[0]);
        int most = ends.length < 2 || ends[1].isEmpty() ? bits : Integer.parseInt(ends[1]);
        // GoBGP asks for a prefix within this one, so shorter ones never match.
        return PrefixText.range(prefix, Math.max(least, prefix.length()), Math.min(most, bits));
    }

    /// The neighbor that the route comes from or goes to. A set without entries matches all,
    /// whatever the option.
    Condition neighbors(Tree match) {
        var set = set("neighbor-set", match);
        var entries = new ArrayList<String>();
        for (var text : set.strings("neighbor-info-list")) {
            var prefix = PrefixText.parse(set.at(), text);
            entries.add(prefix + (prefix.length() == prefix.address().bits() ? "" : "+"));
        }
        if (entries.isEmpty()) {
            return Condition.TRUE;
        }
        String name = set.string("neighbor-set-name").orElse("");
        return invert(match, Condition.in("peer.address", named.use("prefix-set", name, entries)));
    }

    /// @param kind `community`, `large-community`
    Condition communities(String kind, Tree match) {
        var set = set(kind + "-set", match);
        var asked = new ArrayList<Condition>();
        for (var text : set.strings(kind + "-list")) {
            asked.add(Condition.ask(kind + " has " + pattern(set.at(), text)));
        }
        return combined(match, asked);
    }

    static String pattern(At at, String text) {
        return CommunityRegex.pattern(text)
                .orElseThrow(() -> new NotCarried(at, text, "an expression without counterpart"));
    }

    Condition paths(Tree match) {
        var set = set("as-path-set", match);
        var asked = new ArrayList<Condition>();
        for (var text : set.strings("as-path-list")) {
            asked.add(
                    AsPathRegex.of(text)
                            .orElseThrow(() ->
                                    new NotCarried(
                                            set.at(), text, "an expression without counterpart")));
        }
        return combined(match, asked);
    }

    private static Condition combined(Tree match, List<Condition> asked) {
        boolean all = match.string("match-set-options").orElse("any").equals("all");
        Condition combined = all ? Condition.TRUE : Condition.FALSE;
        for (var one : asked) {
            combined = all ? combined.and(one) : combined.or(one);
        }
        return invert(match, combined);
    }
}
