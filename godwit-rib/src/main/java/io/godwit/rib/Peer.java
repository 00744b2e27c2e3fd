package io.godwit.rib;

import io.godwit.policy.OutboundFilter;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;
import io.godwit.rib.out.Member;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Handle of one neighbor in the [Rib] that made it: of its Established session, and of its stale
/// routes while the session is lost and to come back.
public final class Peer {
    private PeerSettings settings;
    private final int number;
    private final int[] session = new int[2];
    private final int[] leftBehind = new int[2];
    private final boolean[] refreshing = new boolean[2];
    private boolean gone;
    private final boolean[] stale = new boolean[2];
    private final boolean[] longLived = new boolean[2];
    private final long[] received = new long[2];
    private final long[] accepted = new long[2];
    private final long[] forgotten = new long[2];
    private final boolean[] endOfRib = new boolean[2];
    private boolean keepsRejected = true;
    private boolean originatesDefault;
    private OutboundFilter filter = OutboundFilter.NONE;
    private Runnable onRefreshDue = () -> {};
    private Consumer<Address> onWrongNextHop = _ -> {};
    private Imports imports;
    private Program importBefore;
    private Member member;
    private final PrefixGauge gauge = new PrefixGauge(this);

    Peer(PeerSettings settings, int number) {
        this.settings = settings;
        this.number = number;
        imports = Imports.of(ImportPolicy.of(settings.importPolicy(), settings.facts()), 0);
        importBefore = imports.program();
    }

    /// What watches its limits.
    PrefixGauge gauge() {
        return gauge;
    }

    public PeerSettings settings() {
        return settings;
    }

    @Override
    public String toString() {
        return settings.name();
    }

    /// Its number in paths and logs.
    int number() {
        return number;
    }

    /// Whether it tells several paths of a prefix apart by Path Identifiers (RFC 7911 §5).
    boolean sendsPathIds(RouteTable routes) {
        return routes.isV6() ? settings.receive().addPathIpv6() : settings.receive().addPathIpv4();
    }

    /// What its paths of a family say of where they come from.
    int source(boolean v6) {
        return Paths.source(number, session[at(v6)]);
    }

    private static int at(boolean v6) {
        return v6 ? 1 : 0;
    }

    /// The bit of its session, among those that [Sources#stays] knows. A refresh of a family is
    /// another session, as far as the family goes.
    int sessionBit(boolean v6) {
        return 1 << session[at(v6)];
    }

    /// The bit of the session before it.
    int olderBit(boolean v6) {
        return 1 << (session[at(v6)] + Paths.SESSIONS - 1) % Paths.SESSIONS;
    }

    /// The bits of sessions before this one that paths may be left of.
    int leftBehind(boolean v6) {
        return leftBehind[at(v6)];
    }

    /// Nothing is left of sessions before but these.
    void leftBehind(boolean v6, int sessions) {
        leftBehind[at(v6)] = sessions & ~sessionBit(v6);
    }

    /// Whether a path is of a session before.
    boolean isStale(int info, boolean v6) {
        return Paths.session(info) != session[at(v6)];
    }

    /// Whether routes of a session before are kept until they are told again.
    boolean isStale(boolean v6) {
        return stale[at(v6)];
    }

    void stale(boolean v6, boolean is) {
        stale[at(v6)] = is;
        longLived[at(v6)] &= is;
    }

    /// What is stale of a family is kept for long from now on (RFC 9494 §4.2).
    void keepForLong(boolean v6) {
        longLived[at(v6)] = true;
    }

    /// Whether a path is kept for long.
    boolean isLongLived(int info, boolean v6) {
        return longLived[at(v6)] && isStale(info, v6);
    }

    /// Whether another session can be told apart from all that paths are left of.
    boolean canBeLost() {
        return canBegin(false) && canBegin(true);
    }

    /// The same for a refresh of a family.
    boolean canBegin(boolean v6) {
        return (leftBehind[at(v6)] >>> next(v6) & 1) == 0;
    }

    private int next(boolean v6) {
        return (session[at(v6)] + 1) % Paths.SESSIONS;
    }

    /// What comes next of a family can be told from what is here.
    void begin(boolean v6) {
        leftBehind[at(v6)] |= sessionBit(v6);
        session[at(v6)] = next(v6);
    }

    /// Whether it tells all routes of a family again (RFC 7313 §4).
    boolean isRefreshing(boolean v6) {
        return refreshing[at(v6)];
    }

    void refreshing(boolean v6, boolean is) {
        refreshing[at(v6)] = is;
    }

    /// The session is lost; what comes next is of another one.
    void lost() {
        member = null;
        begin(false);
        begin(true);
        Arrays.fill(endOfRib, false);
        Arrays.fill(refreshing, false);
    }

    /// It is back, with the import policy that it had.
    void back(PeerSettings now) {
        settings = now.withImport(settings.facts(), settings.importPolicy());
        Arrays.fill(forgotten, 0);
        gauge.begin();
    }

