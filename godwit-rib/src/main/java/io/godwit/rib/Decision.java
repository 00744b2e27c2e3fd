package io.godwit.rib;

import static java.lang.Integer.compareUnsigned;

import io.godwit.policy.MedRule;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.PathNames;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Sources;
import io.godwit.wire.Address;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Aigp;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.CostCommunity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// The decision process, RFC 4271 §9.1.2, twice: to be read, and to be run.
///
/// [Step] is the specification: each step removes the candidates that another one beats, in order,
/// until one is left. `show route … why` and the tests use it. [#decide] is what runs: one compare
/// of ranks settles most prefixes; ties go on with the same steps over columns. A property test
/// holds both equal.
///
/// MED is compared within one neighbor AS only, by elimination over all tied candidates as the
/// RFC's pseudo code does, never pair by pair: so the outcome does not depend on the order of
/// arrival. Nor does age matter: the same set of paths always gives the same choice.
///
/// Routes of our own take part like others, with their LOCAL_PREF (100 unless given), an AS_PATH
/// that is usually empty, and before external ones in step `EXTERNAL`.
public final class Decision {
    /// RFC 4271 §9.1.1, §9.1.2.2 and RFC 4456 §9, in order.
    ///
    /// Between them, where a path brings one, Cost Communities.
    public enum Step {
        /// A route that is kept for long after its neighbor was lost, by us or by somebody before.
        LONG_LIVED("long-lived stale", "RFC 9494 §4.4", "any other wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return !a.costs.leastPreferred() && b.costs.leastPreferred();
            }

            @Override
            String value(Candidate c) {
                return c.costs.leastPreferred() ? "yes" : "no";
            }

            @Override
            boolean isIdle(List<Candidate> candidates) {
                return candidates.stream().noneMatch(c -> c.costs.leastPreferred());
            }
        },
        COST_ABSOLUTE(CostCommunity.ABSOLUTE, "absolute cost"),
        LOCAL_PREF("LOCAL_PREF", "RFC 4271 §9.1.1", "higher wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return compareUnsigned(a.localPref, b.localPref) > 0;
            }

