package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.PrefixText;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Expressions of filters: constants are computed, functions without effect are put in place, and
/// what asks the route becomes words of the result.
final class Evaluation {
    private static final int DEEPEST = 40;

    /// Statements of functions that one filter may take to evaluate.
    private static final int MOST_STEPS = 100_000;

    private final Definitions definitions;
    private final Matching matching;
    private int steps;

    Evaluation(Definitions definitions, NamedSets sets) {
        this.definitions = definitions;
        matching = new Matching(definitions, sets);
    }

    /// Begins with a filter.
    void begin() {
        steps = 0;
    }

    Value of(Code.Expr expression, Scope scope) {
        return switch (expression) {
            case Code.Literal literal -> literal(literal.token());
            case Code.Name name -> name(name, scope);
            case Code.Dot dot -> dot(dot, scope);
            case Code.Call call -> call(call, scope);
            case Code.Binary binary -> binary(binary, scope);
            case Code.Invert invert ->
                    new Value.Truth(truth(of(invert.of(), scope), invert.at()).not());
            case Code.Tuple tuple -> tuple(tuple, scope);
            case Code.SetOf set -> set(set, scope);
            case Code.Mask mask -> new Value.Mask(mask(mask, scope));
            case Code.Between between ->
                    Value.Number.field(
                            number(of(between.from(), scope), between.at())
                                    + ".."
                                    + number(of(between.to(), scope), between.at()));
            case Code.Any any -> throw new NotCarried(any.at(), "*", "not expected here");
        };
    }

    Condition condition(Code.Expr expression, Scope scope) {
        return truth(of(expression, scope), expression.at());
    }

    static Condition truth(Value value, At at) {
        if (value instanceof Value.Truth truth) {
            return truth.condition();
        }
        throw new NotCarried(at, value.toString(), "not a condition");
    }

    static String number(Value value, At at) {
        if (value instanceof Value.Number number) {
            return number.text();
        }
        throw new NotCarried(at, value.toString(), "not a number");
    }

    private Value literal(Token token) {
        return switch (token.kind()) {
            case NUMBER -> Value.Number.of(Long.decode(decimal(token.text())));
            case STRING -> new Value.Text(token.text());
            case ADDRESS -> new Value.Address(token.text());
            default -> prefix(token);
        };
    }

    /// `010` is ten.
    private static String decimal(String text) {
        return text.startsWith("0x") || text.startsWith("0X")
                ? text
                : text.replaceFirst("^0+(?=.)", "");
    }

    private static Value prefix(Token token) {
        String text = token.text();
        int end = text.indexOf('/') + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        Prefix prefix = PrefixText.parse(token.at(), text.substring(0, end));
        int bits = prefix.address().bits();
        int own = prefix.length();
        String range = text.substring(end);
        List<String> entries =
                switch (range) {
                    case "" -> List.of(prefix.toString());
                    case "+" -> PrefixText.range(prefix, own, bits);
                    case "-" -> PrefixText.range(prefix, 0, own);
                    default -> {
                        String[] ends = range.substring(1, range.length() - 1).split(",");
                        yield PrefixText.range(
                                prefix,
                                Integer.parseInt(ends[0].strip()),
                                Integer.parseInt(ends[1].strip()));
                    }
                };
        return new Value.Prefix(entries, range.isEmpty() ? prefix.toString() : "");
    }

    private Value name(Code.Name name, Scope scope) {
        var variable = scope.variables().get(name.name());
        if (variable != null) {
            return variable;
        }
        var attribute = Attributes.of(name.name());
        if (attribute.isPresent()) {
            return attribute.get();
        }
        var defined = definitions.values().get(name.name());
        if (defined != null) {
            deeper(scope, name.at(), name.name());
            var value = of(defined, scope.calling(new HashMap<>()));
            return value instanceof Value.Group group
                    ? new Value.Group(group.content(), name.name(), group.items())
                    : value;
        }
        return switch (name.name()) {
            case "true", "yes" -> new Value.Truth(Condition.TRUE);
            case "false", "no" -> new Value.Truth(Condition.FALSE);
            case "from" ->
                    new Value.Address(scope.export() ? "route.peer-address" : "peer.address");
            case "-empty-" -> new Value.Group(Value.Content.NOTHING, "", List.of());
            default -> constant(name);
        };
    }

    private static Value constant(Code.Name name) {
        if (name.name().matches("(RTS|RTD|ROA|NET|ORIGIN|SCOPE|ASPA)_[A-Z0-9_]+")) {
            return new Value.Constant(name.name());
        }
        throw new NotCarried(
                name.at(),
                name.name(),
                Attributes.elsewhere(name.name())
                        ? "there is no such attribute here"
                        : "not a name that is known here");
    }

    private void deeper(Scope scope, At at, String what) {
        if (scope.depth() > DEEPEST) {
            throw new NotCarried(at, what, "calls itself, or too deep");
        }
    }

