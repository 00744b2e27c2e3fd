package io.godwit.rib.table;

import java.util.Arrays;

/// Paths of a prefix in an order; used again for the next prefix.
public final class PathList {
    private int[] attrs = new int[16];
    private int[] sources = new int[16];
    private int[] names = new int[16];
    private int size;

    /// An empty one.
    public PathList() {}

    public void clear() {
        size = 0;
    }

    /// @param name see [Sources#peer]
    public void add(int attr, int source, int name) {
        if (size == attrs.length) {
            attrs = Arrays.copyOf(attrs, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
            names = Arrays.copyOf(names, 2 * size);
        }
        attrs[size] = attr;
        sources[size] = source;
        names[size++] = name;
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

    /// What tells a path from others of its peer.
    public int name(int at) {
        return names[at];
    }

    /// Puts what is at one place to an earlier one; those between go one further.
    public void move(int from, int to) {
        int attr = attrs[from];
        int source = sources[from];
        int name = names[from];
        System.arraycopy(attrs, to, attrs, to + 1, from - to);
        System.arraycopy(sources, to, sources, to + 1, from - to);
        System.arraycopy(names, to, names, to + 1, from - to);
        attrs[to] = attr;
        sources[to] = source;
        names[to] = name;
    }

    /// Whether it says the same.
    public boolean isSame(PathList other) {
        return size == other.size
                && Arrays.equals(attrs, 0, size, other.attrs, 0, size)
                && Arrays.equals(sources, 0, size, other.sources, 0, size)
                && Arrays.equals(names, 0, size, other.names, 0, size);
    }

    /// Becomes the same.
    public void copy(PathList other) {
        if (attrs.length < other.size) {
            attrs = new int[other.attrs.length];
            sources = new int[other.attrs.length];
            names = new int[other.attrs.length];
        }
        size = other.size;
        System.arraycopy(other.attrs, 0, attrs, 0, size);
        System.arraycopy(other.sources, 0, sources, 0, size);
        System.arraycopy(other.names, 0, names, 0, size);
    }
}
