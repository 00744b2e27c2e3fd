package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Validation;
import io.godwit.rib.out.Groups;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;
import io.godwit.wire.Prefix;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/// What the kernel is to be given: for each row what it was given last, and a bit when that may be
/// out of date. Drained in slices; a prefix that changed several times in between is told once, and
/// not at all when it is back at what it was.
///
/// A row stands for its prefix as long as the kernel has a route of it: it is not released before.
public final class FibFeed {
    private static final int NOTHING = 0;

    /// One of ours, but nobody knows where it leads: what was to take its place was refused, or the
    /// way there is another.
    private static final int UNKNOWN = 1;

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    /// Takes what is to be done. A row is named in [#refused] and the like until another call says
    /// something else about it.
    public interface Sink {
        /// A route is to be there.
        ///
        /// @param ours whether one of ours is there, perhaps; it is replaced
        void install(
                boolean v6, long high, long low, int length, FibRoute route, boolean ours, int row);

        /// No route of ours is to be there.
        void remove(boolean v6, long high, long low, int length, int row);
    }

    /// Prefixes that the kernel is not given, whatever the tables say.
    @FunctionalInterface
    public interface Reserve {
        /// Whether a prefix is one of them. It is asked for every row that is told.
        boolean has(boolean v6, long high, long low, int length);
    }

    private final Tables tables;
    private final FibChoice choice;
    private final Part[] parts;
    private Groups groups;
    private Reserve reserve = (_, _, _, _) -> false;
    private boolean on;
    private boolean turnOfV6;
    private boolean holding;
    private boolean leaving;
    private boolean undecided;

    /// What neighbors are told of a row.
    enum Telling {
        /// The chosen path.
        CHOSEN,
        /// What they were told before: the kernel has that still.
        AS_BEFORE,
        /// Nothing: the kernel has no route.
        NOTHING
    }

    /// One family.
    private static final class Part {
        final RouteTable routes;
        final Rows changed = new Rows();
        final Unanswered unanswered = new Unanswered();
        Rows found = new Rows();
        int[][] given = new int[0][];
        int cursor;
        int installed;

        Part(RouteTable routes) {
            this.routes = routes;
        }

        int given(int row) {
            int page = row >>> PAGE_BITS;
            return page < given.length && given[page] != null ? given[page][row & PAGE_MASK] : 0;
        }

        /// What is there when the route of a row went: what the kernel was asked and has not
        /// answered may come yet.
        int afterLoss(int row) {
            return unanswered.has(row) ? UNKNOWN : NOTHING;
        }

        void give(int row, int route) {
            int page = row >>> PAGE_BITS;
            if (page >= given.length) {
                given = Arrays.copyOf(given, Math.max(page + 1, 2 * given.length));
            }
            if (given[page] == null) {
                given[page] = new int[1 << PAGE_BITS];
            }
            int before = given[page][row & PAGE_MASK];
            installed += (route > UNKNOWN ? 1 : 0) - (before > UNKNOWN ? 1 : 0);
            given[page][row & PAGE_MASK] = route;
        }
    }

    FibFeed(Tables tables, Decision decision, IntFunction<PeerFacts> facts) {
        this.tables = tables;
        choice = new FibChoice(tables.store(), decision, facts);
        parts = new Part[] {new Part(tables.v4()), new Part(tables.v6())};
    }

    void rowsReleasedBy(Groups releasing) {
        groups = releasing;
    }

    private Part part(RouteTable routes) {
        return parts[routes.isV6() ? 1 : 0];
    }

    // ---- what the tables say

    /// Begins, or goes on with other settings: every row is looked at.
    ///
    /// @throws IllegalArgumentException if the policy does not compile; then nothing changed
    void begin(FibSettings settings, PeerFacts us) {
        choice.settings(settings, us);
        on = true;
        for (Part part : parts) {
            part.changed.addBelow(part.routes.table().rows());
        }
    }

    /// Has neighbors told of what the kernel is to have only when it has it, or not any more.
    void hold(boolean yes) {
        leaving = false;
        if (yes == holding) {
            return;
        }
        holding = yes;
        for (Part part : parts) {
            for (int row = 0; row < part.routes.table().rows(); row++) {
                if (part.routes.table().live(row)) {
                    reconsider(part, row);
                }
            }
        }
    }

