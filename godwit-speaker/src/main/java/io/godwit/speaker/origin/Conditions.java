package io.godwit.speaker.origin;

import io.godwit.policy.OriginCondition;
import io.godwit.speaker.Clock;
import io.godwit.speaker.origin.Gate.Standing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All conditions that own routes wait for. Sources tell what became of them, and each change of
/// one is a change of the gates that ask for it, at once.
public final class Conditions {
    private final Clock clock;
    private final List<ConditionSource> sources;
    private final Map<OriginCondition, Entry> entries = new LinkedHashMap<>();

    /// @param gates who asks for it
    private record Entry(Standing standing, List<Gate> gates) {}

    /// @param sources one for each kind of conditions
    public Conditions(Clock clock, List<ConditionSource> sources) {
        this.clock = clock;
        this.sources = List.copyOf(sources);
    }

    /// Something waits for conditions from now on. The sources learn of it by [#settle].
    ///
    /// @param moved called when the gate may have opened or closed
    public Gate open(List<OriginCondition> wanted, Runnable moved) {
        if (wanted.isEmpty()) {
            return Gate.OPEN;
        }
        long now = clock.nanos();
        Set<OriginCondition> once = new LinkedHashSet<>(wanted);
        List<Entry> asked = new ArrayList<>();
        for (OriginCondition condition : once) {
            asked.add(
                    entries.computeIfAbsent(
                            condition, c -> new Entry(new Standing(c, now), new ArrayList<>())));
        }
        Gate gate = new Gate(asked.stream().map(Entry::standing).toList(), moved);
        asked.forEach(entry -> entry.gates().add(gate));
        return gate;
    }

    /// Nobody waits at this gate any more. The sources learn of it by [#settle].
    public void close(Gate gate) {
        entries.values().removeIf(entry -> entry.gates().remove(gate) && entry.gates().isEmpty());
    }

    /// Tells the sources what is wanted now; to be called after gates came or went.
    public void settle() {
        Set<OriginCondition> wanted = Set.copyOf(entries.keySet());
        sources.forEach(source -> source.become(wanted, this));
    }

    /// How a condition stands, from its source. One that nobody waits for any more is ignored.
    ///
    /// @param why what is behind it, in a few words: `no route`, `exit code 1`
    public void tell(OriginCondition condition, boolean holds, String why) {
        Entry entry = entries.get(condition);
        if (entry == null) {
            return;
        }
        Standing standing = entry.standing();
        standing.why = why;
        if (standing.holds != holds) {
            standing.holds = holds;
            standing.sinceNanos = clock.nanos();
            List.copyOf(entry.gates()).forEach(Gate::moved);
        }
    }
}