    private Value dot(Code.Dot dot, Scope scope) {
        var target = of(dot.target(), scope);
        String field =
                switch (target) {
                    case Value.Net _ when dot.name().equals("len") -> "prefix.length";
                    case Value.Path _ when dot.name().equals("len") -> "as-path.length";
                    case Value.Path _ when dot.name().equals("first") -> "as-path.first";
                    case Value.Path _ when dot.name().startsWith("last") -> "as-path.last";
                    default -> "";
                };
        if (!field.isEmpty()) {
            return Value.Number.field(field);
        }
        if (target instanceof Value.Net && dot.name().equals("type")) {
            return new Value.NetType();
        }
        throw new NotCarried(dot.at(), "." + dot.name(), "has no counterpart");
    }

    private Value call(Code.Call call, Scope scope) {
        switch (call.name()) {
            case "defined" -> {
                return defined(call);
            }
            case "roa_check" -> {
                return roa(call);
            }
            default -> {}
        }
        var function = definitions.functions().get(call.name());
        if (function == null) {
            throw new NotCarried(call.at(), call.name() + "(...)", "not a function that is known");
        }
        if (!definitions.pure(call.name())) {
            throw new NotCarried(
                    call.at(), call.name() + "(...)", "changes the route inside of an expression");
        }
        deeper(scope, call.at(), call.name());
        return returned(function.body(), 0, scope.calling(bind(function, call, scope)), call.at());
    }

    HashMap<String, Value> bind(Code function, Code.Call call, Scope scope) {
        var values = new HashMap<String, Value>();
        for (int i = 0; i < Math.min(function.parameters().size(), call.arguments().size()); i++) {
            values.put(function.parameters().get(i), of(call.arguments().get(i), scope));
        }
        return values;
    }

    private static Value defined(Code.Call call) {
        if (call.arguments().get(0) instanceof Code.Name name) {
            var attribute = Attributes.optional(name.name());
            if (attribute.isPresent()) {
                return new Value.Truth(Condition.ask(attribute.get() + " exists"));
            }
        }
        throw new NotCarried(call.at(), "defined(...)", "has no counterpart");
    }

    /// Only the whole question has a counterpart: this prefix, and the origin of this path.
    private Value roa(Code.Call call) {
        if (call.arguments().size() == 3) {
            String asked =
                    of(call.arguments().get(1), Scope.of(NOBODY, false)).toString()
                            + of(call.arguments().get(2), Scope.of(NOBODY, false));
            if (!asked.equals(new Value.Net() + Value.Number.field("as-path.last").toString())) {
                throw new NotCarried(call.at(), "roa_check(...)", "only of net and bgp_path.last");
            }
        }
        return new Value.Roa();
    }

    private static final Scope.Peer NOBODY = new Scope.Peer("", "", 0);

    /// What a function without effect returns, from a statement on.
    private Value returned(List<Code.Stmt> body, int from, Scope scope, At at) {
        if (from == body.size()) {
            throw new NotCarried(at, "function", "does not always return a value");
        }
        if (++steps > MOST_STEPS) {
            throw new NotCarried(at, "function", "it branches too much");
        }
        return switch (body.get(from)) {
            case Code.Return returns ->
                    of(
                            returns.value()
                                    .orElseThrow(
                                            () -> new NotCarried(at, "return", "without a value")),
                            scope);
            case Code.Assign assign ->
                    returned(
                            body,
                            from + 1,
                            scope.with(assign.target(), of(assign.value(), scope)),
                            at);
            case Code.If branch -> choose(branch, body, from, scope, at);
            default -> returned(body, from + 1, scope, at);
        };
    }

    private Value choose(Code.If branch, List<Code.Stmt> body, int from, Scope scope, At at) {
        var condition = condition(branch.condition(), scope);
        var rest = body.subList(from + 1, body.size());
        if (condition instanceof Condition.Always always) {
            return returned(
                    joined(always.holds() ? branch.then() : branch.otherwise(), rest),
                    0,
                    scope,
                    at);
        }
        var then = returned(joined(branch.then(), rest), 0, scope, at);
        var otherwise = returned(joined(branch.otherwise(), rest), 0, scope, at);
        return new Value.Truth(either(condition, truth(then, at), truth(otherwise, at)));
    }

    private static List<Code.Stmt> joined(List<Code.Stmt> first, List<Code.Stmt> rest) {
        var all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }

    /// One condition for `if c then a else b`.
    private static Condition either(Condition c, Condition then, Condition otherwise) {
        if (then instanceof Condition.Always always) {
            return always.holds() ? c.or(otherwise) : c.not().and(otherwise);
        }
        if (otherwise instanceof Condition.Always always) {
            return always.holds() ? c.not().or(then) : c.and(then);
        }
        return c.and(then).or(c.not().and(otherwise));
    }

