package io.godwit.rib.out;

import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.Sources;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;

/// What paths are to a group: a wording for all of its members, and the few members that they are
/// something else to. Each path is looked at once in a batch, however many rows and members it
/// concerns.
final class Verdicts {
    private static final int LEAST = 1 << 8;
    private static final int LEAST_SLOTS = 4 * LEAST;
    private static final int MANY = 1 << 14;

    private final GroupKey key;
    private final AttrStore store;
    private final Sources sources;
    private final Export export;
    private final MembersByAs members;
    private final Wordings wordings = new Wordings();

    // By verdict.
    private int[] attrs = new int[LEAST];
    private int[] peers = new int[LEAST];
    private int[] common = new int[LEAST];
    private int[] ends = new int[LEAST];
    private int count;
    private int[] slots = new int[LEAST_SLOTS];

    // Peer and wording, by peer.
    private long[] exceptions = new long[16];
    private int exceptionsEnd;

    Verdicts(GroupKey key, AttrStore store, Sources sources, Export export, MembersByAs members) {
        this.key = key;
        this.store = store;
        this.sources = sources;
        this.export = export;
        this.members = members;
    }

    Wordings wordings() {
        return wordings;
    }

    Export export() {
        return export;
    }

    void clear() {
        wordings.clear();
        if (slots.length > LEAST_SLOTS && 16 * count < slots.length) {
            slots = new int[LEAST_SLOTS];
        } else {
            Arrays.fill(slots, 0);
        }
        count = 0;
        exceptionsEnd = 0;
    }

    /// Whether it is time to forget, for who may.
    boolean isLarge() {
        return wordings.isLarge() || count > MANY;
    }

    /// The verdict over a path.
    int of(int attr, int source, boolean v6) {
        int slot = slot(attr, source);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (count == attrs.length) {
            attrs = Arrays.copyOf(attrs, 2 * count);
            peers = Arrays.copyOf(peers, 2 * count);
            common = Arrays.copyOf(common, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        int verdict = count++;
        slots[slot] = count;
        attrs[verdict] = attr;
        peers[verdict] = source;
        judge(verdict, v6);
        if (2 * count > slots.length) {
            widen();
        }
        return verdict;
    }

    private int slot(int attr, int source) {
        int mask = slots.length - 1;
        int at = (attr * 31 + source) * 0x9e37_79b9 >>> 8 & mask;
        while (slots[at] != 0 && (attrs[slots[at] - 1] != attr || peers[slots[at] - 1] != source)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void widen() {
        slots = new int[2 * slots.length];
        for (int verdict = 0; verdict < count; verdict++) {
            slots[slot(attrs[verdict], peers[verdict])] = verdict + 1;
        }
    }

    private void judge(int verdict, boolean v6) {
        int attr = attrs[verdict];
        int from = exceptionsEnd;
        common[verdict] = 0;
        if (export.allows(attr, v6)) {
            export.write(attr, peers[verdict], v6);
            common[verdict] = wordings.of(export, v6);
            if (key.ranked()) {
                exceptLoops(attr);
            }
        }
        Arrays.sort(exceptions, from, exceptionsEnd);
        ends[verdict] = exceptionsEnd;
    }

    /// Nobody can use a path with his own AS in it (RFC 4271 §9.1.2), and what is behind it would
    /// be hidden from him.
    private void exceptLoops(int attr) {
        byte[] octets = store.octets(attr);
        int path = store.attribute(attr, Attributes.AS_PATH);
        int end = Attributes.next(octets, path);
        int last = 0;
        for (int at = Attributes.valueOffset(octets, path); at < end; ) {
            int next = at + 2 + 4 * (octets[at + 1] & 0xff);
            for (at += 2; at < next; at += 4) {
                int as = Wire.i32(octets, at);
                if (as != last) {
                    for (int peer = members.first(as); peer >= 0; peer = members.next(peer)) {
                        except(peer, 0);
                    }
                }
                last = as;
            }
        }
    }

    private void except(int peer, int wording) {
        if (exceptionsEnd == exceptions.length) {
            exceptions = Arrays.copyOf(exceptions, 2 * exceptionsEnd);
        }
        exceptions[exceptionsEnd++] = (long) peer << 32 | wording;
    }

    /// What the path is to whom it is nothing special to; 0 = nothing.
    int common(int verdict) {
        return common[verdict];
    }

    /// The first of the exceptions of a verdict; they end with [#end].
    int first(int verdict) {
        return verdict == 0 ? 0 : ends[verdict - 1];
    }

    int end(int verdict) {
        return ends[verdict];
    }

    /// The peer of an exception.
    int peer(int exception) {
        return (int) (exceptions[exception] >> 32);
    }

    /// What the path is to a peer; 0 = nothing.
    int of(int verdict, int peer) {
        if (peers[verdict] == peer) {
            return 0; // it came from there
        }
        int low = first(verdict);
        int high = ends[verdict];
        while (low < high) {
            int middle = low + high >>> 1;
            int there = peer(middle);
            if (there == peer) {
                return (int) exceptions[middle];
            }
            if (there < peer) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return common[verdict];
    }

    /// Whether only the size of its attributes keeps a path from being told.
    boolean isTooLong(int attr, boolean v6) {
        return export.isTooLong(attr, v6);
    }

    /// The AS of a peer.
    int as(int peer) {
        return sources.as(peer);
    }
}
