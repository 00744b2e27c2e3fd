package io.godwit.rib.out;

import io.godwit.policy.AsNumbers;
import io.godwit.policy.Edits;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.policy.Subject;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.PackedTable;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;

/// What paths are to a group: a wording for all of its members, and the few members that they are
/// something else to, as a policy compares AS numbers, or as a path leads through a member. Each
/// path is judged once in a batch, however many rows and members it concerns; once a row only by
/// programs that read the prefix.
final class Verdicts {
    private static final int LEAST = 1 << 8;
    private static final int LEAST_SLOTS = 4 * LEAST;
    private static final int MANY = 1 << 14;

    /// Stands for the row of the default route when one of ours is told.
    private static final int OWN_DEFAULT = -1;

    private static final int OURSELVES = 0;

    private final GroupKey key;
    private final Program program;
    private final boolean byRow;
    private final AttrStore store;
    private final Groups groups;
    private final Export export;
    private final MembersByAs members;
    private final Wordings wordings;

    private final Subject subject = new Subject();
    private final Edits edits = new Edits();
    private final AsNumbers ases = new AsNumbers();
    private int subjectAttr;
    private int subjectSource;
    private int row;
    private boolean v6;
    private Obstacle outcome = Obstacle.NONE;

    // By verdict.
    private int[] attrs = new int[LEAST];
    private int[] peers = new int[LEAST];
    private int[] rows = new int[LEAST];
    private int[] common = new int[LEAST];
    private int[] ends = new int[LEAST];
    private boolean[] tooLong = new boolean[LEAST];
    private int count;
    private int[] slots = new int[LEAST_SLOTS];

    // Peer and wording, by peer.
    private long[] exceptions = new long[16];
    private int exceptionsEnd;

    /// @param members to be known by AS
    /// @param export writes what the program makes of a path
    /// @param wordings where that is kept
    Verdicts(
            GroupKey key,
            Program program,
            Groups groups,
            Export export,
            MembersByAs members,
            Wordings wordings) {
        this.key = key;
        this.program = program;
        this.groups = groups;
        this.export = export;
        this.members = members;
        this.wordings = wordings;
        store = groups.store();
        byRow = program.reads(Reads.PREFIX) || program.reads(Reads.RPKI);
    }

    Program program() {
        return program;
    }

    /// Whether paths of one row say nothing about those of another with the same blocks.
    boolean byRow() {
        return byRow || row == OWN_DEFAULT;
    }

    void clear() {
        if (slots.length > LEAST_SLOTS && 16 * count < slots.length) {
            slots = new int[LEAST_SLOTS];
        } else if (count > 0) {
            Arrays.fill(slots, 0);
        }
        count = 0;
        exceptionsEnd = 0;
        subjectAttr = 0; // blocks move, and their numbers are used again
        subject.validation(groups.validation());
    }

    /// Whether it is time to forget, for who may.
    boolean isLarge() {
        return count > MANY;
    }

    /// What is asked next is about paths of this row; of one family until [#clear].
    void at(RouteTable routes, int row) {
        PackedTable table = routes.table();
        v6 = routes.isV6();
        if (program.originatesDefault() && table.live(row) && table.length(row) == 0) {
            this.row = OWN_DEFAULT;
            return;
        }
        this.row = 0;
        if (!byRow || !table.live(row)) {
            subject.prefix(v6, 0, 0, 0);
            return;
        }
        this.row = row;
        if (v6) {
            subject.prefix(true, table.high(row), table.low(row), table.length(row));
        } else {
            subject.prefix(false, 0, table.address(row) & 0xffff_ffffL, table.length(row));
        }
    }

    /// Puts the default route of ours into the list, if that is what is told of the row.
    boolean ownDefault(PathList into) {
        if (row != OWN_DEFAULT) {
            return false;
        }
        into.clear();
        into.add(groups.defaultAttr(), OURSELVES, OURSELVES);
        return true;
    }

    /// What a peer is told of a prefix with these paths: the first ones that are something to it.
    void told(PathList paths, int peer, Told into) {
        into.clear();
        for (int at = 0; at < paths.size() && into.size() < key.most(v6); at++) {
            tell(paths, at, of(of(paths, at), peer), into);
        }
    }

    /// What those are told that are nobody's exception.
    void common(PathList paths, Told into) {
        into.clear();
        for (int at = 0; at < paths.size() && into.size() < key.most(v6); at++) {
            tell(paths, at, common[of(paths, at)], into);
        }
    }

    private void tell(PathList paths, int at, int wording, Told into) {
        if (wording != 0) {
            into.add(name(paths, at), wording);
        }
    }

    /// What a path is called where it is told.
    int name(PathList paths, int at) {
        return key.hasPathIds(v6) ? paths.name(at) : Told.ANY;
    }

    /// How many paths most members are told at most.
    int most() {
        return key.most(v6);
    }

