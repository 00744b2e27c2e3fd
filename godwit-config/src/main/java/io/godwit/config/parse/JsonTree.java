package io.godwit.config.parse;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Argument;
import io.godwit.config.words.Block;
import io.godwit.config.words.JsonArguments;
import io.godwit.config.words.JsonText;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
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
/// member becomes a statement, its name the word, its value the arguments ([JsonArguments]), with
/// places in the JSON text.
public final class JsonTree {
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(32, Integer.MAX_VALUE);

    private final JsonArguments arguments;
    private final Reporter report;

    private JsonTree(SourceText source, Reporter report) {
        this.arguments = new JsonArguments(source, report);
        this.report = report;
    }

    public static List<Statement> statements(SourceText source, Reporter report) {
        var tree = new JsonTree(source, report);
        return switch (JsonReader.read(source.text(), LIMITS)) {
            case JsonReading.Ok(Json.Obj object) -> tree.block(object, Block.FILE, Set.of());
            case JsonReading.Ok(Json other) -> {
                report.error(
                        Code.WRONG_TYPE,
                        tree.arguments.span(other.at()),
                        "a configuration is an object, not " + other.kind(),
                        "");
                yield List.of();
            }
            case JsonReading.Bad(String problem, JsonPlace at) -> {
                report.error(Code.NOT_JSON, tree.arguments.span(at), problem, "");
                yield List.of();
            }
        };
    }

    /// Reports what makes a text no JSON, whatever it says.
    public static void checkSyntax(SourceText source, Reporter report) {
        if (JsonReader.read(source.text(), LIMITS)
                instanceof JsonReading.Bad(var problem, var at)) {
            report.error(Code.NOT_JSON, new JsonArguments(source, report).span(at), problem, "");
        }
    }

    private List<Statement> block(Json.Obj object, Block block, Set<String> heads) {
        var statements = new ArrayList<Statement>();
        Map<String, Json.Member> seen = new HashMap<>();
        for (Json.Member member : object.members()) {
            if (heads.contains(member.name())
                    || block == Block.FILE && member.name().equals("$schema")) {
                continue;
            }
            Token word = arguments.token(Token.Kind.WORD, member.nameAt(), member.name());
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
                        arguments.span(first.nameAt()),
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
                Token itemWord =
                        arguments.token(Token.Kind.WORD, firstChar(item.at()), word.jsonName());
                into.add(one(word, itemWord, item));
            }
        } else {
            arguments.wrongType(word.jsonName(), "an array", value);
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
                    .fromJson(value, arguments)
                    .map(args -> new Statement(token, args, Optional.empty()))
                    .orElse(Statement.broken(token));
        }
        if (word.argument().bare() && (value instanceof Json.Str || value instanceof Json.Num)) {
            return arguments
                    .scalar(value, word.argument())
                    .map(head -> new Statement(token, head, Optional.empty()))
                    .orElse(Statement.broken(token));
        }
        if (!(value instanceof Json.Obj object)) {
            arguments.wrongType(word.jsonName(), "an object", value);
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
        List<Statement> inside =
                word.body().get().isPolicy()
                        ? policy(object, heads)
                        : block(object, word.body().get(), Set.copyOf(heads));
        Span open = arguments.span(firstChar(object.at()));
        var body = new Statement.Body(open, inside);
        return new Statement(token, args, Optional.of(body));
    }

    /// The statements of a policy: texts, and objects for those with a block.
    private List<Statement> policy(Json.Obj object, List<String> heads) {
        var names = new ArrayList<>(heads);
        names.add("statements");
        if (!arguments.onlyMembers(object, names, "a policy")) {
            return List.of();
        }
        if (!(object.get("statements").orElse(object) instanceof Json.Arr array)) {
            Json found = object.get("statements").orElse(object);
            arguments.wrongType("statements", "an array", found);
            return List.of();
        }
        var statements = new ArrayList<Statement>();
        for (Json item : array.items()) {
            switch (item) {
                case Json.Str text -> statement(text, Optional.empty(), statements);
                case Json.Obj block
                        when block.get("block").orElse(null) instanceof Json.Str head -> {
                    List<Statement> inside = policy(block, List.of("block"));
                    Span open = arguments.span(firstChar(block.at()));
                    statement(head, Optional.of(new Statement.Body(open, inside)), statements);
                }
                default ->
                        report.error(
                                Code.WRONG_TYPE,
                                arguments.span(item.at()),
                                "a statement is a string, or an object with `block` and"
                                        + " `statements`, not "
                                        + item.kind(),
                                "for example `\"accept\"`");
            }
        }
        return statements;
    }

    private void statement(Json.Str text, Optional<Statement.Body> body, List<Statement> into) {
        Token end = arguments.token(Token.Kind.END, text.at(), "");
        var tokens = new ArrayList<>(arguments.lexed(text));
        tokens.add(end);
        List<Statement> read = Parser.statements(tokens, report);
        if (read.size() == 1 && read.getFirst().body().isEmpty()) {
            into.add(new Statement(read.getFirst().word(), read.getFirst().args(), body));
        } else {
            report.error(
                    Code.UNEXPECTED_WORD,
                    arguments.span(text.at()),
                    "not one statement: " + Span.quoted(text.value()),
                    "one string is one statement, without `;`");
        }
    }

    private <T> boolean head(
            Argument.HeadMember head, Word<T> word, Json.Obj object, List<Arg> args) {
        List<Json.Member> members =
                object.members().stream().filter(m -> m.name().equals(head.name())).toList();
        if (members.size() > 1) {
            report.error(
                    Code.DUPLICATE_STATEMENT,
                    arguments.span(members.get(1).nameAt()),
                    "second `" + head.name() + "` in this object",
                    "keep one of them",
                    arguments.span(members.get(0).nameAt()),
                    "first here");
            return false;
        }
        if (members.isEmpty()) {
            if (head.required()) {
                report.error(
                        Code.MISSING_VALUE,
                        arguments.span(firstChar(object.at())),
                        "missing `" + head.name() + "`",
                        "for example `"
                                + JsonText.spaced(word.argument().json(word.example()))
                                + "`");
            }
            return !head.required();
        }
        if (word.argument().bare()) {
            Optional<List<Arg>> value =
                    arguments.scalar(members.getFirst().value(), word.argument());
            value.ifPresent(args::addAll);
            return value.isPresent();
        }
        if (!(members.getFirst().value() instanceof Json.Str text)) {
            arguments.wrongType(head.name(), "a string", members.getFirst().value());
            return false;
        }
        if (!head.lead().isEmpty()) {
            args.add(arguments.word(head.lead(), text));
        }
        args.add(new Arg.Scalar(arguments.token(Token.Kind.JSON_STRING, text.at(), text.value())));
        return true;
    }
}
