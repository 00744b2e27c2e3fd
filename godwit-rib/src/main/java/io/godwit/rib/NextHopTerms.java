package io.godwit.rib;

import io.godwit.policy.NextHopRule;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Optional;

/// What a neighbor is told as NEXT_HOP (RFC 4271 §5.1.3, RFC 2545 §3, RFC 8950 §4).
///
/// @param rule what the operator wants
/// @param v4 ours, in IPv4 routes; an IPv6 one only if the neighbor can (RFC 8950); unspecified =
///   we have none
/// @param v6 ours, in IPv6 routes; unspecified = we have none
/// @param linkLocal ours on the link that we share with the neighbor: stands behind an IPv6 one of
///   ours; `::` = we share none, or have none
/// @param common the network that we share with an external neighbor one hop away, of the version
///   of IP that the session uses: addresses in it are told as they came, for the neighbor reaches
///   them itself
/// @param link the link that we share with the neighbor, by its name: what it tells as link-local
///   is there; empty = we share none
public record NextHopTerms(
        NextHopRule rule,
        Address v4,
        Address v6,
        Address linkLocal,
        Optional<Prefix> common,
        String link) {
    /// No link-local address.
    public static final Address NO_LINK_LOCAL = Address.ofV6(0, 0);

    /// By the standard, with a neighbor that is on no network of ours.
    public static NextHopTerms of(Address v4, Address v6) {
        return new NextHopTerms(NextHopRule.STANDARD, v4, v6, NO_LINK_LOCAL, Optional.empty(), "");
    }

    /// Ours, in routes of a family.
    public Address own(boolean inV6) {
        return inV6 ? v6 : v4;
    }
}
