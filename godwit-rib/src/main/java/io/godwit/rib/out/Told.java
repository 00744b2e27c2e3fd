package io.godwit.rib.out;

import java.util.Arrays;

/// What somebody is told of a prefix, or is to be: paths by name, each with the number of its
/// wording, in the order of the decision. Where NLRI have no Path Identifiers it is one path at
/// most, and its name is [#ANY].
final class Told {
    /// Stands for whatever path is told.
    static final int ANY = 0;

    /// Says that a path is told no more.
    static final int WITHDRAWN = 0;

    private int[] names = new int[4];
    private int[] wordings = new int[4];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int name, int wording) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            wordings = Arrays.copyOf(wordings, 2 * size);
        }
        names[size] = name;
        wordings[size++] = wording;
    }

    int size() {
        return size;
    }

    int name(int at) {
        return names[at];
    }

    int wording(int at) {
        return wordings[at];
    }

    /// The wording of a path; 0 = it is not told.
    int of(int name) {
        return of(name, 0, size);
    }

    private int of(int name, int from, int to) {
        for (int at = from; at < to; at++) {
            if (names[at] == name) {
                return wordings[at];
            }
        }
        return 0;
    }

    /// Gives a path another wording.
    void reword(int at, int wording) {
        wordings[at] = wording;
    }

    boolean isSame(Told other) {
        return size == other.size
                && Arrays.equals(names, 0, size, other.names, 0, size)
                && Arrays.equals(wordings, 0, size, other.wordings, 0, size);
    }

    /// Becomes what somebody is to be sent who was told one thing and is to be told another:
    /// announcements, then withdrawals.
    void change(Told was, Told is) {
        clear();
        int head = 0;
        int least = Math.min(was.size, is.size);
        while (head < least && was.isSameAt(head, is, head)) {
            head++;
        }
        int wasEnd = was.size;
        int isEnd = is.size;
        while (wasEnd > head && isEnd > head && was.isSameAt(wasEnd - 1, is, isEnd - 1)) {
            wasEnd--;
            isEnd--;
        }
        for (int at = head; at < isEnd; at++) {
            if (was.of(is.names[at], head, wasEnd) != is.wordings[at]) {
                add(is.names[at], is.wordings[at]);
            }
        }
        for (int at = head; at < wasEnd; at++) {
            if (is.of(was.names[at], head, isEnd) == 0) {
                add(was.names[at], WITHDRAWN);
            }
        }
    }

    private boolean isSameAt(int at, Told other, int there) {
        return names[at] == other.names[there] && wordings[at] == other.wordings[there];
    }
}
