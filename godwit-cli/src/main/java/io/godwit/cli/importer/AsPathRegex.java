package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Regular expressions over the text of an AS path, where they are about whole AS numbers:
/// `^65001_`, `_65001$`, `_(64512|64513)_`, `^65001(_65001)*$`. What could match a part of a number
/// has no counterpart.
public final class AsPathRegex {
    private static final String AS = "(?:[0-9]+|\\[0-9\\][+]|\\([0-9]+(?:\\|[0-9]+)*\\))";
    private static final Pattern PART =
            Pattern.compile(
                    "(?<gap>[_ ]+)|(?<any>\\.\\*)|(?<as>"
                            + AS
                            + ")|\\([_ ](?<again>[0-9]+|\\[0-9\\][+])\\)(?<times>[*+?])");

    private AsPathRegex() {}

    /// What the expression asks; empty when it cannot be said.
    public static Optional<Condition> of(String regex) {
        String text = regex.strip().replaceAll("^\"|\"$", "");
        boolean start = text.startsWith("^");
        boolean end = text.endsWith("$");
        String inner = text.substring(start ? 1 : 0, text.length() - (end ? 1 : 0));
        if (inner.isEmpty()) {
            return Optional.of(
                    start && end ? Condition.compare("as-path.length", "=", "0") : Condition.TRUE);
        }
        if (inner.equals(".*") || inner.equals("_") || inner.equals(".")) {
            return Optional.of(
                    inner.equals(".")
                            ? Condition.compare("as-path.length", ">", "0")
                            : Condition.TRUE);
        }
        return pattern(inner, start, end).map(p -> Condition.ask("as-path matches \"" + p + '"'));
    }

    private static Optional<String> pattern(String inner, boolean start, boolean end) {
        var parts = new ArrayList<String>();
        Matcher part = PART.matcher(inner);
        // Whether a number here begins and ends where an AS does.
        boolean edge = start;
        int at = 0;
        while (at < inner.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            if (part.group("gap") != null) {
                edge = true;
            } else if (part.group("any") != null) {
                // `_.*` and `.*_`: any number of whole ones, perhaps none
                boolean whole = edge || at == 0;
                boolean behind =
                        part.end() == inner.length() || "_ ".indexOf(inner.charAt(part.end())) >= 0;
                if (!whole || !behind) {
                    return Optional.empty();
                }
                parts.add(".*");
                edge = part.end() == inner.length();
            } else if (part.group("as") != null) {
                if (!edge) {
                    return Optional.empty();
                }
                parts.add(one(part.group("as")));
                edge = false;
            } else {
                parts.add(one(part.group("again")) + part.group("times"));
                edge = false;
            }
            at = part.end();
        }
        if (!edge && !end && !inner.endsWith(".*")) {
            return Optional.empty();
        }
        return Optional.of((start ? "^ " : "") + String.join(" ", parts) + (end ? " $" : ""));
    }

    private static String one(String as) {
        if (as.startsWith("[")) {
            return ".";
        }
        return as.startsWith("(") ? as.replace("(", "[").replace(")", "]").replace('|', ' ') : as;
    }
}
