package io.godwit.rib;

import io.godwit.policy.Role;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.AttributeBlock;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Problem;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.LinkLocal;
import io.godwit.wire.nlri.Nlri;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes UPDATEs in: structure, attribute block, withdrawn routes, announced routes (RFC 4271 §9).
///
/// Nothing is changed before the whole message is judged, so a reset leaves no half of it behind.
/// Withdrawn routes go first: a prefix in both fields of a message is announced (§4.3).
///
/// The key of a block is its octets as they came. With MP_REACH_NLRI the NLRI in it are left out,
/// and MP_UNREACH_NLRI is; the attribute is put where ascending order wants it, so that for senders
/// that follow RFC 7606 §5.1 key and canonical block are the same octets, kept once.
final class Intake {
    private static final int DEFAULT_LOCAL_PREF = 100;

    private final Tables tables;
    private final AttrStore store;
    private final Space space;
    private final Roster roster;
    private final ImportJudge imports;
    private final int localAs;
    private final int outsideAs;
    private final int routerId;
    private final int clusterId;
    private final List<Address> ownAddresses = new ArrayList<>();

    /// Whether a session runs over the loopback network; else each address of it means whoever says
    /// it, us (RFC 1122 §3.2.1.3).
    private boolean onLoopback;

    private final UpdateView view = new UpdateView();
    private final AttributeBlock block = new AttributeBlock();
    private byte[] scratch = new byte[4096];

    private Verdict verdict = Verdict.OK;
    private Optional<Notification> notification = Optional.empty();
    private String problem = "";
    private int link;

    Intake(Tables tables, Space space, Roster roster, ImportJudge imports, RibSettings settings) {
        this.roster = roster;
        this.imports = imports;
        this.tables = tables;
        this.space = space;
        store = tables.store();
        localAs = (int) settings.localAs();
        outsideAs = (int) settings.outsideAs();
        routerId = settings.routerId();
        clusterId = settings.clusterId();
        ownAddresses.addAll(settings.ownAddresses());
    }

    Notification lastNotification() {
        return notification.orElseThrow(() -> new IllegalStateException("no reset"));
    }

    String lastProblem() {
        return problem;
    }

    void notOwn(Address neighbor) {
        ownAddresses.remove(neighbor);
    }

    /// One more address that is no valid next hop; blocks there already learn of it.
    void addOwnAddress(Address own) {
        boolean known = onLoopback || !own.isLoopback();
        if (own.isUnspecified() || known && ownAddresses.contains(own)) {
            return;
        }
        ownAddresses.add(own);
        onLoopback |= own.isLoopback();
        store.reflag(
                AttrStore.OWN_NEXT_HOP,
                id -> store.kind(id) != AttrStore.LOCAL && hasOwnNextHop(id));
    }

    private boolean hasOwnNextHop(int id) {
        return hasOwnNextHop(store.octets(id), store.offset(id), store.length(id));
    }

    // ---- messages

    Verdict update(Peer peer, byte[] buf, int off, int len) {
        Context context = peer.settings().receive();
        verdict = view.scan(buf, off, len, context);
        if (verdict == Verdict.RESET) {
            notification = Optional.of(view.notification());
            problem = view.problem();
            return verdict;
        }
        if (view.endOfRib()) {
            if (Tables.has(view.endOfRibFamily())) {
                endOfRib(peer, view.endOfRibFamily().afi() == Family.AFI_IPV6);
            }
            return verdict;
        }
        boolean v4 = view.nlriOctets() != 0 && context.ipv4();
        boolean mp = mpReachIsOurs(context) && view.mpReachNlriOctets() != 0;
        int attr = 0;
        if (verdict == Verdict.WITHDRAW) {
            judge(buf, context); // it may be worse (RFC 7606 §3 h)
        } else if ((v4 || mp) && !space.admits(len)) {
            return outOfResources();
        } else if (v4 || mp) {
            attr = intern(peer, buf, context);
        } else if (view.attributesOctets() > view.mpUnreachAttributeOctets()) {
            judge(buf, context); // attributes without routes (RFC 7606 §5.2)
        }
        if (verdict == Verdict.RESET) {
            return verdict;
        }
        withdrawn(peer, buf, context);
        if (verdict == Verdict.WITHDRAW) {
            treatAsWithdrawn(peer, buf, v4, mp);
        } else if (attr != 0) {
            announced(peer, buf, v4, mp, attr);
            LimitReached.in(peer.gauge()).ifPresent(this::tooMany);
        }
        return verdict;
    }

