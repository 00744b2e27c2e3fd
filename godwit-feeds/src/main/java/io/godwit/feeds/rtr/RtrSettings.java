package io.godwit.feeds.rtr;

import io.godwit.feeds.rtr.RtrPdu.Times;

import java.util.OptionalInt;

/// How to treat a cache. What is empty is as the cache says.
///
/// @param refreshSeconds 1 to 86400
/// @param retrySeconds 1 to 7200
/// @param expireSeconds 600 to 172800
/// @param maxRecords of VRPs and ASPAs together; a cache that tells more is not believed
public record RtrSettings(
        OptionalInt refreshSeconds,
        OptionalInt retrySeconds,
        OptionalInt expireSeconds,
        int maxRecords) {
    /// Three times what the RPKI holds today.
    public static final int MAX_RECORDS = 2_000_000;

    /// As the cache says.
    public static final RtrSettings DEFAULT =
            new RtrSettings(
                    OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), MAX_RECORDS);

    Times over(Times told) {
        Times base = told.clamped();
        return new Times(
                refreshSeconds.isPresent() ? refreshSeconds.getAsInt() : base.refresh(),
                retrySeconds.isPresent() ? retrySeconds.getAsInt() : base.retry(),
                expireSeconds.isPresent() ? expireSeconds.getAsInt() : base.expire());
    }
}
