package io.godwit.rib;

import io.godwit.policy.Edits;
import io.godwit.policy.LocalAs;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.policy.Role;
import io.godwit.policy.Subject;
import io.godwit.policy.Trace;
import io.godwit.policy.Validation;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.CostCommunity;

/// Says what becomes of the routes that a neighbor sends: the rules of the protocol first, then the
/// neighbor's import program. The same for routes that just came and for those judged again. The
/// decision sees what the program left: a MED that it removed is not compared (RFC 4271 §5.1.4).
///
/// One judgment is good for all prefixes of a block unless the program looks at the prefix or, as
/// the origin validation state is one of a prefix, at RPKI.
final class ImportJudge {
    private static final int MAX_BLOCK_OCTETS = 0xffff;
    private static final int PARENT_OCTETS = 4;
    private static final int MARK_OCTETS = 7;
    private static final int PREFERENCE_OCTETS = 7;
    private static final int PREPENDED_OCTETS = 7; // a segment, and one octet more of a length
    private static final int MORE_OCTETS =
            MARK_OCTETS + PREFERENCE_OCTETS + PREPENDED_OCTETS + PARENT_OCTETS;
    private static final int LONG_LIVED = Communities.LLGR_STALE;

    private final AttrStore store;
    private final Subject subject = new Subject();
    private final Edits edits = new Edits();
    private byte[] scratch = new byte[1024];
    private byte[] other = new byte[0];

    private Program program = Program.ACCEPT_ALL;
    private int generation;
    private Address ownV4 = Address.ofV4(0);
    private Address ownV6 = Address.ofV6(0, 0);
    private boolean v6;
    private boolean perPrefix;
    private int raw;
    private int mark;
    private int before;
    private boolean honors;
    private boolean going;
    private int attr;
    private int reason;

    ImportJudge(AttrStore store) {
        this.store = store;
    }

    /// Who answers questions about RPKI from now on.
    void validation(Validation validation) {
        subject.validation(validation);
    }

    /// Judges a block that came from a peer, with a prefix of this family. [#attr()] and
    /// [#reason()] tell the outcome, unless it depends on the prefix: [#isPerPrefix()].
    void block(Peer peer, int raw, boolean v6) {
        block(peer, peer.imports(), raw, v6);
    }

    /// The same with another program than the one that the peer has.
    void block(Peer peer, Imports imports, int raw, boolean v6) {
        this.raw = raw;
        this.v6 = v6;
        attr = raw;
        perPrefix = false;
        program = imports.program();
        int length = store.asPathLength(raw);
        boolean outside = peer.settings().role().isOutside();
        Reason rule = Reason.judge(store.flags(raw), length, outside, program);
        if (rule == Reason.NONE) {
            rule = Reason.judge(store, raw, imports.rules().paths(), peer.settings().facts());
        }
        reason = rule.ordinal();
        if (reason != 0) {
            return;
        }
        PeerFacts facts = peer.settings().facts();
        mark =
                imports.rules().role().isForCustomersOnly()
                                && store.attribute(raw, Attributes.ONLY_TO_CUSTOMER) < 0
                        ? (int) facts.as()
                        : 0;
        LocalAs local = facts.rules().localAs();
        before = facts.role() == Role.EXTERNAL && local.prepends() ? (int) local.as() : 0;
        honors = imports.rules().honorsShutdown() && outside;
        going = honors && store.hasCommunity(raw, Communities.GRACEFUL_SHUTDOWN);
        if (program == Program.ACCEPT_ALL) {
            edits.clear();
            attr = mark != 0 || before != 0 || going ? derived() : raw;
            return;
        }
        generation = imports.generation();
        ownV4 = peer.settings().nextHops().v4();
        ownV6 = peer.settings().nextHops().v6();
        store.show(raw, facts, subject);
        perPrefix = program.reads(Reads.PREFIX) || program.reads(Reads.RPKI);
        if (!perPrefix) {
            judge(0, 0, 0);
        }
    }