    /// RFC 4271 §6.7.
    private void tooMany(LimitReached reached) {
        verdict = Verdict.RESET;
        notification = Optional.of(reached.answer());
        problem = reached.text();
    }

    /// RFC 4724 §4.2: what it did not tell again since it is back goes.
    private void endOfRib(Peer peer, boolean v6) {
        peer.endOfRib(v6);
        roster.dropStale(peer, v6);
    }

    /// RFC 4486 §4, subcode 8.
    private Verdict outOfResources() {
        verdict = Verdict.RESET;
        notification = Optional.of(Notification.cease(Notification.OUT_OF_RESOURCES));
        problem = space.shortage();
        return verdict;
    }

    private boolean mpReachIsOurs(Context context) {
        return view.hasMpReach() && context.negotiated(view.mpReachAfi(), view.mpReachSafi());
    }

    private void withdrawn(Peer peer, byte[] buf, Context context) {
        if (view.withdrawnOctets() != 0 && context.ipv4()) {
            int off = view.withdrawnOffset();
            withdraw(peer, buf, Family.AFI_IPV4, off, view.withdrawnOctets());
        }
        if (view.hasMpUnreach() && context.negotiated(view.mpUnreachAfi(), view.mpUnreachSafi())) {
            withdraw(
                    peer,
                    buf,
                    view.mpUnreachAfi(),
                    view.mpUnreachNlriOffset(),
                    view.mpUnreachNlriOctets());
        }
    }

    /// RFC 7606 §2: as if all routes had been in the withdrawn fields.
    private void treatAsWithdrawn(Peer peer, byte[] buf, boolean v4, boolean mp) {
        if (v4) {
            withdraw(peer, buf, Family.AFI_IPV4, view.nlriOffset(), view.nlriOctets());
        }
        if (mp) {
            withdraw(
                    peer,
                    buf,
                    view.mpReachAfi(),
                    view.mpReachNlriOffset(),
                    view.mpReachNlriOctets());
        }
    }

    private void withdraw(Peer peer, byte[] buf, int afi, int off, int octets) {
        withdraw(peer, tables.of(afi == Family.AFI_IPV6), buf, off, off + octets);
    }

    private void withdraw(Peer peer, RouteTable routes, byte[] buf, int off, int end) {
        boolean ids = peer.sendsPathIds(routes);
        if (routes.isV6() && ids) {
            routes.withdrawPathsV6(buf, off, end, peer.number());
        } else if (routes.isV6()) {
            routes.withdrawV6(buf, off, end, peer.number());
        } else if (ids) {
            routes.withdrawPathsV4(buf, off, end, peer.number());
        } else {
            routes.withdrawV4(buf, off, end, peer.number());
        }
        peer.count(routes, false);
        peer.hasRoom(routes.isV6());
    }

    private void announced(Peer peer, byte[] buf, boolean v4, boolean mp, int attr) {
        if (v4) {
            announced(peer, tables.v4(), buf, view.nlriOffset(), view.nlriOctets(), attr);
        }
        if (mp) {
            RouteTable routes = tables.of(view.mpReachAfi() == Family.AFI_IPV6);
            int off = view.mpReachNlriOffset();
            announced(peer, routes, buf, off, view.mpReachNlriOctets(), attr);
        }
    }

    private void announced(
            Peer peer, RouteTable routes, byte[] buf, int off, int octets, int attr) {
        if (isWrongNextHop(peer, attr, routes.isV6())) {
            BlockText.of(store, attr).parts(routes.isV6()).nextHop().ifPresent(peer::wrongNextHop);
        }
        imports.block(peer, attr, routes.isV6());
        // A prefix has one octet or more.
        boolean v6 = routes.isV6();
        if (peer.gauge().discards(v6) && peer.gauge().room(v6) < octets) {
            asRoomAllows(peer, routes, buf, off, off + octets);
        } else {
            judged(peer, routes, buf, off, off + octets);
        }
    }

