package io.godwit.rib;

import java.util.List;

/// What a change would do to the prefixes that are known.
///
/// @param prefixes how many have a path that takes part in the decision
/// @param unreachable how many of these would have none
/// @param examples some of them, the first ones
public record TableChanges(long prefixes, long unreachable, List<String> examples) {
    /// Nothing was looked at.
    public static final TableChanges NONE = new TableChanges(0, 0, List.of());

    /// Takes a copy.
    public TableChanges {
        examples = List.copyOf(examples);
    }
}
