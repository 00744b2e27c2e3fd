package io.godwit.rib;

import io.godwit.policy.MedRule;
import io.godwit.policy.OutboundFilter;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixFilter;
import io.godwit.policy.PrefixLimits;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.policy.RejectTag;
import io.godwit.policy.Validation;
import io.godwit.rib.out.Changes;
import io.godwit.rib.out.GroupKey;
import io.godwit.rib.out.Groups;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Prefix;
import io.godwit.wire.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// All routes of one router: Adj-RIBs-In, Loc-RIB, Adj-RIBs-Out (RFC 4271 §3.2). Sole owner of
/// them, one thread at a time; no socket, no clock.
///
/// [#update] takes messages in, [#turn] decides and exports, [#out] is what the sockets are to be
/// given. Nothing happens between the calls.
///
/// ```
/// update → Intake → AttrStore (blocks) ─┐
///                 → RouteTable (prefixes, paths) → dirty rows
/// turn   → Decision → chosen path → Changes (buckets) → UpdateGroup → Packer → OutLog
/// out    → Member: a cursor on the group's OutLog, or slices of its Backlog
/// ```
public final class Rib {
    /// Blocks looked at by housekeeping in one turn.
    private static final int BLOCKS_A_TURN = 8192;

    /// From here on, blocks are not kept for routes that may come back.
    private static final int SCARCE_PERCENT = 80;

    private static final int ONE_ROUTE_OCTETS = 64;

    private final Tables tables;
    private final Space space;
    private final ImportJudge judge;
    private final Intake intake;
    private final OwnRoutes own;
    private final Aggregates aggregates;
    private final RouteWatch watch;
    private final Decision decision;
    private final Ranking ranking;
    private final Groups groups;
    private final Changes changes;
    private final Roster roster;
    private final Reevaluation reevaluation;
    private final ValidationText validationText;
    private final Forwarding forwarding;
    private final Show show;
    private boolean deferred;

    public Rib(RibSettings settings) {
        tables = Tables.of(settings.seed());
        space = new Space(tables, settings.limits());
        judge = new ImportJudge(tables.store());
        roster = new Roster(tables);
        intake = new Intake(tables, space, roster, judge, settings);
        aggregates = new Aggregates(tables, settings.outsideAs(), settings.routerId());
        watch = new RouteWatch(tables);
        own = new OwnRoutes(tables, judge, PeerFacts.ourselves(settings.outsideAs()));
        decision = new Decision(tables.store(), tables.sources());
        ranking = new Ranking(decision, tables.store());
        changes = new Changes(settings.rowsPerBatch());
        tables.sources()
                .put(OwnRoutes.US, Address.ofV4(0), settings.routerId(), (int) settings.localAs());
        PeerFacts us = PeerFacts.ourselves(settings.outsideAs());
        IntFunction<PeerFacts> facts =
                peer -> peer == OwnRoutes.US ? us : roster.of(peer).settings().facts();
        groups = new Groups(tables.store(), tables.sources(), settings, tables.all(), facts);
        forwarding = new Forwarding(tables, decision, facts, us);
        forwarding.rowsReleasedBy(groups);
        reevaluation = new Reevaluation(tables, roster, judge);
        validationText = new ValidationText(tables.store(), (int) settings.outsideAs());
        show = new Show(tables, decision, roster, judge, validationText, forwarding);
    }

    /// An address of this machine is that of a neighbor, as in a laboratory: routes with it as next
    /// hop are used all the same.
    public void notOwn(Address neighbor) {
        intake.notOwn(neighbor);
    }

    /// A session got Established. The neighbor is sent the table, then End-of-RIB.
    public Peer addPeer(PeerSettings settings) {
        Peer peer = roster.add(settings);
        join(peer);
        return peer;
    }

