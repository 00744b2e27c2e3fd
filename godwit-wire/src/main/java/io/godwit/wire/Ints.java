package io.godwit.wire;

import java.util.Arrays;

/// Immutable unsigned 32-bit numbers, equal by content: AS numbers, communities, cluster ids.
public final class Ints {
    /// No numbers.
    public static final Ints EMPTY = new Ints(new int[0]);

    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /// A copy of these bit patterns.
    public static Ints of(int... values) {
        return values.length == 0 ? EMPTY : new Ints(values.clone());
    }

    /// `count` numbers of four octets each, in network byte order.
    public static Ints read(byte[] buf, int off, int count) {
        if (count == 0) {
            return EMPTY;
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = Wire.i32(buf, off + 4 * i);
        }
        return new Ints(values);
    }

    /// `count` numbers of two octets each, in network byte order.
    public static Ints readShorts(byte[] buf, int off, int count) {
        if (count == 0) {
            return EMPTY;
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = Wire.u16(buf, off + 2 * i);
        }
        return new Ints(values);
    }

    /// How many numbers.
    public int size() {
        return values.length;
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return values.length == 0;
    }

    /// Number `i` as a bit pattern.
    public int at(int i) {
        return values[i];
    }

    /// Number `i`, 0..4294967295.
    public long unsigned(int i) {
        return values[i] & 0xffff_ffffL;
    }

    /// Whether this bit pattern is among them.
    public boolean contains(int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    /// Writes four octets for each number; returns the offset behind them.
    public int write(byte[] buf, int off) {
        int at = off;
        for (int v : values) {
            at = Wire.put32(buf, at, v);
        }
        return at;
    }

    /// A new array with these bit patterns.
    public int[] toArray() {
        return values.clone();
    }

    /// Unsigned decimal text: `group` numbers joined by `inner`, the groups by `outer`.
    public String joinUnsigned(int group, String inner, String outer) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append(i % group == 0 ? outer : inner);
            }
            text.append(unsigned(i));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ints ints && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return joinUnsigned(1, " ", " ");
    }
}
