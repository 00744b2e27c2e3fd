package io.godwit.rib.table;

import java.util.Arrays;

/// Paths of a prefix in an order; used again for the next prefix.
public final class PathList {
    private int[] attrs = new int[16];
    private int[] sources = new int[16];
    private int size;

    /// An empty one.
    public PathList() {}

    public void clear() {
        size = 0;
    }

    public void add(int attr, int source) {
        if (size == attrs.length) {
            attrs = Arrays.copyOf(attrs, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
        }
        attrs[size] = attr;
        sources[size++] = source;
    }

    public int size() {
        return size;
    }

    /// Block of a path.
    public int attr(int at) {
        return attrs[at];
    }

    /// Peer of a path.
    public int source(int at) {
        return sources[at];
    }

    /// Puts what is at one place to an earlier one; those between go one further.
    public void move(int from, int to) {
        int attr = attrs[from];
        int source = sources[from];
        System.arraycopy(attrs, to, attrs, to + 1, from - to);
        System.arraycopy(sources, to, sources, to + 1, from - to);
        attrs[to] = attr;
        sources[to] = source;
    }

    /// Whether it says the same.
    public boolean isSame(PathList other) {
        return size == other.size
                && Arrays.equals(attrs, 0, size, other.attrs, 0, size)
                && Arrays.equals(sources, 0, size, other.sources, 0, size);
    }

    /// Becomes the same.
    public void copy(PathList other) {
        if (attrs.length < other.size) {
            attrs = new int[other.attrs.length];
            sources = new int[other.attrs.length];
        }
        size = other.size;
        System.arraycopy(other.attrs, 0, attrs, 0, size);
        System.arraycopy(other.sources, 0, sources, 0, size);
    }
}
