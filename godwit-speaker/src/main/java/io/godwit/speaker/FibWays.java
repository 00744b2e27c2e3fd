package io.godwit.speaker;

import io.godwit.kernel.Hop;
import io.godwit.kernel.NextHopObject;
import io.godwit.kernel.NextHopObject.Member;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.netlink.Way;
import io.godwit.rib.FibFeed;
import io.godwit.rib.FibRoute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Where the routes of the kernel lead: each route says so itself, or, if that is wanted and the
/// kernel has them (Linux 5.3), names a next hop object, so that one message re-points all that
/// lead the same way, and the kernel need not look at gateways with every route.
///
/// Several hops are a group of objects, one for each hop; groups share them.
final class FibWays {
    /// EOPNOTSUPP: the kernel does not know next hop objects.
    static final int NO_OBJECTS = 95;

    /// EINVAL of a group: an object of it is not there, as its link was down unseen.
    private static final int NO_MEMBER = 22;

    private final FibFeed feed;
    private final KernelNextHops nextHops;
    private final ObjectNumbers numbers;
    private Lead[] leads = new Lead[16];
    private final Map<Integer, Lead> byObject = new HashMap<>();
    private final Map<Hop, Shared> shared = new HashMap<>();
    private boolean offered = true;
    private boolean wanted;

    /// How a route leads.
    private static final class Lead {
        final FibRoute route;
        final List<Shared> members = new ArrayList<>();
        Way way;
        boolean isGroup;
        boolean isThere;
        int refusal;

        Lead(FibRoute route, Way way) {
            this.route = route;
            this.way = way;
        }
    }

    /// The object of one hop of groups.
    private static final class Shared {
        final int number;
        int groups;

        Shared(int number) {
            this.number = number;
        }
    }

    FibWays(FibFeed feed, KernelNextHops nextHops, ObjectNumbers numbers) {
        this.feed = feed;
        this.nextHops = nextHops;
        this.numbers = numbers;
    }

    /// Whether routes are to name objects. With a change all of them are told once more, as the
    /// feed looks at every row.
    void byObjects(boolean yes) {
        if (yes != wanted) {
            wanted = yes;
            for (Lead lead : leads) {
                if (lead != null && !lead.route.nextHops().isEmpty()) {
                    retire(lead, false);
                }
            }
        }
    }

    /// Whether a next hop object is of this run or of one before.
    boolean isOurs(NextHopObject object) {
        return numbers.isOurs(object.number());
    }

    /// Whether it is one that this run has made.
    boolean knows(int object) {
        return numbers.isTaken(object);
    }

    /// How a route leads; null = nowhere now.
    ///
    /// @param batch takes the objects that are not there yet
    Way of(FibRoute route, RouteBatch batch) {
        Lead known = known(route);
        if (known != null && known.way != null) {
            return known.way;
        }
        int number = route.number();
        if (number >= leads.length) {
            leads = Arrays.copyOf(leads, Math.max(number + 1, 2 * leads.length));
        }
        if (known == null) {
            forget(leads[number], batch);
            leads[number] = new Lead(route, null);
        }
        lead(leads[number], batch);
        return leads[number].way;
    }

    private void lead(Lead lead, RouteBatch batch) {
        if (lead.route.nextHops().isEmpty()) {
            lead.way = Way.BLACKHOLE;
            return;
        }
        List<Hop> hops = hops(lead.route);
        if (hops.isEmpty()) {
            return;
        }
        lead.way = Way.over(hops);
        boolean near = hops.stream().anyMatch(hop -> hop.via().isEmpty());
        if (wanted && offered && !near && hasRoom(hops)) {
            lead.way = lead.way.by(numbers.take());
            lead.isGroup = hops.size() > 1;
            lead.isThere = true;
            byObject.put(lead.way.object(), lead);
            put(lead, true, batch);
        }
    }

    /// Whether there are numbers for a group over these, whichever of them have an object already.
    private boolean hasRoom(List<Hop> hops) {
        return numbers.left() > hops.size();
    }

    private List<Hop> hops(FibRoute route) {
        return nextHops.hops(route.nextHops(), route.weights()).orElse(List.of());
    }

    private Lead known(FibRoute route) {
        Lead lead = route.number() < leads.length ? leads[route.number()] : null;
        return lead != null && lead.route == route ? lead : null;
    }

    /// Where a route leads as far as the kernel was told; null = it was not.
    Way told(FibRoute route) {
        Lead lead = known(route);
        return lead == null ? null : lead.way;
    }

    // ---- objects

    private void put(Lead lead, boolean isNew, RouteBatch batch) {
        Way way = lead.way;
        if (!lead.isGroup) {
            batch.object(way.object(), way.hops().getFirst(), isNew);
            return;
        }
        leaveGroup(lead);
        List<Member> members = new ArrayList<>();
        for (Hop hop : way.hops()) {
            Shared one = shared.get(alone(hop));
            if (one == null) {
                one = new Shared(numbers.take());
                shared.put(alone(hop), one);
                batch.object(one.number, alone(hop), true);
            }
            one.groups++;
            lead.members.add(one);
            members.add(new Member(one.number, hop.weight()));
        }
        batch.group(way.object(), members, isNew);
    }

