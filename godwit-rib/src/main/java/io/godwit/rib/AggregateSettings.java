package io.godwit.rib;

import io.godwit.wire.Prefix;

/// One route for many (RFC 4271 §9.2.2.2).
///
/// @param prefix of it; what is chosen of longer prefixes in it contributes
/// @param summaryOnly the contributors are not told to neighbors while it stands
/// @param asSet ASes that the contributors do not share are named, in an AS_SET
/// @param matchingMed there is no aggregate while the metrics of the contributors differ
/// @param minimum how many have to contribute, 1 or more
public record AggregateSettings(
        Prefix prefix, boolean summaryOnly, boolean asSet, boolean matchingMed, int minimum) {}
