package io.godwit.config.model;

import io.godwit.policy.Place;
import io.godwit.wire.Prefix;

/// A prefix that this router announces as its own.
///
/// @param at the `originate` statement
public record OriginateConfig(Prefix prefix, Place at) {}
