package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Wire;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/// The value of an attribute that is one number of four octets.
record NumberCodec<T>(LongFunction<T> of, ToLongFunction<T> number)
        implements AttributeType.Codec<T> {

    /// Throws if the number does not fit four octets.
    static void check(String attribute, long number) {
        if (number < 0 || number > 0xffff_ffffL) {
            throw new IllegalArgumentException(attribute + " " + number);
        }
    }

    @Override
    public boolean wellFormed(byte[] buf, int off, int len, Context context) {
        return len == 4;
    }

    @Override
    public T read(byte[] buf, int off, int len, Context context) {
        return of.apply(Wire.u32(buf, off));
    }

    @Override
    public int write(T value, byte[] buf, int off, Context context) {
        return Wire.put32(buf, off, (int) number.applyAsLong(value));
    }

    @Override
    public String text(T value) {
        return Long.toString(number.applyAsLong(value));
    }

    @Override
    public String fault(byte[] buf, int off, int len, Context context) {
        return "has " + len + " octets, not 4";
    }

    @Override
    public int subcode(byte[] buf, int off, int len, Context context) {
        return Notification.ATTRIBUTE_LENGTH;
    }
}
