package io.godwit.rib.out;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.policy.Validation;
import io.godwit.rib.RibSettings;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Sources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// All update groups of a router, and what they share: the packer, and the question whether a row
/// is still needed for a withdrawal.
public final class Groups {
    private static final int SLICE_CAPACITY = 4096;
    private static final long LEAST_LOG_OCTETS = 2L * OutLog.PAGE_OCTETS;

    private final AttrStore store;
    private final Sources sources;
    private final RibSettings settings;
    private final List<UpdateGroup> groups = new ArrayList<>();
    private final Packer packer = new Packer();
    private final Changes slice = new Changes(SLICE_CAPACITY);
    private final List<Member> syncing = new ArrayList<>();
    private final List<RouteTable> tables;
    private final IntFunction<PeerFacts> facts;
    private final List<Member> filtering = new ArrayList<>();
    private final Map<Member, Program> wanted = new LinkedHashMap<>();
    private Validation validation = Validation.NONE;
    private RowHolder alsoHeld = (_, _) -> false;
    private int defaultAttr;
    private boolean awaitsRoutes;
    private long notFitting;
    private long fellBehind;

    /// @param facts of a peer that paths name by its number
    public Groups(
            AttrStore store,
            Sources sources,
            RibSettings settings,
            List<RouteTable> tables,
            IntFunction<PeerFacts> facts) {
        this.store = store;
        this.sources = sources;
        this.settings = settings;
        this.tables = tables;
        this.facts = facts;
    }

    /// Puts a new neighbor into its group, which is made if it is the first one.
    ///
    /// @param program its export policy
    /// @param families those it negotiated
    /// @param waiting those of which it is told nothing, not even End-of-RIB, before [#filter]
    public Member join(
            GroupKey key,
            Program program,
            int peer,
            List<RouteTable> families,
            List<RouteTable> waiting) {
        return group(key, program).join(peer, families, waiting);
    }

    private UpdateGroup group(GroupKey key, Program program) {
        for (UpdateGroup group : groups) {
            if (!group.isSwitching()
                    && group.key().equals(key)
                    && group.program().judgesAs(program)) {
                return group;
            }
        }
        UpdateGroup group = new UpdateGroup(key, program, this);
        add(group);
        return group;
    }

    private void add(UpdateGroup group) {
        groups.add(group);
        for (RouteTable routes : tables) {
            if (group.key().has(routes.isV6())) {
                group.teller().count(routes);
            }
        }
    }

    // ---- another policy

    /// Gives a neighbor another policy. With the next [#step], all those of a group that are given
    /// the same one go into a group of their own, which begins with the old policy and goes row by
    /// row to the new one; then into the group where they belong.
    public void reexport(Member member, Program program) {
        wanted.put(member, program);
    }

    /// Gives a neighbor a program with another filter for a family; where it waits for that, it
    /// begins to be told of the family when the program is in force.
    ///
    /// @param all whether it is then told everything again
    public void filter(Member member, Program program, RouteTable routes, boolean all) {
        Backlog backlog = member.backlog(routes);
        backlog.refilter(all || member.marksRefreshes());
        if (!filtering.contains(member)) {
            filtering.add(member);
        }
        reexport(member, program);
    }

    /// Those whose filter is in force.
    private void settleFilters() {
        for (Iterator<Member> all = filtering.iterator(); all.hasNext(); ) {
            Member member = all.next();
            if (!wanted.containsKey(member) && !member.group().isSwitching()) {
                all.remove();
                member.group().filtered(member);
            }
        }
    }

    /// The block of default routes that are told to single neighbors.
    public void defaultRoute(int attr) {
        defaultAttr = attr;
    }

    int defaultAttr() {
        return defaultAttr;
    }

    /// Whether it is the row of the default route: it stays while a group may tell one of ours, or
    /// is still to take one back.
    private boolean isHeldDefault(RouteTable routes, int row) {
        if (routes.table().length(row) != 0) {
            return false;
        }
        for (UpdateGroup group : groups) {
            if (group.tellsDefault()) {
                return true;
            }
        }
        return wanted.values().stream().anyMatch(Program::originatesDefault);
    }

    private void releaseDefaults() {
        for (RouteTable routes : tables) {
            int row = routes.isV6() ? routes.table().find(0, 0, 0) : routes.table().find(0, 0);
            if (row >= 0) {
                releaseIfVacant(routes, row);
            }
        }
    }

    /// What judges for a neighbor when all exchanges of policies are done.
    public Program program(Member member) {
        return wanted.getOrDefault(member, member.group().program());
    }

    /// What another program would change, for neighbors that are added to it ([Contrast#add]).
    public Contrast contrast(Member member, Program now, Program then) {
        return new Contrast(this, member.group().key(), now, then);
    }

    /// Whether a neighbor may be added to it.
    public boolean isFor(Contrast contrast, Member member, Program now, Program then) {
        return contrast.isFor(member.group().key(), now, then);
    }

    /// Goes on with the exchange of policies by so many rows; about how many are left.
    public int step(int rows) {
        if (!wanted.isEmpty()) {
            begin();
        }
        int left = wanted.size();
        int budget = rows;
        for (UpdateGroup group : List.copyOf(groups)) {
            if (group.isSwitching()) {
                int rest = budget > 0 ? group.step(tables, budget) : 1;
                budget -= rows;
                if (rest == 0) {
                    UpdateGroup home = group(group.key(), group.program());
                    List.copyOf(group.members()).forEach(home::take);
                    groups.remove(group);
                    releaseDefaults();
                }
                left += rest;
            }
        }
        settleFilters();
        return left;
    }

    /// Who answers questions about RPKI from now on.
    public void validation(Validation validation) {
        this.validation = validation;
        revalidated(Reads.RPKI, null);
        revalidated(Reads.ASPA, null);
    }

