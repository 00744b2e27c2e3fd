package io.godwit.policy;

import io.godwit.wire.Address;

/// Who a neighbor is.
///
/// @param address where it is; also the only source address its connections may come from
/// @param as its AS number, 1 to 4294967295; 0 = what it says, any but ours
/// @param role what it is to us; agrees with the AS number
/// @param relation what it is to us in business; agrees with the role
/// @param name a short name for tables; may be empty
/// @param description free text; may be empty
/// @param group the group of the configuration it belongs to; may be empty
public record Identity(
        Address address,
        long as,
        Role role,
        Relation relation,
        String name,
        String description,
        String group) {
    /// Checks the AS number.
    public Identity {
        if (as < 0 || as > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("neighbor " + address + " AS " + as);
        }
    }

    /// The same when it has said which AS it is in.
    public Identity said(long number) {
        return as == 0
                ? new Identity(address, number, role, relation, name, description, group)
                : this;
    }

    /// The same at another address.
    public Identity at(Address other) {
        return new Identity(other, as, role, relation, name, description, group);
    }
}
