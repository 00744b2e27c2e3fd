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
    private int[] oldAlternate = new int[0];
    private int[] newAlternate = new int[0];

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
        Arrays.fill(oldAlternate, 0, Math.min(size, oldAlternate.length), 0);
        Arrays.fill(newAlternate, 0, Math.min(size, newAlternate.length), 0);
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

    /// The row just added was given another alternate ([RouteTable#alternateAttr]): before, after.
    public void alternates(int oldAttr, int newAttr) {
        if (oldAlternate.length == 0) {
            oldAlternate = new int[capacity];
            newAlternate = new int[capacity];
        }
        oldAlternate[size - 1] = oldAttr;
        newAlternate[size - 1] = newAttr;
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

    /// Block of the alternate before; 0 = none.
    public int oldAlternate(int change) {
        return oldAlternate.length == 0 ? 0 : oldAlternate[change];
    }

    /// Block of the alternate after; 0 = none.
    int newAlternate(int change) {
        return newAlternate.length == 0 ? 0 : newAlternate[change];
    }
}
