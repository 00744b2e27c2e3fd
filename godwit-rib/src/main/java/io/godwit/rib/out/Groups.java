package io.godwit.rib.out;

import io.godwit.rib.RibSettings;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Sources;

import java.util.ArrayList;
import java.util.List;

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
    private long notFitting;
    private long fellBehind;

    public Groups(AttrStore store, Sources sources, RibSettings settings) {
        this.store = store;
        this.sources = sources;
        this.settings = settings;
    }

    /// Puts a new neighbor into its group, which is made if it is the first one.
    ///
    /// @param families those it negotiated
    public Member join(GroupKey key, int peer, List<RouteTable> families) {
        for (UpdateGroup group : groups) {
            if (group.key().equals(key)) {
                return group.join(peer, families);
            }
        }
        UpdateGroup group = new UpdateGroup(key, this);
        groups.add(group);
        for (RouteTable routes : families) {
            group.teller().count(routes);
        }
        return group.join(peer, families);
    }

    /// The neighbor is gone; with the last one its group goes.
    public void leave(Member member) {
        UpdateGroup group = member.group();
        group.leave(member);
        if (group.members().isEmpty()) {
            groups.remove(group);
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

    /// Releases a row that nobody knows anything of, unless somebody is still to be told of its
    /// end.
    public void releaseIfVacant(RouteTable routes, int row) {
        if (!routes.table().live(row) || !routes.isVacant(row)) {
            return;
        }
        if (!isHeld(routes, row)) {
            routes.table().release(row);
        }
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

    /// UPDATEs written.
    public long messages() {
        return packer.messages();
    }

    Export export(GroupKey key) {
        return new Export(key, store, sources, settings);
    }

    AttrStore store() {
        return store;
    }

    Sources sources() {
        return sources;
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

    void countNotFitting(boolean yes) {
        notFitting += yes ? 1 : 0;
    }
}
