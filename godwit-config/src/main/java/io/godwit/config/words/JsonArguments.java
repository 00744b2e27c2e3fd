package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.json.JsonPlace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Values of the machine form as the arguments of a statement, with places in the JSON text.
public final class JsonArguments {
    private final SourceText source;
    private final Reporter report;

    public JsonArguments(SourceText source, Reporter report) {
        this.source = source;
        this.report = report;
    }

    /// The stretch of text of a member or value.
    public Span span(JsonPlace at) {
        return new Span(source, at.offset(), at.endOffset());
    }

    /// Reports a value of another type.
    public void wrongType(String name, String wanted, Json found) {
        report.error(
                Code.WRONG_TYPE,
                span(found.at()),
                "`" + name + "` takes " + wanted + ", not " + found.kind(),
                "");
    }

    /// A token at the place of a member or value.
    public Token token(Token.Kind kind, JsonPlace at, String value) {
        return new Token(source, kind, at.offset(), at.endOffset(), value, false);
    }

    /// A word that only the text form has, at the place of a value.
    public Arg word(String word, Json at) {
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
