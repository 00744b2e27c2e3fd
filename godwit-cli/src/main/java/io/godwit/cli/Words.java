package io.godwit.cli;

import java.util.Collection;

/// Words that are nearly right.
final class Words {
    private Words() {}

    /// `did you mean …?` with the nearest of `known`, else the list of what is possible, else
    /// nothing.
    static String suggest(String wrong, Collection<String> known) {
        String nearest = "";
        int best = 1 + Math.max(1, wrong.length() / 3);
        for (var word : known) {
            int distance = distance(wrong, word);
            if (distance < best) {
                best = distance;
                nearest = word;
            }
        }
        if (!nearest.isEmpty()) {
            return "did you mean `" + nearest + "`?";
        }
        return known.isEmpty() ? "" : "possible here: " + String.join(", ", known);
    }

    /// Edits between two words: insert, delete, replace, swap of neighbors.
    static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 ? j : j == 0 ? i : cheapest(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int cheapest(int[][] rows, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = rows[i - 1][j - 1] + (same ? 0 : 1);
        cost = Math.min(cost, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cost, rows[i - 2][j - 2] + 1) : cost;
    }
}
