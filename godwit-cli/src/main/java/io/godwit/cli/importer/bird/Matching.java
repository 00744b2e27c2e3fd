package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.NotCarried;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Comparisons and `~` of filters.
final class Matching {
    private static final int NAME_CHARACTERS = 64;

    private final Definitions definitions;
    private final NamedSets sets;

    Matching(Definitions definitions, NamedSets sets) {
        this.definitions = definitions;
        this.sets = sets;
    }

    Condition of(Code.Binary at, Value left, Value right, Scope scope) {
        return switch (at.sign()) {
            case "=" -> equal(at, left, right, scope);
            case "!=" -> equal(at, left, right, scope).not();
            case "~" -> in(at, left, right, scope);
            case "!~" -> in(at, left, right, scope).not();
            default -> order(at, left, right);
        };
    }

    private static NotCarried unknown(Code.Binary at) {
        return new NotCarried(
                at.at(), "`" + at.sign() + "`", "has no counterpart for these values");
    }

    private static Condition order(Code.Binary at, Value left, Value right) {
        if (left instanceof Value.Number a && right instanceof Value.Number b) {
            if (a.known().isPresent() && b.known().isPresent()) {
                int order = Long.compare(a.known().get(), b.known().get());
                return new Condition.Always(
                        switch (at.sign()) {
                            case "<" -> order < 0;
                            case "<=" -> order <= 0;
                            case ">" -> order > 0;
                            default -> order >= 0;
                        });
            }
            return Condition.compare(a.text(), at.sign(), b.text());
        }
        throw unknown(at);
    }

    private Condition equal(Code.Binary at, Value left, Value right, Scope scope) {
        return switch (left) {
            case Value.Number a when right instanceof Value.Number b -> numbers(a, b, scope);
            case Value.Address a when right instanceof Value.Address b ->
                    addresses(a.text(), b.text());
            case Value.Net _ when right instanceof Value.Prefix p && !p.exact().isEmpty() ->
                    Condition.in("prefix", "[ " + p.exact() + " ]");
            case Value.Truth a when right instanceof Value.Truth b -> truths(at, a, b);
            case Value.Constant a when right instanceof Value.Constant b ->
                    new Condition.Always(a.equals(b));
            case Value.Text a when right instanceof Value.Text b ->
                    new Condition.Always(a.equals(b));
            case Value.Protocol _ when right instanceof Value.Text name -> protocol(name, scope);
            case Value.Path _ when right instanceof Value.Mask(String pattern) ->
                    Condition.ask("as-path matches \"" + pattern + '"');
            case Value.Source _ when right instanceof Value.Constant c -> source(c, scope);
            case Value.Roa _ when right instanceof Value.Constant c -> roa(at, c);
            case Value.NetType _ when right instanceof Value.Constant c ->
                    c.name().matches("NET_IP[46]")
                            ? Condition.compare(
                                    "family", "=", "ipv" + c.name().charAt(c.name().length() - 1))
                            : Condition.FALSE;
            case Value.Origin _ when right instanceof Value.Constant c ->
                    Condition.compare(
                            "origin", "=", c.name().substring(7).toLowerCase(Locale.ROOT));
            default -> throw unknown(at);
        };
    }

    private static Condition numbers(Value.Number a, Value.Number b, Scope scope) {
        if (a.known().isPresent() && b.known().isPresent()) {
            return new Condition.Always(a.known().equals(b.known()));
        }
        return a.known().isPresent()
                ? Condition.compare(b.text(), "=", forPeer(a, scope))
                : Condition.compare(a.text(), "=", forPeer(b, scope));
    }

    /// The AS of the neighbor becomes `peer.as`, so that many neighbors have one policy.
    private static String forPeer(Value.Number number, Scope scope) {
        return number.known().filter(n -> n == scope.peer().as()).isPresent()
                ? "peer.as"
                : number.text();
    }

    private static Condition addresses(String a, String b) {
        return b.equals("next-hop") || Character.digit(a.charAt(0), 16) >= 0 || a.startsWith(":")
                ? Condition.compare(b, "=", a)
                : Condition.compare(a, "=", b);
    }