    private void judged(Peer peer, RouteTable routes, byte[] buf, int off, int end) {
        if (imports.isPerPrefix()) {
            eachPrefix(peer, routes, buf, off, end);
        } else {
            announce(peer, routes, buf, off, end, imports.attr(), imports.reason());
        }
    }

    /// RFC 4271 §6.7: near the limit new prefixes are taken one by one, and those beyond it are
    /// not; what is here may be replaced.
    private void asRoomAllows(Peer peer, RouteTable routes, byte[] buf, int off, int end) {
        boolean ids = peer.sendsPathIds(routes);
        PrefixGauge gauge = peer.gauge();
        for (int at = off; at < end; ) {
            int next = Nlri.next(buf, at, ids);
            if (gauge.room(routes.isV6()) > 0 || routes.holds(buf, at, ids, peer.number())) {
                judged(peer, routes, buf, at, next);
            } else {
                gauge.leftOut(routes.isV6());
            }
            at = next;
        }
    }

    /// RFC 4271 §6.3: our own address, or, of a neighbor one hop away, none that shares a network
    /// with us. To be logged; the session goes on.
    private boolean isWrongNextHop(Peer peer, int attr, boolean v6) {
        if ((store.flags(attr) & AttrStore.OWN_NEXT_HOP) != 0) {
            return true;
        }
        NextHopTable hops = store.nextHops();
        return hops.follows()
                && tables.sources().need(peer.number()) == NextHopTable.CONNECTED
                && hops.reach(hops.of(attr, v6)) == NextHopTable.REACHABLE;
    }

    /// Prefixes in a row that fare alike are announced together.
    private void eachPrefix(Peer peer, RouteTable routes, byte[] buf, int off, int end) {
        boolean ids = peer.sendsPathIds(routes);
        int from = off;
        int attr = 0;
        int reason = 0;
        for (int at = off; at < end; ) {
            judgePrefix(routes.isV6(), buf, at, ids);
            if (attr != imports.attr() || reason != imports.reason()) {
                announce(peer, routes, buf, from, at, attr, reason);
                from = at;
                attr = imports.attr();
                reason = imports.reason();
            }
            at = Nlri.next(buf, at, ids);
        }
        announce(peer, routes, buf, from, end, attr, reason);
    }

    private void judgePrefix(boolean v6, byte[] buf, int at, boolean ids) {
        int length = Nlri.length(buf, at, ids);
        if (v6) {
            imports.prefix(Nlri.v6High(buf, at, ids), Nlri.v6Low(buf, at, ids), length);
        } else {
            imports.prefix(0, Nlri.v4(buf, at, ids) & 0xffff_ffffL, length);
        }
    }

    private void announce(
            Peer peer, RouteTable routes, byte[] buf, int off, int end, int attr, int reason) {
        if (off == end) {
            return;
        }
        if (reason != 0 && !peer.keepsRejected()) {
            forget(peer, routes, buf, off, end);
            return;
        }
        boolean ids = peer.sendsPathIds(routes);
        routes.takesMartians(peer.imports().rules().martians());
        int most = peer.settings().pathsTaken();
        if (routes.isV6() && ids) {
            routes.announcePathsV6(buf, off, end, peer.source(routes.isV6()), attr, reason, most);
        } else if (routes.isV6()) {
            routes.announceV6(buf, off, end, peer.source(routes.isV6()), attr, reason);
        } else if (ids) {
            routes.announcePathsV4(buf, off, end, peer.source(routes.isV6()), attr, reason, most);
        } else {
            routes.announceV4(buf, off, end, peer.source(routes.isV6()), attr, reason);
        }
        peer.count(routes, reason == 0);
        if (routes.ignored() > 0) {
            leftOut("martian prefixes ignored: " + routes.ignored() + " (RFC 4271 §6.3)");
        }
        if (routes.beyond() > 0) {
            leftOut(
                    "paths not taken: "
                            + routes.beyond()
                            + ", as a prefix has "
                            + most
                            + " from this neighbor (`paths-limit`)");
        }
    }

    private void leftOut(String what) {
        problem = verdict == Verdict.OK ? what : problem + "; " + what;
        verdict = verdict.or(Verdict.DISCARD);
    }

    /// A route replaces the one before (RFC 4271 §9) whether it is kept itself or not.
    private void forget(Peer peer, RouteTable routes, byte[] buf, int off, int end) {
        withdraw(peer, routes, buf, off, end);
        peer.forgot(routes, routes.named());
    }

