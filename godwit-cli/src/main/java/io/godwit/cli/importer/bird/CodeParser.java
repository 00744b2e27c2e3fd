package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;
import io.godwit.cli.importer.bird.Code.Expr;
import io.godwit.cli.importer.bird.Code.Stmt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The language of filters (BIRD 2). Declarations of variables are left out: what counts is what is
/// assigned.
final class CodeParser {
    private static final Set<String> TYPES =
            Set.of(
                    "int", "bool", "ip", "prefix", "pair", "quad", "ec", "lc", "string", "bgpmask",
                    "bgppath", "clist", "eclist", "lclist", "rd", "set", "enum");
    private static final Set<String> COMPARISONS =
            Set.of("=", "!=", "<", "<=", ">", ">=", "~", "!~");

    private final List<Token> tokens;
    private int next;

    private CodeParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// The body of a filter or function.
    static List<Stmt> body(List<Token> tokens) {
        var parser = new CodeParser(tokens);
        return parser.statements();
    }

    /// One expression, and nothing behind it.
    static Expr expression(List<Token> tokens) {
        var parser = new CodeParser(tokens);
        var expression = parser.either();
        if (parser.next < tokens.size()) {
            throw parser.unexpected();
        }
        return expression;
    }

    private Token peek() {
        return next < tokens.size()
                ? tokens.get(next)
                : new Token(Token.Kind.END, "the end", lastAt());
    }

    private At lastAt() {
        return tokens.isEmpty() ? new At("?", 0) : tokens.get(tokens.size() - 1).at();
    }

    private Token take() {
        var token = peek();
        next++;
        return token;
    }

    private boolean skip(String sign) {
        boolean there = peek().is(sign);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String sign) {
        if (!skip(sign)) {
            throw unexpected();
        }
    }

    private Unreadable unexpected() {
        return new Unreadable(peek().at(), "not expected in a filter: `" + peek().text() + "`");
    }

    // ---- statements ----

    private List<Stmt> statements() {
        var all = new ArrayList<Stmt>();
        while (next < tokens.size() && !peek().is("}")) {
            all.addAll(statement());
        }
        return all;
    }

    private List<Stmt> block() {
        if (!skip("{")) {
            return statement();
        }
        var all = statements();
        expect("}");
        return all;
    }

    /// None for a declaration, several for a block.
    private List<Stmt> statement() {
        var first = peek();
        if (first.is("{")) {
            return block();
        }
        if (skip(";")) {
            return List.of();
        }
        if (first.kind() == Token.Kind.WORD && TYPES.contains(first.text())) {
            return declaration();
        }
        return switch (first.kind() == Token.Kind.WORD ? first.text() : "") {
            case "if" -> List.of(conditional());
            case "accept", "reject", "error" -> List.of(end());
            case "return" -> List.of(returns());
            case "case" -> List.of(cases());
            case "for", "while" -> List.of(other());
            case "print", "printn" -> List.of(new Code.Print(first.at(), rest()));
            case "unset" -> List.of(unset());
            default -> List.of(assignmentOrCall());
        };
    }

    private Stmt conditional() {
        var at = take().at();
        int from = next;
        var condition = either();
        String text = Item.text(tokens.subList(from, next));
        expect("then");
        var then = block();
        List<Stmt> otherwise = skip("else") ? block() : List.of();
        return new Code.If(at, text, condition, then, otherwise);
    }

    private Stmt end() {
        var word = take();
        String message = peek().kind() == Token.Kind.STRING ? peek().text() : "";
        rest();
        return word.is("accept") ? new Code.Accept(word.at()) : new Code.Reject(word.at(), message);
    }

    private Stmt returns() {
        var at = take().at();
        Optional<Expr> value = peek().is(";") ? Optional.empty() : Optional.of(either());
        expect(";");
        return new Code.Return(at, value);
    }

    /// `case x { 1: …; 2, 3: …; else: …; }` as a chain of conditions.
    private Stmt cases() {
        var at = take().at();
        var value = either();
        expect("{");
        var arms = new ArrayList<Code.If>();
        List<Stmt> otherwise = List.of();
        while (!skip("}")) {
            if (skip("else")) {
                expect(":");
                otherwise = arm();
                continue;
            }
            int from = next;
            var members = new ArrayList<Expr>();
            do {
                members.add(member());
            } while (skip(","));
            String text = Item.text(tokens.subList(from, next));
            expect(":");
            var test = new Code.Binary(at, "~", value, new Code.SetOf(at, members));
            arms.add(new Code.If(at, text, test, arm(), List.of()));
        }
        for (int i = arms.size() - 1; i >= 0; i--) {
            var arm = arms.get(i);
            otherwise =
                    List.of(new Code.If(at, arm.text(), arm.condition(), arm.then(), otherwise));
        }
        return otherwise.size() == 1
                ? otherwise.get(0)
                : new Code.Other(at, "case without a condition");
    }

    private List<Stmt> arm() {
        var all = new ArrayList<Stmt>();
        while (!peek().is("}") && !peek().is("else") && !label()) {
            all.addAll(statement());
        }
        return all;
    }

