package io.godwit.daemon;

import io.godwit.speaker.SpeakerEvent.Level;

import java.util.List;

/// What happens around the speaker, for the log.
public sealed interface DaemonEvent {
    /// How much it matters.
    ///
    /// @return the level of the line
    default Level level() {
        return Level.INFO;
    }

    /// We listen for neighbors and operators.
    ///
    /// @param addresses `address:port` each
    /// @param controlSocket where commands are taken; empty for nowhere
    /// @param version of the program
    /// @param milliseconds since the process started
    record Ready(List<String> addresses, String controlSocket, String version, long milliseconds)
            implements DaemonEvent {}

    /// The daemon ended.
    ///
    /// @param milliseconds how long the orderly end took
    record Stopped(long milliseconds) implements DaemonEvent {}

    /// A signal arrived.
    ///
    /// @param signal its name
    /// @param text what we do about it
    record SignalReceived(String signal, String text) implements DaemonEvent {}

    /// The time to live of outgoing packets could not be set; sessions work all the same.
    ///
    /// @param text why
    /// @param help what to do
    record TtlNotSet(String text, String help) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// With whom there are sessions cannot be noted: after a kill the next run waits for everybody.
    ///
    /// @param text why
    /// @param help what to do
    record SessionsNotKept(String text, String help) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// BFD cannot be spoken; sessions go on without it.
    ///
    /// @param text why
    /// @param help what to do
    record BfdTrouble(String text, String help) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// No neighbor is looked for on links; those whose address is written are neighbors all the
    /// same.
    ///
    /// @param text why
    /// @param help what to do
    record LinkTrouble(String text, String help) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// Routes do not come from the kernel, or do not go to it; sessions work all the same.
    ///
    /// @param text why
    /// @param help what to do
    record KernelTrouble(String text, String help) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A connection could not be accepted.
    ///
    /// @param text the system's words
    record AcceptFailed(String text) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }

    /// The log could not keep up.
    ///
    /// @param lost events that are not in it
    record LogOverflow(long lost) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A bug: the daemon cannot go on.
    ///
    /// @param text what was thrown and where
    record Crashed(String text) implements DaemonEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }
}