    private static Condition truths(Code.Binary at, Value.Truth a, Value.Truth b) {
        if (a.condition() instanceof Condition.Always known) {
            return known.holds() ? b.condition() : b.condition().not();
        }
        if (b.condition() instanceof Condition.Always known) {
            return known.holds() ? a.condition() : a.condition().not();
        }
        throw unknown(at);
    }

    private Condition protocol(Value.Text name, Scope scope) {
        if (definitions.statics().contains(name.text())) {
            return scope.export()
                    ? Condition.compare("route.source", "=", "local")
                    : Condition.FALSE;
        }
        return scope.export()
                ? Condition.compare(
                        "route.peer-name", "=", Names.quoted(name.text(), NAME_CHARACTERS))
                : new Condition.Always(name.text().equals(scope.peer().name()));
    }

    /// Routes here are of BGP or our own; those come from static protocols.
    private static Condition source(Value.Constant constant, Scope scope) {
        return switch (constant.name()) {
            case "RTS_BGP" ->
                    scope.export()
                            ? Condition.compare("route.source", "!=", "local")
                            : Condition.TRUE;
            case "RTS_STATIC" ->
                    scope.export()
                            ? Condition.compare("route.source", "=", "local")
                            : Condition.FALSE;
            default -> Condition.FALSE;
        };
    }

    private static Condition roa(Code.Binary at, Value.Constant constant) {
        return switch (constant.name()) {
            case "ROA_VALID" -> Condition.compare("rpki", "=", "valid");
            case "ROA_INVALID" -> Condition.compare("rpki", "=", "invalid");
            case "ROA_UNKNOWN" -> Condition.compare("rpki", "=", "not-found");
            default -> throw unknown(at);
        };
    }

    // ---- ~ ----

    private Condition in(Code.Binary at, Value left, Value right, Scope scope) {
        return switch (left) {
            case Value.Net _ when right instanceof Value.Prefix p && !p.exact().isEmpty() ->
                    Condition.in("prefix", "[ " + p.exact() + "+ ]");
            case Value.Net _ when right instanceof Value.Group g -> prefixIn("prefix", at, g);
            case Value.Number n when right instanceof Value.Group g -> numberIn(at, n, g);
            case Value.Number n when right instanceof Value.Path ->
                    Condition.ask("as-path contains " + forPeer(n, scope));
            case Value.Path _ when right instanceof Value.Mask(String pattern) ->
                    Condition.ask("as-path matches \"" + pattern + '"');
            case Value.Path _ when right instanceof Value.Group g -> pathAny(at, g);
            case Value.Address a when right instanceof Value.Prefix p && !p.exact().isEmpty() ->
                    Condition.in(a.text(), "[ " + p.exact() + "+ ]");
            case Value.Address a when right instanceof Value.Group g -> addressIn(at, a, g);
            case Value.Pattern p
                    when right instanceof Value.Communities c && p.kind() == c.kind() ->
                    has(c.kind(), List.of(p), "", scope);
            case Value.Communities c when right instanceof Value.Group g ->
                    communitiesIn(at, c, g, scope);
            case Value.Source _, Value.Roa _, Value.NetType _, Value.Origin _
                    when right instanceof Value.Group g ->
                    oneOf(at, left, g, scope);
            default -> throw unknown(at);
        };
    }

    private Condition oneOf(Code.Binary at, Value left, Value.Group group, Scope scope) {
        Condition all = Condition.FALSE;
        for (var item : group.items()) {
            all = all.or(equal(at, left, item, scope));
        }
        return all;
    }

    private Condition prefixIn(String field, Code.Binary at, Value.Group group) {
        if (group.content() == Value.Content.NOTHING) {
            return Condition.FALSE;
        }
        if (group.content() != Value.Content.PREFIXES) {
            throw unknown(at);
        }
        var entries = new ArrayList<String>();
        for (var item : group.items()) {
            entries.addAll(((Value.Prefix) item).entries());
        }
        return Condition.in(field, sets.use("prefix-set", group.name(), entries));
    }