    /// Whether a label of the next arm begins here: values up to a `:`.
    private boolean label() {
        for (int i = next; i < tokens.size(); i++) {
            if (tokens.get(i).is(":")) {
                return true;
            }
            if (tokens.get(i).is(";") || tokens.get(i).is("{") || tokens.get(i).is("}")) {
                return false;
            }
        }
        throw unexpected();
    }

    private Stmt other() {
        int from = next;
        while (!peek().is("{") && !peek().is(";") && next < tokens.size()) {
            next++;
        }
        String text = Item.text(tokens.subList(from, next));
        block();
        return new Code.Other(tokens.get(from).at(), text);
    }

    private String rest() {
        int from = next;
        while (next < tokens.size() && !peek().is(";")) {
            next++;
        }
        String text = Item.text(tokens.subList(from, next));
        skip(";");
        return text;
    }

    private List<Stmt> declaration() {
        while (peek().kind() == Token.Kind.WORD && TYPES.contains(peek().text())) {
            next++;
        }
        var name = take();
        if (skip(";")) {
            return List.of();
        }
        expect("=");
        var value = either();
        expect(";");
        return List.of(new Code.Assign(name.at(), name.text(), value));
    }

    private Stmt unset() {
        var at = take().at();
        expect("(");
        String name = take().text();
        expect(")");
        skip(";");
        return new Code.Unset(at, name);
    }

    private Stmt assignmentOrCall() {
        int from = next;
        var at = peek().at();
        var target = postfix();
        if (skip("=")) {
            var value = either();
            expect(";");
            return target instanceof Code.Name name
                    ? new Code.Assign(at, name.name(), value)
                    : new Code.Other(at, Item.text(tokens.subList(from, next)));
        }
        expect(";");
        return new Code.Do(at, target);
    }

    // ---- expressions ----

    /// `&&` and `||` have the same precedence in BIRD 2, from left to right.
    private Expr either() {
        var left = comparison();
        while (peek().is("&&") || peek().is("||")) {
            var sign = take();
            left = new Code.Binary(sign.at(), sign.text(), left, comparison());
        }
        return left;
    }

    private Expr comparison() {
        var left = sum();
        if (peek().kind() == Token.Kind.SIGN && COMPARISONS.contains(peek().text())) {
            var sign = take();
            return new Code.Binary(sign.at(), sign.text(), left, sum());
        }
        return left;
    }

    private Expr sum() {
        var left = product();
        while (peek().is("+") || peek().is("-") || peek().is("++")) {
            var sign = take();
            left = new Code.Binary(sign.at(), sign.text(), left, product());
        }
        return left;
    }

    private Expr product() {
        var left = unary();
        while (peek().is("*") || peek().is("/")) {
            var sign = take();
            left = new Code.Binary(sign.at(), sign.text(), left, unary());
        }
        return left;
    }

    private Expr unary() {
        if (peek().is("!")) {
            return new Code.Invert(take().at(), unary());
        }
        return postfix();
    }

    private Expr postfix() {
        var value = primary();
        while (skip(".")) {
            var name = take();
            List<Expr> arguments = peek().is("(") ? arguments() : List.of();
            value = new Code.Dot(name.at(), value, name.text(), arguments);
        }
        return value;
    }

    private List<Expr> arguments() {
        expect("(");
        var all = new ArrayList<Expr>();
        while (!skip(")")) {
            all.add(either());
            if (!peek().is(")")) {
                expect(",");
            }
        }
        return all;
    }

    private Expr primary() {
        var token = take();
        return switch (token.kind()) {
            case NUMBER, STRING, ADDRESS, PREFIX -> new Code.Literal(token);
            case WORD -> word(token);
            case SIGN -> bracket(token);
            case END -> throw unexpected();
        };
    }

    private Expr word(Token token) {
        return peek().is("(")
                ? new Code.Call(token.at(), token.text(), arguments())
                : new Code.Name(token.at(), token.text());
    }

    private Expr bracket(Token token) {
        switch (token.text()) {
            case "(" -> {
                return parenthesis(token);
            }
            case "[" -> {
                return set(token);
            }
            case "[=" -> {
                int from = next;
                while (!peek().is("=]")) {
                    take();
                }
                return new Code.Mask(token.at(), tokens.subList(from, next++));
            }
            // `-empty-`
            case "-" -> {
                String name = take().text();
                expect("-");
                return new Code.Name(token.at(), "-" + name + "-");
            }
            default -> {
                next--;
                throw unexpected();
            }
        }
    }

    private Expr parenthesis(Token open) {
        var first = part();
        if (skip(")")) {
            return first;
        }
        var parts = new ArrayList<>(List.of(first));
        while (skip(",")) {
            parts.add(part());
        }
        expect(")");
        return new Code.Tuple(open.at(), parts);
    }

    private Expr part() {
        if (peek().is("*")) {
            return new Code.Any(take().at());
        }
        var first = either();
        return peek().is("..") ? new Code.Between(take().at(), first, either()) : first;
    }

    private Expr set(Token open) {
        var members = new ArrayList<Expr>();
        while (!skip("]")) {
            members.add(member());
            if (!peek().is("]")) {
                expect(",");
            }
        }
        return new Code.SetOf(open.at(), members);
    }

    private Expr member() {
        var first = sum();
        return peek().is("..") ? new Code.Between(take().at(), first, sum()) : first;
    }
}
