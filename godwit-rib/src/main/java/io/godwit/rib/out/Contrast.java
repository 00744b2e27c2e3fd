package io.godwit.rib.out;

import io.godwit.policy.Program;
import io.godwit.rib.RouteChange.Kind;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;

import java.util.Optional;

/// What another export policy would change for members that are told by one program now and would
/// be told by another one then. As in [RankedTeller], a row is one question for all of them, and
/// only who is special to it is asked for apart; nothing of what they are told changes.
public final class Contrast {
    /// Told of what differs.
    public interface Witness {
        /// A row differs for one member.
        void differs(Kind kind, RouteTable routes, int row, int peer);

        /// A row differs for all members but those that are special to it ([#isSpecial]).
        void differsForMost(Kind kind, RouteTable routes, int row);
    }

    private final GroupKey key;
    private final Program now;
    private final Program then;
    private final Sourced sourced;
    private final Rows members = new Rows();
    private final MembersByAs byAs = new MembersByAs();
    private final Wordings wordings = new Wordings();
    private final Verdicts was;
    private final Verdicts is;
    private final PathList paths = new PathList();
    private final Specials specials = new Specials();
    private final Told had = new Told();
    private final Told has = new Told();
    private final Tally before = new Tally();
    private final Tally[] changes = new Tally[Kind.values().length];

    /// The number of the AS of a peer.
    private interface Sourced {
        int as(int peer);
    }

    Contrast(Groups groups, GroupKey key, Program now, Program then) {
        this.key = key;
        this.now = now;
        this.then = then;
        sourced = groups.sources()::as;
        Export export = groups.export(key);
        was = new Verdicts(key, now, groups, export, byAs, wordings);
        is = new Verdicts(key, then, groups, export, byAs, wordings);
        for (Kind kind : Kind.values()) {
            changes[kind.ordinal()] = new Tally();
        }
    }

    /// Whether these are the programs for a member of a group with this key.
    boolean isFor(GroupKey other, Program otherNow, Program otherThen) {
        return key.equals(other) && now.judgesAs(otherNow) && then.judgesAs(otherThen);
    }

    /// Looks at this member, too.
    public void add(int peer) {
        if (members.add(peer)) {
            byAs.add(peer, sourced.as(peer));
        }
    }

    /// Whether the family was negotiated.
    public boolean has(boolean v6) {
        return key.has(v6);
    }

    /// To be called first, and for another family, and when anything may have changed.
    public void begin() {
        wordings.clear();
        was.clear();
        is.clear();
    }

    /// Looks at a row.
    public void look(RouteTable routes, int row, Witness witness) {
        if (!routes.table().live(row) || routes.toldAttr(row) == 0) {
            return;
        }
        if (now.originatesDefault() && routes.table().length(row) == 0) {
            before.count(1);
            return;
        }
        if (wordings.isLarge() || was.isLarge() || is.isLarge()) {
            begin();
        }
        was.at(routes, row);
        is.at(routes, row);
        int behind = key.ranked(routes.isV6()) ? routes.ranks(row) : 0;
        routes.read(
                routes.toldAttr(row), routes.toldSource(row), routes.toldName(row), behind, paths);
        specials.clear();
        specials.collect(paths, was);
        specials.collect(paths, is);
        specials.sort();
        was.common(paths, had);
        is.common(paths, has);
        int mostHad = had.size();
        Optional<Kind> forMost = kind();
        before.count(mostHad);
        if (forMost.isPresent()) {
            changes[forMost.get().ordinal()].count(1);
            witness.differsForMost(forMost.get(), routes, row);
        }
        for (int i = 0; i < specials.size(); i++) {
            if (members.has(specials.at(i))) {
                lookFor(specials.at(i), mostHad, forMost, routes, row, witness);
            }
        }
    }

    private void lookFor(
            int peer,
            int mostHad,
            Optional<Kind> forMost,
            RouteTable routes,
            int row,
            Witness witness) {
        was.told(paths, peer, had);
        is.told(paths, peer, has);
        before.count(peer, had.size() - mostHad);
        forMost.ifPresent(kind -> changes[kind.ordinal()].count(peer, -1));
        kind().ifPresent(kind -> {
            changes[kind.ordinal()].count(peer, 1);
            witness.differs(kind, routes, row, peer);
        });
    }

    /// What differs between what was had and what is.
    private Optional<Kind> kind() {
        if (had.isSame(has)) {
            return Optional.empty();
        }
        return Optional.of(
                had.size() == 0 ? Kind.GAINED : has.size() == 0 ? Kind.LOST : Kind.ALTERED);
    }

    /// Whether a peer is asked for apart in the row in hand.
    public boolean isSpecial(int peer) {
        return specials.has(peer);
    }

    /// The paths of the row in hand, in the order of the decision.
    public PathList paths() {
        return paths;
    }

    /// Rows that a member is told something of now.
    public long before(int peer) {
        return before.of(peer);
    }

    /// Rows of a kind for a member.
    public long count(Kind kind, int peer) {
        return changes[kind.ordinal()].of(peer);
    }
}
