package io.godwit.rib.table;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Subject;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;

/// Every set of path attributes that any route has, once.
///
/// **Found by the octets as they came.** A full table has a million prefixes but some 170 000 sets
/// of attributes, and neighbors repeat themselves; so the common case is a hash and a comparison of
/// octets, without looking at a single attribute. Only a set not seen before is judged and read,
/// and leaves a record of eight ints: what decides over it (rank, neighbor AS, MED), what export
/// asks about it (flags), and where its canonical octets are. Octets as received are kept beside
/// the canonical ones only if they differ. The same octets mean different things from an internal
/// or external neighbor, with two or four octet AS numbers, with or without an NLRI field: that
/// context is part of the key. Twins that differ in the order of their attributes get two ids; they
/// merely share less. What is malformed is never kept, so a hit needs no judgment.
///
/// **There are no outgoing sets.** What a group of neighbors is sent for a block is a pure function
/// of the block ([io.godwit.rib.out.Export]), cheaper to write anew than to intern: that saves half
/// of the blocks, their reference counting and their lookups.
///
/// **What an import policy changed is a block of its own**, derived from the one that came and
/// holding a reference to it: so the route keeps one id, and can be judged again from what was
/// received. The octets of such a block are its canonical ones and the id of its parent; together
/// they are its key.
///
/// **Ids are dense, counted, and recycled late.** An id without references waits in a queue, so
/// that a withdrawn route that returns finds its block again; [#housekeep] frees the oldest when
/// too many wait, and moves the octets of pages that are mostly waste. 0 is no id.
public final class AttrStore {
    /// Kind of the source: we.
    public static final int LOCAL = 0;

    /// Kind of the source: a neighbor in another AS.
    public static final int EXTERNAL = 1;

    /// Kind of the source: a neighbor in our AS.
    public static final int INTERNAL = 2;

    /// Kind of the source: a neighbor in our AS that we reflect for (RFC 4456).
    public static final int CLIENT = 3;

    /// Kind of the source: a neighbor in another member AS of our confederation (RFC 5065).
    public static final int MEMBER = 4;

    /// The bits of the kind of source in the flags.
    public static final int KIND = 7;

    /// Flag: AS numbers came in four octets.
    public static final int ASN4 = 1 << 3;

    /// Flag: NO_EXPORT or NO_EXPORT_SUBCONFED (RFC 1997), or BLACKHOLE from a neighbor, which is
    /// kept in our AS like them (RFC 7999 §3.2).
    public static final int NO_EXPORT = 1 << 4;

    /// Flag: NO_ADVERTISE (RFC 1997).
    public static final int NO_ADVERTISE = 1 << 5;

    /// Flag: our AS is in the path (RFC 4271 §9.1.2).
    public static final int AS_LOOP = 1 << 6;

    /// Flag: we are the next hop (RFC 4271 §5.1.3).
    public static final int OWN_NEXT_HOP = 1 << 7;

    /// Flag: we are the originator or in the cluster list (RFC 4456 §8).
    public static final int REFLECTION_LOOP = 1 << 8;

    /// Flag: came with an NLRI field, so that NEXT_HOP is mandatory and counts (RFC 4760 §3).
    public static final int WITH_NLRI = 1 << 9;

    /// Flag: NEXT_HOP is there.
    public static final int HAS_NEXT_HOP = 1 << 10;

    /// Flag: MP_REACH_NLRI is there.
    public static final int HAS_MP_REACH = 1 << 11;

    /// Flag: ORIGINATOR_ID or CLUSTER_LIST is there.
    public static final int REFLECTED = 1 << 12;

    /// Flag: something in it had to be discarded.
    public static final int DISCARDED = 1 << 13;

    /// Flag: something may decide that is not in its rank: a Cost Community
    /// (draft-ietf-idr-custom-decision-08 §3) AIGP (RFC 7311 §4.1), or LLGR_STALE (RFC 9494 §4.4).
    public static final int BY_STEPS = 1 << 14;

    private static final int QUEUED = 1 << 15;
    private static final int FLAG_BITS = 16;
    private static final int PATH_SHIFT = FLAG_BITS + 2;
    // A block has 65535 octets at most, an AS number four of them.
    private static final int LONGEST_PATH = 0x3fff;
    private static final int CONTEXT = KIND | ASN4 | WITH_NLRI;

