package io.godwit.kernel;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

/// An address of this machine.
///
/// @param link the index of its interface
/// @param address the address itself
/// @param network what is reached on the link by it; of a point-to-point link the other end
public record LinkAddress(int link, Address address, Prefix network) {}
