package io.godwit.cli.importer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names in the result: what others allow and this language does not is replaced, and no two things
/// get the same name.
public final class Names {
    private static final int LONGEST = 80;

    private final Map<String, String> given = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /// No name given yet.
    public Names() {}

    /// The name of something, always the same for the same original.
    public String of(String original) {
        return given.computeIfAbsent(original, this::fresh);
    }

    /// A name like this one that nothing has yet.
    public String fresh(String like) {
        String name = like.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        name = name.isEmpty() ? "unnamed" : name.substring(0, Math.min(name.length(), LONGEST));
        String free = name;
        for (int i = 2; !used.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /// A password in quotes: as it is, or not at all.
    ///
    /// @return empty when the kernel or the language does not take it
    public static Optional<String> secret(String text) {
        boolean fits = text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        return fits && !text.isEmpty() && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of('"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                : Optional.empty();
    }

    /// A text in quotes, cut to what the language takes.
    public static String quoted(String text, int longest) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        String cut =
                clean.codePointCount(0, clean.length()) <= longest
                        ? clean
                        : clean.substring(0, clean.offsetByCodePoints(0, longest));
        return '"' + cut.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
