package io.godwit.config.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Guesses the word that was meant.
public final class NearestWord {
    private NearestWord() {}

    /// The candidate with the fewest insertions, deletions, replacements and swaps of neighboring
    /// characters, if they are few for the length of the word; case and `_` for `-` do not count.
    /// Of several the first one. A beginning of at least three characters finds its word too, if it
    /// is the beginning of only one.
    public static Optional<String> of(String word, Iterable<String> candidates) {
        String wanted = fold(word);
        int limit = Math.max(1, Math.min(3, wanted.length() / 3));
        String best = null;
        int bestDistance = limit + 1;
        String beginning = null;
        boolean several = false;
        for (String candidate : candidates) {
            String folded = fold(candidate);
            if (Math.abs(folded.length() - wanted.length()) <= limit) {
                int distance = distance(wanted, folded);
                if (distance < bestDistance && distance < folded.length()) {
                    best = candidate;
                    bestDistance = distance;
                }
            }
            if (wanted.length() >= 3 && folded.startsWith(wanted)) {
                several = beginning != null;
                beginning = candidate;
            }
        }
        if (best == null && beginning != null && !several) {
            return Optional.of(beginning);
        }
        return Optional.ofNullable(best);
    }

    /// The help for a word that is none: the one that was meant, else all that are possible.
    public static String help(String word, Collection<String> possible) {
        return help(word, possible, "possible: " + listed(possible));
    }

    /// The help for a word that is none: the one that was meant.
    ///
    /// @param otherwise the help when there is no such guess
    public static String help(String word, Iterable<String> candidates, String otherwise) {
        return of(word, candidates).map(near -> "did you mean `" + near + "`?").orElse(otherwise);
    }

    /// Words for a help, each in quotes.
    public static String listed(Collection<String> words) {
        return "`" + String.join("`, `", words) + "`";
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Optimal string alignment: Levenshtein with swaps.
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
