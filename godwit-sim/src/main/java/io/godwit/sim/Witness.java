package io.godwit.sim;

import io.godwit.rib.RouteRow;
import io.godwit.speaker.SpeakerEvent;

import java.util.Optional;

/// Who watches a world: it is told of everything at once, in the order in which it happens.
public interface Witness {
    /// Who sees nothing.
    Witness BLIND = new Witness() {};

    /// A router logged an event.
    ///
    /// @param router its name
    default void logged(String router, SpeakerEvent event) {}

    /// A message left a router; it may never arrive.
    ///
    /// @param from the name of the router
    /// @param to the name of the one it is for
    default void said(String from, String to, byte[] message) {}

    /// A router chose another path to a prefix.
    ///
    /// @param router its name
    /// @param best empty when it has none any more
    default void chose(String router, String prefix, Optional<RouteRow> best) {}
}
