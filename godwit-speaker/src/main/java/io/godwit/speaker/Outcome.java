package io.godwit.speaker;

import java.util.Optional;

/// How a command ended.
///
/// @param status 0 done, 1 refused or failed, 2 not understood
/// @param code stable code of the reason, e.g. `GW-3003`; empty when done
/// @param message what happened, one line; empty when done
/// @param help what to do about it; may be empty
public record Outcome(
        int status, Optional<String> code, Optional<String> message, Optional<String> help) {
    private static final Outcome DONE =
            new Outcome(0, Optional.empty(), Optional.empty(), Optional.empty());

    /// Done, nothing to say.
    ///
    /// @return status 0
    public static Outcome done() {
        return DONE;
    }

    /// Refused or failed.
    ///
    /// @param fault why
    /// @param message what happened, one line
    /// @param help what to do about it; empty for nothing
    /// @return status of the fault
    public static Outcome failed(Fault fault, String message, String help) {
        return new Outcome(
                fault.status(),
                Optional.of(fault.code()),
                Optional.of(message),
                help.isEmpty() ? Optional.empty() : Optional.of(help));
    }
}
