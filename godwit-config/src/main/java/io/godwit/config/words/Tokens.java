package io.godwit.config.words;

import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Arguments and statements written again as text, in the layout of the formatter; the same from
/// both forms of the language.
public final class Tokens {
    private Tokens() {}

    /// Arguments with one blank between them, none before a comma.
    public static String text(List<Arg> args) {
        var out = new StringBuilder();
        for (Arg arg : args) {
            if (!out.isEmpty() && !(arg instanceof Arg.Comma)) {
                out.append(' ');
            }
            out.append(
                    switch (arg) {
                        case Arg.Scalar(Token token) -> text(token);
                        case Arg.Comma _ -> ",";
                        case Arg.Items items -> list(items.args());
                    });
        }
        return out.toString();
    }

    private static String text(Token token) {
        return token.is(Token.Kind.STRING) ? Texts.quote(token.value()) : token.value();
    }

    /// A string of the language.
    public static String quoted(String text) {
        return Texts.quote(text);
    }

    /// `[ a, b ]`.
    public static String list(List<Arg> args) {
        boolean comma = !args.isEmpty() && args.getLast() instanceof Arg.Comma;
        String inside = text(comma ? args.subList(0, args.size() - 1) : args);
        return inside.isEmpty() ? "[]" : "[ " + inside + " ]";
    }

    /// What stands between the commas; numbers as numbers.
    static List<Object> items(List<Arg> args) {
        var items = new ArrayList<Object>();
        int from = 0;
        for (int i = 0; i <= args.size(); i++) {
            if (i == args.size() || args.get(i) instanceof Arg.Comma) {
                if (i > from) {
                    String text = text(args.subList(from, i));
                    boolean number = text.matches("0|[1-9][0-9]{0,9}");
                    items.add(number ? (Object) Long.parseLong(text) : text);
                }
                from = i + 1;
            }
        }
        return items;
    }

    /// Statements of a policy as lines.
    public static List<String> lines(List<Statement> statements, String indent) {
        var lines = new ArrayList<String>();
        for (Statement statement : statements) {
            String head = head(statement);
            if (statement.body().isEmpty()) {
                lines.add(indent + head + ";");
                continue;
            }
            boolean follows =
                    isElse(statement) && !lines.isEmpty() && lines.getLast().equals(indent + "}");
            if (follows) {
                lines.removeLast();
            }
            lines.add(indent + (follows ? "} " : "") + head + " {");
            lines.addAll(lines(statement.body().get().statements(), indent + "    "));
            lines.add(indent + "}");
        }
        return lines;
    }

    private static boolean isElse(Statement statement) {
        return statement.word().value().equals("else");
    }

    /// The statement without its block, on one line.
    public static String head(Statement statement) {
        String args = text(statement.args());
        return text(statement.word()) + (args.isEmpty() ? "" : " " + args);
    }

    /// Statements of a policy in the machine form: a text each, an object for one with a block.
    public static List<Object> json(List<Statement> statements) {
        return statements.stream()
                .map(statement ->
                        statement
                                .body()
                                .<Object>map(body -> object(statement, body))
                                .orElse(head(statement)))
                .collect(Collectors.toList());
    }

    private static Map<String, Object> object(Statement statement, Statement.Body body) {
        var object = new LinkedHashMap<String, Object>();
        object.put("block", head(statement));
        object.put("statements", json(body.statements()));
        return object;
    }
}
