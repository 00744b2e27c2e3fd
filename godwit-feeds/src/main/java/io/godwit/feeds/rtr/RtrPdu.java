package io.godwit.feeds.rtr;

import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;

import java.util.Optional;

/// A protocol data unit (RFC 8210 §5). Serial numbers and times are 0 to 4294967295, session
/// numbers 0 to 65535.
public sealed interface RtrPdu {
    /// Version 0, 1 or 2.
    int version();

    /// The cache has something new (§5.2).
    record SerialNotify(int version, int session, long serial) implements RtrPdu {}

    /// What is new since then? (§5.3)
    record SerialQuery(int version, int session, long serial) implements RtrPdu {}

    /// Tell everything (§5.4).
    record ResetQuery(int version) implements RtrPdu {}

    /// Here it comes (§5.5).
    record CacheResponse(int version, int session) implements RtrPdu {}

    /// IPv4 Prefix, IPv6 Prefix (§5.6, §5.7).
    record PrefixPdu(int version, boolean announce, Vrp vrp) implements RtrPdu {}

    /// That was it (§5.8); version 0 says nothing of times.
    record EndOfData(int version, int session, long serial, Optional<Times> times)
            implements RtrPdu {}

    /// Only everything can be told (§5.9).
    record CacheReset(int version) implements RtrPdu {}

    /// A key for BGPsec (§5.10), from version 1 on.
    record RouterKey(int version, boolean announce, Bytes ski, long as, Bytes spki)
            implements RtrPdu {}

    /// Something was wrong (§5.11).
    ///
    /// @param code [RtrError], or one of later
    /// @param pdu what was wrong; may be cut off or empty
    record ErrorReport(int version, int code, Bytes pdu, String text) implements RtrPdu {}

    /// All providers of a customer (8210bis §5.12), from version 2 on. A withdrawal names none.
    ///
    /// @param families what the octet of address families says, 3 for both: caches of draft 10 tell
    ///   one PDU for each family, with 0 and 1
    /// @param customer 1 to 4294967295
    record AspaPdu(int version, boolean announce, int families, long customer, Ints providers)
            implements RtrPdu {
        /// All families.
        public static final int BOTH = 3;
    }

    /// What the cache advises (§6).
    ///
    /// @param refresh seconds between two questions
    /// @param retry seconds until a question that failed is asked again
    /// @param expire seconds that data are good for without an answer
    record Times(long refresh, long retry, long expire) {
        /// Where nobody says anything: an hour, ten minutes, two hours.
        public static final Times DEFAULT = new Times(3600, 600, 7200);

        /// Within the limits of §6.
        Times clamped() {
            long r = Math.clamp(refresh, 1, 86_400);
            long again = Math.clamp(retry, 1, 7_200);
            // §6: larger than both others.
            long least = Math.max(600, Math.max(r, again) + 1);
            return new Times(r, again, Math.clamp(expire, Math.min(least, 172_800), 172_800));
        }
    }
}