    // Of a key, not of a record: what came with the same octets is another block.
    private static final int DERIVED = 1 << FLAG_BITS;
    // Where the octets that came are kept otherwise. No block came that short: ORIGIN and AS_PATH
    // alone take seven.
    private static final int PARENT_OCTETS = 4;

    private static final int HASH = 0;
    private static final int ADDRESS = 1;
    private static final int LENGTHS = 2;
    private static final int FACTS_HIGH = 3;
    private static final int FACTS_LOW = 4;
    private static final int NEIGHBOR_AS = 5;
    private static final int MED = 6;
    private static final int REFS = 7;
    private static final int RECORD = 8;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int FREE = -1;

    private static final long CODE_FACTOR = 0x9e37_79b9_7f4a_7c15L; // spreads a hash over a code
    private static final int KEPT_AT_LEAST = 1024;
    private static final int KEPT_SHIFT = 3;
    private static final int KEPT_OCTETS_AT_LEAST = 1 << 20;

    private final long seed;
    private final Arena arena = new Arena();
    private final Slab slab = new Slab(RECORD, PAGE_BITS, HASH, REFS, FREE);
    private final Index index = new Index(new Keys());
    private final NextHopTable nextHops = new NextHopTable();
    private int hash;
    private int missingMed;

    private final IntQueue waiting = new IntQueue();
    private long waitingOctets;
    private boolean[] leaving = new boolean[0];
    private int moveNext;

    public AttrStore(long seed) {
        this.seed = seed;
    }

    // ---- what is known of a block

    /// Its rank: LOCAL_PREF, then shorter AS_PATH, then lower ORIGIN; larger is better.
    public long rank(int id) {
        return facts(id) >>> FLAG_BITS;
    }

    /// See the flag constants.
    public int flags(int id) {
        return page(id)[base(id) + FACTS_LOW] & (1 << FLAG_BITS) - 1;
    }

    /// Whether its rank alone does not tell if it wins: see [#BY_STEPS].
    public boolean goesBySteps(int id) {
        return (flags(id) & BY_STEPS) != 0;
    }

    /// [#LOCAL], [#EXTERNAL], [#INTERNAL], [#CLIENT] or [#MEMBER].
    public int kind(int id) {
        return flags(id) & KIND;
    }

    public int localPref(int id) {
        return page(id)[base(id) + FACTS_HIGH];
    }

    /// Puts a block before a policy.
    ///
    /// @param from who sent it
    public void show(int id, PeerFacts from, Subject subject) {
        subject.block(octets(id), offset(id), length(id), localPref(id), from);
    }

    public int asPathLength(int id) {
        return LONGEST_PATH - (page(id)[base(id) + FACTS_LOW] >>> PATH_SHIFT);
    }

    public int origin(int id) {
        return 3 - (page(id)[base(id) + FACTS_LOW] >>> FLAG_BITS & 3);
    }

    /// First AS of the path; 0 = the path is empty or begins with a set.
    public int neighborAs(int id) {
        return page(id)[base(id) + NEIGHBOR_AS];
    }

    /// MULTI_EXIT_DISC; if missing 0 (RFC 4271 §9.1.2.2 c), or what [#missingMed] says.
    public int med(int id) {
        return page(id)[base(id) + MED];
    }

    /// The array with its canonical octets; they move in [#housekeep].
    public byte[] octets(int id) {
        return arena.octets(page(id)[base(id) + ADDRESS]);
    }

    /// Where its canonical octets begin.
    public int offset(int id) {
        return Arena.offset(page(id)[base(id) + ADDRESS]);
    }

    /// How many canonical octets it has.
    public int length(int id) {
        return page(id)[base(id) + LENGTHS] >>> 16;
    }

    /// Whether a block has a community (RFC 1997).
    public boolean hasCommunity(int id, int community) {
        int at = attribute(id, Attributes.COMMUNITIES);
        if (at < 0) {
            return false;
        }
        byte[] octets = octets(id);
        int end = Attributes.next(octets, at);
        int value = Attributes.valueOffset(octets, at);
        while (value < end && Wire.i32(octets, value) != community) {
            value += 4;
        }
        return value < end;
    }

