package io.godwit.speaker;

import io.godwit.speaker.plan.Step;

import java.util.List;
import java.util.Optional;

/// A wanted change of the configuration.
///
/// @param to what shall run
/// @param expected what must run for it to be made: whoever changes one thing by command does not
///   mean what else waits in the files; empty when it does not matter
/// @param more differences that are not the speaker's affair
/// @param source where it comes from, for people: a file, a command
/// @param dryRun only say what would happen
/// @param force do it whatever is lost
/// @param lostMostPercent how much of its accepted routes a neighbor may lose without `force`
/// @param confirmSeconds go back unless the operator confirms within so long; 0 = no need to
public record Change(
        SpeakerSettings to,
        Optional<SpeakerSettings> expected,
        List<Step> more,
        String source,
        boolean dryRun,
        boolean force,
        int lostMostPercent,
        int confirmSeconds) {
    /// The longest time to confirm.
    public static final int CONFIRM_MOST_SECONDS = 86_400;

    /// Checks the range.
    public Change {
        more = List.copyOf(more);
        if (confirmSeconds < 0 || confirmSeconds > CONFIRM_MOST_SECONDS) {
            throw new IllegalArgumentException("confirm " + confirmSeconds);
        }
    }

    /// The same, if this is what runs. Then it is just what was asked for, whatever it takes away.
    public Change after(SpeakerSettings running) {
        return new Change(
                to,
                Optional.of(running),
                more,
                source,
                dryRun,
                true,
                lostMostPercent,
                confirmSeconds);
    }
}
