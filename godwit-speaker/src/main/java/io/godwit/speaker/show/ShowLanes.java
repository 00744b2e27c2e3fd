package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;
import io.godwit.speaker.LaneCounters;
import io.godwit.speaker.LaneCounters.Phase;

/// `show lanes`: where the time of the lane goes.
public final class ShowLanes implements ShowCommand {
    /// One lane.
    ///
    /// @param lane its name
    /// @param turns so far
    /// @param longestTurnMicros the longest one
    /// @param inputMicros reading, framing, sessions, Adj-RIB-In
    /// @param decideMicros decision and packing
    /// @param exportMicros writing to sockets
    /// @param queriesMicros answers to operators
    /// @param housekeepingMicros timers
    /// @param longestInputMicros the most of it in one turn
    /// @param longestDecideMicros the most of it in one turn
    /// @param longestExportMicros the most of it in one turn
    /// @param longestQueriesMicros the most of it in one turn
    /// @param longestHousekeepingMicros the most of it in one turn
    public record Row(
            String lane,
            long turns,
            long longestTurnMicros,
            long inputMicros,
            long decideMicros,
            long exportMicros,
            long queriesMicros,
            long housekeepingMicros,
            long longestInputMicros,
            long longestDecideMicros,
            long longestExportMicros,
            long longestQueriesMicros,
            long longestHousekeepingMicros) {}

    ShowLanes() {}

    @Override
    public String name() {
        return "show lanes";
    }

    @Override
    public String list() {
        return "lanes";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return (maxRows, out) -> Query.ofRow(row(speaker.counters())).step(maxRows, out);
    }

    private static Row row(LaneCounters counters) {
        return new Row(
                "lane 0",
                counters.turns(),
                counters.longestTurnMicros(),
                counters.micros(Phase.INPUT),
                counters.micros(Phase.DECIDE),
                counters.micros(Phase.EXPORT),
                counters.micros(Phase.QUERIES),
                counters.micros(Phase.HOUSEKEEPING),
                counters.longestMicros(Phase.INPUT),
                counters.longestMicros(Phase.DECIDE),
                counters.longestMicros(Phase.EXPORT),
                counters.longestMicros(Phase.QUERIES),
                counters.longestMicros(Phase.HOUSEKEEPING));
    }
}
