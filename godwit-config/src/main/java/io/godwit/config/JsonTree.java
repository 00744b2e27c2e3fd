package io.godwit.config;

import io.godwit.json.Json;
import io.godwit.json.JsonPlace;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The machine form as the generic tree, so that everything behind it is one and the same: each
/// member becomes a statement, its name the word, its value the arguments, with places in the JSON
/// text.
final class JsonTree {
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(32, Integer.MAX_VALUE);

    private final SourceText source;
    private final Reporter report;

    private JsonTree(SourceText source, Reporter report) {
        this.source = source;
        this.report = report;
    }

    static List<Statement> statements(SourceText source, Reporter report) {
        var tree = new JsonTree(source, report);
        return switch (JsonReader.read(source.text(), LIMITS)) {
            case JsonReading.Ok(Json.Obj object) -> tree.block(object, Block.FILE, Set.of());
            case JsonReading.Ok(Json other) -> {
                report.error(
                        Code.WRONG_TYPE,
                        tree.span(other.at()),
                        "a configuration is an object, not " + other.kind(),
                        "");
                yield List.of();
            }
            case JsonReading.Bad(String problem, JsonPlace at) -> {
                report.error(Code.NOT_JSON, tree.span(at), problem, "");
                yield List.of();
            }
        };
    }

    /// Reports what makes a text no JSON, whatever it says.
    static void checkSyntax(SourceText source, Reporter report) {
        if (JsonReader.read(source.text(), LIMITS)
                instanceof JsonReading.Bad(var problem, var at)) {
            report.error(Code.NOT_JSON, new JsonTree(source, report).span(at), problem, "");
        }
    }

    private Span span(JsonPlace at) {
        return new Span(source, at.offset(), at.endOffset());
    }

