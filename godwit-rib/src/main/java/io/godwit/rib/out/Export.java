package io.godwit.rib.out;

import io.godwit.policy.Edits;
import io.godwit.policy.NextHopRule;
import io.godwit.policy.Role;
import io.godwit.rib.LongLivedTold;
import io.godwit.rib.RibSettings;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.Sources;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Aigp;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.CostCommunity;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.Flags;

import java.util.Arrays;

/// The export rules, all of them: what a group of neighbors may be told, and with which attributes.
///
/// | | outside | to another member of our confederation | to our AS | to a client of the route server |
/// |---|---|---|---|---|
/// | export policy missing | nothing (RFC 8212 §3) | nothing (§1) | all | nothing |
/// | export policy | what it changes is what the rows below begin with | the same | the same | the same |
/// | NO_ADVERTISE | nothing | nothing | nothing | passes (RFC 7947 §2.2.4) |
/// | NO_EXPORT | nothing | passes | passes | passes |
/// | LLGR_STALE, and the neighbor does not know it | nothing (RFC 9494 §4.3) | nothing; or with LOCAL_PREF 0 and NO_EXPORT (§4.6) | the same | nothing |
/// | BLACKHOLE of a neighbor | nothing (RFC 7999 §3.2) | passes | passes | passes |
/// | NO_EXPORT_SUBCONFED | nothing | nothing | passes | passes |
/// | learned from our AS | passes | passes | if either side is a client (RFC 4456 §6) | as outside |
/// | AS_PATH | our AS first (RFC 4271 §5.1.2 b), with `local-as` that in front or instead (RFC 7705 §3.3), the confederation's instead of its members (RFC 5065 §4.1 c); private and the neighbor's AS numbers by `remove-private-as`, `as-override` | our member AS first (§4.1 b) | unchanged | unchanged (RFC 7947 §2.2.2.1) |
/// | NEXT_HOP | a third party's on the network we share, else ours (§5.1.3) | unchanged (RFC 5065 §5.1); ours for our own routes | the same | unchanged, link-local one included (§2.2.1) |
/// | NEXT_HOP by `next-hop` | ours, or unchanged | the same | ours; what is reflected keeps its own, unless always (RFC 4456 §10) | as without |
/// | NEXT_HOP that the policy set | that | that | that | that |
/// | MULTI_EXIT_DISC | of our own routes, or what the policy set, only (RFC 4271 §5.1.4) | passes (RFC 5065 §5.2) | passes | passes (RFC 7947 §2.2.3) |
/// | LOCAL_PREF | none (RFC 4271 §5.1.5) | always, from the decision (RFC 5065 §5.2) | the same | none |
/// | ONLY_TO_CUSTOMER, by `role` | to providers, peers and route servers nothing that has it; to others, and peers, ours if there is none (RFC 9234 §5) | passes | passes | as outside |
/// | ORIGINATOR_ID | none | none | of what is reflected: kept, or made (RFC 4456 §8) | none |
/// | CLUSTER_LIST | none | none | of what is reflected: ours first (RFC 4456 §8) | none |
/// | other non-transitive | none | none | none | none |
/// | non-transitive extended communities | none | pass (RFC 4360 §6) | pass | pass (§2.2.4) |
/// | AIGP | none, unless AIGP_SESSION is on (RFC 7311 §3.3) | unchanged; with our next hop more by the way to the one that it had (§3.4.3) | the same | none |
/// | unknown transitive | pass, Partial since they came in | the same | the same | the same |
///
/// The last column is about routes from another AS: only they can pass unseen. Our own, and what
/// our AS told us, go to a client as to any other AS.
///
/// All of it is a pure function of the block, what a policy changes of it, the [GroupKey] and, for
/// ORIGINATOR_ID, the identifier of the source. That a route is never sent to the neighbor it came
/// from is the affair of [UpdateGroup].
public final class Export {
    /// Header, and the two lengths of an UPDATE (RFC 4271 §4.3).
    static final int FRAME_OCTETS = 23;