    private void join(Peer peer) {
        PeerSettings settings = peer.settings();
        intake.addOwnAddress(settings.nextHops().v4());
        intake.addOwnAddress(settings.nextHops().v6());
        if (GroupKey.of(settings).ranked()) {
            tables.all().forEach(this::keepRanks);
        }
        // A default route of ours is told when the caller says so, also to who comes back.
        peer.originateDefault(false);
        // RFC 5291 §6: nothing before it has said what it wants; that lasts as long as the session.
        peer.filter(OutboundFilter.NONE);
        for (Family family : settings.filtered()) {
            peer.filter(peer.filter().with(isV6(family), PrefixFilter.NOTHING));
        }
        peer.join(
                groups.join(
                        GroupKey.of(settings),
                        peer.exports(),
                        peer.number(),
                        tablesOf(settings),
                        settings.filtered().stream().map(f -> tables.of(isV6(f))).toList()));
    }

    /// The session was lost and is to come back (RFC 4724 §4.2): its routes of these families stay
    /// as they are, until they are told again or [#dropStale]. Those of other families go.
    ///
    /// @param older whether what was stale already stays, too (RFC 8538 §4.1): that of the session
    ///   before this one; what is older still goes
    /// @return false if that cannot be, since too much of sessions before is still to be removed;
    ///   then nothing changed
    public boolean retain(Peer peer, List<Family> families, boolean older) {
        if (!peer.canBeLost()) {
            return false;
        }
        groups.leave(peer.member());
        forgetRanksUnlessNeeded(peer);
        roster.lose(
                peer,
                families.contains(Family.IPV4_UNICAST),
                families.contains(Family.IPV6_UNICAST),
                older);
        return true;
    }

    /// The session of a retained peer is up again. What it says replaces what is stale; at its
    /// End-of-RIB the rest goes.
    ///
    /// @return its handle from now on; another one if it is not the speaker that it was
    public Peer resume(Peer peer, PeerSettings settings) {
        PeerSettings before = peer.settings();
        if (settings.bgpId() != before.bgpId() || settings.role() != before.role()) {
            removePeer(peer);
            return addPeer(settings);
        }
        peer.back(settings);
        join(peer);
        reimport(peer, settings.importPolicy(), settings.facts());
        return peer;
    }

    /// What is stale of a family goes, a slice of it with every [#turn].
    public void dropStale(Peer peer, Family family) {
        if (Tables.has(family)) {
            roster.dropStale(peer, family.afi() == Family.AFI_IPV6);
        }
    }

    /// What is stale of a family is kept for long: least preferred, marked with LLGR_STALE, and
    /// what says NO_LLGR goes (RFC 9494 §4.2); a slice of it with every [#turn].
    public void keepForLong(Peer peer, Family family) {
        boolean v6 = family.afi() == Family.AFI_IPV6;
        if (Tables.has(family) && peer.isStale(v6)) {
            peer.keepForLong(v6);
            reevaluation.again(peer);
        }
    }

    /// Whether routes of a family are kept of a session before.
    public boolean isStale(Peer peer, Family family) {
        return Tables.has(family) && peer.isStale(family.afi() == Family.AFI_IPV6);
    }

    /// Whether routes of a session before are kept.
    public boolean isStale(Peer peer) {
        return peer.isStale(false) || peer.isStale(true);
    }

    private List<RouteTable> tablesOf(PeerSettings settings) {
        List<RouteTable> all = new ArrayList<>();
        for (RouteTable routes : tables.all()) {
            if (settings.families().contains(Tables.family(routes))) {
                all.add(routes);
            }
        }
        return all;
    }

    /// The session ended: all its routes go, a slice of them with every [#turn].
    public void removePeer(Peer peer) {
        if (peer.isRemoved()) {
            throw new IllegalStateException(peer + " was removed");
        }
        if (peer.isUp()) {
            groups.leave(peer.member());
        }
        roster.remove(peer);
        forgetRanksUnlessNeeded(peer);
    }

    private void forgetRanksUnlessNeeded(Peer peer) {
        if (GroupKey.of(peer.settings()).ranked() && !groups.ranked()) {
            tables.all().forEach(RouteTable::forgetRanks);
        }
    }

    /// Looks once at all prefixes; those that are dirty will be decided anyway.
    private void keepRanks(RouteTable routes) {
        if (routes.keepsRanks()) {
            return;
        }
        routes.keepRanks();
        for (int row = routes.nextHeld(0); row >= 0; row = routes.nextHeld(row + 1)) {
            routes.markDirty(row); // is told like the others
        }
        for (int row = 0; row < routes.table().rows(); row++) {
            if (routes.table().live(row) && !routes.isDirty(row) && routes.chosenAttr(row) != 0) {
                routes.rank(row, ranking.rank(routes, row));
            }
        }
    }