    private Value binary(Code.Binary binary, Scope scope) {
        switch (binary.sign()) {
            case "&&", "||" -> {
                var left = condition(binary.left(), scope);
                boolean and = binary.sign().equals("&&");
                if (left instanceof Condition.Always always && always.holds() != and) {
                    return new Value.Truth(left);
                }
                var right = condition(binary.right(), scope);
                return new Value.Truth(and ? left.and(right) : left.or(right));
            }
            case "+", "-", "*", "/" -> {
                return arithmetic(binary, scope);
            }
            case "++" -> throw new NotCarried(binary.at(), "++", "has no counterpart");
            default -> {
                return new Value.Truth(
                        matching.of(
                                binary,
                                of(binary.left(), scope),
                                of(binary.right(), scope),
                                scope));
            }
        }
    }

    private Value arithmetic(Code.Binary binary, Scope scope) {
        var left = of(binary.left(), scope);
        var right = of(binary.right(), scope);
        if (left instanceof Value.Number(_, Optional<Long> a)
                && right instanceof Value.Number(_, Optional<Long> b)
                && a.isPresent()
                && b.isPresent()
                && !(b.get() == 0 && binary.sign().equals("/"))) {
            return Value.Number.of(
                    switch (binary.sign()) {
                        case "+" -> a.get() + b.get();
                        case "-" -> a.get() - b.get();
                        case "*" -> a.get() * b.get();
                        default -> a.get() / b.get();
                    });
        }
        return Value.Number.field(
                "("
                        + number(left, binary.at())
                        + " "
                        + binary.sign()
                        + " "
                        + number(right, binary.at())
                        + ")");
    }

    // ---- communities and sets ----

    private Value tuple(Code.Tuple tuple, Scope scope) {
        var parts = new ArrayList<String>();
        boolean exact = true;
        int from = 0;
        boolean extended = extendedType(tuple.parts().get(0)).isPresent();
        if (extended) {
            parts.add(extendedType(tuple.parts().get(0)).get());
            from = 1;
        }
        for (var part : tuple.parts().subList(from, tuple.parts().size())) {
            exact &= !(part instanceof Code.Any) && !(part instanceof Code.Between);
            parts.add(part instanceof Code.Any ? "*" : communityPart(part, scope));
        }
        var kind =
                extended
                        ? Value.Kind.EXTENDED
                        : parts.size() == 2 ? Value.Kind.STANDARD : Value.Kind.LARGE;
        return new Value.Pattern(kind, String.join(":", parts), exact);
    }

    private static Optional<String> extendedType(Code.Expr part) {
        return part instanceof Code.Name(_, String name) && (name.equals("rt") || name.equals("ro"))
                ? Optional.of(name.equals("rt") ? "rt" : "soo")
                : Optional.empty();
    }

    private String communityPart(Code.Expr part, Scope scope) {
        var value = of(part, scope);
        if (value instanceof Value.Number number && number.known().isEmpty()) {
            return part instanceof Code.Between || number.text().startsWith("(")
                    ? number.text()
                    : "(" + number.text() + ")";
        }
        return value instanceof Value.Address address ? address.text() : number(value, part.at());
    }

    private Value set(Code.SetOf set, Scope scope) {
        var items = new ArrayList<Value>();
        for (var member : set.members()) {
            items.add(of(member, scope));
        }
        return new Value.Group(content(items, set.at()), "", items);
    }

    private static Value.Content content(List<Value> items, At at) {
        Value.Content content = Value.Content.NOTHING;
        for (var item : items) {
            Value.Content one =
                    switch (item) {
                        case Value.Number _ -> Value.Content.NUMBERS;
                        case Value.Prefix _ -> Value.Content.PREFIXES;
                        case Value.Address _ -> Value.Content.ADDRESSES;
                        case Value.Constant _ -> Value.Content.CONSTANTS;
                        case Value.Pattern pattern -> Value.Content.valueOf(pattern.kind().name());
                        default -> throw new NotCarried(at, "[ ... ]", "a set of this kind");
                    };
            if (content != Value.Content.NOTHING && content != one) {
                throw new NotCarried(at, "[ ... ]", "a set of several kinds");
            }
            content = one;
        }
        return content;
    }

    /// `[= * 64500 ? [1, 2..5] + =]` in the expressions of the result.
    private String mask(Code.Mask mask, Scope scope) {
        var parts = new ArrayList<String>();
        boolean inSet = false;
        for (int i = 0; i < mask.tokens().size(); i++) {
            var token = mask.tokens().get(i);
            String text = token.text();
            if (token.kind() == Token.Kind.WORD) {
                text = number(of(new Code.Name(token.at(), text), scope), token.at());
            }
            switch (text) {
                case "*" -> parts.add(".*");
                case "?" -> parts.add(".");
                case "[", "]" -> {
                    inSet = text.equals("[");
                    parts.add(text);
                }
                case "," -> {}
                case ".." -> parts.add("..");
                case "+" -> parts.set(parts.size() - 1, parts.get(parts.size() - 1) + "+");
                case "(", ")" -> throw new NotCarried(token.at(), "[= ... =]", "an expression");
                default -> parts.add(text);
            }
        }
        if (inSet) {
            throw new NotCarried(mask.at(), "[= ... =]", "a set that is not closed");
        }
        String all = String.join(" ", parts).replace(" .. ", "..");
        return "^ " + all.replace("[ ", "[").replace(" ]", "]") + " $";
    }
}