    /// What a peer is told of a prefix first; 0 = nothing.
    int told(PathList paths, int peer) {
        for (int at = 0; at < paths.size(); at++) {
            int wording = of(of(paths, at), peer);
            if (wording != 0) {
                return wording;
            }
        }
        return 0;
    }

    /// The verdict over a path.
    int of(PathList paths, int at) {
        int attr = paths.attr(at);
        int source = paths.source(at);
        int slot = slot(attr, source, row);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (count == attrs.length) {
            attrs = Arrays.copyOf(attrs, 2 * count);
            peers = Arrays.copyOf(peers, 2 * count);
            rows = Arrays.copyOf(rows, 2 * count);
            common = Arrays.copyOf(common, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            tooLong = Arrays.copyOf(tooLong, 2 * count);
        }
        int verdict = count++;
        slots[slot] = count;
        attrs[verdict] = attr;
        peers[verdict] = source;
        rows[verdict] = row;
        judge(verdict);
        if (2 * count > slots.length) {
            widen();
        }
        return verdict;
    }

    private int slot(int attr, int source, int row) {
        int mask = slots.length - 1;
        int at = ((attr * 31 + source) * 31 + row) * 0x9e37_79b9 >>> 8 & mask;
        while (slots[at] != 0 && !isOf(slots[at] - 1, attr, source, row)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean isOf(int verdict, int attr, int source, int row) {
        return attrs[verdict] == attr && peers[verdict] == source && rows[verdict] == row;
    }

    private void widen() {
        slots = new int[2 * slots.length];
        for (int verdict = 0; verdict < count; verdict++) {
            slots[slot(attrs[verdict], peers[verdict], rows[verdict])] = verdict + 1;
        }
    }

    // ---- judging

    private void judge(int verdict) {
        int attr = attrs[verdict];
        int source = peers[verdict];
        int from = exceptionsEnd;
        common[verdict] = 0;
        tooLong[verdict] = false;
        // What is told whatever others say of it meets no policy.
        Program by = rows[verdict] == OWN_DEFAULT ? program.ofDefault(v6) : program;
        if (by.passes() && export.permits(attr)) {
            if (attr != subjectAttr || source != subjectSource) {
                store.show(attr, groups.facts(source), subject);
                subjectAttr = attr;
                subjectSource = source;
            }
            ases.clear();
            int reject = by.judgeForAll(subject, edits, ases);
            common[verdict] = wording(reject, attr, source);
            tooLong[verdict] = outcome == Obstacle.TOO_LONG;
            if (key.skipsLoops()) {
                addLoops(attr);
            }
            for (int i = 0; i < ases.size(); i++) {
                judgeFor(ases.at(i), attr, source);
            }
        }
        Arrays.sort(exceptions, from, exceptionsEnd);
        ends[verdict] = exceptionsEnd;
    }

    private int wording(int reject, int attr, int source) {
        outcome = reject != 0 ? Obstacle.POLICY : export.write(attr, source, v6, edits);
        return outcome == Obstacle.NONE ? wordings.of(export) : 0;
    }

    /// The members that have this AS may be an exception.
    private void judgeFor(int as, int attr, int source) {
        int peer = members.first(as);
        if (peer < 0) {
            return;
        }
        int wording = 0;
        if (!key.skipsLoops() || !isLoop(attr, as)) {
            subject.peerAs(as & 0xffff_ffffL);
            wording = wording(program.judge(subject, edits), attr, source);
            subject.peerAs(0);
        }
        for (; peer >= 0; peer = members.next(peer)) {
            except(peer, wording);
        }
    }

    /// Nobody can use a path with his own AS in it (RFC 4271 §9.1.2), and what is behind it would
    /// be hidden from him.
    private void addLoops(int attr) {
        byte[] octets = store.octets(attr);
        int path = store.attribute(attr, Attributes.AS_PATH);
        int end = Attributes.next(octets, path);
        int last = 0;
        for (int at = Attributes.valueOffset(octets, path); at < end; ) {
            int next = at + 2 + 4 * (octets[at + 1] & 0xff);
            for (at += 2; at < next; at += 4) {
                int as = Wire.i32(octets, at);
                if (as != last && members.first(as) >= 0) {
                    ases.add(as);
                }
                last = as;
            }
        }
    }

    private boolean isLoop(int attr, int as) {
        byte[] octets = store.octets(attr);
        int at = store.attribute(attr, Attributes.AS_PATH);
        int value = Attributes.valueOffset(octets, at);
        return AsPaths.contains(octets, value, Attributes.valueOctets(octets, at), as);
    }

    private void except(int peer, int wording) {
        if (exceptionsEnd == exceptions.length) {
            exceptions = Arrays.copyOf(exceptions, 2 * exceptionsEnd);
        }
        exceptions[exceptionsEnd++] = (long) peer << 32 | wording;
    }

    // ---- verdicts

    /// What the path is to whom it is nothing special to; 0 = nothing.
    int common(int verdict) {
        return common[verdict];
    }

    /// Whether only the size of its attributes keeps the path from being told.
    boolean isTooLong(int verdict) {
        return tooLong[verdict];
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
}
