package io.godwit.kernel;

import java.util.List;
import java.util.Optional;

/// A next hop that stands for itself (Linux 5.3): routes name it by its number, and all of them
/// lead elsewhere when it does.
///
/// @param number what routes name it by, 1 to 2^32-1 as an `int` without sign
/// @param protocol who made it
/// @param hop where it leads; empty for a group, and for what is no gateway
/// @param members of a group, which share the traffic; else none
public record NextHopObject(int number, int protocol, Optional<Hop> hop, List<Member> members) {
    /// One of a group.
    ///
    /// @param number of a next hop
    /// @param weight its share of the traffic, 1 to 256
    public record Member(int number, int weight) {}

    /// Takes a copy.
    public NextHopObject {
        members = List.copyOf(members);
    }
}
