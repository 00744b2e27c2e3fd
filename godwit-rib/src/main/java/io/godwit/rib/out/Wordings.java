package io.godwit.rib.out;

import java.util.Arrays;

/// Outgoing attributes, each once: two routes look the same to a group if and only if their
/// wordings have one number. Numbers begin with 1; they are good for a batch.
final class Wordings {
    private static final int KEPT_OCTETS = 1 << 20;
    private static final int LEAST_SLOTS = 1 << 10;

    private byte[] octets = new byte[1 << 12];
    private int used;
    private int[] offset = new int[64];
    private int[] hash = new int[64];
    private int count;
    private int[] slots = new int[LEAST_SLOTS];

    void clear() {
        if (octets.length > KEPT_OCTETS && used < KEPT_OCTETS) {
            octets = new byte[1 << 12];
        }
        if (slots.length > LEAST_SLOTS && 16 * count < slots.length) {
            slots = new int[LEAST_SLOTS];
        } else if (count > 0) {
            Arrays.fill(slots, 0);
        }
        used = 0;
        count = 0;
    }

    /// Octets of all of them.
    int used() {
        return used;
    }

    /// Whether it is time to forget, for who may.
    boolean isLarge() {
        return used > KEPT_OCTETS / 2;
    }

    /// The number of what an export wrote last.
    int of(Export written) {
        int length = written.saved();
        if (octets.length - used < length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, used + length));
        }
        written.save(octets, used);
        int code = code(used, used + length);
        int mask = slots.length - 1;
        int at = code & mask;
        while (slots[at] != 0) {
            if (isSame(slots[at], code, length)) {
                return slots[at];
            }
            at = at + 1 & mask;
        }
        add(code, length);
        slots[at] = count;
        if (2 * count > slots.length) {
            widen();
        }
        return count;
    }

    private int code(int from, int to) {
        int code = 1;
        for (int i = from; i < to; i++) {
            code = 31 * code + octets[i];
        }
        return code * 0x9e37_79b9 >>> 7;
    }

    private boolean isSame(int wording, int code, int length) {
        int from = offset[wording];
        return hash[wording] == code
                && end(wording) - from == length
                && Arrays.equals(octets, from, from + length, octets, used, used + length);
    }

    private int end(int wording) {
        return wording == count ? used : offset[wording + 1];
    }

    private void add(int code, int length) {
        count++;
        if (count + 1 >= offset.length) {
            offset = Arrays.copyOf(offset, 2 * offset.length);
            hash = Arrays.copyOf(hash, 2 * hash.length);
        }
        offset[count] = used;
        hash[count] = code;
        used += length;
    }

    private void widen() {
        slots = new int[2 * slots.length];
        for (int wording = 1; wording <= count; wording++) {
            int at = hash[wording] & slots.length - 1;
            while (slots[at] != 0) {
                at = at + 1 & slots.length - 1;
            }
            slots[at] = wording;
        }
    }

    /// Puts a wording back into an export, as if it had just been written.
    void load(int wording, Export into) {
        into.load(octets, offset[wording], end(wording));
    }

    /// Whether a wording of this is the same as one of others.
    boolean isSame(int wording, Wordings others, int other) {
        if (wording == 0 || other == 0) {
            return wording == other;
        }
        return Arrays.equals(
                octets,
                offset[wording],
                end(wording),
                others.octets,
                others.offset[other],
                others.end(other));
    }
}
