package io.godwit.rib;

import io.godwit.policy.PrefixLimits;
import io.godwit.rib.out.Groups;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;

import java.util.List;
import java.util.Optional;

/// More prefixes than the session with a peer may have: it ends (RFC 4271 §6.7, RFC 4486 §4).
///
/// @param answer what the peer is told (RFC 4486 §4, subcode 1): family and limit
/// @param text the same for people
public record LimitReached(Notification answer, String text) {
    private static final List<Family> FAMILIES = List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);

    /// Of what it told us.
    static Optional<LimitReached> in(PrefixGauge gauge) {
        return gauge.look()
                .map(family ->
                        new LimitReached(
                                Notification.maximumPrefixes(
                                        family,
                                        gauge.limits().in(family.equals(Family.IPV6_UNICAST))),
                                gauge.excess(family)));
    }

    /// Of what it is told.
    static Optional<LimitReached> out(Peer peer, Groups groups) {
        PrefixLimits limits = peer.gauge().limits();
        if (limits.out() == 0 || !peer.isUp()) {
            return Optional.empty();
        }
        for (Family family : FAMILIES) {
            long told = groups.advertised(peer.member(), family.equals(Family.IPV6_UNICAST));
            if (told > limits.out()) {
                String text =
                        "%d prefixes of %s for it, and the limit of what it is told is %d"
                                .formatted(told, family.name(), limits.out());
                return Optional.of(
                        new LimitReached(Notification.maximumPrefixes(family, limits.out()), text));
            }
        }
        return Optional.empty();
    }
}
