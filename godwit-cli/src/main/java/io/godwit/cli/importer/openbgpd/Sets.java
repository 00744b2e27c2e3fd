package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.PrefixText;
import io.godwit.cli.importer.Unreadable;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Sets of prefixes, of AS numbers and of both, those with a name and those in place.
final class Sets {
    private final NamedSets named;
    private final Map<String, List<Entry>> prefixes = new HashMap<>();
    private final Map<String, List<String>> numbers = new HashMap<>();
    private final Map<String, Map<String, List<Entry>>> origins = new HashMap<>();

    Sets(NamedSets named) {
        this.named = named;
    }

    /// A prefix and which lengths within it are meant.
    record Entry(Prefix prefix, List<Lengths> lengths) {
        List<String> texts() {
            return lengths.stream()
                    .flatMap(l -> PrefixText.range(prefix, l.least(), l.most()).stream())
                    .toList();
        }

        Entry orLonger() {
            int bits = prefix.address().bits();
            return new Entry(prefix, List.of(new Lengths(prefix.length(), bits)));
        }
    }

    /// From one to the other.
    record Lengths(int least, int most) {}

    // ---- definitions ----

    void define(Statement set) {
        var words = set.words();
        String kind = words.next();
        String name = words.next();
        switch (kind) {
            case "as-set" -> {
                var all = new ArrayList<String>();
                words.each(() -> all.add(Long.toString(words.as())));
                numbers.put(name, all);
            }
            case "origin-set" -> {
                var all = new LinkedHashMap<String, List<Entry>>();
                words.each(() -> {
                    var entry = entry(words, set.at());
                    words.take("source-as");
                    all.computeIfAbsent(Long.toString(words.as()), _ -> new ArrayList<>())
                            .add(entry);
                });
                origins.put(name, all);
            }
            default -> prefixes.put(name, entries(words, set.at()));
        }
    }

    // ---- prefixes ----

    static List<Entry> entries(Words words, At at) {
        var all = new ArrayList<Entry>();
        words.each(() -> all.add(entry(words, at)));
        return all;
    }

    private static Entry entry(Words words, At at) {
        String text = words.next();
        if (text.indexOf(':') < 0 && !text.matches("[0-9]+([.][0-9]+){3}(/[0-9]+)?")) {
            throw new Unreadable(at, "not a prefix: " + text);
        }
        var prefix = PrefixText.parse(at, text);
        return new Entry(prefix, lengths(words, at, prefix));
    }

    /// `prefixlen 8 - 24`, `or-longer`, `maxlen 24`: shorter ones than the prefix never match.
    static List<Lengths> lengths(Words words, At at, Prefix prefix) {
        int own = prefix.length();
        int bits = prefix.address().bits();
        if (words.take("or-longer")) {
            return List.of(new Lengths(own, bits));
        }
        if (words.take("maxlen")) {
            return List.of(new Lengths(own, (int) words.number()));
        }
        if (!words.take("prefixlen")) {
            return List.of(new Lengths(own, own));
        }
        return lengths(own, bits, range(words, at));
    }

    private static List<Lengths> lengths(int own, int bits, Predicate<Long> meant) {
        var all = new ArrayList<Lengths>();
        int from = -1;
        for (int length = own; length <= bits + 1; length++) {
            boolean in = length <= bits && meant.test((long) length);
            if (in && from < 0) {
                from = length;
            } else if (!in && from >= 0) {
                all.add(new Lengths(from, length - 1));
                from = -1;
            }
        }
        return all;
    }

    private static Predicate<Long> range(Words words, At at) {
        String sign = words.peek().matches("[0-9]+") ? "" : words.next();
        long one = words.number();
        if (sign.isEmpty()) {
            sign = words.next();
            long other = words.number();
            return switch (sign) {
                case "-" -> length -> one <= length && length <= other;
                case "><" -> length -> length < one || other < length;
                default -> throw new Unreadable(at, "not a range: " + sign);
            };
        }
        return switch (sign) {
            case "=" -> length -> length == one;
            case "!=" -> length -> length != one;
            case "<" -> length -> length < one;
            case "<=" -> length -> length <= one;
            case ">" -> length -> length > one;
            case ">=" -> length -> length >= one;
            default -> throw new Unreadable(at, "not a comparison: " + sign);
        };
    }

    /// Whether the prefix is one of these.
    Condition among(List<Entry> entries) {
        return in("prefix", "", entries);
    }

    /// Whether the prefix is in a set; `or-longer` forgets the lengths that it says.
    Condition among(String name, boolean orLonger, At at) {
        var set = named(prefixes, name, at);
        return orLonger
                ? in("prefix", name + "-or-longer", set.stream().map(Entry::orLonger).toList())
                : in("prefix", name, set);
    }

    private Condition in(String field, String name, List<Entry> entries) {
        var texts = entries.stream().flatMap(e -> e.texts().stream()).distinct().toList();
        return texts.isEmpty()
                ? Condition.FALSE
                : Condition.in(field, named.use("prefix-set", name, texts));
    }

    /// Prefixes of one AS each.
    Condition origins(String name, At at) {
        Condition any = Condition.FALSE;
        for (var origin : named(origins, name, at).entrySet()) {
            any =
                    any.or(
                            among(origin.getValue())
                                    .and(Condition.compare("as-path.last", "=", origin.getKey())));
        }
        return any;
    }

    /// Those of a set that are announced by `network`.
    List<Prefix> members(String name, At at) {
        return named(prefixes, name, at).stream().map(Entry::prefix).toList();
    }

    // ---- AS numbers ----

    List<String> numbers(String name, At at) {
        return named(numbers, name, at);
    }

    /// How a set of AS numbers is written.
    String numbers(String name, List<String> items) {
        return named.use("as-set", name, items);
    }

    private static <T> T named(Map<String, T> sets, String name, At at) {
        var set = sets.get(name);
        if (set == null) {
            throw new Unreadable(at, "set " + name + " is not defined");
        }
        return set;
    }
}