    /// Where in [#octets] an attribute of it stands; -1 = it has none with this code.
    public int attribute(int id, int code) {
        return Attributes.find(octets(id), offset(id), length(id), code);
    }

    /// Packs what [#rank], [#flags] and their parts say.
    public static long facts(int localPref, int asPathLength, int origin, int flags) {
        long path = (long) LONGEST_PATH - Math.min(asPathLength, LONGEST_PATH);
        return (localPref & 0xffff_ffffL) << 32
                | path << PATH_SHIFT
                | (3L - origin) << FLAG_BITS
                | flags;
    }

    // ---- find and add

    /// The block with exactly these octets in this context ([#KIND], [#ASN4], [#WITH_NLRI]); 0 if
    /// there is none.
    public int find(byte[] buf, int off, int len, int context) {
        hash = Hash.octets(buf, off, len, seed, context);
        long code = code(hash);
        int[] slots = index.segment(code);
        int tag = Index.tag(code);
        int mask = slots.length - 1;
        int at = (int) code & mask;
        int slot = slots[at];
        while (slot != 0) {
            int id = slot & Index.MOST;
            if (slot >>> Index.NUMBER_BITS == tag && id != 0 && is(id, buf, off, len, context)) {
                return id;
            }
            at = at + 1 & mask;
            slot = slots[at];
        }
        return 0;
    }

    private boolean is(int id, byte[] buf, int off, int len, int context) {
        int[] page = page(id);
        int base = base(id);
        int lengths = page[base + LENGTHS];
        int canonical = lengths >>> 16;
        int raw = lengths & 0xffff;
        boolean derived = raw == PARENT_OCTETS;
        if ((raw == 0 ? canonical : derived ? canonical + PARENT_OCTETS : raw) != len
                || page[base + HASH] != hash
                || (page[base + FACTS_LOW] & CONTEXT | (derived ? DERIVED : 0)) != context) {
            return false;
        }
        int address = page[base + ADDRESS];
        int from = Arena.offset(address) + (raw == 0 || derived ? 0 : canonical);
        return Arrays.equals(arena.octets(address), from, from + len, buf, off, off + len);
    }

    /// Adds the block that [#find] just failed to find. It has no reference yet.
    ///
    /// @param raw octets looked for, `rawLength` of them at `rawOffset`
    /// @param canonical its canonical octets, from index 0
    /// @param facts by [#facts], the context among the flags
    public int add(
            byte[] raw,
            int rawOffset,
            int rawLength,
            byte[] canonical,
            int length,
            long facts,
            int neighborAs,
            int med) {
        assert length <= 0xffff && rawLength <= 0xffff && rawLength > 0;
        boolean same = Arrays.equals(raw, rawOffset, rawOffset + rawLength, canonical, 0, length);
        int kept = same ? 0 : rawLength;
        int address = arena.allocate(length + kept);
        byte[] octets = arena.octets(address);
        int offset = Arena.offset(address);
        System.arraycopy(canonical, 0, octets, offset, length);
        System.arraycopy(raw, rawOffset, octets, offset + length, kept);
        return record(address, length << 16 | kept, facts, neighborAs, med);
    }

    private int record(int address, int lengths, long facts, int neighborAs, int med) {
        int id = slab.take();
        int[] page = page(id);
        int base = base(id);
        page[base + HASH] = hash;
        page[base + ADDRESS] = address;
        page[base + LENGTHS] = lengths;
        page[base + FACTS_HIGH] = (int) (facts >>> 32);
        page[base + FACTS_LOW] = (int) facts;
        page[base + NEIGHBOR_AS] = neighborAs;
        page[base + MED] = medOf(address, lengths, med);
        page[base + REFS] = 0;
        index.add(id, code(hash));
        wait(id);
        addNextHop(id);
        return id;
    }

    /// What blocks without MULTI_EXIT_DISC have in its place, those that are there as well; cold.
    public void missingMed(int instead) {
        missingMed = instead;
        for (int id = 1; id < slab.numbers(); id++) {
            if (isHeld(id) && attribute(id, Attributes.MULTI_EXIT_DISC) < 0) {
                page(id)[base(id) + MED] = instead;
            }
        }
    }

