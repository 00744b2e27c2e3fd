package io.godwit.wire.attr;

/// The value of a path attribute: one record each, or [UnknownAttribute].
public interface Attribute {
    /// Its descriptor.
    AttributeType<?> type();

    /// For people, on one line.
    default String text() {
        return type().textOf(this);
    }
}