    /// One whole UPDATE message of `len` octets at `off`. After RESET nothing was changed and
    /// [#lastNotification()] is to be sent; after anything but OK, [#lastProblem()] says why.
    public Verdict update(Peer peer, byte[] buf, int off, int len) {
        if (!peer.isUp()) {
            throw new IllegalStateException(peer + " is not up");
        }
        return intake.update(peer, buf, off, len);
    }

    /// Gives a peer another import policy: what it has sent is judged again, a slice with every
    /// [#turn], and what comes from now on is judged by it.
    ///
    /// @param facts of the neighbor, as they are now
    /// @return false if it means the same as the policy before: then there is nothing to be done
    /// @throws IllegalArgumentException if it does not compile; then nothing changed
    public boolean reimport(Peer peer, PolicyChain policy, PeerFacts facts) {
        return reevaluation.policy(peer, ImportPolicy.of(policy, facts));
    }

    /// Says whether the paths of a peer that import rejects stay in its Adj-RIB-In, as they do
    /// unless it is said. Those that are to go do so a slice with every [#turn]; for those that are
    /// to stay the peer has to be asked: [#onRefreshDue].
    public void keepRejected(Peer peer, boolean keep) {
        reevaluation.keepRejected(peer, keep);
    }

    /// Has somebody told of each UPDATE of a peer with a next hop that is semantically incorrect
    /// (RFC 4271 §6.3): our own address, or, of a neighbor one hop away, none on a link of ours.
    /// Its routes are ignored as long as that is so.
    public void onWrongNextHop(Peer peer, Consumer<Address> told) {
        peer.onWrongNextHop(told);
    }

    /// Limits what a peer may tell. More than that ends its session with the next UPDATE, or is not
    /// taken; the listener hears of what does not end it.
    public void limit(Peer peer, PrefixLimits limits, LimitListener listener) {
        peer.gauge().limit(limits, listener);
        peer.hasRoom(false);
        peer.hasRoom(true);
    }

    /// Whether there is more for a peer than it may be told.
    public Optional<LimitReached> overOutLimit(Peer peer) {
        return LimitReached.out(peer, groups);
    }

    /// Whether there is more of a peer than it may tell.
    public Optional<LimitReached> overInLimit(Peer peer) {
        return LimitReached.in(peer.gauge());
    }

    /// How many prefixes of a peer were not taken as there is no room below its limit.
    public long leftOut(Peer peer, Family family) {
        return peer.gauge().left(family.equals(Family.IPV6_UNICAST));
    }

    /// Has somebody told that a peer is to be asked for its routes again (RFC 2918): rejected ones
    /// were not kept, and may be judged otherwise now. Told once the new judgment is in force.
    public void onRefreshDue(Peer peer, Runnable told) {
        peer.onRefreshDue(told);
    }

    /// Tries on the routes that are here what would come in; nothing of it changes.
    ///
    /// @param proposals for peers whose routes would be judged otherwise, or go
    /// @param withdrawn own routes that would go
    /// @param validation who would answer questions about RPKI; empty = who does now
    /// @throws IllegalArgumentException if a policy does not compile
    public ImportTrial tryImport(
            List<ImportProposal> proposals,
            Set<Prefix> withdrawn,
            Optional<Validation> validation) {
        ImportJudge other = new ImportJudge(tables.store());
        validation.ifPresent(other::validation);
        return new ImportTrial(
                tables,
                validation.isPresent() ? other : judge,
                proposals,
                withdrawn,
                validation.isPresent());
    }

    /// Gives a peer another export policy: what differs for it is sent, a slice of the rows with
    /// every [#turn]; nothing if it means the same.
    ///
    /// @param facts of the neighbor, as they are now
    /// @throws IllegalArgumentException if it does not compile; then nothing changed
    public void reexport(Peer peer, PolicyChain policy, PeerFacts facts) {
        policy.compile(facts);
        peer.export(facts, policy);
        groups.reexport(peer.member(), peer.exports());
    }

