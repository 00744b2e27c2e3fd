package io.godwit.cli.importer;

import java.util.List;

/// Lists of `permit` and `deny`, where the first entry that matches decides.
public final class FirstMatch {
    /// One entry.
    public record Entry(boolean permit, Condition condition) {}

    private FirstMatch() {}

    /// Whether the list permits; what no entry matches is denied.
    public static Condition of(List<Entry> entries) {
        Condition all = Condition.FALSE;
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            all = entry.permit() ? entry.condition().or(all) : entry.condition().not().and(all);
        }
        return all;
    }
}
