package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A condition of the result, simplified as it is made: what is always true or false vanishes.
public sealed interface Condition {
    /// Always, or never.
    record Always(boolean holds) implements Condition {}

    /// One question.
    ///
    /// @param text `prefix in bogons`
    /// @param opposite `prefix not in bogons`
    record Asked(String text, String opposite) implements Condition {}

    /// All hold.
    record All(List<Condition> conditions) implements Condition {}

    /// One holds.
    record Any(List<Condition> conditions) implements Condition {}

    Condition TRUE = new Always(true);
    Condition FALSE = new Always(false);

    /// `left SIGN right` with the sign that says the opposite.
    static Condition compare(String left, String sign, String right) {
        return new Asked(
                left + " " + sign + " " + right, left + " " + opposite(sign) + " " + right);
    }

    /// `left in right`.
    static Condition in(String left, String right) {
        return new Asked(left + " in " + right, left + " not in " + right);
    }

    /// A question whose opposite begins with `not`.
    static Condition ask(String text) {
        return new Asked(text, "not " + text);
    }

    private static String opposite(String sign) {
        return switch (sign) {
            case "=" -> "!=";
            case "!=" -> "=";
            case "<" -> ">=";
            case "<=" -> ">";
            case ">" -> "<=";
            case ">=" -> "<";
            default -> throw new IllegalArgumentException(sign);
        };
    }

    /// The opposite.
    default Condition not() {
        return switch (this) {
            case Always always -> new Always(!always.holds());
            case Asked asked -> new Asked(asked.opposite(), asked.text());
            case All all -> new Any(opposites(all.conditions()));
            case Any any -> new All(opposites(any.conditions()));
        };
    }

    private static List<Condition> opposites(List<Condition> conditions) {
        return conditions.stream().map(Condition::not).toList();
    }

    /// Both hold.
    default Condition and(Condition other) {
        return join(other, false);
    }

    /// One of both holds.
    default Condition or(Condition other) {
        return join(other, true);
    }

    private Condition join(Condition other, boolean or) {
        if (this instanceof Always always) {
            return always.holds() == or ? this : other;
        }
        if (other instanceof Always always) {
            return always.holds() == or ? other : this;
        }
        var parts = new ArrayList<Condition>();
        for (var side : List.of(this, other)) {
            switch (side) {
                case Any any when or -> parts.addAll(any.conditions());
                case All all when !or -> parts.addAll(all.conditions());
                default -> parts.add(side);
            }
        }
        return or ? new Any(parts) : new All(parts);
    }

    /// As it is written.
    default String text() {
        return switch (this) {
            case Always always -> Boolean.toString(always.holds());
            case Asked asked -> asked.text();
            case All all ->
                    all.conditions().stream()
                            .map(c -> c instanceof Any ? "(" + c.text() + ")" : c.text())
                            .collect(Collectors.joining(" and "));
            case Any any ->
                    any.conditions().stream()
                            .map(Condition::text)
                            .collect(Collectors.joining(" or "));
        };
    }
}