    /// Everything is about to be removed: what waits goes on doing so.
    void leave() {
        leaving = true;
    }

    /// What neighbors are told of a row with this path chosen.
    Telling telling(RouteTable routes, int row, int attr, int source) {
        if (!on || !holding || attr == 0 || routes.keepsRanks()) {
            return Telling.CHOSEN;
        }
        if (leaving) {
            return routes.isHeld(row) ? Telling.AS_BEFORE : Telling.CHOSEN;
        }
        Part part = part(routes);
        FibRoute route = isReserved(routes, row) ? null : choice.of(routes, row, attr, source);
        int given = part.given(row);
        if (route == null || route.number() == given && !part.unanswered.has(row)) {
            return Telling.CHOSEN;
        }
        if (given <= UNKNOWN) {
            return Telling.NOTHING;
        }
        if (choice.route(given).retired) {
            part.changed.add(row); // perhaps nobody else asks for it
        }
        return choice.route(given).dropped ? Telling.NOTHING : Telling.AS_BEFORE;
    }

    /// Blocks of other routes may have the numbers of those before.
    void beginTelling() {
        choice.forgetJudgment();
    }

    /// Has it decided again what neighbors are told of a row, if that may be something else.
    private void reconsider(Part part, int row) {
        RouteTable routes = part.routes;
        boolean has = !holding || part.given(row) > UNKNOWN;
        if (has ? routes.isHeld(row) : routes.toldAttr(row) != 0) {
            routes.markDirty(row);
            undecided = true;
        }
    }

    /// Whether rows are to be decided again since the last call.
    public boolean undecided() {
        boolean some = undecided;
        undecided = false;
        return some;
    }

    /// Ends: nothing is kept, and the kernel is somebody else's affair.
    void end() {
        hold(false);
        on = false;
        for (Part part : parts) {
            for (int row = 0; row < part.routes.table().rows(); row++) {
                if (part.routes.table().live(row)) {
                    put(part, row, NOTHING);
                    part.changed.remove(row);
                    groups.releaseIfVacant(part.routes, row);
                }
            }
            part.changed.clear();
            part.unanswered.clear();
            part.given = new int[0][];
        }
    }

    /// Keeps prefixes back; where it says something else from now on is told by [#again].
    public void reserve(Reserve prefixes) {
        reserve = prefixes;
    }

    void validation(Validation validation) {
        choice.validation(validation);
    }

    boolean isOn() {
        return on;
    }

    /// A row was decided: what the kernel is to have may be something else.
    void touch(RouteTable routes, int row) {
        if (on) {
            part(routes).changed.add(row);
        }
    }

    /// A next hop of the row is reached another way: it is told once more if the route that the
    /// kernel was given does not lead there by itself.
    void changed(RouteTable routes, int row) {
        Part part = part(routes);
        if (on && isStale(part.given(row))) {
            part.changed.add(row);
        }
    }

    private boolean isStale(int given) {
        return given == UNKNOWN || given > UNKNOWN && choice.route(given).retired;
    }

    /// Whether paths behind the chosen one count as well.
    boolean countsTies() {
        return on && choice.most() > 1;
    }

    /// Whether a row must not be released.
    boolean holds(RouteTable routes, int row) {
        Part part = part(routes);
        return on && (part.changed.has(row) || part.given(row) != NOTHING);
    }

    // ---- what the kernel's side asks and says

    /// Tells at most so many changes; none of a row that is still to be decided.
    ///
    /// @return whether there is more to tell
    public boolean next(int rows, Sink sink) {
        choice.forgetJudgment();
        turnOfV6 = !turnOfV6;
        int left = next(parts[turnOfV6 ? 1 : 0], rows, sink);
        next(parts[turnOfV6 ? 0 : 1], left, sink);
        return waiting() > 0;
    }

