package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Lexer;
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
    public boolean onlyMembers(Json.Obj object, List<String> names, String owner) {
        var seen = new HashMap<String, Json.Member>();
        for (Json.Member member : object.members()) {
            Span span = span(member.nameAt());
            if (!names.contains(member.name())) {
                String message = "`" + member.name() + "` does not belong in " + owner;
                String help = NearestWord.help(member.name(), names);
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
    public Optional<List<Arg>> scalar(Json value, Argument<?> argument) {
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

    /// A string as it is.
    Arg string(Json.Str text) {
        return new Arg.Scalar(token(Token.Kind.JSON_STRING, text.at(), text.value()));
    }

    /// The `items` or the `file` of a set, behind what is there already.
    Optional<List<Arg>> set(Json.Obj object, List<Arg> args) {
        Optional<Json> items = object.get("items");
        if (items.isPresent() && items.get() instanceof Json.Arr array) {
            return list(array).map(list -> with(args, list));
        }
        if (items.isPresent()) {
            wrongType("items", "an array", items.get());
            return Optional.empty();
        }
        Optional<Json> file = object.get("file");
        if (file.isPresent() && !(file.get() instanceof Json.Str)) {
            wrongType("file", "a string", file.get());
            return Optional.empty();
        }
        if (file.isPresent()) {
            args.add(word("from", file.get()));
            args.add(word("file", file.get()));
            args.add(string((Json.Str) file.get()));
        }
        return Optional.of(args);
    }

    private static List<Arg> with(List<Arg> args, Arg last) {
        args.add(last);
        return args;
    }

    /// A list whose items are written as in the text form, several words in one string.
    Optional<Arg> list(Json.Arr array) {
        var args = new ArrayList<Arg>();
        for (Json item : array.items()) {
            if (!args.isEmpty()) {
                args.add(new Arg.Comma(token(Token.Kind.COMMA, item.at(), ",")));
            }
            switch (item) {
                case Json.Num number when isInteger(number) ->
                        args.add(word(number.literal(), number));
                case Json.Str text -> lexed(text).forEach(token -> args.add(new Arg.Scalar(token)));
                default -> {
                    report.error(
                            Code.WRONG_TYPE,
                            span(item.at()),
                            "expected a string or a number, found " + item.kind(),
                            "");
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Arg.Items(args, span(array.at())));
    }

    /// The same as arguments.
    List<Arg> words(Json.Str text) {
        List<Arg> args = new ArrayList<>();
        lexed(text).forEach(token -> args.add(new Arg.Scalar(token)));
        return args;
    }

    /// The words of a string that is text of the language, each at its own place.
    public List<Token> lexed(Json.Str text) {
        var words = new Reporter();
        var inside = new SourceText("", text.value(), 0);
        List<Token> tokens = Lexer.tokens(inside, words);
        words.diagnostics().stream()
                .findFirst()
                .ifPresent(
                        d -> report.error(Code.BAD_STRING, span(text.at()), d.message(), d.help()));
        int[] places = places(text);
        return tokens.stream()
                .filter(t -> !t.is(Token.Kind.COMMENT) && !t.is(Token.Kind.END))
                .map(t ->
                        new Token(
                                source,
                                t.kind(),
                                places[t.start()],
                                places[t.end()],
                                t.value(),
                                false))
                .toList();
    }

    /// Where each character of a string stands, and the quote behind them.
    private int[] places(Json.Str text) {
        var places = new int[text.value().length() + 1];
        int at = text.at().offset() + 1;
        for (int i = 0; i < places.length; i++) {
            places[i] = at;
            boolean escaped = source.text().charAt(at) == '\\';
            at += !escaped ? 1 : source.text().charAt(at + 1) == 'u' ? 6 : 2;
        }
        return places;
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