    /// What judges the routes that it sends.
    Imports imports() {
        return imports;
    }

    /// The program that rejected a path with this code; see [Reason].
    Program importBy(int reason) {
        return Reason.generation(reason) == imports.generation() ? imports.program() : importBefore;
    }

    /// How many of its paths in a table are rejected, for each reason that there is.
    List<RejectedCount> rejected(RouteTable routes) {
        List<RejectedCount> all = new ArrayList<>();
        for (int rule = 1; rule < Reason.values().length; rule++) {
            addRejected(routes, rule, all);
        }
        for (int generation = 0; generation < 2; generation++) {
            Program program = importBy(Reason.ofPoint(1, generation));
            int points = Math.min(program.rejectPoints(), Reason.MOST_POINTS);
            for (int point = 1; point <= points; point++) {
                addRejected(routes, Reason.ofPoint(point, generation), all);
            }
        }
        return all;
    }

    private void addRejected(RouteTable routes, int reason, List<RejectedCount> all) {
        int count = routes.rejections().count(number, reason);
        if (count > 0) {
            Rejection why = Rejection.of(importBy(reason), reason);
            all.add(
                    new RejectedCount(
                            Tables.family(routes), why.label(), why.text(), why.by(), count));
        }
    }

    /// Takes another import policy; routes that the one before rejected still say so.
    void adopt(ImportPolicy next) {
        settings = next.of(settings);
        importBefore = imports.program();
        imports = Imports.of(next, imports.next());
    }

    /// Takes an import policy that means the same.
    void replace(ImportPolicy same) {
        settings = same.of(settings);
        imports = Imports.of(same, imports.generation());
    }

    /// What judges the routes that it is sent.
    Program exports() {
        return settings.exportPolicy()
                .compile(settings.facts())
                .behind(filter)
                .originatingDefault(originatesDefault);
    }

    /// False if it stays as it is.
    boolean originateDefault(boolean yes) {
        boolean changes = originatesDefault != yes;
        originatesDefault = yes;
        return changes;
    }

    /// What it asks to be told only (RFC 5291).
    OutboundFilter filter() {
        return filter;
    }

    void filter(OutboundFilter now) {
        filter = now;
    }

    /// Takes another export policy.
    void export(PeerFacts facts, PolicyChain policy) {
        settings = settings.withExport(facts, policy);
    }

    /// All its routes are judged by the program that it has.
    void forgetImportBefore() {
        importBefore = imports.program();
    }

    /// Whether its rejected paths stay.
    boolean keepsRejected() {
        return keepsRejected;
    }

    void keepRejected(boolean keep) {
        keepsRejected = keep;
    }

    void onWrongNextHop(Consumer<Address> told) {
        onWrongNextHop = told;
    }

    /// An UPDATE had a next hop that is semantically incorrect (RFC 4271 §6.3).
    void wrongNextHop(Address nextHop) {
        onWrongNextHop.accept(nextHop);
    }

    void onRefreshDue(Runnable told) {
        onRefreshDue = told;
    }

    /// Rejected routes of it may fare otherwise now. If any are not here, only it can say them.
    void missRejected() {
        if (forgotten[0] + forgotten[1] > 0) {
            onRefreshDue.run();
        }
    }

    /// Some of its routes went. If others were not taken for want of room, only it can say them.
    void hasRoom(boolean v6) {
        if (gauge.opens(v6)) {
            onRefreshDue.run();
        }
    }

    /// So many of its routes were rejected and not kept.
    void forgot(RouteTable routes, int rejected) {
        forgotten[routes.isV6() ? 1 : 0] += rejected;
    }

    long forgotten(boolean v6) {
        return forgotten[v6 ? 1 : 0];
    }

    Member member() {
        if (member == null) {
            throw new IllegalStateException(this + " is not up");
        }
        return member;
    }

    /// Whether its session is up.
    boolean isUp() {
        return member != null;
    }

    boolean isRemoved() {
        return gone;
    }

    void join(Member member) {
        this.member = member;
    }

    void removed() {
        if (gone) {
            throw new IllegalStateException(this + " is removed");
        }
        member = null;
        gone = true;
    }

    /// Counts what the last change of a table did to its paths.
    void count(RouteTable routes, boolean accepts) {
        int family = routes.isV6() ? 1 : 0;
        received[family] += routes.added() - routes.removed();
        accepted[family] += (accepts ? routes.added() : 0) - routes.removedAccepted();
    }

    long received(boolean v6) {
        return received[v6 ? 1 : 0];
    }

    long accepted(boolean v6) {
        return accepted[v6 ? 1 : 0];
    }

    void endOfRib(boolean v6) {
        endOfRib[v6 ? 1 : 0] = true;
    }

    boolean hasEndOfRib(boolean v6) {
        return endOfRib[v6 ? 1 : 0];
    }
}