    // MP_REACH_NLRI without next hop and NLRI, extended length.
    private static final int MP_REACH_OCTETS = 4 + 5;

    private static final int ORDINARY_OCTETS = 4096;
    private static final int MOST_NLRI_V4 = 5;
    private static final int MOST_NLRI_V6 = 17;
    private static final int PATH_ID_OCTETS = 4;
    // More than prepending, NEXT_HOP, LOCAL_PREF and reflection can add, and AS4_PATH is at most
    // twice the path.
    private static final int SURELY_FITS = (ORDINARY_OCTETS - 256) / 2;

    private static final int REFLECTION =
            1 << Attributes.ORIGINATOR_ID | 1 << Attributes.CLUSTER_LIST;

    private final GroupKey key;
    private final AttrStore store;
    private final Sources sources;
    private final int localAs;
    private final int outsideAs;
    private final PathOut pathOut;
    private final int clusterId;
    private final int refused;

    // The block in hand: as it is stored, or with what a policy made of it.
    private byte[] from = new byte[0];
    private int off;
    private int end;
    private int flags;
    private int localPref;
    private boolean confined;
    private boolean setsHop;
    private boolean setsMed;
    private boolean keepsHop;
    private boolean familyV6;
    private int block;
    private byte[] edited = new byte[1024];

    private byte[] out = new byte[1024];
    private int octets;
    private byte[] other = new byte[0];
    private byte[] wide = new byte[0];
    private OutHop hop;
    private OutHop otherHop;

    Export(GroupKey key, AttrStore store, Sources sources, RibSettings settings) {
        this.key = key;
        hop = new OutHop(key);
        otherHop = new OutHop(key);
        this.store = store;
        this.sources = sources;
        localAs = (int) settings.localAs();
        outsideAs = (int) settings.outsideAs();
        pathOut = new PathOut(key.path(), outsideAs);
        clusterId = settings.clusterId();
        refused = AttrStore.NO_ADVERTISE | (key.isOutside() ? AttrStore.NO_EXPORT : 0);
    }

    /// Whether routes with this block are sent to the group, if no policy changes them.
    boolean allows(int attr, boolean v6) {
        return permits(attr)
                && hasNextHop(attr, v6)
                && (store.length(attr) <= SURELY_FITS || fits(attr, v6));
    }

    /// Whether the group may hear of routes with this block at all, whatever a policy makes of
    /// them.
    boolean permits(int attr) {
        int flags = store.flags(attr);
        return ((flags & refused) == 0 || isTransparent(flags))
                && !isKeptInAs(attr, flags)
                && !isLeak(attr)
                && (key.longLived() != LongLivedTold.NOT || !isLongLived(attr, flags))
                && (key.role() != Role.INTERNAL || (flags & AttrStore.KIND) != AttrStore.INTERNAL);
    }

    /// What keeps routes with this block from being sent at all; for people.
    Obstacle obstacle(int attr) {
        int flags = store.flags(attr);
        if (permits(attr)) {
            return Obstacle.NONE;
        }
        if (isKeptInAs(attr, flags)) {
            return Obstacle.NO_EXPORT;
        }
        if (isLeak(attr)) {
            return Obstacle.LEAK;
        }
        if ((flags & refused) == 0 || isTransparent(flags)) {
            return isLongLived(attr, flags) && key.longLived() == LongLivedTold.NOT
                    ? Obstacle.LONG_LIVED
                    : Obstacle.INTERNAL;
        }
        if ((flags & AttrStore.NO_ADVERTISE) != 0) {
            return Obstacle.NO_ADVERTISE;
        }
        return store.hasCommunity(attr, Communities.NO_EXPORT)
                        || store.hasCommunity(attr, Communities.NO_EXPORT_SUBCONFED)
                ? Obstacle.NO_EXPORT
                : Obstacle.BLACKHOLE;
    }