    /// Judges a route of our own by a program that was compiled for ourselves. The rules for what
    /// neighbors send do not hold for it, and its next hop stays.
    void own(Program policy, PeerFacts ourselves, int raw, Prefix prefix) {
        this.raw = raw;
        v6 = prefix.address().isV6();
        attr = raw;
        mark = 0;
        before = 0;
        honors = false;
        going = false;
        program = policy;
        reason = policy == Program.REJECT_ALL ? Reason.IMPORT_POLICY.ordinal() : 0;
        if (reason != 0 || policy == Program.ACCEPT_ALL) {
            return;
        }
        generation = 0;
        ownV4 = Address.ofV4(0);
        ownV6 = Address.ofV6(0, 0);
        subject.block(
                store.octets(raw),
                store.offset(raw),
                store.length(raw),
                store.localPref(raw),
                ourselves);
        judge(prefix.address().high(), prefix.address().low(), prefix.length());
    }

    /// Whether the outcome has to be asked for with [#prefix], for each prefix.
    boolean isPerPrefix() {
        return perPrefix;
    }

    /// Judges the block with a prefix; for IPv4 the address is in the lower 32 bits of `low`.
    void prefix(long high, long low, int length) {
        judge(high, low, length);
    }

    private void judge(long high, long low, int length) {
        subject.prefix(v6, high, low, length);
        int point = program.judge(subject, edits);
        reason = point == 0 ? 0 : Reason.ofPoint(point, generation);
        boolean stays =
                edits.isEmpty() && !edits.nextHopSelf() && mark == 0 && before == 0 && !going;
        attr = point != 0 || stays ? raw : derived();
    }

    /// Judges once more with the policy that the peer has now, looking on.
    Trace trace(Peer peer, int raw, RouteTable routes, int row) {
        return trace(peer.settings().importPolicy(), peer.settings().facts(), raw, routes, row);
    }

    /// The same with any policy.
    Trace trace(PolicyChain policy, PeerFacts facts, int raw, RouteTable routes, int row) {
        store.show(raw, facts, subject);
        subject.prefix(
                routes.isV6(), routes.high(row), routes.low(row), routes.table().length(row));
        return Trace.of(policy, facts, subject, new Edits());
    }

    /// The block to be kept: the one that came, or what the program made of it.
    int attr() {
        return attr;
    }

    /// Why the path takes no part in the decision, 0 = it does; see [Reason].
    int reason() {
        return reason;
    }

    /// The route is stale, and its neighbor did not come back in time: it is kept with LLGR_STALE
    /// (RFC 9494 §4.2).
    ///
    /// @return false if it is not to be kept
    boolean keepForLong() {
        if (store.hasCommunity(attr, Communities.NO_LLGR)) {
            return false;
        }
        if (reason == 0 && !store.hasCommunity(attr, Communities.LLGR_STALE)) {
            attr = withLongLived();
        }
        return true;
    }

    private int withLongLived() {
        byte[] octets = store.octets(attr);
        int offset = store.offset(attr);
        int end = offset + store.length(attr);
        int room = end - offset + 8 + PARENT_OCTETS;
        if (scratch.length < room) {
            scratch = new byte[2 * room];
        }
        int to = 0;
        boolean due = true;
        for (int at = offset; at < end; at = Attributes.next(octets, at)) {
            int code = Attributes.code(octets, at);
            if (due && code >= Attributes.COMMUNITIES) {
                due = false;
                int there = code == Attributes.COMMUNITIES ? at : -1;
                to = AttributeWriter.withCommunity(scratch, to, octets, there, LONG_LIVED);
                if (there >= 0) {
                    continue;
                }
            }
            to = AttributeWriter.copy(scratch, to, octets, at);
        }
        if (due) {
            to = AttributeWriter.withCommunity(scratch, to, octets, -1, LONG_LIVED);
        }
        int found = store.findDerived(raw, scratch, to);
        return found != 0 ? found : add(to);
    }

