package io.godwit.daemon;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Command;
import io.godwit.speaker.Outcome;

import java.util.Optional;

/// What the daemon answers itself, without the lane.
final class DaemonCommands {
    /// The row of `version`.
    ///
    /// @param version of the program
    /// @param java of the machine that runs it
    /// @param pid of the process
    public record Version(String version, String java, long pid) {}

    private DaemonCommands() {}

    static Version version(String version) {
        return new Version(version, Runtime.version().toString(), ProcessHandle.current().pid());
    }

    /// These take no arguments; ends the answer when there are some.
    static boolean refused(Command command, Answer answer) {
        Optional<Outcome> problem = command.arguments().problem();
        problem.ifPresent(answer::end);
        return problem.isPresent();
    }
}
