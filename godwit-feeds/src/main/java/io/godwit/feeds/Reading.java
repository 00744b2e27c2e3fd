package io.godwit.feeds;

import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;

import java.util.List;

/// How the UPDATEs of a feed are to be read: what their session had negotiated, as far as the
/// octets depend on it.
///
/// @param asn4 whether AS_PATH and AGGREGATOR carry 4-octet AS numbers (RFC 6793)
/// @param addPath families whose NLRI begin with a Path Identifier (RFC 7911)
/// @param addPathAll whether those of every family do (the MRT subtypes of RFC 8050 §3)
/// @param source how we know
public record Reading(boolean asn4, List<Family> addPath, boolean addPathAll, Source source) {
    /// How a reading is known, from the surest to the least.
    public enum Source {
        /// The user or the file format says so.
        GIVEN,
        /// Both OPENs of the session were seen.
        LEARNED,
        /// It is the reading that makes the message well-formed.
        INFERRED,
        /// Nothing depends on it, or nothing tells: 4-octet AS numbers, no Path Identifiers.
        ASSUMED
    }

    /// Four octets an AS number, no Path Identifier: what most sessions speak today.
    public static final Reading USUAL = new Reading(true, List.of(), false, Source.ASSUMED);

    /// Copies the list.
    public Reading {
        addPath = List.copyOf(addPath);
    }

    /// A reading that is certain and the same for all families or none.
    public static Reading given(boolean asn4, boolean addPathAll) {
        return new Reading(asn4, List.of(), addPathAll, Source.GIVEN);
    }

    /// Whether NLRI of this family begin with a Path Identifier.
    public boolean addPath(int afi, int safi) {
        if (addPathAll) {
            return true;
        }
        for (Family f : addPath) {
            if (f.afi() == afi && f.safi() == safi) {
                return true;
            }
        }
        return false;
    }

    /// The context in which the wire room reads such an UPDATE: of an internal neighbor, so that
    /// LOCAL_PREF and its like are kept, with both unicast families and extended messages.
    public Context context() {
        return new Context(
                asn4, false, addPath(1, 1), addPath(2, 1), Framer.MAX_EXTENDED_OCTETS, true, true);
    }

    /// The same with another source.
    public Reading from(Source other) {
        return new Reading(asn4, addPath, addPathAll, other);
    }
}
