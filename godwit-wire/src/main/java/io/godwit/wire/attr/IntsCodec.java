package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Ints;

import java.util.function.Function;
import java.util.function.IntFunction;

/// The value of an attribute that is a list of numbers of four octets, at least one.
///
/// @param one a number for people
record IntsCodec<T>(Function<Ints, T> of, Function<T, Ints> ints, IntFunction<Object> one)
        implements AttributeType.Codec<T> {

    @Override
    public boolean wellFormed(byte[] buf, int off, int len, Context context) {
        return len > 0 && len % 4 == 0;
    }

    @Override
    public T read(byte[] buf, int off, int len, Context context) {
        return of.apply(Ints.read(buf, off, len / 4));
    }

    @Override
    public int write(T value, byte[] buf, int off, Context context) {
        return ints.apply(value).write(buf, off);
    }

    @Override
    public String text(T value) {
        Ints all = ints.apply(value);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            text.append(i == 0 ? "" : " ").append(one.apply(all.at(i)));
        }
        return text.toString();
    }

    @Override
    public String fault(byte[] buf, int off, int len, Context context) {
        return "has " + len + " octets, not a multiple of 4 above 0";
    }
}