    private int medOf(int address, int lengths, int med) {
        boolean missing =
                med == 0
                        && missingMed != 0
                        && Attributes.find(
                                        arena.octets(address),
                                        Arena.offset(address),
                                        lengths >>> 16,
                                        Attributes.MULTI_EXIT_DISC)
                                < 0;
        return missing ? missingMed : med;
    }

    // ---- next hops

    /// The next hops of the blocks.
    public NextHopTable nextHops() {
        return nextHops;
    }

    /// Begins to follow next hops, those of the blocks that are there as well.
    public void followNextHops(NextHopTable.Finder finder) {
        nextHops.follow(finder);
        for (int id = 1; id < slab.numbers(); id++) {
            if (isHeld(id)) {
                addNextHop(id);
            }
        }
    }

    /// Ends it.
    public void forgetNextHops() {
        nextHops.forget();
    }

    private void addNextHop(int id) {
        if (kind(id) != LOCAL) {
            nextHops.add(id, octets(id), offset(id), length(id));
        }
    }

    // ---- derived blocks

    /// Finds the block that a policy made of another one.
    ///
    /// @param canonical its canonical octets, from index 0; four more are written behind them
    /// @return 0 if there is none
    public int findDerived(int parent, byte[] canonical, int length) {
        Wire.put32(canonical, length, parent);
        int context = flags(parent) & CONTEXT | DERIVED;
        return find(canonical, 0, length + PARENT_OCTETS, context);
    }

    /// Adds the block that [#findDerived] just failed to find. It has no reference yet, and holds
    /// one to its parent.
    ///
    /// @param facts by [#facts]
    public int addDerived(
            int parent, byte[] canonical, int length, long facts, int neighborAs, int med) {
        assert length <= 0xffff && raw(parent) == parent;
        int address = arena.allocate(length + PARENT_OCTETS);
        System.arraycopy(
                canonical, 0, arena.octets(address), Arena.offset(address), length + PARENT_OCTETS);
        // It begins outside of the queue, wherever the parent is.
        long known = facts & ~(CONTEXT | QUEUED) | flags(parent) & CONTEXT;
        int id = record(address, length << 16 | PARENT_OCTETS, known, neighborAs, med);
        retain(parent, 1);
        return id;
    }

    /// The block that came: the parent of a derived one, else itself.
    public int raw(int id) {
        int[] page = page(id);
        int base = base(id);
        int lengths = page[base + LENGTHS];
        if ((lengths & 0xffff) != PARENT_OCTETS) {
            return id;
        }
        int address = page[base + ADDRESS];
        return Wire.i32(arena.octets(address), Arena.offset(address) + (lengths >>> 16));
    }

    // ---- references

    public void retain(int id, int times) {
        page(id)[base(id) + REFS] += times;
    }

    public void release(int id) {
        int[] page = page(id);
        int base = base(id);
        assert page[base + REFS] > 0 : id;
        if (--page[base + REFS] == 0) {
            wait(id);
        }
    }

    public int references(int id) {
        return page(id)[base(id) + REFS];
    }

    private void wait(int id) {
        int[] page = page(id);
        int at = base(id) + FACTS_LOW;
        if ((page[at] & QUEUED) == 0) {
            page[at] |= QUEUED;
            waiting.add(id);
            waitingOctets += storedOctets(page[base(id) + LENGTHS]);
        }
    }

    /// Blocks held, those without references included.
    public int size() {
        return slab.size();
    }

    /// Octets of memory.
    public long memory() {
        return arena.size() + index.octets() + slab.octets() + waiting.octets();
    }

    /// Octets of memory, but for the records that are free.
    public long liveOctets() {
        return memory() - slab.octets() + slab.liveOctets();
    }

    // ---- housekeeping

