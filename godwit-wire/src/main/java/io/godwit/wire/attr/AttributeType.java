package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

/// All there is to know about a path attribute. One file and one line in [AttributeTypes] add one.
///
/// @param code type code, 0..255
/// @param name the name of the registry, `AS_PATH`
/// @param recordType the record that holds the value
/// @param flags its category
/// @param onMalformed what RFC 7606 §7 (or its own RFC, by §8) makes of a malformed one
/// @param relay whether its octets may be copied between sessions
/// @param rfc where its errors are defined
/// @param codec its value on the wire
/// @param internal it means something between internal neighbors only: discarded from external ones
/// @param onBadFlags what becomes of it with wrong Optional or Transitive bits (RFC 7606 §3 c)
public record AttributeType<T extends Attribute>(
        int code,
        String name,
        Class<T> recordType,
        Flags flags,
        Verdict onMalformed,
        Relay relay,
        String rfc,
        Codec<T> codec,
        boolean internal,
        Verdict onBadFlags) {

    /// An attribute of any neighbor, for which wrong flags mean treat-as-withdraw.
    public AttributeType(
            int code,
            String name,
            Class<T> recordType,
            Flags flags,
            Verdict onMalformed,
            Relay relay,
            String rfc,
            Codec<T> codec) {
        this(
                code,
                name,
                recordType,
                flags,
                onMalformed,
                relay,
                rfc,
                codec,
                false,
                Verdict.WITHDRAW);
    }

    /// How the value of an attribute (without flags, type and length) is read and written.
    public interface Codec<T> {
        /// Whether the value is well-formed. Runs for every new attribute block: allocates nothing.
        boolean wellFormed(byte[] buf, int off, int len, Context context);

        /// Whether [#read] can make a record of the value. Some values can be read but are refused
        /// all the same: AS 0, a next hop that no host can have.
        default boolean readable(byte[] buf, int off, int len, Context context) {
            return wellFormed(buf, off, len, context);
        }

        /// Reads a value that is readable.
        T read(byte[] buf, int off, int len, Context context);

        /// Writes the value; returns the offset behind it.
        int write(T value, byte[] buf, int off, Context context);

        /// For people, on one line.
        String text(T value);

        /// Copies a well-formed value in the form that is kept: what [Context#CANONICAL] reads.
        /// Allocates nothing; writes at most twice `len` octets; returns the offset behind them.
        default int canonical(
                byte[] buf, int off, int len, Context context, byte[] out, int outOff) {
            System.arraycopy(buf, off, out, outOff, len);
            return outOff + len;
        }

        /// What is wrong with a value that is not well-formed.
        default String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets";
        }

        /// The UPDATE Message Error subcode for a value that is not well-formed (RFC 4271 §6.3).
        default int subcode(byte[] buf, int off, int len, Context context) {
            return Notification.OPTIONAL_ATTRIBUTE;
        }
    }

    /// The same, but for internal neighbors only.
    AttributeType<T> internalOnly() {
        return new AttributeType<>(
                code, name, recordType, flags, onMalformed, relay, rfc, codec, true, onBadFlags);
    }

    /// The same, but with another verdict on wrong flags.
    AttributeType<T> onBadFlags(Verdict other) {
        return new AttributeType<>(
                code, name, recordType, flags, onMalformed, relay, rfc, codec, internal, other);
    }

    /// Whether it is registered, and not one that only passes.
    public boolean isKnown() {
        return recordType != (Class<?>) UnknownAttribute.class;
    }

    /// Writes the value of an attribute of this type; returns the offset behind it.
    public int writeValue(Attribute value, byte[] buf, int off, Context context) {
        return codec.write(recordType.cast(value), buf, off, context);
    }

    /// The text of an attribute of this type.
    public String textOf(Attribute value) {
        return codec.text(recordType.cast(value));
    }

    @Override
    public String toString() {
        return name;
    }
}