    private int next(Part part, int most, Sink sink) {
        int left = most;
        while (left > 0) {
            int row = part.changed.next(part.cursor);
            if (row < 0) {
                part.cursor = 0;
                return left;
            }
            part.cursor = row + 1;
            if (!part.routes.table().live(row)) {
                part.changed.remove(row);
            } else if (!part.routes.isDirty(row)) {
                tell(part, row, sink);
                left--;
            }
        }
        return left;
    }

    private void tell(Part part, int row, Sink sink) {
        RouteTable routes = part.routes;
        FibRoute route = isReserved(routes, row) ? null : choice.of(routes, row);
        int before = part.given(row);
        int length = routes.table().length(row);
        part.changed.remove(row);
        if (before > UNKNOWN && choice.route(before).dropped) {
            before = part.afterLoss(row);
            put(part, row, before);
        }
        if (route != null && route.number() != before) {
            put(part, row, route.number());
            boolean ours = before != NOTHING;
            part.unanswered.asked(row);
            sink.install(
                    routes.isV6(), routes.high(row), routes.low(row), length, route, ours, row);
        } else if (route == null && before != NOTHING) {
            put(part, row, NOTHING);
            sink.remove(routes.isV6(), routes.high(row), routes.low(row), length, row);
        }
        boolean there = route == null || route.number() == part.given(row);
        if (routes.isHeld(row) && there && !part.unanswered.has(row) && !leaving) {
            routes.markDirty(row);
            undecided = true;
        }
        if (route == null) {
            groups.releaseIfVacant(routes, row);
        }
    }

    private boolean isReserved(RouteTable of, int row) {
        return reserve.has(of.isV6(), of.high(row), of.low(row), of.table().length(row));
    }

    private void put(Part part, int row, int route) {
        int before = part.given(row);
        if (route > UNKNOWN) {
            choice.retain(route);
        }
        if (before != route) {
            part.give(row, route);
        }
        if (before > UNKNOWN) {
            choice.release(before);
        }
    }

    private void refresh(Part part, int row) {
        if (part.given(row) != NOTHING) {
            put(part, row, UNKNOWN);
        }
        part.changed.add(row);
    }

    /// Whether the row that an answer of the kernel names was told anew since that was asked for,
    /// perhaps of another prefix: then the answer to that counts.
    public boolean isAskedAgain(boolean v6, int row) {
        return parts[v6 ? 1 : 0].unanswered.hasSeveral(row);
    }

    /// The kernel did not take what [Sink#install] said of a row. It is told again after [#again].
    ///
    /// @param ours whether one of ours is there all the same
    public void refused(boolean v6, int row, boolean ours) {
        Part part = parts[v6 ? 1 : 0];
        if (part.routes.table().live(row) && part.given(row) != NOTHING) {
            put(part, row, ours ? UNKNOWN : NOTHING);
        }
    }

    /// The kernel has taken what [Sink#install] said of a row, or [#refused] was told that it did
    /// not.
    public void answered(boolean v6, int row) {
        Part part = parts[v6 ? 1 : 0];
        part.unanswered.answered(row);
        if (!holding) {
            return;
        }
        boolean refused = part.given(row) <= UNKNOWN;
        boolean again = part.unanswered.has(row) || refused && part.changed.has(row);
        if (!again && part.routes.table().live(row)) {
            reconsider(part, row);
        }
    }

    /// Tells a row once more.
    public void again(boolean v6, int row) {
        Part part = parts[v6 ? 1 : 0];
        if (part.routes.table().live(row)) {
            part.changed.add(row);
        }
    }

    /// Tells a prefix once more, if it has a row.
    public void again(Prefix prefix) {
        int row = tables.find(prefix);
        if (row >= 0 && on) {
            again(prefix.address().isV6(), row);
        }
    }

    /// Routes that lead there are to be told once more, as soon as anything touches them: what
    /// leads the same way is another route from now on.
    ///
    /// @param dropped whether the kernel has removed them all
    public void retire(FibRoute route, boolean dropped) {
        if (!route.retired) {
            choice.retire(route, dropped);
        }
    }

    /// Our route is not there any more, as somebody removed it: it is told once more.
    public void lost(Prefix prefix) {
        int row = tables.find(prefix);
        if (row >= 0 && on) {
            lost(parts[prefix.address().isV6() ? 1 : 0], row);
        }
    }