            @Override
            String value(Candidate c) {
                return Integer.toUnsignedString(c.localPref);
            }
        },
        COST_LOCAL_PREF(Attributes.LOCAL_PREF, "cost after LOCAL_PREF"),
        /// Before all that breaks ties: who has a metric all the way beats who has not.
        AIGP("AIGP", "RFC 7311 §4.1", "lower wins, over none") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.aigp.isPresent()
                        && (b.aigp.isEmpty()
                                || Long.compareUnsigned(a.aigp.getAsLong(), b.aigp.getAsLong())
                                        < 0);
            }

            @Override
            String value(Candidate c) {
                return c.aigp.isPresent() ? Long.toUnsignedString(c.aigp.getAsLong()) : "none";
            }

            @Override
            boolean isIdle(List<Candidate> candidates) {
                return candidates.stream().allMatch(c -> c.aigp.isEmpty());
            }
        },
        AS_PATH_LENGTH("AS_PATH length", "RFC 4271 §9.1.2.2 a", "shorter wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.asPathLength < b.asPathLength;
            }

            @Override
            String value(Candidate c) {
                return Integer.toString(c.asPathLength);
            }
        },
        COST_AS_PATH(Attributes.AS_PATH, "cost after AS_PATH"),
        ORIGIN("ORIGIN", "RFC 4271 §9.1.2.2 b", "lower wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.origin < b.origin;
            }

            @Override
            String value(Candidate c) {
                return c.origin == 0 ? "igp" : c.origin == 1 ? "egp" : "incomplete";
            }
        },
        COST_ORIGIN(Attributes.ORIGIN, "cost after ORIGIN"),
        /// Comparable only within one neighbor AS: this is why "better" is not a total order. An
        /// empty path, or one that begins with a set, counts as our own AS (0).
        MED("MED", "RFC 4271 §9.1.2.2 c", "lower wins within one neighbor AS") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.neighborAs == b.neighborAs && compareUnsigned(a.med, b.med) < 0;
            }

            @Override
            String value(Candidate c) {
                String med = Integer.toUnsignedString(c.med);
                return switch (c.neighborAs) {
                    case ANY_AS -> med;
                    case 0 -> med + " (AS own)";
                    default -> med + " (AS " + Integer.toUnsignedString(c.neighborAs) + ")";
                };
            }
        },
        COST_MED(Attributes.MULTI_EXIT_DISC, "cost after MED"),
        EXTERNAL("external", "RFC 4271 §9.1.2.2 d", "own, then external wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.kind < b.kind;
            }

            @Override
            String value(Candidate c) {
                return c.kind == AttrStore.LOCAL
                        ? "own"
                        : c.kind == AttrStore.EXTERNAL ? "external" : "internal";
            }
        },
        COST_EXTERNAL(CostCommunity.EXTERNAL, "cost after external"),
        /// Equal for all, as the RFC has it for costs that cannot be determined, unless somebody
        /// follows next hops.
        IGP_COST("IGP cost", "RFC 4271 §9.1.2.2 e", "lower wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return compareUnsigned(a.igpCost, b.igpCost) < 0;
            }

            @Override
            String value(Candidate c) {
                return Integer.toUnsignedString(c.igpCost);
            }
        },
        COST_IGP(CostCommunity.IGP, "cost after IGP cost"),
        ROUTER_ID("router id", "RFC 4271 §9.1.2.2 f, RFC 4456 §9", "lower wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return compareUnsigned(a.routerId, b.routerId) < 0;
            }

            @Override
            String value(Candidate c) {
                return Address.ofV4(c.routerId).toString();
            }
        },
        COST_BGP_ID(CostCommunity.BGP_ID, "cost after router id"),
        CLUSTER_LIST_LENGTH("CLUSTER_LIST length", "RFC 4456 §9", "shorter wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.clusterListLength < b.clusterListLength;
            }

            @Override
            String value(Candidate c) {
                return Integer.toString(c.clusterListLength);
            }
        },
        PEER_ADDRESS("peer address", "RFC 4271 §9.1.2.2 g", "lower wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.peerAddress.compareTo(b.peerAddress) < 0;
            }

            @Override
            String value(Candidate c) {
                return c.kind == AttrStore.LOCAL ? "own" : c.peerAddress.toString();
            }
        },
        /// Two sessions with one address: the number that we gave the session. Two paths of one
        /// session: their Path Identifiers. RFC 7911 has no rule for it, but without one the choice
        /// would depend on the order of arrival.
        PATH_ID("path", "RFC 7911 §2", "lower wins") {
            @Override
            boolean beats(Candidate a, Candidate b) {
                return a.identity.isBefore(b.identity);
            }

            @Override
            String value(Candidate c) {
                return c.identity.pathId == PathNames.NO_ID
                        ? Integer.toString(c.identity.peer)
                        : c.identity.peer + " id " + c.identity.pathId;
            }
        };

        private final String label;
        private final String rule;
        private final String verdict;
        private final int point;

        Step(String label, String rule, String verdict) {
            this.label = label;
            this.rule = rule;
            this.verdict = verdict;
            point = 0; // reserved
        }

        /// What Cost Communities with this point of insertion say.
        Step(int point, String label) {
            this.label = label;
            rule = "draft-ietf-idr-custom-decision-08 §4";
            verdict = "lower wins";
            this.point = point;
        }

        /// Whether `b` is to be removed because `a` is there.
        boolean beats(Candidate a, Candidate b) {
            return a.costs.compare(b.costs, point) < 0;
        }

        /// What the step looks at, for people.
        String value(Candidate c) {
            return c.costs.text(point);
        }

        /// Whether it has nothing to look at: no path brings a cost.
        boolean isIdle(List<Candidate> candidates) {
            return point != 0 && candidates.stream().noneMatch(c -> c.costs.has(point));
        }

        /// Its name for people.
        public String label() {
            return label;
        }

        /// Where it is defined.
        public String rule() {
            return rule;
        }

        /// What wins.
        public String verdict() {
            return verdict;
        }

        /// Those that nobody beats, in the given order.
        List<Candidate> survivors(List<Candidate> candidates) {
            List<Candidate> left = new ArrayList<>();
            for (Candidate b : candidates) {
                if (candidates.stream().noneMatch(a -> beats(a, b))) {
                    left.add(b);
                }
            }
            return left;
        }
    }

    /// The neighbor AS of all paths while MED is compared between all; reserved (RFC 7300).
    private static final int ANY_AS = -1;

    /// A path as the steps see it. AS numbers, LOCAL_PREF, MED, cost and identifiers are bit
    /// patterns.
    ///
    /// @param aigp with the way to the next hop; empty without
    record Candidate(
            int localPref,
            int asPathLength,
            int origin,
            int neighborAs,
            int med,
            int kind,
            int igpCost,
            int routerId,
            int clusterListLength,
            Address peerAddress,
            Identity identity,
            int attr,
            Costs costs,
            OptionalLong aigp) {}

    /// Which path it is: the peer that sent it, and what tells it from others of that peer.
    ///
    /// @param name see [Sources#peer]
    /// @param pathId the Path Identifier (RFC 7911 §3), [PathNames#NO_ID] without
    record Identity(int peer, int name, long pathId) {
        boolean isBefore(Identity other) {
            return peer != other.peer ? peer < other.peer : pathId < other.pathId;
        }
    }

    private final AttrStore store;
    private final Sources sources;
    private final NextHopTable nextHops;

    private MedRule rule = MedRule.STANDARD;
    private int[] tiedAttr = new int[16];
    private int[] tiedName = new int[16];
    private long[] meds = new long[16];
    private int tied;
    private int flags; // of any path in the row
    private long bestRank;
    private boolean v6;

    Decision(AttrStore store, Sources sources) {
        this.store = store;
        this.sources = sources;
        nextHops = store.nextHops();
    }

    /// Compares MED like this from now on; false if it is as before.
    boolean adopt(MedRule other) {
        boolean changes = !other.equals(rule);
        rule = other;
        return changes;
    }

    /// The AS within which the MED of a block is compared.
    int medAs(int attr) {
        return rule.alwaysCompare() ? ANY_AS : store.neighborAs(attr);
    }

    /// Decides over a row; [#bestAttr()] and [#bestPeer()] tell what. False if no path takes part.
    boolean decide(RouteTable routes, int row) {
        tied = 0;
        flags = 0;
        bestRank = -1;
        v6 = routes.isV6();
        int[] page = routes.table().page(row);
        int at = routes.pathsAt(row);
        Paths paths = routes.paths();
        boolean named = paths.hasNames();
        if (page[at + Paths.ATTR] != 0) {
            int name = named ? paths.nameInRow(row) : 0;
            consider(page[at + Paths.ATTR], page[at + Paths.INFO], name);
        }
        for (int node = page[at + Paths.MORE]; node != 0; ) {
            int[] more = paths.page(node);
            int base = Paths.base(node);
            int end = base + Paths.NEXT;
            for (int path = base; path < end && more[path + Paths.ATTR] != 0; path += Paths.PATH) {
                int name = named ? paths.nameInNode(node, path) : 0;
                consider(more[path + Paths.ATTR], more[path + Paths.INFO], name);
            }
            node = more[end];
        }
        if ((flags & AttrStore.BY_STEPS) != 0) {
            decideBySteps(candidates(routes, row));
        } else if (tied > 1) {
            breakTies();
        }
        return tied > 0;
    }

    int bestAttr() {
        return tiedAttr[0];
    }

    int bestPeer() {
        return sources.peer(tiedName[0]);
    }

    /// What tells the best path from others of its peer; see [Sources#peer].
    int bestName() {
        return tiedName[0];
    }

    /// @param name 0 for the number of the peer
    private void consider(int attr, int info, int name) {
        int peer = Paths.peer(info);
        if (Paths.reason(info) != 0 || sources.someLeave() && sources.hasLeft(info, v6)) {
            return;
        }
        flags |= store.flags(attr);
        long rank = store.rank(attr);
        if (rank < bestRank || nextHops.follows() && !reaches(attr, peer, v6)) {
            return;
        }
        if (rank > bestRank) {
            bestRank = rank;
            tied = 0;
        }
        tie(attr, name == 0 ? peer : name);
    }

    private void tie(int attr, int name) {
        if (tied == tiedAttr.length) {
            tiedAttr = Arrays.copyOf(tiedAttr, 2 * tied);
            tiedName = Arrays.copyOf(tiedName, 2 * tied);
            meds = new long[2 * tied];
        }
        tiedAttr[tied] = attr;
        tiedName[tied++] = name;
    }

    /// What a Cost Community, AIGP or LLGR_STALE has a say in is rare, and is decided by the
    /// specification itself. The best is left at index 0, and behind it those that tie with it up
    /// to `COST_IGP`.
    private void decideBySteps(List<Candidate> candidates) {
        tied = 0;
        if (candidates.isEmpty()) {
            return;
        }
        List<Candidate> left = candidates;
        List<Candidate> equals = candidates;
        for (Step step : Step.values()) {
            left = step.survivors(left);
            equals = step.compareTo(Step.COST_IGP) <= 0 ? left : equals;
        }
        Candidate best = left.getFirst();
        tie(best.attr, best.identity.name);
        for (Candidate other : equals) {
            if (other.identity.name != best.identity.name) {
                tie(other.attr, other.identity.name);
            }
        }
    }

    /// All paths of a row by the steps: each is the best of those left.
    void rankBySteps(RouteTable routes, int row, PathList into) {
        into.clear();
        List<Candidate> left = candidates(routes, row);
        while (!left.isEmpty()) {
            decideBySteps(left);
            into.add(bestAttr(), bestPeer(), bestName());
            left.removeIf(c -> c.identity.name == bestName());
        }
    }

    /// Whether the next hop of a path is reached, RFC 4271 §9.1.2.1; that of a neighbor one hop
    /// away has to be on a link of ours, §5.1.3, §6.3.
    boolean reaches(int attr, int peer, boolean v6) {
        return nextHops.reach(nextHops.of(attr, v6)) >= sources.need(peer);
    }

    /// Whether a path may be chosen: no rule or policy rejects it, whoever sent it is there, and
    /// its next hop is reached.
    boolean takesPart(int attr, int info, boolean v6) {
        int peer = Paths.peer(info);
        return Paths.reason(info) == 0
                && !(sources.someLeave() && sources.hasLeft(info, v6))
                && !(nextHops.follows() && !reaches(attr, peer, v6));
    }

    /// Leaves the best of the tied at index 0, and behind it those that MED left.
    private void breakTies() {
        boolean anyMed = false;
        for (int i = 0; i < tied; i++) {
            anyMed |= store.med(tiedAttr[i]) != 0;
        }
        if (anyMed) {
            eliminateByMed();
        }
        // From here on "better" is a total order.
        for (int i = 1; i < tied; i++) {
            if (isBetter(tiedAttr[i], tiedName[i], tiedAttr[0], tiedName[0], v6)) {
                exchange(0, i);
            }
        }
    }

    private void exchange(int i, int j) {
        int attr = tiedAttr[i];
        int name = tiedName[i];
        tiedAttr[i] = tiedAttr[j];
        tiedName[i] = tiedName[j];
        tiedAttr[j] = attr;
        tiedName[j] = name;
    }

    /// Puts the best path of a row into a list, and behind it up to `most - 1` that tie with it in
    /// all that tells more than an identifier: the steps up to `IGP_COST`.
    void equals(RouteTable routes, int row, int most, PathList into) {
        into.clear();
        if (!decide(routes, row)) {
            return;
        }
        into.add(tiedAttr[0], bestPeer(), bestName());
        for (int i = 1; i < tied && into.size() < most; i++) {
            if (kind(tiedAttr[i]) == kind(tiedAttr[0])
                    && cost(tiedAttr[i], v6) == cost(tiedAttr[0], v6)) {
                into.add(tiedAttr[i], sources.peer(tiedName[i]), tiedName[i]);
            }
        }
    }

    /// Sorted by neighbor AS, then MED, the first entry of each AS is the MED that stays.
    private void eliminateByMed() {
        for (int i = 0; i < tied; i++) {
            meds[i] = (long) medAs(tiedAttr[i]) << 32 | store.med(tiedAttr[i]) & 0xffff_ffffL;
        }
        Arrays.sort(meds, 0, tied);
        int left = 0;
        for (int i = 0; i < tied; i++) {
            long first = (long) medAs(tiedAttr[i]) << 32;
            int lowest = Arrays.binarySearch(meds, 0, tied, first);
            // Not found: where it would stand. Found: any of several equal ones.
            int med = lowest >= 0 ? 0 : (int) meds[~lowest];
            if (store.med(tiedAttr[i]) == med) {
                tiedAttr[left] = tiedAttr[i];
                tiedName[left++] = tiedName[i];
            }
        }
        tied = left;
    }

    /// Whether of two paths that tie in rank, and whose MED does not matter, the first one wins.
    boolean isBetter(int attrA, int nameA, int attrB, int nameB, boolean v6) {
        int kindA = kind(attrA);
        int kindB = kind(attrB);
        if (kindA != kindB) {
            return kindA < kindB;
        }
        int costA = cost(attrA, v6);
        int costB = cost(attrB, v6);
        if (costA != costB) {
            return compareUnsigned(costA, costB) < 0;
        }
        int peerA = sources.peer(nameA);
        int peerB = sources.peer(nameB);
        int routerA = sources.originator(store, attrA, peerA);
        int routerB = sources.originator(store, attrB, peerB);
        if (routerA != routerB) {
            return compareUnsigned(routerA, routerB) < 0;
        }
        int clustersA = clusterListLength(attrA);
        int clustersB = clusterListLength(attrB);
        if (clustersA != clustersB) {
            return clustersA < clustersB;
        }
        int byAddress = sources.address(peerA).compareTo(sources.address(peerB));
        return byAddress != 0 ? byAddress < 0 : isBefore(nameA, nameB);
    }

    /// What [Step#PATH_ID] says.
    private boolean isBefore(int nameA, int nameB) {
        int peerA = sources.peer(nameA);
        int peerB = sources.peer(nameB);
        return peerA != peerB ? peerA < peerB : sources.pathId(nameA) < sources.pathId(nameB);
    }

    /// A client that we reflect for is as internal as any other, and so is who is in another member
    /// AS of our confederation (RFC 5065 §5.3).
    private int kind(int attr) {
        return Math.min(store.kind(attr), AttrStore.INTERNAL);
    }

    private int cost(int attr, boolean v6) {
        return nextHops.follows() ? nextHops.cost(nextHops.of(attr, v6)) : 0;
    }

    private int clusterListLength(int attr) {
        int at =
                (store.flags(attr) & AttrStore.REFLECTED) == 0
                        ? -1
                        : store.attribute(attr, Attributes.CLUSTER_LIST);
        return at < 0 ? 0 : Attributes.valueOctets(store.octets(attr), at) >> 2;
    }

    /// The paths of a row that take part, for the steps.
    List<Candidate> candidates(RouteTable routes, int row) {
        List<Candidate> all = new ArrayList<>();
        PathWalk.forEach(
                routes,
                row,
                (attr, info, name) -> {
                    if (takesPart(attr, info, routes.isV6())) {
                        all.add(candidate(attr, name, routes.isV6()));
                    }
                });
        return all;
    }

    /// RFC 7311 §4.1: what the route says, and the distance to its next hop.
    private OptionalLong aigp(int attr, boolean v6) {
        int at = store.goesBySteps(attr) ? store.attribute(attr, Attributes.AIGP) : -1;
        if (at < 0) {
            return OptionalLong.empty();
        }
        byte[] octets = store.octets(attr);
        int value = Attributes.valueOffset(octets, at);
        int metric = Aigp.metricOffset(octets, value, Attributes.valueOctets(octets, at));
        return metric < 0
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Aigp.increased(
                                Wire.i64(octets, metric), Integer.toUnsignedLong(cost(attr, v6))));
    }

    private Candidate candidate(int attr, int name, boolean v6) {
        int peer = sources.peer(name);
        return new Candidate(
                store.localPref(attr),
                store.asPathLength(attr),
                store.origin(attr),
                medAs(attr),
                store.med(attr),
                kind(attr),
                cost(attr, v6),
                sources.originator(store, attr, peer),
                clusterListLength(attr),
                sources.address(peer),
                new Identity(peer, name, sources.pathId(name)),
                attr,
                Costs.of(store, attr),
                aigp(attr, v6));
    }
}
