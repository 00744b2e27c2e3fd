package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;

/// `AS 1`, `source-as { 1, 2 - 5 }`, `peer-as != neighbor-as`, `transit-as as-set tier1`.
final class PathQuestion {
    private static final long MOST = 0xffff_ffffL;

    /// Numbers from one to the other.
    private record Range(long least, long most) {
        String text() {
            return least == most ? Long.toString(least) : least + ".." + most;
        }
    }

    private final Words words;
    private final At at;
    private final Sets sets;
    private final long as;

    PathQuestion(Words words, At at, Sets sets, long as) {
        this.words = words;
        this.at = at;
        this.sets = sets;
        this.as = as;
    }

    /// @param type which of the path: `AS` any, `peer-as` first, `source-as` last, `transit-as` all
    ///   but the last
    Condition ask(String type) {
        if (words.take("as-set")) {
            String name = words.next();
            var items = sets.numbers(name, at);
            return among(type, sets.numbers(name, items), items.contains(Long.toString(as)), items);
        }
        var ranges = new ArrayList<Range>();
        var neighbor = new ArrayList<String>();
        words.each(() -> one(ranges, neighbor));
        Condition condition = Condition.FALSE;
        if (!ranges.isEmpty()) {
            boolean own = ranges.stream().anyMatch(r -> r.least() <= as && as <= r.most());
            var items = ranges.stream().map(Range::text).toList();
            condition = among(type, sets.numbers("", items), own, items);
        }
        for (var sign : neighbor) {
            condition = condition.or(neighbor(type, sign));
        }
        return condition;
    }

    private void one(List<Range> ranges, List<String> neighbor) {
        String sign = words.take("!=") ? "!=" : "=";
        words.take("=");
        if (words.take("neighbor-as")) {
            neighbor.add(sign);
            return;
        }
        long number = number();
        if (words.take("-")) {
            ranges.add(new Range(number, number()));
        } else if (words.take("><")) {
            except(number, number(), ranges);
        } else if (sign.equals("!=")) {
            except(number, number, ranges);
        } else {
            ranges.add(new Range(number, number));
        }
    }

    private long number() {
        return words.take("local-as") ? as : words.as();
    }

    private static void except(long least, long most, List<Range> ranges) {
        if (least > 1) {
            ranges.add(new Range(1, least - 1));
        }
        if (most < MOST) {
            ranges.add(new Range(most + 1, MOST));
        }
    }

    /// An empty path is one of the own AS there.
    private static Condition among(String type, String set, boolean own, List<String> items) {
        boolean inPlace = set.startsWith("[");
        return switch (type) {
            case "AS" ->
                    items.size() == 1 && items.getFirst().matches("[0-9]+")
                            ? Condition.ask("as-path contains " + items.getFirst())
                            : Condition.ask("as-path any " + set);
            case "transit-as" ->
                    Condition.ask(
                            "as-path matches \""
                                    + (inPlace ? "[" + String.join(" ", items) + "]" : "@" + set)
                                    + " .\"");
            default -> {
                var in = Condition.in(end(type), set);
                yield own ? in.or(Condition.compare("as-path.length", "=", "0")) : in;
            }
        };
    }

    private static String end(String type) {
        return type.equals("peer-as") ? "as-path.first" : "as-path.last";
    }

    private Condition neighbor(String type, String sign) {
        boolean not = sign.equals("!=");
        return switch (type) {
            case "AS" ->
                    not
                            ? Condition.ask("as-path matches \"[^(peer.as)]\"")
                            : Condition.ask("as-path contains peer.as");
            case "transit-as" ->
                    Condition.ask(
                            "as-path matches \"" + (not ? "[^(peer.as)]" : "(peer.as)") + " .\"");
            case "peer-as", "source-as" -> Condition.compare(end(type), sign, "peer.as");
            default -> throw new Unreadable(at, type);
        };
    }
}
