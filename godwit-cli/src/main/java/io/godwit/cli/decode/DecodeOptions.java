package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.feeds.ReadingGuess;
import io.godwit.wire.Family;

import java.util.List;
import java.util.Optional;

/// What the command line of `decode` asks for.
///
/// @param asn4 4-octet or 2-octet AS numbers, if told
/// @param addPath families with Path Identifiers, if told
/// @param ebgp whether the sender is an external neighbor
/// @param limit how many messages or records at most
record DecodeOptions(
        Optional<Boolean> asn4, Optional<List<Family>> addPath, boolean ebgp, long limit) {

    /// The reading of a message: what the user says goes before what `before` says, and that before
    /// what the message lets infer.
    Reading reading(byte[] buf, int off, int len, Reading before) {
        boolean known =
                before.source() == Reading.Source.GIVEN
                        || before.source() == Reading.Source.LEARNED;
        Reading base = known ? before : ReadingGuess.of(buf, off, len, before);
        if (asn4.isEmpty() && addPath.isEmpty()) {
            return base;
        }
        return new Reading(
                asn4.orElse(base.asn4()),
                addPath.orElse(base.addPath()),
                addPath.isEmpty() && base.addPathAll(),
                Reading.Source.GIVEN);
    }
}
