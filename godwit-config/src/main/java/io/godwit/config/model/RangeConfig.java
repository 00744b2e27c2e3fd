package io.godwit.config.model;

import io.godwit.wire.Prefix;

/// Where neighbors may come from that are not written one by one.
///
/// @param link the link that they are on, and where they are looked for; empty = anywhere
/// @param maxNeighbors how many at a time, at least 1
public record RangeConfig(Prefix prefix, String link, int maxNeighbors) {}
