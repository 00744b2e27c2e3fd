package io.godwit.wire;

import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.AttributeType;
import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.CostCommunity;
import io.godwit.wire.attr.Flags;
import io.godwit.wire.attr.LinkLocal;
import io.godwit.wire.attr.NextHop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reusable judge and reader of an attribute section: RFC 4271 §6.3 as revised by RFC 7606, and the
/// canonical form that is kept. Allocates only for buffers that grow and for problems.
///
/// Three passes: find where each attribute stands first; judge them one by one; copy those that
/// stay in ascending order of type. In the canonical block
/// * AS numbers have four octets, AS4_PATH and AS4_AGGREGATOR are merged and gone (RFC 6793
///   §4.2.3),
/// * MP_REACH_NLRI has no NLRI, MP_UNREACH_NLRI is gone, NEXT_HOP is gone if no NLRI field needs
///   it,
/// * what was discarded is gone, and so are unknown attributes that are not transitive,
/// * from outside of our AS or confederation there is no Cost Community,
/// * unknown transitive ones have the Partial bit (RFC 4271 §5), lengths their shortest form.
public final class AttributeBlock {
    private static final int CODES = 256;

    private static final int MAX_BLOCK_OCTETS = 0xffff;

    /// What AGGREGATOR and an extended length can add.
    private static final int WIDER_HEADS = 8;

    /// A message can hold thousands of faults; as many as this are told.
    private static final int MAX_PROBLEMS = 64;

    private final int[] first = new int[CODES];
    private final long[] seen = new long[CODES / 64];
    private final long[] kept = new long[CODES / 64];
    private final List<Problem> problems = new ArrayList<>();

    private byte[] out = new byte[Framer.MAX_OCTETS];
    private byte[] path = new byte[0];
    private int octets;
    private Verdict verdict = Verdict.OK;
    private Notification notification;

    private int pathOffset;
    private int pathOctets;
    private int origin;
    private int neighborAs;
    private int originAs;
    private int asPathLength;
    private int med;
    private int localPref;
    private int nextHop;
    private int originatorId;
    private int clusterListLength;
    private int communitiesFlags;
    private boolean cost;
    private int present;

    /// An empty block; buffers grow as messages need them.
    public AttributeBlock() {}

    /// Judges all attributes of a scanned UPDATE and builds the canonical block.
    ///
    /// Worth calling whenever the scan did not say RESET and there are attributes besides
    /// MP_UNREACH_NLRI, even without routes: an error in such a message is a RESET (RFC 7606 §5.2).
    /// The block and the fields are filled only after OK and DISCARD.
    public Verdict read(UpdateView view, byte[] buf, Context context) {
        clear();
        if (view.verdict() == Verdict.RESET) {
            verdict = Verdict.RESET;
            notification = view.notification();
            problems.add(view.finding().orElseThrow());
            return verdict;
        }
        index(view, buf);
        judge(view, buf, context);
        if (!context.asn4() && has(kept, Attributes.AS_PATH)) {
            limitPath(view, buf);
        }
        if (view.verdict() != Verdict.OK) {
            addLate(view.finding().orElseThrow(), Notification.MALFORMED_ATTRIBUTE_LIST);
        } else if (view.announces()) {
            mandatory(view);
        }
        if (verdict == Verdict.WITHDRAW && !view.announces()) {
            // RFC 7606 §5.2: nothing says that the routes were found.
            verdict = Verdict.RESET;
        }
        if (verdict.compareTo(Verdict.DISCARD) <= 0) {
            build(view, buf, context);
        }
        return verdict;
    }

    private void clear() {
        Arrays.fill(seen, 0);
        Arrays.fill(kept, 0);
        if (!problems.isEmpty()) {
            problems.clear();
        }
        verdict = Verdict.OK;
        notification = null;
        octets = 0;
        pathOffset = 0;
        pathOctets = 0;
        origin = 0;
        neighborAs = 0;
        originAs = 0;
        asPathLength = 0;
        med = 0;
        localPref = 0;
        nextHop = 0;
        originatorId = 0;
        clusterListLength = 0;
        communitiesFlags = 0;
        cost = false;
        present = 0;
    }

    private static boolean has(long[] set, int code) {
        return (set[code >> 6] & 1L << code) != 0;
    }