    /// Tells a peer a default route of ours, one for each of its families, whatever the tables and
    /// its export policy say; or no longer: then it is told what they say.
    public void originateDefault(Peer peer, boolean yes) {
        if (!peer.originateDefault(yes)) {
            return;
        }
        if (yes) {
            groups.defaultRoute(own.defaultRoute());
            tablesOf(peer.settings()).forEach(routes -> tables.obtain(Tables.everything(routes)));
        }
        groups.reexport(peer.member(), peer.exports());
    }

    /// Tries export policies on what is decided; nothing of it changes.
    ///
    /// @throws IllegalArgumentException if one does not compile
    public ExportTrial tryExport(List<ExportProposal> proposals) {
        return new ExportTrial(tables, groups, proposals);
    }

    /// Who answers questions about RPKI from now on; routes are judged again at [#revalidate].
    public void validation(Validation validation) {
        judge.validation(validation);
        validationText.validation(validation);
        groups.validation(validation);
        forwarding.fib().validation(validation);
    }

    /// What the routes of the machine mean to these, and the other way round.
    public Forwarding forwarding() {
        return forwarding;
    }

    /// How MULTI_EXIT_DISC is compared from now on; where that matters, all is decided again.
    public void med(MedRule rule) {
        if (decision.adopt(rule)) {
            tables.store().missingMed(rule.missing());
            tables.all().forEach(RouteTable::markContested);
        }
    }

    /// What rejected routes are shown with from now on; the tables do not hold it.
    public void rejectTag(Optional<RejectTag> tag) {
        show.rejectTag(tag);
    }

    /// The origin validation state (RFC 6811) of these prefixes may have changed: where a policy
    /// asks for it, their routes are judged again, a slice with every [#turn].
    public void revalidate(PrefixSet changed) {
        reevaluation.changed(changed);
        groups.revalidated(Reads.RPKI, changed);
    }

    /// The verification state of any path may have changed, as an ASPA did.
    public void revalidatePaths() {
        reevaluation.pathsChanged();
        groups.revalidated(Reads.ASPA, null);
    }

    /// What to send after RESET.
    public Notification lastNotification() {
        return intake.lastNotification();
    }

    /// What was wrong with the last message that was not OK, for people.
    public String lastProblem() {
        return intake.lastProblem();
    }

    /// Whether the neighbor has sent End-of-RIB of this family (RFC 4724 §2).
    public boolean endOfRibReceived(Peer peer, Family family) {
        return Tables.has(family) && peer.hasEndOfRib(family.afi() == Family.AFI_IPV6);
    }

    /// The neighbor asked for everything of a family again (RFC 2918 §4). Ignored for a family that
    /// was not negotiated.
    public void refreshRequested(Peer peer, Family family) {
        if (Tables.has(family) && peer.settings().families().contains(family)) {
            groups.refresh(peer.member(), tables.of(family.afi() == Family.AFI_IPV6));
        }
    }

    /// The neighbor asks to be told only what a filter lets pass of a family (RFC 5291 §6): what
    /// differs is told, a slice of the rows with every [#turn]. What it was told before it asked
    /// for the first time is nothing; so this is what starts it.
    ///
    /// @param all whether everything is told again after that; who is told where a refresh begins
    ///   and ends asks for that in any case (RFC 7313 §3.2)
    public void filter(Peer peer, Family family, PrefixFilter filter, boolean all) {
        if (Tables.has(family) && peer.settings().families().contains(family)) {
            peer.filter(peer.filter().with(isV6(family), filter));
            groups.filter(peer.member(), peer.exports(), tables.of(isV6(family)), all);
        }
    }

    private static boolean isV6(Family family) {
        return family.afi() == Family.AFI_IPV6;
    }

    /// Has a peer told where what it asked for begins and ends (RFC 7313 §4), until its session
    /// ends.
    public void markRefreshes(Peer peer) {
        peer.member().markRefreshes();
    }

    /// The neighbor begins to tell all routes of a family again (RFC 7313 §4).
    public void refreshBegins(Peer peer, Family family) {
        if (Tables.has(family)) {
            roster.refreshBegins(peer, family.afi() == Family.AFI_IPV6);
        }
    }