    private List<Statement> block(Json.Obj object, Block block, Set<String> heads) {
        var statements = new ArrayList<Statement>();
        Map<String, Json.Member> seen = new HashMap<>();
        for (Json.Member member : object.members()) {
            if (heads.contains(member.name())
                    || block == Block.FILE && member.name().equals("$schema")) {
                continue;
            }
            Token word = token(Token.Kind.WORD, member.nameAt(), member.name());
            Optional<Word<?>> known = Words.find(block, true, member.name());
            if (known.isEmpty()) {
                statements.add(new Statement(word, List.of(), Optional.empty()));
                continue;
            }
            Json.Member first = seen.putIfAbsent(member.name(), member);
            if (first != null && known.get().repeatable()) {
                // BlockReader says it for the others.
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        word.span(),
                        "second `" + member.name() + "` in this object",
                        "keep one of them",
                        span(first.nameAt()),
                        "first here");
                continue;
            }
            member(known.get(), word, member.value(), statements);
        }
        return statements;
    }

    private void member(Word<?> word, Token token, Json value, List<Statement> into) {
        if (!word.repeatable()) {
            into.add(one(word, token, value));
        } else if (value instanceof Json.Arr array) {
            for (Json item : array.items()) {
                Token itemWord = token(Token.Kind.WORD, firstChar(item.at()), word.jsonName());
                into.add(one(word, itemWord, item));
            }
        } else {
            wrongType(word.jsonName(), "an array", value);
            into.add(Statement.broken(token));
        }
    }

    /// Items have no word of their own: an error without a better place points at their beginning.
    private static JsonPlace firstChar(JsonPlace at) {
        return new JsonPlace(at.line(), at.column(), at.offset(), at.offset() + 1);
    }

    private <T> Statement one(Word<T> word, Token token, Json value) {
        if (word.body().isEmpty()) {
            return word.argument()
                    .fromJson(value, this)
                    .map(args -> new Statement(token, args, Optional.empty()))
                    .orElse(Statement.broken(token));
        }
        if (!(value instanceof Json.Obj object)) {
            wrongType(word.jsonName(), "an object", value);
            return Statement.broken(token);
        }
        var args = new ArrayList<Arg>();
        var heads = new ArrayList<String>();
        for (Argument.HeadMember head : word.argument().head()) {
            heads.add(head.name());
            if (!head(head, word, object, args)) {
                return Statement.broken(token);
            }
        }
        List<Statement> inside = block(object, word.body().get(), Set.copyOf(heads));
        Span open = span(firstChar(object.at()));
        var body = new Statement.Body(open, inside);
        return new Statement(token, args, Optional.of(body));
    }

    private <T> boolean head(
            Argument.HeadMember head, Word<T> word, Json.Obj object, List<Arg> args) {
        List<Json.Member> members =
                object.members().stream().filter(m -> m.name().equals(head.name())).toList();
        if (members.size() > 1) {
            report.error(
                    Code.DUPLICATE_STATEMENT,
                    span(members.get(1).nameAt()),
                    "second `" + head.name() + "` in this object",
                    "keep one of them",
                    span(members.get(0).nameAt()),
                    "first here");
            return false;
        }
        if (members.isEmpty()) {
            if (head.required()) {
                report.error(
                        Code.MISSING_VALUE,
                        span(firstChar(object.at())),
                        "missing `" + head.name() + "`",
                        "for example `"
                                + JsonText.spaced(word.argument().json(word.example()))
                                + "`");
            }
            return !head.required();
        }
        if (!(members.getFirst().value() instanceof Json.Str text)) {
            wrongType(head.name(), "a string", members.getFirst().value());
            return false;
        }
        if (!head.lead().isEmpty()) {
            args.add(word(head.lead(), text));
        }
        args.add(new Arg.Scalar(token(Token.Kind.JSON_STRING, text.at(), text.value())));
        return true;
    }

    private void wrongType(String name, String wanted, Json found) {
        report.error(
                Code.WRONG_TYPE,
                span(found.at()),
                "`" + name + "` takes " + wanted + ", not " + found.kind(),
                "");
    }

    private Token token(Token.Kind kind, JsonPlace at, String value) {
        return new Token(source, kind, at.offset(), at.endOffset(), value, false);
    }

    /// A word that only the text form has, at the place of a value.
    Arg word(String word, Json at) {
        return new Arg.Scalar(token(Token.Kind.WORD, at.at(), word));
    }

    /// Whether an object has only members of these names, each once; reports those it should not
    /// have.
    boolean onlyMembers(Json.Obj object, List<String> names, String owner) {
        var seen = new HashMap<String, Json.Member>();
        for (Json.Member member : object.members()) {
            Span span = span(member.nameAt());
            if (!names.contains(member.name())) {
                String message = "`" + member.name() + "` does not belong in " + owner;
                String help =
                        NearestWord.of(member.name(), names)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("possible: `" + String.join("`, `", names) + "`");
                report.error(Code.UNKNOWN_WORD, span, message, help);
                return false;
            }
            Json.Member first = seen.putIfAbsent(member.name(), member);
            if (first != null) {
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        span,
                        "second `" + member.name() + "` in this object",
                        "keep one of them",
                        span(first.nameAt()),
                        "first here");
                return false;
            }
        }
        return true;
    }

    /// A value of one of the types that the schema of the argument allows, as arguments.
    Optional<List<Arg>> scalar(Json value, Argument<?> argument) {
        Set<String> types = Schemas.types(argument.schema());
        Optional<Arg> arg =
                switch (value) {
                    case Json.Num number when types.contains("integer") && isInteger(number) ->
                            scalarArg(Token.Kind.WORD, number, number.literal());
                    case Json.Str text when types.contains("string") ->
                            scalarArg(Token.Kind.JSON_STRING, text, text.value());
                    case Json.Bool bool when types.contains("boolean") ->
                            scalarArg(Token.Kind.WORD, bool, bool.value() ? "yes" : "no");
                    case Json.Arr array when types.contains("array") -> items(array);
                    default -> Optional.empty();
                };
        if (arg.isEmpty() && !(value instanceof Json.Arr && types.contains("array"))) {
            report.error(
                    Code.WRONG_TYPE,
                    span(value.at()),
                    "expected "
                            + Schemas.inWords(types)
                            + (types.contains("boolean") ? "" : " (" + argument.what() + ")")
                            + ", found "
                            + (value instanceof Json.Num
                                    ? span(value.at()).quoted()
                                    : value.kind()),
                    "");
        }
        return arg.map(List::of);
    }

    /// `1.10` as a number is 1.1 and not the AS number of two halves: only a string is that.
    private static boolean isInteger(Json.Num number) {
        return number.literal().chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }

    private Optional<Arg> scalarArg(Token.Kind kind, Json value, String text) {
        return Optional.of(new Arg.Scalar(token(kind, value.at(), text)));
    }

    private Optional<Arg> items(Json.Arr array) {
        var args = new ArrayList<Arg>();
        for (Json item : array.items()) {
            if (!(item instanceof Json.Str text)) {
                report.error(
                        Code.WRONG_TYPE,
                        span(item.at()),
                        "expected a string, found " + item.kind(),
                        "");
                return Optional.empty();
            }
            if (!args.isEmpty()) {
                args.add(new Arg.Comma(token(Token.Kind.COMMA, item.at(), ",")));
            }
            args.add(new Arg.Scalar(token(Token.Kind.JSON_STRING, text.at(), text.value())));
        }
        return Optional.of(new Arg.Items(args, span(array.at())));
    }
}