    // ---- what the program changed

    private int derived() {
        byte[] octets = store.octets(raw);
        int offset = store.offset(raw);
        int length = store.length(raw);
        int room = edits.room(length) + MORE_OCTETS;
        if (scratch.length < room) {
            scratch = new byte[2 * room];
        }
        int written = edits.write(octets, offset, length, scratch, 0);
        if (edits.nextHopSelf()) {
            written = withOwnNextHop(written);
        }
        if (before != 0 && written + PREPENDED_OCTETS <= MAX_BLOCK_OCTETS) {
            written = prepended(written);
        }
        if (honors && isGoing(written) && written + PREFERENCE_OCTETS <= MAX_BLOCK_OCTETS) {
            written = asLastChoice(written);
        }
        if (mark != 0 && written + MARK_OCTETS <= MAX_BLOCK_OCTETS) {
            written = withMark(written);
        }
        assert written <= MAX_BLOCK_OCTETS;
        int found = store.findDerived(raw, scratch, written);
        return found != 0 ? found : add(written);
    }

    /// Our address of the session in place of the next hop; a link-local one beside it goes.
    private int withOwnNextHop(int length) {
        if (other.length < scratch.length) {
            other = new byte[scratch.length];
        }
        int to = 0;
        for (int at = 0; at < length; at = Attributes.next(scratch, at)) {
            to =
                    switch (Attributes.code(scratch, at)) {
                        case Attributes.NEXT_HOP -> ownNextHop(at, to);
                        case Attributes.MP_REACH_NLRI -> ownMpReach(at, to);
                        default -> AttributeWriter.copy(other, to, scratch, at);
                    };
        }
        swap();
        return to;
    }

    private int ownNextHop(int at, int to) {
        return ownV4.isV6() || ownV4.isUnspecified()
                ? AttributeWriter.copy(other, to, scratch, at)
                : AttributeWriter.nextHop(other, to, ownV4.v4());
    }

    private int ownMpReach(int at, int to) {
        int value = Attributes.valueOffset(scratch, at);
        Address own = Wire.u8(scratch, value + 3) == 4 ? ownV4 : ownV6;
        if (own.isUnspecified()) {
            return AttributeWriter.copy(other, to, scratch, at);
        }
        own.write(scratch, value + 4);
        int afi = Wire.u16(scratch, value);
        int safi = Wire.u8(scratch, value + 2);
        return AttributeWriter.mpReachHead(
                other, to, afi, safi, scratch, value + 4, own.octets(), 0);
    }

    /// RFC 7705 §3.3, 1: our other AS number stands before the path that came, for all inside. The
    /// policy has seen what came.
    private int prepended(int length) {
        if (other.length < scratch.length) {
            other = new byte[scratch.length];
        }
        int to = 0;
        for (int at = 0; at < length; at = Attributes.next(scratch, at)) {
            to =
                    Attributes.code(scratch, at) == Attributes.AS_PATH
                            ? AttributeWriter.asPathPrepended(
                                    other,
                                    to,
                                    scratch,
                                    Attributes.valueOffset(scratch, at),
                                    Attributes.valueOctets(scratch, at),
                                    before,
                                    1)
                            : AttributeWriter.copy(other, to, scratch, at);
        }
        swap();
        return to;
    }

    private void swap() {
        byte[] written = other;
        other = scratch;
        scratch = written;
    }

    /// Whether GRACEFUL_SHUTDOWN is there still: a policy that takes it off decides otherwise.
    private boolean isGoing(int length) {
        int at = Attributes.find(scratch, 0, length, Attributes.COMMUNITIES);
        int end = at < 0 ? 0 : Attributes.next(scratch, at);
        for (int c = at < 0 ? 0 : Attributes.valueOffset(scratch, at); c < end; c += 4) {
            if (Wire.i32(scratch, c) == Communities.GRACEFUL_SHUTDOWN) {
                return true;
            }
        }
        return false;
    }

