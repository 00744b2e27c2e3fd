package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.origin.Gate;
import io.godwit.speaker.origin.OwnRouteState;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// `show originated`: own routes, who makes each, what it waits for, and why one is not announced.
public final class ShowOriginated implements ShowCommand {
    /// What one maker wants.
    ///
    /// @param prefix where it leads
    /// @param maker `configured`, `kernel` or `aggregate`
    /// @param detail where he has it from; may be empty
    /// @param announced whether it is the one in the tables
    /// @param why why not; empty when it is
    /// @param since since when it is announced, or is not
    /// @param sinceSeconds the same, in seconds
    /// @param conditions what has to hold for it
    public record Row(
            Prefix prefix,
            String maker,
            String detail,
            boolean announced,
            Optional<String> why,
            Instant since,
            long sinceSeconds,
            List<ConditionRow> conditions) {}

    /// What has to hold.
    ///
    /// @param text as the configuration says it
    /// @param holds whether it does
    /// @param why what is behind it
    /// @param since since when
    /// @param sinceSeconds the same, in seconds
    public record ConditionRow(
            String text, boolean holds, String why, Instant since, long sinceSeconds) {
        static ConditionRow of(Gate.Finding finding, SpeakerView speaker) {
            return new ConditionRow(
                    finding.text(),
                    finding.holds(),
                    finding.why(),
                    speaker.shown(finding.sinceNanos()),
                    speaker.secondsSince(finding.sinceNanos()));
        }
    }

    ShowOriginated() {}

    @Override
    public String name() {
        return "show originated";
    }

    @Override
    public String list() {
        return "routes";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Iterator<OwnRouteState> states = speaker.ownRoutes().iterator();
        return (maxRows, out) -> {
            for (int i = 0; i < maxRows && states.hasNext(); i++) {
                out.row(row(states.next(), speaker));
            }
            return states.hasNext() ? Optional.empty() : Optional.of(Outcome.done());
        };
    }

    private static Row row(OwnRouteState state, SpeakerView speaker) {
        return new Row(
                state.prefix(),
                state.maker().word(),
                state.detail(),
                state.why().isEmpty(),
                state.why(),
                speaker.shown(state.sinceNanos()),
                speaker.secondsSince(state.sinceNanos()),
                state.conditions().stream().map(f -> ConditionRow.of(f, speaker)).toList());
    }
}