    private static Hop alone(Hop hop) {
        return new Hop(hop.via(), hop.link(), 1, hop.onLink());
    }

    private static void leaveGroup(Lead lead) {
        lead.members.forEach(one -> one.groups--);
        lead.members.clear();
    }

    private void forget(Lead lead, RouteBatch batch) {
        if (lead != null && lead.way != null && byObject.remove(lead.way.object(), lead)) {
            leaveGroup(lead);
            numbers.free(lead.way.object());
            if (lead.isThere) {
                batch.removeObject(lead.way.object());
            }
        }
    }

    /// Removes objects that no route names any more; when no route is left to be told.
    void tidy(RouteBatch batch) {
        for (int i = 0; i < leads.length; i++) {
            if (leads[i] != null && !leads[i].route.inUse()) {
                forget(leads[i], batch);
                leads[i] = null;
            }
        }
        for (Iterator<Shared> all = shared.values().iterator(); all.hasNext(); ) {
            Shared one = all.next();
            if (one.groups == 0) {
                all.remove();
                numbers.free(one.number);
                batch.removeObject(one.number);
            }
        }
    }

    /// Removes all objects, and with each the kernel drops the routes that name it: one message
    /// instead of one for each of them.
    void leave(RouteBatch batch) {
        for (Lead lead : leads) {
            if (lead != null && lead.isThere) {
                batch.removeObject(lead.way.object());
                lead.isThere = false;
                retire(lead, true);
            }
        }
    }

    /// How many there are.
    int objects() {
        return byObject.size() + shared.size();
    }

    /// Whether no object is there.
    boolean isEmpty() {
        return byObject.isEmpty() && shared.isEmpty();
    }

    // ---- what happens to them

    /// Next hops are reached otherwise: objects are changed, and what has none is told once more.
    ///
    /// @param down links that were down since the last time: with them the kernel drops objects,
    ///   and the routes that name them
    /// @param flushed links that may have lost their routes, those among them
    void changed(BitSet down, BitSet flushed, RouteBatch batch) {
        var gone = shared.entrySet().stream().filter(e -> down.get(e.getKey().link())).toList();
        gone.forEach(e -> batch.removeObject(e.getValue().number));
        drop(gone);
        for (Lead lead : leads) {
            if (lead != null && !lead.route.nextHops().isEmpty()) {
                changed(lead, down, flushed, batch);
            }
        }
    }

    private void changed(Lead lead, BitSet down, BitSet flushed, RouteBatch batch) {
        if (lead.way == null) {
            return;
        }
        List<Hop> before = lead.way.hops();
        List<Hop> now = hops(lead.route);
        boolean same = now.equals(before) && before.stream().noneMatch(h -> flushed.get(h.link()));
        if (lead.way.object() == 0) {
            if (!same) {
                retire(lead, false);
            }
        } else if (before.stream().allMatch(hop -> down.get(hop.link()))) {
            retire(lead, true); // to be removed all the same: it may be on its way
        } else if (!same && fits(lead, now)) {
            lead.way = Way.over(now).by(lead.way.object());
            put(lead, false, batch);
        } else if (!same && !now.isEmpty()) {
            retire(lead, false);
        }
    }

    /// Whether the object of a route can lead over these instead.
    private boolean fits(Lead lead, List<Hop> now) {
        return lead.isGroup ? !now.isEmpty() && hasRoom(now) : now.size() == 1;
    }

    private void retire(Lead lead, boolean dropped) {
        feed.retire(lead.route, dropped);
    }

    /// The kernel refused an object.
    ///
    /// @param isNew whether it was to be new: then it is not there, or is another's
    void refused(int object, boolean isNew, int error) {
        if (error == NO_OBJECTS) {
            offered = false;
        }
        Lead lead = byObject.get(object);
        if (lead != null) {
            lead.refusal = error;
            lead.isThere &= !isNew;
            retire(lead, false);
            if (error == NO_MEMBER) {
                drop(
                        shared.entrySet().stream()
                                .filter(e -> lead.members.contains(e.getValue()))
                                .toList());
            }
        }
        drop(shared.entrySet().stream().filter(e -> e.getValue().number == object).toList());
    }

    private void drop(List<Map.Entry<Hop, Shared>> gone) {
        for (var entry : gone) {
            shared.remove(entry.getKey());
            numbers.free(entry.getValue().number);
        }
    }

    /// The kernel refused a route that names an object: it will name another.
    ///
    /// @return the error of the object, if that was refused before; else that of the route
    int refusedRoute(int object, int error) {
        Lead lead = byObject.get(object);
        if (lead == null) {
            return offered ? error : NO_OBJECTS;
        }
        retire(lead, false);
        return lead.refusal == 0 ? error : lead.refusal;
    }
}