    /// RFC 9494 §4.3: whoever marked it.
    private boolean isLongLived(int attr, int flags) {
        return (flags & AttrStore.BY_STEPS) != 0
                && store.hasCommunity(attr, Communities.LLGR_STALE);
    }

    /// RFC 1997: NO_EXPORT stops at the border of the confederation, NO_EXPORT_SUBCONFED at that of
    /// each member AS. Between members it matters which of the two it is.
    private boolean isKeptInAs(int attr, int flags) {
        if (key.role() != Role.CONFEDERATION || (flags & AttrStore.NO_EXPORT) == 0) {
            return false;
        }
        return store.hasCommunity(attr, Communities.NO_EXPORT_SUBCONFED);
    }

    /// RFC 9234 §5, egress 2.
    private boolean isLeak(int attr) {
        return key.peering().isForCustomersOnly()
                && store.attribute(attr, Attributes.ONLY_TO_CUSTOMER) >= 0;
    }

    /// From another AS to one of the clients, between which we are not seen (RFC 7947 §2.2).
    private boolean isTransparent(int flags) {
        return key.role() == Role.ROUTE_SERVER_CLIENT
                && (flags & AttrStore.KIND) == AttrStore.EXTERNAL;
    }

    /// From our AS to our AS (RFC 4456 §6).
    private boolean isReflected(int flags) {
        int kind = flags & AttrStore.KIND;
        return !key.ebgp() && (kind == AttrStore.INTERNAL || kind == AttrStore.CLIENT);
    }

    /// Whether it matters to the group which neighbor a route with this block came from.
    boolean namesSource(int attr) {
        return isReflected(store.flags(attr))
                && store.attribute(attr, Attributes.ORIGINATOR_ID) < 0;
    }

    /// Whether only the size of its attributes keeps a route from being sent (RFC 4271 §9.2).
    boolean isTooLong(int attr, boolean v6) {
        return store.length(attr) > SURELY_FITS && !fits(attr, v6);
    }

    private boolean hasNextHop(int attr, boolean v6) {
        if (hop.hasOwn(v6)) {
            return true;
        }
        open(attr);
        return chooseHop(v6, false);
    }

    /// Chooses NEXT_HOP (RFC 4271 §5.1.3); false if there is none to give.
    ///
    /// @param self whether the policy wants ours
    private boolean chooseHop(boolean v6, boolean self) {
        boolean whole = isTransparent(flags);
        boolean asked = setsHop || whole || mayKeepHop();
        keepsHop =
                !self
                        && (asked || isThirdPartyAllowed())
                        && hop.read(from, off, end, flags, v6, whole)
                        && (asked || hop.isCommon());
        familyV6 = v6;
        return keepsHop || hop.own(v6);
    }

    private boolean mayKeepHop() {
        return switch (key.nextHops().rule()) {
            case STANDARD -> !key.isOutside();
            case SELF -> isReflected(flags);
            case SELF_ALWAYS -> false;
            case UNCHANGED -> true;
        };
    }

    /// RFC 4271 §5.1.3, 2): what the neighbor reaches without us; it has to be possible to switch
    /// it off.
    private boolean isThirdPartyAllowed() {
        return key.nextHops().rule() == NextHopRule.STANDARD && hop.sharesNetwork();
    }

    private boolean fits(int attr, boolean v6) {
        write(attr, 0, v6); // whose identifier it is does not change the size
        return octetsWithOnePrefix(v6) <= key.send().maxMessageOctets();
    }

    private int octetsWithOnePrefix(boolean v6) {
        int head = hop.isMp() ? MP_REACH_OCTETS + hop.length() : 0;
        int id = hasPathIds(v6) ? PATH_ID_OCTETS : 0;
        return FRAME_OCTETS + octets + head + id + (v6 ? MOST_NLRI_V6 : MOST_NLRI_V4);
    }

    /// Whether NLRI have Path Identifiers.
    boolean hasPathIds(boolean v6) {
        return key.hasPathIds(v6);
    }