    private static void add(long[] set, int code) {
        set[code >> 6] |= 1L << code;
    }

    private static void remove(long[] set, int code) {
        set[code >> 6] &= ~(1L << code);
    }

    /// Remembers where each attribute stands first; others of the same type are discarded (RFC 7606
    /// §3 g; repeated MP attributes never get here).
    private void index(UpdateView view, byte[] buf) {
        int at = view.attributesOffset();
        int end = at + view.trustedAttributesOctets();
        while (at < end) {
            int code = Attributes.code(buf, at);
            if (has(seen, code)) {
                discard(code, "appears again", "RFC 7606 §3 g");
            } else {
                add(seen, code);
                first[code] = at;
            }
            at = Attributes.next(buf, at);
        }
    }

    private void judge(UpdateView view, byte[] buf, Context context) {
        for (int word = 0; word < seen.length; word++) {
            for (long left = seen[word]; left != 0; left &= left - 1) {
                int code = word * 64 + Long.numberOfTrailingZeros(left);
                if (code == Attributes.MP_REACH_NLRI) {
                    // Routes of a family that was not negotiated are ignored, next hop included.
                    if (context.negotiated(view.mpReachAfi(), view.mpReachSafi())) {
                        judgeNextHop(view, buf);
                    }
                } else if (code != Attributes.MP_UNREACH_NLRI
                        && !(code == Attributes.NEXT_HOP && ignoresNextHop(view, buf))) {
                    judge(AttributeTypes.of(code), buf, first[code], context);
                }
            }
        }
    }

    /// The scan has looked at its size. An address that no host can have makes the routes unusable,
    /// as in NEXT_HOP (RFC 4271 §6.3); the session can go on, they were found.
    private void judgeNextHop(UpdateView view, byte[] buf) {
        int whole = view.mpNextHopOctets();
        int off = view.mpNextHopOffset() + LinkLocal.offset(buf, view.mpNextHopOffset(), whole);
        int len = whole == 4 ? 4 : 16;
        if (view.mpReachNlriOctets() == 0 || NextHop.isHost(buf, off, len)) {
            add(kept, Attributes.MP_REACH_NLRI);
        } else {
            problem(
                    Verdict.WITHDRAW,
                    AttributeTypes.of(Attributes.MP_REACH_NLRI),
                    Notification.OPTIONAL_ATTRIBUTE,
                    buf,
                    first[Attributes.MP_REACH_NLRI],
                    "has next hop " + Address.read(buf, off, len) + ", which no host can have",
                    "RFC 4271 §6.3");
        }
    }

    /// NEXT_HOP means nothing to routes that are in MP_REACH_NLRI (RFC 4760 §3), so the value does
    /// not matter; what cannot be one is malformed all the same.
    private boolean ignoresNextHop(UpdateView view, byte[] buf) {
        int at = first[Attributes.NEXT_HOP];
        return view.nlriOctets() == 0
                && view.announces()
                && Flags.WELL_KNOWN.fits(Attributes.flags(buf, at))
                && Attributes.valueOctets(buf, at) == 4;
    }

    /// What only our AS says to itself: LOCAL_PREF also across the borders inside of a
    /// confederation (RFC 5065 §5.2), AIGP where AIGP_SESSION is on (RFC 7311 §3.3); who reflected
    /// a route is known in its own AS only.
    private static boolean isForeign(AttributeType<?> type, Context context) {
        return switch (type.code()) {
            case Attributes.AIGP -> !context.aigp();
            case Attributes.LOCAL_PREF -> context.ebgp() && !context.confederation();
            default -> type.internal() && context.ebgp();
        };
    }

    private void judge(AttributeType<?> type, byte[] buf, int at, Context context) {
        int flags = Attributes.flags(buf, at);
        if (!type.isKnown()) {
            judgeUnknown(type, buf, at, flags);
            return;
        }
        int code = type.code();
        if (isForeign(type, context)) {
            String over = context.ebgp() ? "an external neighbor" : "a session with `aigp no`";
            discard(code, "comes from " + over, type.rfc());
            return;
        }
        if (context.asn4() && (code == Attributes.AS4_PATH || code == Attributes.AS4_AGGREGATOR)) {
            discard(code, "comes over a session with four-octet AS numbers", "RFC 6793 §6");
            return;
        }
        if (!type.flags().fits(flags)) {
            problem(
                    type.onBadFlags(),
                    type,
                    Notification.ATTRIBUTE_FLAGS,
                    buf,
                    at,
                    "has flags 0x" + Integer.toHexString(flags),
                    "RFC 7606 §3 c");
            return;
        }
        int off = Attributes.valueOffset(buf, at);
        int len = Attributes.valueOctets(buf, at);
        AttributeType.Codec<?> codec = type.codec();
        if (codec.wellFormed(buf, off, len, context)) {
            add(kept, code);
        } else {
            problem(
                    type.onMalformed(),
                    type,
                    codec.subcode(buf, off, len, context),
                    buf,
                    at,
                    codec.fault(buf, off, len, context),
                    type.rfc());
        }
    }

