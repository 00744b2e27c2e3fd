package io.godwit.speaker.plan;

import io.godwit.wire.Address;

import java.util.Optional;

/// One thing that differs between two configurations, and what becomes of it.
///
/// @param subject `neighbor`, `range`, `originate`, `aggregate`, `kernel`, `router` or `rpki`
/// @param neighbor whom it concerns
/// @param name of that neighbor; may be empty
/// @param option the word of the configuration; empty when the subject as a whole comes or goes
/// @param from as it is, in the words of the configuration; empty for nothing
/// @param to as it will be
/// @param effect what happens
/// @param why it has to be so; may be empty
public record Step(
        String subject,
        Optional<Address> neighbor,
        String name,
        String option,
        String from,
        String to,
        Effect effect,
        String why) {
    /// The same for another reason.
    public Step because(String other) {
        return new Step(subject, neighbor, name, option, from, to, effect, other);
    }

    /// Something of the router itself, which only a restart changes.
    public static Step ofRouter(String option, String from, String to, String why) {
        return new Step(
                "router", Optional.empty(), "", option, from, to, Effect.NEEDS_RESTART, why);
    }
}
