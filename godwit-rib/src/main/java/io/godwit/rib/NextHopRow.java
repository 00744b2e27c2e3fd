package io.godwit.rib;

import io.godwit.wire.Address;

/// A next hop of the routes here.
///
/// @param number it has now
/// @param blocks sets of attributes, and routes of the kernel, that have it
public record NextHopRow(int number, Address address, int blocks) {}