    /// RFC 4271 §5 and §6.3: an attribute that claims to be well-known must be.
    private void judgeUnknown(AttributeType<?> type, byte[] buf, int at, int flags) {
        if ((flags & Flags.OPTIONAL_BIT) == 0) {
            problem(
                    Verdict.RESET,
                    type,
                    Notification.UNRECOGNIZED_WELL_KNOWN,
                    buf,
                    at,
                    "is not a well-known attribute",
                    "RFC 4271 §6.3");
        } else if ((flags & Flags.TRANSITIVE_BIT) != 0) {
            add(kept, type.code());
        }
    }

    /// With four octets an AS number, the path of an extended message (RFC 8654) may outgrow what
    /// lengths of two octets can say, alone or with the other attributes.
    private void limitPath(UpdateView view, byte[] buf) {
        int at = first[Attributes.AS_PATH];
        int narrow = view.attributesOctets() - view.mpUnreachAttributeOctets();
        narrow -= view.hasMpReach() ? view.mpReachNlriOctets() : 0;
        if (narrow + Attributes.valueOctets(buf, at) + WIDER_HEADS > MAX_BLOCK_OCTETS) {
            problem(
                    Verdict.WITHDRAW,
                    AttributeTypes.of(Attributes.AS_PATH),
                    Notification.MALFORMED_AS_PATH,
                    buf,
                    at,
                    "is too long for four-octet AS numbers",
                    "RFC 6793 §4.2.3");
        }
    }

    private void discard(int code, String what, String rfc) {
        verdict = verdict.or(Verdict.DISCARD);
        if (problems.size() < MAX_PROBLEMS) {
            String name = AttributeTypes.of(code).name();
            problems.add(new Problem(code, Verdict.DISCARD, name + " " + what, rfc));
        }
    }

