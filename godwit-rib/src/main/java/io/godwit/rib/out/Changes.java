package io.godwit.rib.out;

import io.godwit.rib.table.RouteTable;

import java.util.Arrays;

/// A batch of rows of one family that changed, in buckets of equal new block and source: what can
/// travel in one UPDATE stands together, whatever the order in which it came. Buckets keep the
/// order of their first row. All arrays have the size of the largest batch and are used again.
public final class Changes {
    private final int capacity;
    private RouteTable routes;
    private int size;
    private final int[] row;
    private final int[] oldAttr;
    private final int[] oldSource;
    private final int[] next;
    private int[] oldRanks = new int[0];
    private int[] newRanks = new int[0];
    private int[] oldNames = new int[0]; // 0 = that of the old source

    private int buckets;
    private final int[] bucketAttr;
    private final int[] bucketSource;
    private final int[] bucketFirst;
    private final int[] bucketLast;
    private int lastBucket;

    private final int mask;
    private final long[] index; // generation, bucket
    private long generation;

    public Changes(int capacity) {
        this.capacity = capacity;
        row = new int[capacity];
        oldAttr = new int[capacity];
        oldSource = new int[capacity];
        next = new int[capacity];
        bucketAttr = new int[capacity];
        bucketSource = new int[capacity];
        bucketFirst = new int[capacity];
        bucketLast = new int[capacity];
        mask = Integer.highestOneBit(2 * capacity) * 2 - 1;
        index = new long[mask + 1];
    }

    /// Empties it, for rows of this family.
    public void begin(RouteTable routes) {
        this.routes = routes;
        Arrays.fill(oldRanks, 0, Math.min(size, oldRanks.length), 0);
        Arrays.fill(newRanks, 0, Math.min(size, newRanks.length), 0);
        Arrays.fill(oldNames, 0, Math.min(size, oldNames.length), 0);
        size = 0;
        buckets = 0;
        lastBucket = -1;
        generation++;
    }

    public int capacity() {
        return capacity;
    }

    public boolean isFull() {
        return size == capacity;
    }

    public int size() {
        return size;
    }

    RouteTable routes() {
        return routes;
    }

    /// A row was given another path: before (0 = none), after (0 = none).
    public void add(int row, int oldAttr, int oldSource, int newAttr, int newSource) {
        int change = size++;
        this.row[change] = row;
        this.oldAttr[change] = oldAttr;
        this.oldSource[change] = oldSource;
        next[change] = -1;
        // Without a path, what is common is whom the withdrawal is for.
        int source = newAttr == 0 ? oldSource : newSource;
        int bucket = lastBucket;
        if (bucket < 0 || bucketAttr[bucket] != newAttr || bucketSource[bucket] != source) {
            bucket = bucketOf(newAttr, source);
            lastBucket = bucket;
        }
        if (bucketFirst[bucket] < 0) {
            bucketFirst[bucket] = change;
        } else {
            next[bucketLast[bucket]] = change;
        }
        bucketLast[bucket] = change;
    }

    /// What is behind the chosen path of the row just added ([RouteTable#ranks]): before, after.
    public void ranks(int before, int after) {
        if ((before | after) == 0) {
            return;
        }
        if (oldRanks.length == 0) {
            oldRanks = new int[capacity];
            newRanks = new int[capacity];
        }
        oldRanks[size - 1] = before;
        newRanks[size - 1] = after;
    }

    /// What the old path of the row just added was called, if not by its source alone.
    public void nameBefore(int name) {
        if (name == oldSource[size - 1]) {
            return;
        }
        if (oldNames.length == 0) {
            oldNames = new int[capacity];
        }
        oldNames[size - 1] = name;
    }

    private int bucketOf(int attr, int source) {
        long key = (attr * 0x9e37_79b9L + source) * 0x9e37_79b9_7f4a_7c15L;
        int at = (int) (key >>> 40) & mask;
        while (index[at] >>> 32 == generation) {
            int bucket = (int) index[at];
            if (bucketAttr[bucket] == attr && bucketSource[bucket] == source) {
                return bucket;
            }
            at = at + 1 & mask;
        }
        int bucket = buckets++;
        index[at] = generation << 32 | bucket;
        bucketAttr[bucket] = attr;
        bucketSource[bucket] = source;
        bucketFirst[bucket] = -1;
        return bucket;
    }

    int buckets() {
        return buckets;
    }

    /// Block of a bucket, 0 = its rows have no path any more.
    int attr(int bucket) {
        return bucketAttr[bucket];
    }

    /// Source of a bucket; of one without block, the old source of its rows.
    int source(int bucket) {
        return bucketSource[bucket];
    }

    /// The first change of a bucket.
    int first(int bucket) {
        return bucketFirst[bucket];
    }

    /// The next change of the same bucket, -1 = no more.
    int next(int change) {
        return next[change];
    }

    public int row(int change) {
        return row[change];
    }

    public int oldAttr(int change) {
        return oldAttr[change];
    }

    int oldSource(int change) {
        return oldSource[change];
    }

    int oldName(int change) {
        int name = oldNames.length == 0 ? 0 : oldNames[change];
        return name == 0 ? oldSource[change] : name;
    }

    /// What was behind the chosen path; 0 = nothing.
    int oldRanks(int change) {
        return oldRanks.length == 0 ? 0 : oldRanks[change];
    }

    /// What is behind the chosen path now; 0 = nothing.
    int newRanks(int change) {
        return newRanks.length == 0 ? 0 : newRanks[change];
    }

    /// What was behind the chosen path and is so no longer, to be let go of; 0 = nothing.
    public int replacedRanks(int change) {
        return oldRanks(change) == newRanks(change) ? 0 : oldRanks(change);
    }
}
