package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A `protocol bgp` with all that its templates say.
///
/// @param as of the neighbor; [#EXTERNAL], 0 = not said
/// @param localAs 0 = not said
/// @param port of the neighbor; 0 = not said
/// @param localPort 0 = not said
/// @param options outside of channels, the later ones count
/// @param channels the statements of each channel, by family
record Session(
        String name,
        At at,
        String address,
        boolean range,
        long as,
        long localAs,
        String localAddress,
        int port,
        int localPort,
        List<Item> options,
        Map<String, List<Item>> channels) {
    /// Any but ours; no number that a filter could ask for.
    static final long EXTERNAL = -1;

    static Session of(Item protocol, int number, Definitions definitions, Evaluation evaluation) {
        var items = new ArrayList<Item>();
        inherit(protocol, definitions, items, 0);
        String given = protocol.words().size() > 2 ? protocol.word(2) : "from";
        String name = given.equals("from") ? "bgp" + number : given;
        var neighbor = Side.NONE;
        var local = Side.NONE;
        var options = new ArrayList<Item>();
        var channels = new LinkedHashMap<String, List<Item>>();
        for (var item : items) {
            if (item.is("neighbor")) {
                neighbor = neighbor.with(item, evaluation);
            } else if (item.is("local") && !item.is("local", "role")) {
                local = local.with(item, evaluation);
            } else if (item.is("source", "address")) {
                local = local.at(item.words().get(2), evaluation);
            } else if (channel(item)) {
                channels.computeIfAbsent(Item.text(item.words()), _ -> new ArrayList<>())
                        .addAll(item.items());
            } else {
                options.add(item);
            }
        }
        long as = neighbor.internal() ? local.as() : neighbor.as();
        return new Session(
                name,
                protocol.at(),
                neighbor.address(),
                neighbor.range(),
                as,
                local.as(),
                local.address(),
                neighbor.port(),
                local.port(),
                options,
                channels);
    }

    private static boolean channel(Item item) {
        return item.words().get(0).text().matches("ipv[46]|vpn[46]|flow[46]|mpls|evpn")
                && (item.body().isPresent() || item.words().size() <= 2);
    }

    private static void inherit(Item item, Definitions definitions, List<Item> into, int depth) {
        var template = definitions.templates().get(item.after("from"));
        if (template != null && depth < 16) {
            inherit(template, definitions, into, depth + 1);
        }
        into.addAll(item.items());
    }

    boolean internal() {
        return as == localAs;
    }

    /// The last option that begins with these words.
    java.util.Optional<Item> option(String... start) {
        return options.stream().filter(o -> o.is(start)).reduce((_, last) -> last);
    }

    /// Whether a switch is on.
    boolean on(String... start) {
        return option(start)
                .filter(o -> !o.has("off") && !o.has("no") && !o.has("false"))
                .isPresent();
    }

    /// What `neighbor` and `local` say: an address, a port, an AS.
    private record Side(String address, boolean range, boolean internal, long as, int port) {
        static final Side NONE = new Side("", false, false, 0, 0);

        Side with(Item item, Evaluation evaluation) {
            var side = this;
            for (int i = 1; i < item.words().size(); i++) {
                var token = item.words().get(i);
                switch (token.text()) {
                    case "as" -> side = side.as(item.words().get(++i), evaluation);
                    case "internal" -> side = side.of(true, 0);
                    case "external" -> side = side.of(false, EXTERNAL);
                    case "range" ->
                            side =
                                    new Side(
                                            item.words().get(++i).text(),
                                            true,
                                            internal,
                                            side.as,
                                            side.port);
                    case "port" ->
                            side =
                                    new Side(
                                            side.address,
                                            side.range,
                                            side.internal,
                                            side.as,
                                            Integer.parseInt(item.words().get(++i).text()));
                    default -> side = side.at(token, evaluation);
                }
            }
            return side;
        }

        private Side of(boolean inside, long number) {
            return new Side(address, range, inside, number, port);
        }

        private Side as(Token token, Evaluation evaluation) {
            return of(false, BirdImporter.number(token, evaluation));
        }

        Side at(Token token, Evaluation evaluation) {
            String text = token.text();
            if (token.kind() == Token.Kind.WORD) {
                var value =
                        evaluation.of(
                                new Code.Name(token.at(), text),
                                Scope.of(new Scope.Peer("", "", 0), false));
                if (value instanceof Value.Number number) {
                    return of(internal, number.known().orElse(0L));
                }
                text = value instanceof Value.Address defined ? defined.text() : text;
            }
            return new Side(text, range, internal, as, port);
        }
    }
}