    /// Notes a problem. The NOTIFICATION is that of the first of the worst ones, in case it comes
    /// to a reset; its data are the whole attribute (RFC 4271 §6.3).
    private void problem(
            Verdict of,
            AttributeType<?> type,
            int subcode,
            byte[] buf,
            int at,
            String what,
            String rfc) {
        if (of.compareTo(verdict) > 0) {
            Bytes data = Bytes.copyOf(buf, at, Attributes.next(buf, at) - at);
            notification = Notification.update(subcode, data);
        }
        verdict = verdict.or(of);
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(type.code(), of, type + " " + what, rfc));
        }
    }

    private void addLate(Problem problem, int subcode) {
        if (problem.verdict().compareTo(verdict) > 0) {
            notification = Notification.update(subcode, Bytes.EMPTY);
        }
        verdict = verdict.or(problem.verdict());
        problems.add(problem);
    }

    /// RFC 7606 §3 d. NEXT_HOP is asked for by the NLRI field only (RFC 4760 §3); LOCAL_PREF by
    /// nobody: where an internal neighbor leaves it out, the receiver computes one (RFC 4271
    /// §9.1.1).
    private void mandatory(UpdateView view) {
        requireSeen(Attributes.ORIGIN);
        requireSeen(Attributes.AS_PATH);
        if (view.nlriOctets() != 0) {
            requireSeen(Attributes.NEXT_HOP);
        }
    }

    private void requireSeen(int code) {
        if (!has(seen, code)) {
            verdict = verdict.or(Verdict.WITHDRAW);
            problems.add(
                    new Problem(
                            code,
                            Verdict.WITHDRAW,
                            AttributeTypes.of(code) + " is missing",
                            "RFC 7606 §3 d"));
        }
    }

    private void build(UpdateView view, byte[] buf, Context context) {
        int room = 2 * view.attributesOctets() + 16;
        if (out.length < room) {
            out = new byte[Math.max(room, 2 * out.length)];
        }
        if (!context.asn4()) {
            chooseAs4(buf);
        }
        int to = 0;
        for (int word = 0; word < kept.length; word++) {
            for (long left = kept[word]; left != 0; left &= left - 1) {
                int code = word * 64 + Long.numberOfTrailingZeros(left);
                to = copy(code, buf, context, to);
            }
        }
        octets = to;
    }

    /// RFC 6793 §4.2.3: an AGGREGATOR with an AS number of its own was set by a router that did not
    /// know AS4_AGGREGATOR and AS4_PATH, so they are stale. Without AGGREGATOR there is nothing
    /// that AS4_AGGREGATOR could complete.
    private void chooseAs4(byte[] buf) {
        if (!has(kept, Attributes.AS4_AGGREGATOR)) {
            return;
        }
        boolean stale = false;
        if (has(kept, Attributes.AGGREGATOR)) {
            int value = Attributes.valueOffset(buf, first[Attributes.AGGREGATOR]);
            stale = Wire.u16(buf, value) != Open.AS_TRANS;
        }
        if (stale) {
            remove(kept, Attributes.AS4_PATH);
        }
        if (stale || !has(kept, Attributes.AGGREGATOR)) {
            remove(kept, Attributes.AS4_AGGREGATOR);
        }
    }

    /// Copies one attribute and takes what the decision asks for; returns the offset behind it.
    private int copy(int code, byte[] buf, Context context, int to) {
        if (code == Attributes.AS4_PATH || code == Attributes.AS4_AGGREGATOR) {
            return to;
        }
        AttributeType<?> type = AttributeTypes.of(code);
        int at = first[code];
        int off = Attributes.valueOffset(buf, at);
        int len = Attributes.valueOctets(buf, at);
        int value = to + 3;
        int end;
        if (code == Attributes.AS_PATH && has(kept, Attributes.AS4_PATH)) {
            end = mergedPath(buf, off, len, context, value);
        } else if (code == Attributes.AGGREGATOR && has(kept, Attributes.AS4_AGGREGATOR)) {
            int as4 = Attributes.valueOffset(buf, first[Attributes.AS4_AGGREGATOR]);
            System.arraycopy(buf, as4, out, value, 8);
            end = value + 8;
        } else {
            end = type.codec().canonical(buf, off, len, context, out, value);
        }
        int valueOctets = end - value;
        if (valueOctets == 0 && code == Attributes.EXTENDED_COMMUNITIES) {
            return to; // all of them were Cost Communities
        }
        int flags = flags(type, Attributes.flags(buf, at));
        if (valueOctets > 255) {
            System.arraycopy(out, value, out, value + 1, valueOctets);
            value++;
            Wire.put16(out, to + 2, valueOctets);
            flags |= Flags.EXTENDED_BIT;
        } else {
            out[to + 2] = (byte) valueOctets;
        }
        out[to] = (byte) flags;
        out[to + 1] = (byte) code;
        take(code, value, valueOctets);
        return value + valueOctets;
    }

    /// Partial belongs to optional transitive attributes only; once set it stays (RFC 4271 §5).
    private static int flags(AttributeType<?> type, int received) {
        int octet = type.flags().octet();
        if (!type.isKnown()) {
            return octet | Flags.PARTIAL_BIT;
        }
        return type.flags() == Flags.OPTIONAL_TRANSITIVE
                ? octet | received & Flags.PARTIAL_BIT
                : octet;
    }

    private int mergedPath(byte[] buf, int off, int len, Context context, int to) {
        if (path.length < 2 * len) {
            path = new byte[Math.max(2 * len, 512)];
        }
        AttributeType<?> type = AttributeTypes.of(Attributes.AS_PATH);
        int wide = type.codec().canonical(buf, off, len, context, path, 0);
        int as4 = first[Attributes.AS4_PATH];
        return AsPaths.merge(
                path,
                wide,
                buf,
                Attributes.valueOffset(buf, as4),
                Attributes.valueOctets(buf, as4),
                out,
                to);
    }

    private void take(int code, int off, int len) {
        if (code < 32) {
            present |= 1 << code;
        }
        switch (code) {
            case Attributes.ORIGIN -> origin = out[off];
            case Attributes.AS_PATH -> takePath(off, len);
            case Attributes.NEXT_HOP -> nextHop = Wire.i32(out, off);
            case Attributes.MULTI_EXIT_DISC -> med = Wire.i32(out, off);
            case Attributes.LOCAL_PREF -> localPref = Wire.i32(out, off);
            case Attributes.COMMUNITIES -> takeCommunities(off, len);
            case Attributes.ORIGINATOR_ID -> originatorId = Wire.i32(out, off);
            case Attributes.CLUSTER_LIST -> clusterListLength = len / 4;
            case Attributes.EXTENDED_COMMUNITIES -> cost = CostCommunity.among(out, off, len);
            default -> {
                // Others do not show in the decision.
            }
        }
    }

    private void takePath(int off, int len) {
        pathOffset = off;
        pathOctets = len;
        asPathLength = AsPaths.length(out, off, len);
        neighborAs = AsPaths.first(out, off, len);
        originAs = AsPaths.last(out, off, len);
    }

    private void takeCommunities(int off, int len) {
        for (int at = off; at < off + len; at += 4) {
            switch (Wire.i32(out, at)) {
                case Communities.NO_EXPORT -> communitiesFlags |= 1;
                case Communities.NO_ADVERTISE -> communitiesFlags |= 2;
                case Communities.NO_EXPORT_SUBCONFED -> communitiesFlags |= 4;
                case Communities.BLACKHOLE -> communitiesFlags |= 8;
                case Communities.LLGR_STALE -> communitiesFlags |= 16;
                default -> {
                    // No rule of the protocol.
                }
            }
        }
    }

    /// The canonical block, from index 0; valid until the next read.
    public byte[] bytes() {
        return out;
    }

    /// Octets of the canonical block.
    public int octets() {
        return octets;
    }

    /// 0..2.
    public int origin() {
        return origin;
    }

    /// AS_PATH length for the decision (RFC 4271 §9.1.2.2 a).
    public int asPathLength() {
        return asPathLength;
    }

    /// The AS that the route came from, see [AsPaths#first]; 0 if there is none.
    public int neighborAs() {
        return neighborAs;
    }

    /// The AS that originated the route, see [AsPaths#last]; 0 if there is none.
    public int originAs() {
        return originAs;
    }

    /// Whether there is a MULTI_EXIT_DISC.
    public boolean hasMed() {
        return (present & 1 << Attributes.MULTI_EXIT_DISC) != 0;
    }

    /// MULTI_EXIT_DISC as a bit pattern, 0 if there is none.
    public int med() {
        return med;
    }

    /// Whether there is a LOCAL_PREF.
    public boolean hasLocalPref() {
        return (present & 1 << Attributes.LOCAL_PREF) != 0;
    }

    /// LOCAL_PREF as a bit pattern, 0 if there is none.
    public int localPref() {
        return localPref;
    }

    /// NEXT_HOP as a bit pattern, 0 if there is none.
    public int nextHopV4() {
        return nextHop;
    }

    /// ORIGINATOR_ID as a bit pattern, 0 if there is none.
    public int originatorId() {
        return originatorId;
    }

    /// How many clusters the route passed.
    public int clusterListLength() {
        return clusterListLength;
    }

    /// Bit `1 << code` is set for each attribute with a code below 32 in the canonical block.
    public int present() {
        return present;
    }

    /// Whether the route has been here before: see [AsPaths#loops].
    public boolean asPathLoops(int as, int outsideAs) {
        return AsPaths.loops(out, pathOffset, pathOctets, as, outsideAs);
    }

    /// Bit 0 NO_EXPORT, 1 NO_ADVERTISE, 2 NO_EXPORT_SUBCONFED, 3 BLACKHOLE.
    public int communitiesFlags() {
        return communitiesFlags;
    }

    /// Whether there is a Cost Community that may decide: see [CostCommunity#decides].
    public boolean hasCost() {
        return cost;
    }

    /// The outcome of the last read.
    public Verdict verdict() {
        return verdict;
    }

    /// What to send; after RESET only.
    public Notification notification() {
        if (verdict != Verdict.RESET) {
            throw new IllegalStateException("the verdict is " + verdict);
        }
        return notification;
    }

    /// What was wrong, in the order in which it was found; of very many, the first.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
