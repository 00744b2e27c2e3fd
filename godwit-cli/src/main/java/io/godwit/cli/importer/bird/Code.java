package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;

import java.util.List;
import java.util.Optional;

/// Filters and functions as they are written.
///
/// @param parameters names in order
record Code(String name, List<String> parameters, List<Stmt> body, At at) {
    /// A statement.
    sealed interface Stmt {
        At at();
    }

    record Accept(At at) implements Stmt {}

    /// @param message empty when there is none
    record Reject(At at, String message) implements Stmt {}

    /// @param text of the condition
    record If(At at, String text, Expr condition, List<Stmt> then, List<Stmt> otherwise)
            implements Stmt {}

    record Return(At at, Optional<Expr> value) implements Stmt {}

    record Assign(At at, String target, Expr value) implements Stmt {}

    record Unset(At at, String target) implements Stmt {}

    /// `f(x);`, `bgp_community.add(x);`
    record Do(At at, Expr what) implements Stmt {}

    /// `print …;`
    record Print(At at, String text) implements Stmt {}

    /// What has no counterpart, such as `for`.
    record Other(At at, String text) implements Stmt {}

    /// An expression.
    sealed interface Expr {
        At at();
    }

    /// A number, text, address or prefix as it is written.
    record Literal(Token token) implements Expr {
        @Override
        public At at() {
            return token.at();
        }
    }

    record Name(At at, String name) implements Expr {}

    /// `x.name`, `x.name(arguments)`.
    record Dot(At at, Expr target, String name, List<Expr> arguments) implements Expr {}

    record Call(At at, String name, List<Expr> arguments) implements Expr {}

    record Binary(At at, String sign, Expr left, Expr right) implements Expr {}

    record Invert(At at, Expr of) implements Expr {}

    /// `(65000, 1)`, `(rt, 65000, *)`.
    record Tuple(At at, List<Expr> parts) implements Expr {}

    /// `[ … ]`.
    record SetOf(At at, List<Expr> members) implements Expr {}

    /// `1..5` in a set.
    record Between(At at, Expr from, Expr to) implements Expr {}

    /// `*` in a tuple.
    record Any(At at) implements Expr {}

    /// `[= * 65000 =]`.
    record Mask(At at, List<Token> tokens) implements Expr {}
}