    private void lost(Part part, int row) {
        if (part.given(row) != NOTHING) {
            put(part, row, part.afterLoss(row));
            part.changed.add(row);
        }
    }

    /// Our route leads another way than it should: it is told once more.
    public void astray(Prefix prefix) {
        int row = tables.find(prefix);
        if (row >= 0 && on) {
            Part part = parts[prefix.address().isV6() ? 1 : 0];
            if (part.given(row) > UNKNOWN) {
                retire(choice.route(part.given(row)), false);
            }
            refresh(part, row);
        }
    }

    /// Our route is not there any more, or is another one, and is not told before [#again]:
    /// somebody insists.
    ///
    /// @param ours whether one of ours is there all the same
    public void forsaken(Prefix prefix, boolean ours) {
        int row = tables.find(prefix);
        if (row >= 0 && on) {
            Part part = parts[prefix.address().isV6() ? 1 : 0];
            put(part, row, ours ? UNKNOWN : part.afterLoss(row));
            reconsider(part, row);
        }
    }

    // ---- comparing with what is there

    /// All routes of the kernel are about to be told by [#found].
    public void beginCheck() {
        for (Part part : parts) {
            part.found = new Rows();
        }
    }

    /// A route of ours is there.
    public void found(Prefix prefix) {
        int row = tables.find(prefix);
        if (row >= 0) {
            parts[prefix.address().isV6() ? 1 : 0].found.add(row);
        }
    }

    /// All were told: what was not found is told once more.
    public void endCheck() {
        for (Part part : parts) {
            for (int row = 0; row < part.routes.table().rows(); row++) {
                if (!part.found.has(row)) {
                    lost(part, row);
                }
            }
            part.found = new Rows();
        }
    }

    /// What the kernel was given for a prefix; empty if nothing that it took.
    public Optional<FibRoute> given(Prefix prefix) {
        int row = tables.find(prefix);
        int number = row < 0 ? NOTHING : parts[prefix.address().isV6() ? 1 : 0].given(row);
        return number > UNKNOWN ? Optional.of(choice.route(number)) : Optional.empty();
    }

    /// Whether the kernel may have a route of ours for a prefix.
    public boolean mayHave(Prefix prefix) {
        int row = tables.find(prefix);
        return row >= 0 && parts[prefix.address().isV6() ? 1 : 0].given(row) != NOTHING;
    }

    /// Where a prefix stands.
    public enum Standing {
        /// Nothing is chosen that could be given.
        NONE,
        /// The export policy keeps it back, or no next hop is reached.
        KEPT_BACK,
        /// It is kept back by [#reserve].
        RESERVED,
        /// It is still to be told.
        WAITING,
        /// It was told, and the kernel has not answered.
        ASKED,
        /// The kernel was given it and did not refuse.
        INSTALLED
    }

    /// Where a prefix stands; for people, not for the hot path.
    public Standing standing(Prefix prefix) {
        int row = tables.find(prefix);
        if (row < 0 || !on) {
            return Standing.NONE;
        }
        Part part = parts[prefix.address().isV6() ? 1 : 0];
        if (part.given(row) > UNKNOWN && !part.changed.has(row)) {
            return part.unanswered.has(row) ? Standing.ASKED : Standing.INSTALLED;
        }
        choice.forgetJudgment();
        if (choice.of(part.routes, row) != null) {
            return isReserved(part.routes, row) ? Standing.RESERVED : Standing.WAITING;
        }
        return part.routes.chosenAttr(row) == 0 ? Standing.NONE : Standing.KEPT_BACK;
    }

    /// Routes that the kernel was given and did not refuse.
    public int installed(boolean v6) {
        return parts[v6 ? 1 : 0].installed;
    }

    /// Prefixes that neighbors are not told of, or not of their chosen path, until the kernel has
    /// it.
    public int held() {
        return parts[0].routes.held() + parts[1].routes.held();
    }

    /// Rows that are still to be told.
    public int waiting() {
        return parts[0].changed.size() + parts[1].changed.size();
    }
}
