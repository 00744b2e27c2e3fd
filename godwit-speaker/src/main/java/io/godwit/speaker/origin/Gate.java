package io.godwit.speaker.origin;

import io.godwit.policy.OriginCondition;

import java.util.List;
import java.util.Optional;

/// What lets an own route out while all conditions hold.
public final class Gate {
    /// Nothing has to hold.
    public static final Gate OPEN = new Gate(List.of(), () -> {});

    private final List<Standing> standings;
    private final Runnable moved;

    /// How a condition stands. One object for all who ask for it.
    static final class Standing {
        final OriginCondition condition;
        boolean holds;
        String why = "not known yet";
        long sinceNanos;

        Standing(OriginCondition condition, long nowNanos) {
            this.condition = condition;
            sinceNanos = nowNanos;
        }
    }

    /// What is known of a condition.
    ///
    /// @param text as the configuration says it
    /// @param why what is behind it, in a few words
    /// @param sinceNanos when it began to hold, or not to
    public record Finding(String text, boolean holds, String why, long sinceNanos) {}

    /// @param moved called when it opens or closes
    Gate(List<Standing> standings, Runnable moved) {
        this.standings = List.copyOf(standings);
        this.moved = moved;
    }

    /// Which condition does not hold, and why; empty while the gate is open.
    public Optional<String> closed() {
        return standings.stream()
                .filter(s -> !s.holds)
                .findFirst()
                .map(s -> s.condition.text() + ": " + s.why);
    }

    /// All conditions, as they are now.
    public List<Finding> findings() {
        return standings.stream()
                .map(s -> new Finding(s.condition.text(), s.holds, s.why, s.sinceNanos))
                .toList();
    }

    void moved() {
        moved.run();
    }
}
