package io.godwit.policy.tree;

import io.godwit.wire.Address;

/// An address in an expression.
public sealed interface AddressValue {
    /// An address that is written.
    record Constant(Address value) implements AddressValue {}

    /// A field of the route or of the neighbor.
    record Field(AddressField field) implements AddressValue {}
}
