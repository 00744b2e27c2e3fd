package io.godwit.speaker.show;

import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;

/// A restart of this router that is not over (RFC 4724 §4.1).
///
/// @param phase `looking` (at the kernel), `learning` (from the neighbors), `choosing` (routes) or
///   `installing` (them in the kernel)
/// @param seconds since the start
/// @param waitsFor who has not told all its routes; nothing is chosen before
public record RestartRow(String phase, long seconds, List<Awaited> waitsFor) {
    public RestartRow {
        waitsFor = List.copyOf(waitsFor);
    }

    /// Whose End-of-RIB is missing.
    ///
    /// @param address who
    /// @param name its name
    /// @param families of which it is missing
    /// @param here whether there is a session with it again
    /// @param seconds how long it is waited for, at most
    public record Awaited(
            Address address,
            Optional<String> name,
            List<String> families,
            boolean here,
            long seconds) {
        public Awaited {
            families = List.copyOf(families);
        }
    }
}
