package io.godwit.rib;

import io.godwit.wire.Address;

/// Port: whoever knows the routes of the machine.
public interface NextHopFinder {
    /// How a next hop is reached that no route had before. What changes later is told by
    /// [Rib#nextHop].
    ///
    /// @param number stands for it as long as any route has it; then it may be another's
    NextHopState find(int number, Address nextHop);
}