    /// It has told them all: those that it did not tell go, a slice of them with every [#turn].
    public void refreshEnds(Peer peer, Family family) {
        if (Tables.has(family)) {
            roster.refreshEnds(peer, family.afi() == Family.AFI_IPV6);
        }
    }

    /// Why no further route fits into the tables; empty if one does.
    public Optional<String> shortage() {
        return space.admits(ONE_ROUTE_OCTETS) ? Optional.empty() : Optional.of(space.shortage());
    }

    /// How much of the scarcest of the limits is in use, in percent.
    public int percentUsed() {
        return space.percent();
    }

    /// Originates a route, or gives it other attributes; false if nothing changed. The limits are
    /// the caller's affair: see [#shortage()].
    public boolean originate(Prefix prefix, RouteAttributes attributes) {
        return own.originate(prefix, attributes);
    }

    /// The same for a route that meets a policy first; a rejected one leaves what stands there.
    ///
    /// @param policy compiled for [PeerFacts#ourselves]
    /// @return why it is rejected; empty when it is not
    public Optional<String> originate(Prefix prefix, RouteAttributes attributes, Program policy) {
        return own.originate(prefix, attributes, policy);
    }

    /// Routes that stand for many.
    public Aggregates aggregates() {
        return aggregates;
    }

    /// Tells whether prefixes have a route.
    public RouteWatch watch() {
        return watch;
    }

    /// Ends an originated route; false if there is none.
    public boolean withdraw(Prefix prefix) {
        return own.withdraw(prefix);
    }

    /// Decides over at most `maxRows` changed prefixes, oldest change first, and exports the
    /// outcome. Prefixes that changed several times in between are decided once: with more input
    /// waiting, later is cheaper.
    ///
    /// @return how much is left to do, about in prefixes; 0 = settled
    public int turn(int maxRows) {
        roster.sweep(4 * maxRows);
        reevaluation.sweep(4 * maxRows);
        forwarding.sweep(4 * maxRows);
        if (!deferred) {
            decide(maxRows);
        }
        roster.releaseNumbers();
        space.forget();
        boolean keepNone = roster.isEmpty() || space.percent() >= SCARCE_PERCENT;
        int switching = groups.step(4 * maxRows);
        groups.bound();
        groups.tellNews();
        boolean more = tables.store().housekeep(BLOCKS_A_TURN, keepNone);
        return (deferred ? 0 : tables.v4().dirtyCount() + tables.v6().dirtyCount())
                + roster.rowsToSweep()
                + reevaluation.rowsToSweep()
                + forwarding.rowsToSweep()
                + switching
                + (more ? 1 : 0);
    }

    /// Has changed prefixes wait for their decision (RFC 4724 §4.1, Selection_Deferral_Timer), or
    /// not any more.
    public void deferDecisions(boolean defer) {
        deferred = defer;
        groups.awaitRoutes(defer);
    }

    /// Each family is sure of half, so that neither can hold up the other.
    private void decide(int maxRows) {
        int sureV6 = Math.min(maxRows / 2, tables.v6().dirtyCount());
        int left = sureV6 + decide(tables.v4(), maxRows - sureV6);
        decide(tables.v4(), decide(tables.v6(), left));
    }

    /// Decides over at most `most` rows of a family, batch by batch; returns what is left of
    /// `most`.
    private int decide(RouteTable routes, int most) {
        int left = most;
        while (left > 0 && routes.dirtyCount() > 0) {
            int rows = Math.min(Math.min(left, changes.capacity()), routes.dirtyCount());
            decideBatch(routes, rows);
            left -= rows;
        }
        return left;
    }

