package io.godwit.speaker.origin;

import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// What became of a route that a maker wants to be ours.
///
/// @param detail where it is from, in a few words; may be empty
/// @param why why it is not announced; empty when it is
/// @param sinceNanos since when it is announced, or is not
/// @param conditions what it waits for
public record OwnRouteState(
        Prefix prefix,
        Maker maker,
        String detail,
        Optional<String> why,
        long sinceNanos,
        List<Gate.Finding> conditions) {}
