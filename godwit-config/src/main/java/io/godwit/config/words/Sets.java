package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Arguments that are sets: listed in place, in a file, or named. What the items mean is read later
/// (`config.policy`), when all files are known.
public final class Sets {
    private Sets() {}

    /// Where the items of a set are.
    public sealed interface Items {
        /// `[ 10.0.0.0/8+, … ]`.
        record Listed(List<Arg> args, Span at) implements Items {}

        /// `from file "irr.json"`.
        record File(String name, Span at) implements Items {}

        /// The name of a set.
        record Named(String name, Span at) implements Items {}
    }

    /// A set with its name.
    public record NamedSet(GroupName name, Items items) {}

    /// `NAME [ … ]`, `NAME from file "…"`.
    static Argument<NamedSet> named(String example) {
        return new Argument<>() {
            @Override
            public String grammar() {
                return "NAME [ " + example + ", … ] | NAME from file \"FILE\"";
            }

            @Override
            public String what() {
                return "a name";
            }

            @Override
            public Optional<NamedSet> read(ArgumentReader args) {
                Optional<GroupName> name = Texts.name(args, "set");
                return name.flatMap(n -> items(args, false).map(i -> new NamedSet(n, i)));
            }

            @Override
            public String conf(NamedSet value) {
                return value.name().name() + " " + text(value.items());
            }

            @Override
            public Object json(NamedSet value) {
                var members = new LinkedHashMap<String, Object>();
                members.put("name", value.name().name());
                members.putAll(member(value.items()));
                return members;
            }

            @Override
            public Map<String, Object> schema() {
                var members = new LinkedHashMap<String, Object>();
                members.put("name", Schemas.type("string"));
                members.put("items", Schemas.array(ITEM));
                members.put("file", Schemas.type("string"));
                return Schemas.object(members, List.of("name"));
            }

            @Override
            public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
                if (!(value instanceof Json.Obj object)) {
                    return arguments.scalar(value, this);
                }
                if (!arguments.onlyMembers(object, List.of("name", "items", "file"), "a set")) {
                    return Optional.empty();
                }
                var args = new ArrayList<Arg>();
                if (object.get("name").orElse(null) instanceof Json.Str name) {
                    args.add(arguments.string(name));
                }
                return arguments.set(object, args);
            }
        };
    }

    /// `[ … ]`, `NAME`, `from file "…"`.
    static Argument<Items> unnamed(String example) {
        return new Argument<>() {
            @Override
            public String grammar() {
                return "[ " + example + ", … ] | SET | from file \"FILE\"";
            }

            @Override
            public String what() {
                return "a list, the name of a set, or `from file`";
            }

            @Override
            public Optional<Items> read(ArgumentReader args) {
                return items(args, true);
            }

            @Override
            public String conf(Items value) {
                return text(value);
            }

            @Override
            public Object json(Items value) {
                return switch (value) {
                    case Items.Listed(List<Arg> args, Span _) -> Tokens.items(args);
                    case Items.Named(String name, Span _) -> name;
                    case Items.File _ -> member(value);
                };
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> file = new LinkedHashMap<>();
                file.put("file", Schemas.type("string"));
                return Schemas.either(
                        Schemas.array(ITEM),
                        Schemas.type("string"),
                        Schemas.object(file, List.of("file")));
            }

            @Override
            public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
                return switch (value) {
                    case Json.Arr array -> arguments.list(array).map(List::of);
                    case Json.Obj object
                            when arguments.onlyMembers(object, List.of("file"), "it") ->
                            arguments.set(object, new ArrayList<>());
                    case Json.Obj _ -> Optional.empty();
                    default -> arguments.scalar(value, this);
                };
            }
        };
    }

    private static final Map<String, Object> ITEM =
            Schemas.either(Schemas.type("string"), Schemas.type("integer"));

    private static Optional<Items> items(ArgumentReader args, boolean orName) {
        if (args.isNext("from")) {
            args.skip();
            if (!args.isNext("file")) {
                args.report()
                        .error(
                                Code.MISSING_VALUE,
                                args.behind(),
                                "`from` needs `file` and its name",
                                "for example `from file \"irr/as64511.json\"`");
                return Optional.empty();
            }
            args.skip();
            return args.text("the name of a file").map(t -> new Items.File(t.value(), t.span()));
        }
        Optional<Arg.Items> list = args.items();
        if (list.isPresent()) {
            return list.map(l -> new Items.Listed(l.args(), l.span()));
        }
        if (orName && args.peek().isPresent()) {
            return Texts.name(args, "set").map(n -> new Items.Named(n.name(), n.at()));
        }
        args.report()
                .error(
                        Code.MISSING_VALUE,
                        args.behind(),
                        args.name() + " needs a list, or `from file`",
                        args.example());
        return Optional.empty();
    }

    private static String text(Items items) {
        return switch (items) {
            case Items.Listed(List<Arg> args, Span _) -> Tokens.list(args);
            case Items.File(String name, Span _) -> "from file " + Texts.quote(name);
            case Items.Named(String name, Span _) -> name;
        };
    }

    private static Map<String, Object> member(Items items) {
        return switch (items) {
            case Items.File(String name, Span _) -> Map.of("file", name);
            case Items.Listed(List<Arg> args, Span _) -> Map.of("items", Tokens.items(args));
            case Items.Named(String name, Span _) -> Map.of("name", name);
        };
    }

    /// An example for help texts.
    static Items listed(String... words) {
        var args = new ArrayList<Arg>();
        for (String word : words) {
            if (!args.isEmpty()) {
                args.add(new Arg.Comma(Words.example(Token.Kind.COMMA, ",")));
            }
            args.add(new Arg.Scalar(Words.example(Token.Kind.WORD, word)));
        }
        return new Items.Listed(args, Words.NOWHERE);
    }
}