    private void decideBatch(RouteTable routes, int rows) {
        changes.begin(routes);
        forwarding.fib().beginTelling();
        for (int i = 0; i < rows; i++) {
            int row = routes.nextDirty();
            boolean any = decision.decide(routes, row);
            int attr = any ? decision.bestAttr() : 0;
            int source = any ? decision.bestPeer() : 0;
            int name = any ? decision.bestName() : 0;
            int oldAttr = routes.chosenAttr(row);
            int oldSource = routes.chosenSource(row);
            boolean ranked = routes.keepsRanks() && isRankedAnew(routes, row);
            int oldName = routes.toldName(row);
            // Another path of the same neighbor may be the best, and say the same.
            boolean renamed = routes.keepsRanks() && name != routes.chosenName(row);
            routes.nameChosen(row, name);
            boolean changed = attr != oldAttr || source != oldSource;
            forwarding.decided(routes, row, changed);
            if (changed) {
                aggregates.decided(routes, row, oldAttr, attr);
            }
            if (any != (oldAttr != 0)) {
                watch.decided(routes, row);
            }
            boolean hidden = any && aggregates.hides(routes, row);
            FibFeed.Telling telling = forwarding.fib().telling(routes, row, attr, source);
            if (changed
                    || ranked
                    || renamed
                    || hidden != routes.isHidden(row)
                    || isTold(routes, row, telling)) {
                choose(routes, row, attr, source, hidden, telling);
                int behind = routes.ranks(row);
                if (ranked) {
                    routes.rank(row, ranking.order());
                }
                changes.ranks(behind, routes.ranks(row));
                changes.nameBefore(oldName);
            } else if (attr == 0) {
                groups.releaseIfVacant(routes, row);
            }
        }
        if (changes.size() > 0) {
            groups.export(changes);
            settle(routes);
        }
    }

    /// Whether something else is told of a row by this, though nothing else changes.
    private static boolean isTold(RouteTable routes, int row, FibFeed.Telling telling) {
        return switch (telling) {
            case CHOSEN -> routes.isHeld(row);
            case AS_BEFORE -> !routes.isHeld(row);
            case NOTHING -> !routes.isHeld(row) || routes.toldAttr(row) != 0;
        };
    }

    private void choose(
            RouteTable routes,
            int row,
            int attr,
            int source,
            boolean hidden,
            FibFeed.Telling telling) {
        int oldAttr = routes.chosenAttr(row);
        int oldTold = routes.toldAttr(row);
        int oldSource = routes.toldSource(row);
        boolean apart = routes.isHidden(row) || routes.isHeld(row);
        if (apart && oldTold != 0) {
            tables.store().retain(oldTold, 1); // the export lets go of it
        }
        routes.choose(row, attr, source);
        routes.hide(row, hidden);
        switch (telling) {
            case CHOSEN -> routes.unhold(row);
            case AS_BEFORE -> routes.hold(row, oldTold, oldSource);
            case NOTHING -> routes.hold(row, 0, 0);
        }
        changes.add(row, oldTold, oldSource, routes.toldAttr(row), routes.toldSource(row));
        if (apart && oldAttr != 0) {
            tables.store().release(oldAttr); // the export does not know it
        }
    }

    private boolean isRankedAnew(RouteTable routes, int row) {
        return !(routes.hasOnePath(row) && routes.ranks(row) == 0)
                && !routes.isRanked(row, ranking.rank(routes, row));
    }

    /// Lets go of the blocks and rows that only the export still needed.
    private void settle(RouteTable routes) {
        for (int change = 0; change < changes.size(); change++) {
            int oldAttr = changes.oldAttr(change);
            if (oldAttr != 0) {
                tables.store().release(oldAttr);
            }
            routes.releaseRanks(changes.replacedRanks(change));
            int row = changes.row(change);
            if (routes.table().live(row) && routes.chosenAttr(row) == 0) {
                groups.releaseIfVacant(routes, row);
            }
        }
    }

    /// Has somebody told, in a [#turn] or at [#refreshRequested], that a peer may have output; once
    /// for all that came since the last time, and never from within its [OutCursor]. A peer that
    /// was not written everything is the caller's to remember.
    public void onOutput(Peer peer, Runnable told) {
        peer.member().onOutput(told);
    }

    /// Whether there is something to be sent, or to be prepared, for this peer.
    public boolean hasOutput(Peer peer) {
        return peer.member().hasOutput();
    }

    /// Octets of UPDATEs that are made and not written to this peer, or at least to its group.
    public long unwrittenOctets(Peer peer) {
        return peer.member().unwrittenOctets();
    }

    /// The peer's output; always the same object.
    public OutCursor out(Peer peer) {
        return peer.member();
    }

