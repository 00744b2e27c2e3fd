package io.godwit.cli.importer.bird;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the top of the files defines by name.
///
/// @param values `define X = …;`
/// @param statics the names of the static protocols
record Definitions(
        Map<String, Code.Expr> values,
        Map<String, Code> filters,
        Map<String, Code> functions,
        Map<String, Item> templates,
        Set<String> statics) {
    Definitions() {
        this(
                new LinkedHashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new TreeSet<>());
    }

    /// Whether a function only answers and changes nothing.
    boolean pure(String function) {
        return pure(function, Set.of());
    }

    private boolean pure(String function, Set<String> within) {
        var code = functions.get(function);
        if (code == null || within.contains(function)) {
            return true;
        }
        var inner = new TreeSet<>(within);
        inner.add(function);
        return code.body().stream().allMatch(s -> pure(s, inner));
    }

    private boolean pure(Code.Stmt statement, Set<String> within) {
        return switch (statement) {
            case Code.If branch ->
                    pure(branch.condition(), within)
                            && branch.then().stream().allMatch(s -> pure(s, within))
                            && branch.otherwise().stream().allMatch(s -> pure(s, within));
            case Code.Return returns -> returns.value().stream().allMatch(v -> pure(v, within));
            case Code.Assign assign ->
                    !Attributes.known(assign.target()) && pure(assign.value(), within);
            case Code.Print _ -> true;
            default -> false;
        };
    }

    boolean pure(Code.Expr expression) {
        return pure(expression, Set.of());
    }

    private boolean pure(Code.Expr expression, Set<String> within) {
        return switch (expression) {
            case Code.Call call ->
                    pure(call.name(), within)
                            && call.arguments().stream().allMatch(a -> pure(a, within));
            case Code.Binary binary -> pure(binary.left(), within) && pure(binary.right(), within);
            case Code.Invert invert -> pure(invert.of(), within);
            default -> true;
        };
    }

    /// Whether a procedure comes out at its end and nowhere else, and calls nothing.
    boolean straight(String function) {
        var code = functions.get(function);
        return code != null && code.body().stream().allMatch(this::straight);
    }

    private boolean straight(Code.Stmt statement) {
        return switch (statement) {
            case Code.Return _, Code.Other _, Code.Accept _, Code.Do(_, Code.Call _) -> false;
            case Code.Assign assign -> Attributes.known(assign.target());
            case Code.If branch ->
                    pure(branch.condition())
                            && branch.then().stream().allMatch(this::straight)
                            && branch.otherwise().stream().allMatch(this::straight);
            default -> true;
        };
    }
}