    /// An address is in a prefix of a set whatever its length.
    private Condition addressIn(Code.Binary at, Value.Address address, Value.Group group) {
        if (group.content() == Value.Content.ADDRESSES) {
            var hosts = new ArrayList<String>();
            for (var item : group.items()) {
                String text = ((Value.Address) item).text();
                hosts.add(text + (text.indexOf(':') < 0 ? "/32" : "/128"));
            }
            return Condition.in(address.text(), sets.use("prefix-set", group.name(), hosts));
        }
        return prefixIn(address.text(), at, group);
    }

    private Condition numberIn(Code.Binary at, Value.Number number, Value.Group group) {
        if (group.content() == Value.Content.NOTHING) {
            return Condition.FALSE;
        }
        if (group.content() != Value.Content.NUMBERS) {
            throw unknown(at);
        }
        var items = group.items().stream().map(i -> ((Value.Number) i).text()).toList();
        String field = number.text();
        if (!field.startsWith("as-path.") || field.endsWith("length")) {
            return Condition.in(field, "[ " + String.join(", ", items) + " ]");
        }
        // Without a path the first and the last AS are 0, which is in no set of AS numbers.
        Condition none =
                items.size() == real(items).size()
                        ? Condition.FALSE
                        : Condition.compare(field, "=", "0");
        return asIn(field + " in", field + " not in", group, items).or(none);
    }

    private Condition pathAny(Code.Binary at, Value.Group group) {
        if (group.content() == Value.Content.NOTHING) {
            return Condition.FALSE;
        }
        if (group.content() != Value.Content.NUMBERS) {
            throw unknown(at);
        }
        var items = group.items().stream().map(i -> ((Value.Number) i).text()).toList();
        return asIn("as-path any", "not as-path any", group, items);
    }

    private Condition asIn(String verb, String opposite, Value.Group group, List<String> items) {
        if (real(items).isEmpty()) {
            return Condition.FALSE;
        }
        String set = " " + sets.use("as-set", group.name(), real(items));
        return new Condition.Asked(verb + set, opposite + set);
    }

    /// Without AS 0, which no path can have (RFC 7607 §2).
    private static List<String> real(List<String> items) {
        return items.stream()
                .filter(i -> !i.equals("0"))
                .map(i -> i.startsWith("0..") ? "1" + i.substring(1) : i)
                .toList();
    }

    private Condition communitiesIn(
            Code.Binary at, Value.Communities communities, Value.Group group, Scope scope) {
        if (group.content() == Value.Content.NOTHING) {
            return Condition.FALSE;
        }
        if (!group.content().name().equals(communities.kind().name())) {
            throw unknown(at);
        }
        var patterns = group.items().stream().map(i -> (Value.Pattern) i).toList();
        return has(communities.kind(), patterns, group.name(), scope);
    }

    private Condition has(Value.Kind kind, List<Value.Pattern> patterns, String name, Scope scope) {
        for (var pattern : patterns) {
            if (scope.added().stream().anyMatch(a -> covers(kind, pattern.text(), a))) {
                return Condition.TRUE;
            }
        }
        String set =
                patterns.size() == 1 && name.isEmpty()
                        ? peerPart(patterns.get(0).text(), scope)
                        : sets.use(
                                kind.word + "-set",
                                name,
                                patterns.stream().map(Value.Pattern::text).toList());
        return Condition.ask(kind.word + " has " + set);
    }

    /// A part that is the AS of the neighbor becomes `(peer.as)`.
    static String peerPart(String pattern, Scope scope) {
        String as = Long.toString(scope.peer().as());
        var parts = new ArrayList<String>();
        for (var part : pattern.split(":")) {
            parts.add(part.equals(as) ? "(peer.as)" : part);
        }
        return String.join(":", parts);
    }

    private static boolean covers(Value.Kind kind, String pattern, String added) {
        String[] wanted = (kind.word + ":" + pattern).split(":");
        String[] there = added.split(":");
        if (wanted.length != there.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(there[i])) {
                return false;
            }
        }
        return true;
    }
}
