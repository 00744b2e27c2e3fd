package io.godwit.policy;

import java.util.List;
import java.util.stream.Collectors;

/// Whether a neighbor is told a default route of ours.
///
/// @param on whether it may be
/// @param conditions all of which have to hold; what the tables have is told when they do not
public record DefaultOriginate(boolean on, List<OriginCondition> conditions) {
    /// It is told what the tables have.
    public static final DefaultOriginate NO = new DefaultOriginate(false, List.of());

    /// Takes a copy.
    public DefaultOriginate {
        conditions = List.copyOf(conditions);
    }

    /// As the configuration says it: `if-route 10.0.0.0/8`; empty for always.
    @Override
    public String toString() {
        return on
                ? conditions.stream().map(OriginCondition::text).collect(Collectors.joining(" "))
                : "no";
    }
}
