package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Note;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A rule of the filter.
///
/// @param at where it stands
/// @param text what it asks, as it was written
/// @param to whether it is about what goes out
/// @param who one of them has to be the neighbor
/// @param condition what it asks of the route; if there is trouble, the part of it that can be said
/// @param reads what the condition looks at and rules can change
/// @param edits what it sets
/// @param keepsHop whether it says `nexthop no-modify`
/// @param trouble why it cannot be said
record Rule(
        At at,
        String text,
        Action action,
        boolean quick,
        boolean to,
        List<Who> who,
        Condition condition,
        Set<Field> reads,
        List<Edit> edits,
        boolean keepsHop,
        Optional<Note> trouble) {
    /// What becomes of a route.
    enum Action {
        ALLOW,
        DENY,
        MATCH
    }

    /// What conditions ask and rules set.
    enum Field {
        PATH,
        COMMUNITY,
        LARGE_COMMUNITY,
        EXTENDED_COMMUNITY,
        NEXT_HOP,
        OTHER
    }

    /// A change of the route.
    record Edit(Field field, Block statement) {}

    /// `any`, `ebgp`, `ibgp`, an address, `group NAME`, `AS NUMBER`.
    record Who(String kind, String value) {
        boolean is(Session session) {
            return switch (kind) {
                case "any" -> true;
                case "ebgp" -> !session.internal();
                case "ibgp" -> session.internal();
                case "group" -> session.group().equals(value);
                case "AS" -> value.equals(Long.toString(session.as()));
                default -> session.address().equals(value);
            };
        }
    }

    boolean isFor(Session session, boolean out) {
        return to == out && who.stream().anyMatch(w -> w.is(session));
    }

    /// Whether it may no longer be asked behind this one.
    boolean isDisturbedBy(Rule other) {
        var changed = EnumSet.noneOf(Field.class);
        other.edits.forEach(e -> changed.add(e.field()));
        changed.retainAll(reads);
        return !changed.isEmpty();
    }

    List<Block> changes() {
        return edits.stream().map(Edit::statement).toList();
    }
}
