package io.godwit.rib;

import io.godwit.policy.RejectPoint;
import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One path, as shown; of what a neighbor is not sent, `rejected…` says why not.
///
/// @param prefix as text
/// @param best whether it is the best path of its prefix
/// @param pathId the Path Identifier that it came with (RFC 7911); empty without
/// @param peer who sent it; empty for a route of our own
/// @param peerName its name, or `local`
/// @param nextHop empty for a route of our own without one
/// @param asPath as text, `{1 2}` for an AS_SET
/// @param origin `igp`, `egp` or `incomplete`
/// @param med if there
/// @param localPref if there
/// @param communities as `65001:100`
/// @param largeCommunities as `65001:1:2`
/// @param extendedCommunities as hexadecimal octets
/// @param otherAttributes what else it carries, by ascending type code
/// @param valid whether it takes part in the decision
/// @param rejectedBecause why not, for people; empty if valid
/// @param rejectedLabel why not, in a word: that of the statement or of the rule; empty if valid
/// @param rejectedBy the statement of the policy; empty if valid or a rule did it
/// @param rejectTag the community of `reject-tag` with the number of that statement; empty without
/// @param rpki `valid`, `invalid` or `not-found` (RFC 6811); empty without VRPs, and for own routes
/// @param rpkiWhy which part does not fit, and by which VRP; empty unless `invalid`
/// @param aspa `valid`, `invalid` or `unknown`; empty without ASPAs, and for own routes
/// @param stale whether it is kept while its neighbor restarts and has not told it again (RFC 4724)
/// @param longLived whether its neighbor did not come back in time, and it is kept for long (RFC
///   9494)
public record RouteRow(
        String prefix,
        boolean best,
        OptionalLong pathId,
        Optional<Address> peer,
        String peerName,
        Optional<Address> nextHop,
        String asPath,
        String origin,
        OptionalLong med,
        OptionalLong localPref,
        List<String> communities,
        List<String> largeCommunities,
        List<String> extendedCommunities,
        List<OtherAttribute> otherAttributes,
        boolean valid,
        String rejectedBecause,
        String rejectedLabel,
        Optional<RejectPoint> rejectedBy,
        String rejectTag,
        String rpki,
        String rpkiWhy,
        String aspa,
        boolean stale,
        boolean longLived) {

    public RouteRow {
        communities = List.copyOf(communities);
        largeCommunities = List.copyOf(largeCommunities);
        extendedCommunities = List.copyOf(extendedCommunities);
        otherAttributes = List.copyOf(otherAttributes);
    }

    /// A path attribute that has no column of its own.
    ///
    /// @param name as the registry of IANA has it (`ORIGINATOR_ID`), or `ATTR_99`
    /// @param value in words; octets in hexadecimal where we do not know what they mean
    public record OtherAttribute(String name, String value) {}
}