    /// Frees up to `most` blocks that nobody refers to, beyond those worth keeping a while, and
    /// moves up to `most` blocks out of wasteful pages. With `all`, keeps none.
    ///
    /// @return whether there is more to do
    public boolean housekeep(int most, boolean all) {
        int kept = all ? 0 : KEPT_AT_LEAST + (slab.size() - waiting.size() >> KEPT_SHIFT);
        // A block may have 128 KB: a thousand of them are not kept for nothing.
        long keptOctets = KEPT_OCTETS_AT_LEAST + (arena.liveOctets() - waitingOctets >> KEPT_SHIFT);
        for (int n = 0; n < most && isTooMuch(kept, keptOctets); n++) {
            int id = waiting.remove();
            int[] page = page(id);
            int base = base(id);
            waitingOctets -= storedOctets(page[base + LENGTHS]);
            page[base + FACTS_LOW] &= ~QUEUED;
            if (page[base + REFS] == 0) {
                free(id);
            }
        }
        compact(most);
        return isTooMuch(kept, keptOctets) || moveNext > 0;
    }

    private boolean isTooMuch(int kept, long keptOctets) {
        return waiting.size() > kept || waitingOctets > keptOctets;
    }

    private void free(int id) {
        int[] page = page(id);
        int base = base(id);
        int parent = raw(id);
        nextHops.remove(id);
        arena.free(page[base + ADDRESS], storedOctets(page[base + LENGTHS]));
        if (slab.size() == 1) {
            index.clear();
            slab.clear();
            moveNext = 0;
        } else {
            index.remove(id, code(page[base + HASH]));
            slab.release(id);
        }
        if (parent != id) {
            release(parent);
        }
    }

    /// One pass over all ids moves the blocks out of the pages that were wasteful when it began.
    private void compact(int most) {
        if (moveNext == 0) {
            // More than half is waste: then some pages are, and moving pays.
            if (arena.size() < 2 * arena.liveOctets() + (1 << 20)) {
                return;
            }
            leaving = new boolean[arena.pageNumbers()];
            for (int page = 0; page < leaving.length; page++) {
                leaving[page] = arena.isWasteful(page);
            }
            moveNext = 1;
        }
        int end = (int) Math.min(slab.numbers(), moveNext + 8L * most);
        int left = most;
        int id = moveNext;
        for (; id < end && left > 0; id++) {
            if (isHeld(id) && leaves(id)) {
                move(id);
                left--;
            }
        }
        moveNext = id == slab.numbers() ? 0 : id;
    }

    private boolean leaves(int id) {
        int page = Arena.pageOf(page(id)[base(id) + ADDRESS]);
        return page < leaving.length && leaving[page];
    }

    private void move(int id) {
        int[] page = page(id);
        int base = base(id);
        int from = page[base + ADDRESS];
        int octets = storedOctets(page[base + LENGTHS]);
        int to = arena.allocate(octets);
        System.arraycopy(
                arena.octets(from), Arena.offset(from), arena.octets(to), Arena.offset(to), octets);
        page[base + ADDRESS] = to;
        arena.free(from, octets);
    }

    private boolean isHeld(int id) {
        return slab.has(id) && page(id)[base(id) + REFS] != FREE;
    }

    private static int storedOctets(int lengths) {
        return (lengths >>> 16) + (lengths & 0xffff);
    }

    // ---- records and index

    private int[] page(int id) {
        return slab.pages[id >>> PAGE_BITS];
    }

    private static int base(int id) {
        return (id & PAGE_MASK) * RECORD;
    }

    private long facts(int id) {
        int[] page = page(id);
        int base = base(id);
        return (long) page[base + FACTS_HIGH] << 32 | page[base + FACTS_LOW] & 0xffff_ffffL;
    }

    private final class Keys implements Index.Keys {
        @Override
        public int numbers() {
            return slab.numbers();
        }

        @Override
        public boolean has(int id) {
            return isHeld(id);
        }

        @Override
        public long code(int id) {
            return AttrStore.code(page(id)[base(id) + HASH]);
        }
    }

    private static long code(int hash) {
        return (hash & 0xffff_ffffL) * CODE_FACTOR;
    }

    /// Sets or clears a flag of every block by what `test` says of it; cold.
    public void reflag(int flag, BlockTest test) {
        for (int id = 1; id < slab.numbers(); id++) {
            if (isHeld(id)) {
                int[] page = page(id);
                int base = base(id);
                int facts = page[base + FACTS_LOW];
                page[base + FACTS_LOW] = test.test(id) ? facts | flag : facts & ~flag;
            }
        }
    }

    /// A question about a block.
    public interface BlockTest {
        boolean test(int id);
    }
}