    /// Routes of a peer, one entry for each of its families.
    public List<PeerCounts> counts(Peer peer) {
        List<PeerCounts> all = new ArrayList<>();
        for (RouteTable routes : tablesOf(peer.settings())) {
            boolean v6 = routes.isV6();
            long received = peer.received(v6);
            long accepted = peer.accepted(v6);
            long advertised = !peer.isUp() ? 0 : groups.advertised(peer.member(), v6);
            all.add(
                    new PeerCounts(
                            Tables.family(routes),
                            received,
                            accepted,
                            received - accepted,
                            peer.forgotten(v6),
                            routes.chosenCount(peer.number()),
                            advertised));
        }
        return all;
    }

    /// To how many peers a prefix is advertised that we originate: what is taken from them with it,
    /// unless there is another path. 0 if our route is not the best one.
    public int audience(Prefix originated) {
        int row = tables.find(originated);
        RouteTable routes = tables.of(originated.address().isV6());
        boolean best =
                row >= 0 && routes.chosenAttr(row) != 0 && routes.chosenSource(row) == OwnRoutes.US;
        return best ? groups.audience(routes, row) : 0;
    }

    /// Why routes of a peer are rejected, and how many.
    public List<RejectedCount> rejected(Peer peer) {
        List<RejectedCount> all = new ArrayList<>();
        for (RouteTable routes : tables.all()) {
            all.addAll(peer.rejected(routes));
        }
        return all;
    }

    /// Names in use of paths that came with a Path Identifier (RFC 7911).
    int pathNames() {
        return tables.names().size();
    }

    /// The size of everything.
    public RibTotals totals() {
        List<RibTotals.FamilyTotals> families = new ArrayList<>();
        for (RouteTable routes : tables.all()) {
            families.add(
                    new RibTotals.FamilyTotals(
                            Tables.family(routes),
                            routes.table().size(),
                            routes.paths().size(),
                            routes.chosenCount(),
                            routes.memory()));
        }
        return new RibTotals(
                families,
                tables.store().size(),
                tables.store().memory(),
                space.used(),
                space.limit(),
                groups.size(),
                tables.v4().dirtyCount() + tables.v6().dirtyCount(),
                groups.messages(),
                groups.notFitting(),
                groups.fellBehind());
    }

    /// Starts a query.
    public RouteCursor routes(RouteQuery query) {
        return new RouteCursor(show, query, (routes, row) -> show.paths(routes, row, query));
    }

    /// Starts to count what a peer is not sent.
    public Withheld withheld(Peer peer) {
        PeerSettings s = peer.settings();
        return new Withheld(
                tables, show, groups.examine(peer.member(), s.exportPolicy(), s.facts()));
    }

    /// Starts a query for what a peer is not sent: rows say why. Of the query, the prefixes, the
    /// family, the label and the limit count.
    public RouteCursor withheld(Peer peer, RouteQuery query) {
        Withheld withheld = withheld(peer);
        return new RouteCursor(
                show, query, (routes, row) -> withheld.of(routes, row, query.label()));
    }

    /// Starts to count paths by their validation state.
    public ValidationCounts validationCounts() {
        return new ValidationCounts(tables, validationText);
    }

    /// Explains the decision for exactly this prefix; empty if nobody sent or originated it.
    public Optional<Explanation> why(Prefix prefix) {
        return show.why(prefix);
    }

    /// Explains what a peer is told of exactly this prefix, and what stops each path on its way to
    /// it; empty if nobody sent or originated the prefix.
    public Optional<WhyNot> whyNot(Prefix prefix, Peer peer) {
        return new ShowExport(tables, ranking, groups, show).whyNot(prefix, peer);
    }

    /// Has a policy judge the routes of exactly this prefix, looking on: the one that a peer has
    /// sent, or those that it could be sent. Empty if there is none; nothing changes.
    ///
    /// @throws IllegalArgumentException if the policy does not compile
    public Optional<PolicyTried> tryPolicy(
            Prefix prefix, Peer peer, PolicyChain policy, PeerFacts facts, boolean export) {
        ShowPolicy shown = new ShowPolicy(tables, ranking, groups, show, judge);
        return export
                ? shown.out(prefix, peer, policy, facts)
                : shown.in(prefix, peer, policy, facts);
    }

    /// Explains the decision for the longest prefix with this address in it.
    public Optional<Explanation> why(Address address) {
        return show.why(address);
    }
}