    /// Answers about RPKI may be others: tells again what depends on them.
    ///
    /// @param changed prefixes; null = all
    public void revalidated(Reads what, PrefixSet changed) {
        for (UpdateGroup group : groups) {
            group.revalidated(tables, what, changed);
        }
    }

    private void begin() {
        Map<UpdateGroup, List<UpdateGroup>> begun = new HashMap<>();
        for (Iterator<Map.Entry<Member, Program>> all = wanted.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Member, Program> entry = all.next();
            UpdateGroup from = entry.getKey().group();
            if (from.isSwitching()) {
                continue; // one after the other
            }
            all.remove();
            Program to = entry.getValue();
            if (from.program().judgesAs(to)) {
                continue;
            }
            List<UpdateGroup> ofFrom = begun.computeIfAbsent(from, _ -> new ArrayList<>());
            UpdateGroup switching = null;
            for (UpdateGroup one : ofFrom) {
                switching = one.program().judgesAs(to) ? one : switching;
            }
            if (switching == null) {
                switching = new UpdateGroup(from.key(), from.program(), to, this);
                ofFrom.add(switching);
                add(switching);
            }
            switching.take(entry.getKey());
            if (from.members().isEmpty()) {
                groups.remove(from);
            }
        }
    }

    /// The neighbor is gone; with the last one its group goes.
    public void leave(Member member) {
        UpdateGroup group = member.group();
        wanted.remove(member);
        filtering.remove(member);
        group.leave(member);
        if (group.members().isEmpty()) {
            groups.remove(group);
            releaseDefaults();
        }
    }

    /// Writes changes for all neighbors.
    public void export(Changes changes) {
        for (UpdateGroup group : groups) {
            group.export(changes);
        }
    }

    /// Whether some group tells what is behind the chosen path.
    public boolean ranked() {
        for (UpdateGroup group : groups) {
            if (group.key().ranked()) {
                return true;
            }
        }
        return false;
    }

    /// Sends a neighbor a whole family again.
    public void refresh(Member member, RouteTable routes) {
        member.group().refresh(member, routes);
    }

    /// Tells members that they have output.
    public void tellNews() {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).tellNews();
        }
    }

    /// Keeps all logs within their bound: each within its own, and all together within theirs.
    public void bound() {
        long share = settings.limits().logOctets() / Math.max(1, groups.size());
        long octets = Math.min(settings.logOctets(), Math.max(LEAST_LOG_OCTETS, share));
        for (UpdateGroup group : groups) {
            fellBehind += group.bound(octets);
        }
    }

    /// Prefixes in the Adj-RIB-Out of a neighbor.
    public long advertised(Member member, boolean v6) {
        return member.group().teller().advertised(member.peer(), v6);
    }

    /// How many neighbors are told something of a row.
    public int audience(RouteTable routes, int row) {
        int told = 0;
        for (UpdateGroup group : groups) {
            group.teller().begin();
            for (Member member : group.members()) {
                boolean heard = member.backlog(routes) != null;
                told += heard && group.teller().tells(routes, row, member.peer()) ? 1 : 0;
            }
        }
        return told;
    }

    /// Releases a row that nobody knows anything of, unless somebody is still to be told of its
    /// end.
    public void releaseIfVacant(RouteTable routes, int row) {
        if (!routes.table().live(row) || !routes.isVacant(row)) {
            return;
        }
        if (!isHeld(routes, row) && !isHeldDefault(routes, row) && !alsoHeld.holds(routes, row)) {
            routes.table().release(row);
        }
    }

    /// Somebody else who may need rows that nobody knows anything of any more.
    public void alsoHeldBy(RowHolder holder) {
        alsoHeld = holder;
    }

    /// Only who is syncing holds rows, and few are when thousands are live.
    private boolean isHeld(RouteTable routes, int row) {
        for (int i = 0; i < syncing.size(); i++) {
            List<Backlog> backlogs = syncing.get(i).backlogs();
            for (int b = 0; b < backlogs.size(); b++) {
                if (backlogs.get(b).routes == routes && backlogs.get(b).isHeld(row)) {
                    return true;
                }
            }
        }
        return false;
    }

    public int size() {
        return groups.size();
    }

    /// How often a route was not advertised as its attributes do not fit a message.
    public long notFitting() {
        return notFitting;
    }

    /// How often a neighbor fell from its group's log.
    public long fellBehind() {
        return fellBehind;
    }

    /// Looks into what a neighbor is told.
    ///
    /// @param policy for what is sent to it
    /// @param facts of it
    public Examination examine(Member member, PolicyChain policy, PeerFacts facts) {
        return new Examination(this, member, policy, facts);
    }

    /// UPDATEs written.
    public long messages() {
        return packer.messages();
    }

    Export export(GroupKey key) {
        return new Export(key, store, sources, settings);
    }

    PeerFacts facts(int source) {
        return facts.apply(source);
    }

    Validation validation() {
        return validation;
    }

    AttrStore store() {
        return store;
    }

    Sources sources() {
        return sources;
    }

    /// Says that routes are still to be chosen: who comes meanwhile is told nothing before he asks,
    /// not even End-of-RIB.
    public void awaitRoutes(boolean is) {
        awaitsRoutes = is;
    }

    boolean awaitsRoutes() {
        return awaitsRoutes;
    }

    Packer packer() {
        return packer;
    }

    Changes slice() {
        return slice;
    }

    void syncs(Member member) {
        syncing.add(member);
    }

    void synced(Member member) {
        syncing.remove(member);
    }

    /// RFC 8654 §4: a route too long for the neighbor is not sent, or withdrawn if a shorter one
    /// was.
    void countNotFitting(boolean yes) {
        notFitting += yes ? 1 : 0;
    }
}
