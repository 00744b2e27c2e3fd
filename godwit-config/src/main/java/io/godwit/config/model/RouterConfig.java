package io.godwit.config.model;

import io.godwit.policy.Confederation;
import io.godwit.policy.MedRule;
import io.godwit.policy.Place;

import java.util.List;
import java.util.Optional;

/// The router itself.
///
/// @param as the own AS number, 1 to 4294967295 (RFC 6793)
/// @param confederation that the router is in; then `as` is the number of its member AS
/// @param routerId the BGP identifier, any 32 bits but 0 (RFC 6286 §2.1)
/// @param clusterId the cluster of this route reflector, any 32 bits but 0 (RFC 4456 §7)
/// @param med how MULTI_EXIT_DISC is compared
/// @param listen where connections are taken; empty for `listen none`
/// @param at the `router` statement
public record RouterConfig(
        long as,
        Optional<Confederation> confederation,
        int routerId,
        int clusterId,
        MedRule med,
        List<Listen> listen,
        Place at) {
    /// Checks the ranges and takes a copy of the list.
    public RouterConfig {
        if (as < 1 || as > 0xffff_ffffL || routerId == 0 || clusterId == 0) {
            throw new IllegalArgumentException(
                    "as " + as + ", router id " + routerId + ", cluster " + clusterId);
        }
        listen = List.copyOf(listen);
    }

    /// The AS number that others know the router by.
    public long outsideAs() {
        return confederation.map(Confederation::id).orElse(as);
    }
}
