package io.godwit.policy;

import java.util.List;

/// A confederation that our AS is a member of (RFC 5065 §1.2): several ASes that are one to all
/// others.
///
/// @param id the AS number that it has outside, 1 to 4294967295
/// @param members the AS numbers that its members have inside, ours among them or not
public record Confederation(long id, List<Long> members) {
    /// Takes a copy of the list.
    public Confederation {
        members = List.copyOf(members);
    }

    /// Whether an AS is one of its members.
    public boolean has(long as) {
        return members.contains(as);
    }
}
