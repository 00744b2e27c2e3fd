package io.godwit.speaker.plan;

import io.godwit.rib.TableChanges;

import java.util.List;

/// What a change does to the prefixes that are known, whoever announces them.
///
/// @param subject `prefixes`
/// @param known how many there are to which a path takes part in the decision
/// @param unreachable how many of these would have no path left
/// @param examples some of them
public record PrefixImpact(String subject, long known, long unreachable, List<String> examples) {
    /// Takes a copy.
    public PrefixImpact {
        examples = List.copyOf(examples);
    }

    /// Of what a trial has seen.
    public static PrefixImpact of(TableChanges changes) {
        return new PrefixImpact(
                "prefixes", changes.prefixes(), changes.unreachable(), changes.examples());
    }
}
