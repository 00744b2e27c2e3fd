package io.godwit.speaker;

/// Runs commands of this machine. What became of one is told by [Speaker#commandEnded].
public interface Commands {
    /// Runs none.
    Commands NONE =
            new Commands() {
                @Override
                public void start(long run, String command, int timeoutSeconds) {}

                @Override
                public void stop(long run) {}
            };

    /// How a run ended.
    ///
    /// @param good whether the exit code was 0
    /// @param text what it was, in a few words: `exit code 1`
    record Ended(boolean good, String text) {}

    /// Starts a command beside the lane; returns at once. When the time is over it is killed.
    ///
    /// @param run names this run
    void start(long run, String command, int timeoutSeconds);

    /// Kills a run; what became of it does not matter any more.
    void stop(long run);
}