    // ---- attribute blocks

    private static int kind(Role role) {
        return switch (role) {
            case EXTERNAL, ROUTE_SERVER_CLIENT -> AttrStore.EXTERNAL;
            case INTERNAL -> AttrStore.INTERNAL;
            case REFLECTOR_CLIENT -> AttrStore.CLIENT;
            case CONFEDERATION -> AttrStore.MEMBER;
        };
    }

    /// The id of the message's block; 0 and a verdict if it is malformed.
    private int intern(Peer peer, byte[] buf, Context context) {
        link = 0;
        byte[] key = buf;
        int off = view.attributesOffset();
        int len = view.attributesOctets();
        if (view.hasMpReach() || view.hasMpUnreach()) {
            link = link(peer, buf, mpReachIsOurs(context));
            len = assembleKey(buf, mpReachIsOurs(context));
            key = scratch;
            off = 0;
        }
        if (!context.isAigpStandard()) {
            len = apart(key, off, len);
            key = scratch;
            off = 0;
        }
        int flags =
                kind(peer.settings().role())
                        | (context.asn4() ? AttrStore.ASN4 : 0)
                        | (view.nlriOctets() != 0 ? AttrStore.WITH_NLRI : 0);
        int id = store.find(key, off, len, flags);
        if (id != 0 && (store.flags(id) & AttrStore.DISCARDED) == 0) {
            return id;
        }
        judge(buf, context);
        if (id != 0 || verdict.compareTo(Verdict.DISCARD) > 0) {
            return id;
        }
        if (link != 0) {
            setLink(
                    block.bytes(),
                    Attributes.find(block.bytes(), 0, block.octets(), Attributes.MP_REACH_NLRI));
        }
        long facts =
                AttrStore.facts(
                        block.hasLocalPref() ? block.localPref() : DEFAULT_LOCAL_PREF,
                        block.asPathLength(),
                        block.origin(),
                        flags | factFlags());
        return store.add(
                key,
                off,
                len,
                block.bytes(),
                block.octets(),
                facts,
                block.neighborAs(),
                block.med());
    }

    /// Where AIGP_SESSION is not what it usually is (RFC 7311 §3.3), the same octets are another
    /// block: an octet behind them, as no attribute is, makes another key.
    private int apart(byte[] key, int off, int len) {
        byte[] to = scratch.length > len ? scratch : new byte[2 * len + 1];
        System.arraycopy(key, off, to, 0, len);
        to[len] = 1;
        scratch = to;
        return len + 1;
    }

    /// The number of the link that the next hop of the message in hand is on; 0 if it says itself
    /// where it is.
    private int link(Peer peer, byte[] buf, boolean withMpReach) {
        return withMpReach && LinkLocal.isAlone(buf, view.mpNextHopOffset(), view.mpNextHopOctets())
                ? store.nextHops().link(peer.settings().nextHops().link())
                : 0;
    }

    /// The link in place of the reserved octet; see [LinkLocal].
    private void setLink(byte[] octets, int mpReach) {
        int hop = Attributes.valueOffset(octets, mpReach) + 3;
        octets[hop + 1 + Wire.u8(octets, hop)] = (byte) link;
    }

    /// Judges the attributes of the message in hand; sets the verdict and what goes with it.
    private void judge(byte[] buf, Context context) {
        verdict = block.read(view, buf, context);
        if (verdict != Verdict.OK) {
            problem =
                    block.problems().stream()
                            .map(Problem::toString)
                            .collect(Collectors.joining("; "));
        }
        if (verdict == Verdict.RESET) {
            notification = Optional.of(block.notification());
        }
    }

