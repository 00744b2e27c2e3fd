package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sets of the result: what was defined by name keeps it, a long one in place gets one.
public final class NamedSets {
    private static final int SHORT = 6;

    private final Draft draft;
    private final Map<String, String> known = new HashMap<>();

    /// Sets of this draft.
    public NamedSets(Draft draft) {
        this.draft = draft;
    }

    /// How a set is written where it is used: its name, or `[ … ]`.
    ///
    /// @param word `prefix-set`, `as-set`, `community-set`, …
    /// @param name of the definition, or ""
    public String use(String word, String name, List<String> items) {
        String list = "[ " + String.join(", ", items) + " ]";
        if (name.isEmpty() && items.size() <= SHORT) {
            return list;
        }
        return known.computeIfAbsent(
                word + " " + name + " " + list,
                _ -> {
                    String own = draft.names().fresh(name.isEmpty() ? word + "-1" : name);
                    draft.set(set(word + " " + own, items));
                    return own;
                });
    }

    private static Block set(String head, List<String> items) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var item : items) {
            if (line.length() + item.length() > 90) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(item).append(", ");
        }
        lines.add(line.toString().replaceAll(", $", ""));
        return Block.line(
                lines.size() == 1
                        ? head + " [ " + lines.get(0) + " ]"
                        : head + " [\n    " + String.join("\n    ", lines) + "\n]");
    }
}
