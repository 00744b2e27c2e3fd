package io.godwit.rib.table;

/// What the two indexes of this package share: open addressing over a power of two of ints.
///
/// A slot is 0, a grave (no number in its low bits, something above), or an entry: a number above 0
/// in its low `bits` bits, and as much of the hash as fits above them.
final class Slots {
    private Slots() {}

    /// Puts an entry into the first slot without one from its home on.
    ///
    /// @return what is to be added to the count of graves
    static int place(int[] slots, int bits, int home, int hash, int number) {
        int mask = slots.length - 1;
        int at = home;
        while ((slots[at] & mask) != 0) {
            at = at + 1 & mask;
        }
        int graves = slots[at] != 0 ? -1 : 0;
        slots[at] = hash << bits | number;
        return graves;
    }

    /// Takes the entry of a number out. It leaves a grave unless its run ends here; then the graves
    /// before it go as well.
    ///
    /// @return what is to be added to the count of graves
    static int remove(int[] slots, int bits, int home, int number) {
        int mask = slots.length - 1;
        int grave = 1 << bits;
        int at = home;
        while ((slots[at] & mask) != number) {
            at = at + 1 & mask;
        }
        if (slots[at + 1 & mask] != 0) {
            slots[at] = grave;
            return 1;
        }
        slots[at] = 0;
        int graves = 0;
        for (int before = at - 1 & mask; slots[before] == grave; before = before - 1 & mask) {
            slots[before] = 0;
            graves--;
        }
        return graves;
    }
}
