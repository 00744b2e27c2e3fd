package io.godwit.speaker;

import io.godwit.kernel.RouteMark;

/// What is shared with the kernel.
///
/// @param mark what our routes are known by there; its table is the one that is watched
public record KernelSettings(RouteMark mark) {}
