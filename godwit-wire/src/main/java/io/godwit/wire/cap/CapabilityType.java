package io.godwit.wire.cap;

/// What there is to know about a capability.
///
/// @param code the code of the registry
/// @param name lower-case name for people and machines
/// @param recordType the record that holds it
/// @param codec its value on the wire
public record CapabilityType<T extends Capability>(
        int code, String name, Class<T> recordType, Codec<T> codec) {

    /// How the value is read and written.
    public interface Codec<T> {
        /// Whether [#read] understands these octets. What it does not is kept as
        /// [UnknownCapability], and is an error of the OPEN (RFC 4271 §6.2) for `Open.read`.
        boolean wellFormed(byte[] buf, int off, int len);

        /// Reads a value that is well-formed.
        T read(byte[] buf, int off, int len);

        /// Writes the value, at most 255 octets; returns the offset behind it.
        int write(T value, byte[] buf, int off);
    }

    /// A capability without value.
    static <T extends Capability> CapabilityType<T> empty(
            int code, String name, Class<T> type, T only) {
        return new CapabilityType<>(
                code,
                name,
                type,
                new Codec<>() {
                    @Override
                    public boolean wellFormed(byte[] buf, int off, int len) {
                        return len == 0;
                    }

                    @Override
                    public T read(byte[] buf, int off, int len) {
                        return only;
                    }

                    @Override
                    public int write(T value, byte[] buf, int off) {
                        return off;
                    }
                });
    }
}