    /// How long messages with the block last written may get: 4096 even where more was negotiated,
    /// unless a single prefix needs more. It keeps receivers' buffers and latency small.
    int messageLimit(boolean v6) {
        return octetsWithOnePrefix(v6) <= ORDINARY_OCTETS
                ? ORDINARY_OCTETS
                : key.send().maxMessageOctets();
    }

    /// Whether routes with both blocks, from these sources, look the same to the group.
    boolean looksSame(int a, int sourceA, int b, int sourceB, boolean v6) {
        if (a == b && (sourceA == sourceB || !namesSource(a))) {
            return true;
        }
        if (store.neighborAs(a) != store.neighborAs(b)
                || store.asPathLength(a) != store.asPathLength(b)
                || store.origin(a) != store.origin(b)) {
            return false;
        }
        write(a, sourceA, v6);
        int length = octets;
        swap();
        write(b, sourceB, v6);
        return Arrays.equals(out, 0, octets, other, 0, length) && hop.looksLike(otherHop);
    }

    /// Keeps what was written last while another block is.
    private void swap() {
        byte[] written = out;
        out = other;
        other = written;
        OutHop writtenHop = hop;
        hop = otherHop;
        otherHop = writtenHop;
    }

    /// The attributes last written: all but MP_REACH_NLRI, in ascending order.
    byte[] attributes() {
        return out;
    }

    /// How many octets they have.
    int attributesOctets() {
        return octets;
    }

    /// The next hop of what was written last.
    OutHop nextHop() {
        return hop;
    }

    /// Octets of what was written last, for [#save].
    int saved() {
        return 1 + hop.saved() + octets;
    }

    /// Keeps what was written last, as [#load] reads it.
    void save(byte[] to, int off) {
        int kept = hop.saved();
        to[off] = (byte) kept;
        System.arraycopy(hop.octets(), 0, to, off + 1, kept);
        System.arraycopy(out, 0, to, off + 1 + kept, octets);
    }

    /// As if it had just been written.
    void load(byte[] from, int off, int end) {
        int kept = from[off];
        hop.load(from, off + 1, kept);
        octets = end - off - 1 - kept;
        if (out.length < octets) {
            out = new byte[2 * octets];
        }
        System.arraycopy(from, off + 1 + kept, out, 0, octets);
    }

    /// Writes the attributes that routes with this block, from this peer, are sent with.
    void write(int attr, int source, boolean v6) {
        open(attr);
        chooseHop(v6, false);
        put(attr, source);
    }

    /// The same with what a policy made of the block.
    ///
    /// @return what keeps it from being sent, if anything
    Obstacle write(int attr, int source, boolean v6, Edits edits) {
        open(attr, edits);
        if (!chooseHop(v6, edits.nextHopSelf())) {
            return Obstacle.NO_NEXT_HOP;
        }
        put(attr, source);
        boolean fits = octetsWithOnePrefix(v6) <= key.send().maxMessageOctets();
        return fits ? Obstacle.NONE : Obstacle.TOO_LONG;
    }

    private void put(int attr, int source) {
        if (out.length < 2 * (end - off) + 64) {
            out = new byte[2 * (end - off) + 256];
        }
        octets = attributes(attr, source);
        if (!key.send().asn4()) {
            narrow();
        }
    }

    private void open(int attr) {
        block = attr;
        from = store.octets(attr);
        off = store.offset(attr);
        end = off + store.length(attr);
        flags = store.flags(attr);
        confined = key.longLived() == LongLivedTold.LEAST_PREFERRED && isLongLived(attr, flags);
        localPref = confined ? 0 : store.localPref(attr);
        setsHop = false;
        setsMed = false;
    }

