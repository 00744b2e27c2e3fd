package io.godwit.cli.simulate;

import java.util.Optional;
import java.util.OptionalInt;

/// One thing that happened; a line of the timeline.
///
/// @param atUs microseconds since the beginning
/// @param what `step`, `state`, `message`, `trouble` or `route`
/// @param node where, or who speaks; empty for a step
/// @param with the other one
/// @param rfcEvent the number of the event (RFC 4271 §8.1)
/// @param event its name
/// @param clause the section that says so
/// @param text in words
record Moment(
        long atUs,
        What what,
        Optional<String> node,
        Optional<String> with,
        OptionalInt rfcEvent,
        Optional<String> event,
        Optional<String> clause,
        String text) {
    enum What {
        STEP,
        STATE,
        MESSAGE,
        TROUBLE,
        ROUTE
    }

    private static Moment plain(long atUs, What what, String node, String with, String text) {
        return new Moment(
                atUs,
                what,
                Optional.of(node).filter(n -> !n.isEmpty()),
                Optional.of(with).filter(n -> !n.isEmpty()),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                text);
    }

    /// What the file says.
    static Moment step(long atUs, String text) {
        return plain(atUs, What.STEP, "", "", text);
    }

    static Moment message(long atUs, String from, String to, String text) {
        return plain(atUs, What.MESSAGE, from, to, text);
    }

    static Moment trouble(long atUs, String node, String with, String text) {
        return plain(atUs, What.TROUBLE, node, with, text);
    }

    static Moment route(long atUs, String node, String text) {
        return plain(atUs, What.ROUTE, node, "", text);
    }
}
