package io.godwit.config.model;

import io.godwit.wire.Prefix;

/// Where neighbors may come from that are not written one by one.
///
/// @param maxNeighbors how many at a time, at least 1
public record RangeConfig(Prefix prefix, int maxNeighbors) {}