    private void open(int attr, Edits edits) {
        open(attr);
        if (edits.isEmpty()) {
            return;
        }
        int room = edits.room(end - off);
        if (edited.length < room) {
            edited = new byte[2 * room];
        }
        end = edits.write(from, off, end - off, edited, 0);
        from = edited;
        off = 0;
        setsHop = edits.sets(Attributes.NEXT_HOP) || edits.sets(Attributes.MP_REACH_NLRI);
        setsMed = edits.sets(Attributes.MULTI_EXIT_DISC);
        flags &= ~(AttrStore.HAS_NEXT_HOP | AttrStore.HAS_MP_REACH);
        flags |= find(Attributes.NEXT_HOP) < 0 ? 0 : AttrStore.HAS_NEXT_HOP;
        flags |= find(Attributes.MP_REACH_NLRI) < 0 ? 0 : AttrStore.HAS_MP_REACH;
        if (edits.sets(Attributes.LOCAL_PREF) && !confined) {
            localPref = Wire.i32(from, Attributes.valueOffset(from, find(Attributes.LOCAL_PREF)));
        }
    }

    private int find(int code) {
        return Attributes.find(from, off, end - off, code);
    }

    /// Copies what passes; what is ours to say is put where ascending order wants it.
    private int attributes(int attr, int source) {
        boolean leaves = key.isOutside() && !isTransparent(flags);
        long due =
                (hop.isMp() ? 0 : 1L << Attributes.NEXT_HOP)
                        | (key.isOutside() ? 0 : 1L << Attributes.LOCAL_PREF)
                        | (isReflected(flags) ? REFLECTION : 0)
                        | (isToMark() ? 1L << Attributes.ONLY_TO_CUSTOMER : 0);
        int to = 0;
        for (int at = off; at < end; at = Attributes.next(from, at)) {
            int code = Attributes.code(from, at);
            for (; due != 0 && Long.numberOfTrailingZeros(due) <= code; due &= due - 1) {
                to = ours(Long.numberOfTrailingZeros(due), attr, source, to);
            }
            to = leaves ? leaving(at, to) : confined ? confined(at, to) : within(at, to);
        }
        for (; due != 0; due &= due - 1) {
            to = ours(Long.numberOfTrailingZeros(due), attr, source, to);
        }
        return to;
    }

    /// RFC 9234 §5, egress 1.
    private boolean isToMark() {
        return key.peering().marksSent() && find(Attributes.ONLY_TO_CUSTOMER) < 0;
    }

    private int ours(int code, int attr, int source, int to) {
        return switch (code) {
            case Attributes.NEXT_HOP -> AttributeWriter.nextHop(out, to, Wire.i32(hop.octets(), 0));
            case Attributes.LOCAL_PREF -> AttributeWriter.localPref(out, to, localPref);
            case Attributes.ORIGINATOR_ID ->
                    AttributeWriter.originatorId(out, to, sources.originator(store, attr, source));
            case Attributes.ONLY_TO_CUSTOMER ->
                    AttributeWriter.onlyToCustomer(out, to, key.path().ours(outsideAs));
            default -> clusterList(to);
        };
    }

    /// RFC 4456 §8: the clusters that it went through, ours first.
    private int clusterList(int to) {
        int at = find(Attributes.CLUSTER_LIST);
        int rest = at < 0 ? 0 : Attributes.valueOctets(from, at);
        int next =
                AttributeWriter.head(
                        out, to, Flags.OPTIONAL.octet(), Attributes.CLUSTER_LIST, 4 + rest);
        next = Wire.put32(out, next, clusterId);
        if (rest > 0) {
            System.arraycopy(from, Attributes.valueOffset(from, at), out, next, rest);
        }
        return next + rest;
    }

    /// The same of a route that must not leave the AS, nor be preferred to any (RFC 9494 §4.6).
    private int confined(int at, int to) {
        return Attributes.code(from, at) == Attributes.COMMUNITIES
                ? AttributeWriter.withCommunity(out, to, from, at, Communities.NO_EXPORT)
                : within(at, to);
    }