    /// RFC 8326 §4.1: LOCAL_PREF 0, whatever the policy wants.
    private int asLastChoice(int length) {
        int at = 0;
        while (at < length && Attributes.code(scratch, at) < Attributes.LOCAL_PREF) {
            at = Attributes.next(scratch, at);
        }
        boolean there = at < length && Attributes.code(scratch, at) == Attributes.LOCAL_PREF;
        int behind = there ? Attributes.next(scratch, at) : at;
        System.arraycopy(scratch, behind, scratch, at + PREFERENCE_OCTETS, length - behind);
        AttributeWriter.localPref(scratch, at, 0);
        return length + PREFERENCE_OCTETS - (behind - at);
    }

    /// ONLY_TO_CUSTOMER with the neighbor's AS (RFC 9234 §5, ingress 3), where ascending order
    /// wants it.
    private int withMark(int length) {
        int at = 0;
        while (at < length && Attributes.code(scratch, at) < Attributes.ONLY_TO_CUSTOMER) {
            at = Attributes.next(scratch, at);
        }
        System.arraycopy(scratch, at, scratch, at + MARK_OCTETS, length - at);
        AttributeWriter.onlyToCustomer(scratch, at, mark);
        return length + MARK_OCTETS;
    }

    private int add(int length) {
        int path = Attributes.find(scratch, 0, length, Attributes.AS_PATH);
        int value = Attributes.valueOffset(scratch, path);
        int octets = Attributes.valueOctets(scratch, path);
        int origin = Attributes.find(scratch, 0, length, Attributes.ORIGIN);
        long facts =
                AttrStore.facts(
                        number(length, Attributes.LOCAL_PREF, store.localPref(raw)),
                        AsPaths.length(scratch, value, octets),
                        scratch[Attributes.valueOffset(scratch, origin)],
                        flags(length));
        int neighborAs = AsPaths.first(scratch, value, octets);
        int med = number(length, Attributes.MULTI_EXIT_DISC, 0);
        return store.addDerived(raw, scratch, length, facts, neighborAs, med);
    }

    private int number(int length, int code, int otherwise) {
        int at = Attributes.find(scratch, 0, length, code);
        return at < 0 ? otherwise : Wire.i32(scratch, Attributes.valueOffset(scratch, at));
    }

    /// Those of the block that came, but for what communities say. Loops and whose next hop it is
    /// are judged by what came.
    private int flags(int length) {
        int flags =
                store.flags(raw)
                        & ~(AttrStore.NO_EXPORT | AttrStore.NO_ADVERTISE | AttrStore.BY_STEPS);
        boolean bySteps =
                CostCommunity.inBlock(scratch, 0, length)
                        || Attributes.find(scratch, 0, length, Attributes.AIGP) >= 0;
        flags |= bySteps ? AttrStore.BY_STEPS : 0;
        int at = Attributes.find(scratch, 0, length, Attributes.COMMUNITIES);
        if (at < 0) {
            return flags;
        }
        int value = Attributes.valueOffset(scratch, at);
        int end = value + Attributes.valueOctets(scratch, at);
        for (; value < end; value += 4) {
            flags |=
                    switch (Wire.i32(scratch, value)) {
                        case Communities.NO_EXPORT, Communities.NO_EXPORT_SUBCONFED ->
                                AttrStore.NO_EXPORT;
                        // RFC 7999 §3.2 is about what was received; our own is for others to drop.
                        case Communities.BLACKHOLE ->
                                store.kind(raw) == AttrStore.LOCAL ? 0 : AttrStore.NO_EXPORT;
                        case Communities.NO_ADVERTISE -> AttrStore.NO_ADVERTISE;
                        case Communities.LLGR_STALE -> AttrStore.BY_STEPS;
                        default -> 0;
                    };
        }
        return flags;
    }
}
