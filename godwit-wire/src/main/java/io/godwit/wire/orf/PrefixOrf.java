package io.godwit.wire.orf;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;

/// An entry of a filter by address prefix: what is to become of the filter (RFC 5291 §4, RFC 5292
/// §3).
///
/// @param action what is done with the entry
/// @param permit whether routes that match are wanted
/// @param sequence the entry with the smallest one that matches decides, 0..4294967295
/// @param prefix what a route must be equal to or within
/// @param least the shortest length that matches
/// @param most the longest length that matches
public record PrefixOrf(
        Action action, boolean permit, long sequence, Prefix prefix, int least, int most) {
    /// What is done with an entry.
    public enum Action {
        /// The filter has it from now on.
        ADD,
        /// The filter has it no more.
        REMOVE,
        /// The filter has nothing any more.
        REMOVE_ALL,
        /// It cannot be read.
        UNREADABLE
    }

    static final int MOST_OCTETS = 1 + 4 + 3 + 16;

    private static final Prefix ANY = Prefix.of(Address.ofV4(0), 0);
    private static final int ACTION_SHIFT = 6;
    private static final int DENY = 0x20;
    private static final int FIXED_OCTETS = 1 + 4 + 3;

    /// Ends the whole filter.
    public static final PrefixOrf REMOVE_ALL = of(Action.REMOVE_ALL);

    static final PrefixOrf UNREADABLE = of(Action.UNREADABLE);

    private static PrefixOrf of(Action action) {
        return new PrefixOrf(action, true, 0, ANY, 0, 0);
    }

    /// Reads the entry at `off`; the octets of the filter end at `end`. Values that mean nothing
    /// are [Action#UNREADABLE]. A Minlen that is the length says no more than none, and is taken.
    static PrefixOrf read(byte[] buf, int off, int end, boolean v6) {
        int head = Wire.u8(buf, off);
        Action action = Action.values()[head >>> ACTION_SHIFT];
        if (action != Action.ADD && action != Action.REMOVE) {
            return of(action);
        }
        int bits = v6 ? 128 : 32;
        int length = off + FIXED_OCTETS <= end ? Wire.u8(buf, off + FIXED_OCTETS - 1) : bits + 1;
        if (length > bits || off + FIXED_OCTETS + octets(length) > end) {
            return UNREADABLE;
        }
        int minLength = Wire.u8(buf, off + 5);
        int maxLength = Wire.u8(buf, off + 6);
        // RFC 5292 §4, table 1: 0 is "unspecified".
        int least = minLength == 0 ? length : minLength;
        int most = maxLength == 0 ? minLength == 0 ? length : bits : maxLength;
        // RFC 5292 §2.
        if (least < length || most < least || most > bits) {
            return UNREADABLE;
        }
        byte[] address = new byte[bits / 8];
        System.arraycopy(buf, off + FIXED_OCTETS, address, 0, octets(length));
        Prefix prefix = Prefix.of(Address.read(address, 0, bits / 8), length);
        boolean permit = (head & DENY) == 0;
        return new PrefixOrf(action, permit, Wire.u32(buf, off + 1), prefix, least, most);
    }

    private static int octets(int length) {
        return length + 7 >>> 3;
    }

    /// Octets of an entry that was read.
    int octets() {
        return action == Action.ADD || action == Action.REMOVE
                ? FIXED_OCTETS + octets(prefix.length())
                : 1;
    }

    int write(byte[] buf, int off) {
        int at = Wire.put8(buf, off, action.ordinal() << ACTION_SHIFT | (permit ? 0 : DENY));
        if (action != Action.ADD && action != Action.REMOVE) {
            return at;
        }
        int length = prefix.length();
        int bits = prefix.address().bits();
        at = Wire.put32(buf, at, (int) sequence);
        at = Wire.put8(buf, at, least == length ? 0 : least);
        boolean unspecified = least == length ? most == length : most == bits;
        at = Wire.put8(buf, at, unspecified ? 0 : most);
        at = Wire.put8(buf, at, length);
        byte[] address = new byte[bits / 8];
        prefix.address().write(address, 0);
        System.arraycopy(address, 0, buf, at, octets(length));
        return at + octets(length);
    }

    /// The entry that this adds, or takes away.
    public PrefixOrf entry() {
        return new PrefixOrf(Action.ADD, permit, sequence, prefix, least, most);
    }
}
