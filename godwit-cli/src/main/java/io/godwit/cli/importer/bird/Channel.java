package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.PrefixLimit;

import java.util.List;
import java.util.Optional;

/// The part of a session that is about one family.
///
/// @param items of the templates first; later ones count
record Channel(String family, List<Item> items) {
    /// What passes: nothing, or what these filters let through one after the other.
    record Choice(boolean nothing, List<Code> filters) {}

    static final Choice ALL = new Choice(false, List.of());
    static final Choice NONE = new Choice(true, List.of());

    static boolean understood(Item item) {
        return item.is("table")
                || isNextHop(item)
                || item.is("extended", "next", "hop")
                || item.is("add", "paths")
                || item.is("long", "lived")
                || (item.is("import") || item.is("export"))
                        && List.of("all", "none", "filter", "where").contains(item.word(1));
    }

    static Optional<Item> last(List<Item> items, String word) {
        return items.stream().filter(i -> i.is(word) && understood(i)).reduce((_, later) -> later);
    }

    String table() {
        return last(items, "table").map(i -> i.word(1)).orElse("");
    }

    private static boolean isNextHop(Item item) {
        return item.is("next", "hop")
                && List.of("self", "self ebgp", "keep")
                        .contains((item.word(2) + " " + item.word(3)).strip());
    }

    /// The rule for next hops, or empty for the usual one. `next hop self` is also about what is
    /// reflected.
    String nextHop() {
        return items.stream()
                .filter(Channel::isNextHop)
                .reduce((_, later) -> later)
                .map(i ->
                        i.is("next", "hop", "keep")
                                ? "unchanged"
                                : i.word(3).isEmpty() ? "self-always" : "self")
                .orElse("");
    }

    boolean extendedNextHop() {
        return items.stream()
                .filter(i -> i.is("extended", "next", "hop"))
                .reduce((_, later) -> later)
                .filter(i -> !i.has("off") && !i.has("no"))
                .isPresent();
    }

    /// Whether several paths of a prefix are received (`rx`), or told (`tx`).
    boolean paths(String direction) {
        return items.stream()
                .filter(i -> i.is("add", "paths"))
                .reduce((_, later) -> later)
                .filter(i -> i.has(direction) || i.has("on") || i.has("yes"))
                .isPresent();
    }

    /// `import limit 1000 action restart`, `receive limit 1000`, `export limit 1000`.
    static boolean isLimit(Item item) {
        return item.word(1).equals("limit") && item.word(2).matches("[1-9][0-9]{0,8}");
    }

    /// The limit of `import`, `receive` or `export`.
    Optional<Item> limit(String word) {
        return items.stream().filter(i -> i.is(word) && isLimit(i)).reduce((_, later) -> later);
    }

    /// What may come in; where both are limited, what the import policy accepts. A session that
    /// ends by it and is to start again waits for the error wait time, a minute.
    Optional<PrefixLimit> limit() {
        return limit("import")
                .or(() -> limit("receive"))
                .map(i -> new PrefixLimit(i.word(2), action(i), "", i.is("import")));
    }

    private static String action(Item limit) {
        return switch (limit.after("action")) {
            case "warn" -> "warn";
            case "block" -> "discard";
            case "restart" -> "restart 1m";
            default -> "";
        };
    }

    /// Without a word everything comes in and nothing goes out.
    Choice filter(boolean export, Definitions definitions) {
        return last(items, export ? "export" : "import")
                .map(i -> choice(i, definitions))
                .orElse(export ? NONE : ALL);
    }

    static Choice choice(Item item, Definitions definitions) {
        return switch (item.word(1)) {
            case "all" -> ALL;
            case "where" -> where(item);
            case "filter" -> new Choice(false, List.of(filter(item, definitions)));
            default -> NONE;
        };
    }

    private static Choice where(Item item) {
        var words = item.words().subList(2, item.words().size());
        var condition = CodeParser.expression(words);
        return new Choice(
                false,
                List.of(
                        new Code(
                                "not "
                                        + (condition instanceof Code.Call call
                                                ? call.name()
                                                : Item.text(words)),
                                List.of(),
                                List.of(new Code.Return(item.at(), Optional.of(condition))),
                                item.at())));
    }

    private static Code filter(Item item, Definitions definitions) {
        if (item.body().isPresent()) {
            return new Code("filter", List.of(), CodeParser.body(item.body().get()), item.at());
        }
        var filter = definitions.filters().get(item.word(2));
        return filter != null
                ? filter
                : new Code(
                        item.word(2),
                        List.of(),
                        List.of(new Code.Other(item.at(), "filter " + item.word(2))),
                        item.at());
    }
}
