package io.godwit.session;

/// One step of a connection's state machine, kept for the operator.
///
/// @param connection the connection's id, 0 when no connection was involved
/// @param from the state before
/// @param to the state after
/// @param rfcEvent the event's number in RFC 4271 §8.1, 1 to 28; 0 when the RFC has none for it
/// @param clause what asked for this step, for example `RFC 4271 §8.2.2 OpenSent, event 19`
/// @param atNanos the monotonic time of the step
public record Transition(
        int connection, State from, State to, int rfcEvent, String clause, long atNanos) {}