    /// An attribute on its way to our AS or confederation, or unseen to another one.
    private int within(int at, int to) {
        if (key.role() == Role.CONFEDERATION && Attributes.code(from, at) == Attributes.AS_PATH) {
            int path = Attributes.valueOffset(from, at);
            int len = Attributes.valueOctets(from, at);
            return AttributeWriter.asPathOfMember(out, to, from, path, len, localAs);
        }
        boolean passes =
                switch (Attributes.code(from, at)) {
                    case Attributes.NEXT_HOP, Attributes.LOCAL_PREF -> false;
                    case Attributes.MULTI_EXIT_DISC -> true;
                    case Attributes.AIGP -> key.send().aigp(); // RFC 7311 §3.3
                    default -> (from[at] & Flags.TRANSITIVE_BIT) != 0;
                };
        int next = passes ? AttributeWriter.copy(out, to, from, at) : to;
        if (passes && Attributes.code(from, at) == Attributes.AIGP && (setsHop || !keepsHop)) {
            increase(to);
        }
        return next;
    }

    /// RFC 7311 §3.4.3: whoever goes through us goes on to the next hop that the route came with.
    /// That is never nothing.
    private void increase(int aigp) {
        int value = Attributes.valueOffset(out, aigp);
        int metric = Aigp.metricOffset(out, value, Attributes.valueOctets(out, aigp));
        NextHopTable hops = store.nextHops();
        int distance = hops.follows() ? hops.cost(hops.of(block, familyV6)) : 0;
        if (metric >= 0) {
            long more = Math.max(1, Integer.toUnsignedLong(distance));
            Wire.put64(out, metric, Aigp.increased(Wire.i64(out, metric), more));
        }
    }

    /// An attribute on its way outside.
    private int leaving(int at, int to) {
        return switch (Attributes.code(from, at)) {
            case Attributes.AS_PATH ->
                    pathOut.write(
                            out,
                            to,
                            from,
                            Attributes.valueOffset(from, at),
                            Attributes.valueOctets(from, at));
            case Attributes.EXTENDED_COMMUNITIES ->
                    transitiveOnly(at, to, ExtendedCommunities.OCTETS);
            case Attributes.IPV6_EXTENDED_COMMUNITIES -> transitiveOnly(at, to, 20);
            case Attributes.MULTI_EXIT_DISC ->
                    setsMed || (flags & AttrStore.KIND) == AttrStore.LOCAL
                            ? AttributeWriter.copy(out, to, from, at)
                            : to;
            default -> within(at, to);
        };
    }

    /// RFC 4360 §6, RFC 5701 §2: bit 6 of the first octet marks what must not leave the AS.
    private int transitiveOnly(int at, int to, int size) {
        int value = Attributes.valueOffset(from, at);
        int end = Attributes.next(from, at);
        int kept = 0;
        for (int c = value; c + size <= end; c += size) {
            kept += leaves(c, size) ? size : 0;
        }
        if (kept == 0) {
            return to;
        }
        int next = AttributeWriter.head(out, to, from[at] & 0xff, Attributes.code(from, at), kept);
        for (int c = value; c + size <= end; c += size) {
            if (leaves(c, size)) {
                System.arraycopy(from, c, out, next, size);
                next += size;
            }
        }
        return next;
    }

    /// A Cost Community of either kind is for our own decisions (draft-ietf-idr-custom-decision-08
    /// §6: not told unless somebody asks for it).
    private boolean leaves(int community, int size) {
        return (from[community] & 0x40) == 0
                && !(size == ExtendedCommunities.OCTETS && CostCommunity.is(from, community));
    }

    /// RFC 6793 §4.2.2, for a neighbor that knows two-octet AS numbers only.
    private void narrow() {
        byte[] four = out;
        if (wide.length < 2 * octets + 64) {
            wide = new byte[2 * four.length + 64];
        }
        octets = AttributeWriter.twoOctet(wide, 0, four, 0, octets);
        out = wide;
        wide = four;
    }
}