    private int factFlags() {
        int present = block.present();
        int communities = block.communitiesFlags();
        int flags = (communities & 0b1101) != 0 ? AttrStore.NO_EXPORT : 0;
        flags |= (communities & 0b010) != 0 ? AttrStore.NO_ADVERTISE : 0;
        flags |= has(present, Attributes.NEXT_HOP) ? AttrStore.HAS_NEXT_HOP : 0;
        flags |= has(present, Attributes.MP_REACH_NLRI) ? AttrStore.HAS_MP_REACH : 0;
        flags |= block.asPathLoops(localAs, outsideAs) ? AttrStore.AS_LOOP : 0;
        boolean bySteps =
                block.hasCost() || has(present, Attributes.AIGP) || (communities & 16) != 0;
        flags |= bySteps ? AttrStore.BY_STEPS : 0;
        flags |= verdict == Verdict.DISCARD ? AttrStore.DISCARDED : 0;
        if (hasOwnNextHop(block.bytes(), 0, block.octets())) {
            flags |= AttrStore.OWN_NEXT_HOP;
        }
        if (has(present, Attributes.ORIGINATOR_ID) || has(present, Attributes.CLUSTER_LIST)) {
            flags |= AttrStore.REFLECTED;
            flags |= isReflectionLoop() ? AttrStore.REFLECTION_LOOP : 0;
        }
        return flags;
    }

    private static boolean has(int present, int code) {
        return (present & 1 << code) != 0;
    }

    /// RFC 4456 §8.
    private boolean isReflectionLoop() {
        byte[] bytes = block.bytes();
        if (has(block.present(), Attributes.ORIGINATOR_ID) && block.originatorId() == routerId) {
            return true;
        }
        int at = Attributes.find(bytes, 0, block.octets(), Attributes.CLUSTER_LIST);
        for (int i = 0; i < block.clusterListLength(); i++) {
            if (Wire.i32(bytes, Attributes.valueOffset(bytes, at) + 4 * i) == clusterId) {
                return true;
            }
        }
        return false;
    }

    /// Whether NEXT_HOP, or the next hop in MP_REACH_NLRI, is ours.
    private boolean hasOwnNextHop(byte[] buf, int off, int len) {
        int at = Attributes.find(buf, off, len, Attributes.NEXT_HOP);
        if (at >= 0 && isOwn(buf, Attributes.valueOffset(buf, at), 4)) {
            return true;
        }
        at = Attributes.find(buf, off, len, Attributes.MP_REACH_NLRI);
        if (at < 0) {
            return false;
        }
        int value = Attributes.valueOffset(buf, at);
        int octets = Wire.u8(buf, value + 3);
        return LinkLocal.isAlone(buf, value + 4, octets)
                ? ownAddresses.contains(store.nextHops().mpHop(buf, at))
                : isOwn(buf, value + 4, octets == 4 ? 4 : 16);
    }

    private boolean isOwn(byte[] buf, int off, int octets) {
        long high = octets == 4 ? 0 : Wire.i64(buf, off);
        long low = octets == 4 ? Wire.u32(buf, off) : Wire.i64(buf, off + 8);
        if (!onLoopback && (octets == 4 ? low >>> 24 == 127 : high == 0 && low == 1)) {
            return true;
        }
        for (int i = 0; i < ownAddresses.size(); i++) {
            Address own = ownAddresses.get(i);
            if (own.low() == low && own.high() == high && own.isV6() == (octets == 16)) {
                return true;
            }
        }
        return false;
    }

    /// Puts the key of a message with MP attributes into `scratch`; returns its length.
    private int assembleKey(byte[] buf, boolean withMpReach) {
        if (scratch.length < view.attributesOctets() + 8) {
            scratch = new byte[2 * view.attributesOctets()];
        }
        int end = view.attributesOffset() + view.attributesOctets();
        boolean due = withMpReach;
        int to = 0;
        for (int at = view.attributesOffset(); at < end; at = Attributes.next(buf, at)) {
            int code = Attributes.code(buf, at);
            if (code == Attributes.MP_REACH_NLRI || code == Attributes.MP_UNREACH_NLRI) {
                continue;
            }
            if (due && code > Attributes.MP_REACH_NLRI) {
                to = mpReachWithoutNlri(buf, to);
                due = false;
            }
            to = AttributeWriter.copy(scratch, to, buf, at);
        }
        return due ? mpReachWithoutNlri(buf, to) : to;
    }

    private int mpReachWithoutNlri(byte[] buf, int to) {
        int end =
                AttributeWriter.mpReachHead(
                        scratch,
                        to,
                        view.mpReachAfi(),
                        view.mpReachSafi(),
                        buf,
                        view.mpNextHopOffset(),
                        view.mpNextHopOctets(),
                        0);
        setLink(scratch, to);
        return end;
    }
}
