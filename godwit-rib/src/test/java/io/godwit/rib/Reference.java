package io.godwit.rib;

import io.godwit.policy.MedRule;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.attr.UnknownAttribute;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// What the RIB must do, in maps and records and without a thought of speed. Shares no code with
/// it.
final class Reference {
    static final int LOCAL_AS = 65000;
    static final int OUTSIDE_AS = 64999; // that of the confederation
    private static final int CONFED_SEQUENCE = AsPath.CONFED_SEQUENCE;
    static final int ROUTER_ID = 0x0a00_0001;
    static final int CLUSTER_ID = 5;

    /// A neighbor's Adj-RIB-In; `settings` empty = ourselves.
    static final class Source {
        Optional<PeerSettings> settings; // policies may change
        final SortedMap<Prefix, Block> routes = new TreeMap<>();

        /// Beside the word in the settings.
        Meant imports = Meant.all().getFirst();

        Source(Optional<PeerSettings> settings) {
            this.settings = settings;
        }

        boolean own() {
            return settings.isEmpty();
        }

        boolean is(Role role) {
            return settings.isPresent() && settings.get().role() == role;
        }

        boolean external() {
            return settings.isPresent() && settings.get().role().isOutside();
        }
    }

    record Best(Source source, Block block) {}

    /// How next hops are reached; empty = nobody follows them.
    Optional<Function<Address, NextHopState>> nextHops = Optional.empty();

    /// Whose next hops have to be on a link of ours.
    Predicate<Source> oneHopAway = _ -> false;

    /// The origin validation state of a prefix, whatever its origin.
    Function<Prefix, Integer> rpki = _ -> 0;

    /// How MED is compared.
    MedRule med = MedRule.STANDARD;

    final List<Source> sources = new ArrayList<>(List.of(new Source(Optional.empty())));

    Source own() {
        return sources.getFirst();
    }

    Source add(PeerSettings settings) {
        Source source = new Source(Optional.of(settings));
        sources.add(source);
        return source;
    }

    // ---- decision

    SortedMap<Prefix, Best> locRib() {
        SortedMap<Prefix, Best> best = new TreeMap<>();
        paths().forEach((prefix, paths) -> best.put(prefix, decide(paths)));
        return best;
    }

    /// How many routes of a source no rule and no policy rejects, reached or not.
    long accepted(Source source) {
        return paths(false).values().stream()
                .flatMap(List::stream)
                .filter(path -> path.source == source)
                .count();
    }

    private SortedMap<Prefix, List<Best>> paths() {
        return paths(true);
    }

    private SortedMap<Prefix, List<Best>> paths(boolean reached) {
        SortedMap<Prefix, List<Best>> all = new TreeMap<>();
        for (Source source : sources) {
            source.routes.forEach((prefix, block) -> {
                if (takesPart(source, block)) {
                    source.imports
                            .meaning()
                            .of(prefix, withoutCosts(source, block), rpki.apply(prefix))
                            .filter(judged -> !reached || isReached(source, judged))
                            .ifPresent(judged ->
                                    all.computeIfAbsent(prefix, _ -> new ArrayList<>())
                                            .add(new Best(source, judged)));
                }
            });
        }
        return all;
    }

    /// RFC 4271 §9.1.2.1, §6.3; our own routes need none.
    private boolean isReached(Source source, Block block) {
        NextHopState state = state(source, block);
        return state.reachable() && (state.connected() || !oneHopAway.test(source));
    }

    private NextHopState state(Source source, Block block) {
        return nextHops.isEmpty() || source.own()
                ? new NextHopState(true, true, 0, "")
                : nextHops.get().apply(block.hop());
    }

    private long cost(Best p) {
        return state(p.source, p.block).cost();
    }

    /// All paths: each is the best of what is left without those before.
    private List<Best> ranked(List<Best> paths) {
        List<Best> left = new ArrayList<>(paths);
        List<Best> ranked = new ArrayList<>();
        while (!left.isEmpty()) {
            ranked.add(decide(left));
            left.remove(ranked.getLast());
        }
        return ranked;
    }

    private static boolean takesPart(Source source, Block block) {
        if (source.own()) {
            return true;
        }
        PeerSettings s = source.settings.orElseThrow();
        boolean passes =
                s.importPolicy() == PolicyChain.ACCEPT
                        || s.importPolicy() == PolicyChain.NONE && !s.ebgp();
        boolean loop =
                block.path().segments().stream()
                        .anyMatch(g ->
                                g.asns().contains(OUTSIDE_AS)
                                        || isInside(g) && g.asns().contains(LOCAL_AS));
        boolean ownHop =
                block.hop().equals(s.nextHops().v4()) || block.hop().equals(s.nextHops().v6());
        boolean reflected =
                !s.ebgp()
                        && (block.first(OriginatorId.class)
                                        .map(o -> o.id().v4() == ROUTER_ID)
                                        .orElse(false)
                                || block.first(ClusterList.class)
                                        .map(c -> c.ids().contains(CLUSTER_ID))
                                        .orElse(false));
        return passes && !loop && !ownHop && !reflected;
    }

    /// RFC 4271 §9.1.2.2 by its own words: remove, until one is left.
    private Best decide(List<Best> paths) {
        List<Best> left = keepLowestCosts(paths, 128);
        left = keepLowest(left, Comparator.comparing(p -> -localPref(p)));
        left = keepLowestCosts(left, 5);
        left = keepLowest(left, Comparator.comparing(p -> p.block.path().length()));
        left = keepLowestCosts(left, 2);
        left = keepLowest(left, Comparator.comparing(p -> origin(p.block)));
        left = keepLowestCosts(left, 1);
        left = remove(left, (m, n) -> isComparable(m, n) && med(n) < med(m));
        left = keepLowestCosts(left, 4);
        left = keepLowest(left, Comparator.comparing(p -> kind(p.source)));
        left = keepLowestCosts(left, 130);
        left = keepLowest(left, Comparator.comparing(this::cost));
        left = keepLowestCosts(left, 129);
        left = keepLowest(left, Comparator.comparing(Reference::routerId));
        left = keepLowestCosts(left, 131);
        left = keepLowest(left, Comparator.comparing(Reference::clusters));
        left = keepLowest(left, Comparator.comparing(p -> address(p.source)));
        return left.getFirst();
    }

    /// draft-ietf-idr-custom-decision-08 §4: id by id, as the octets have it.
    private static List<Best> keepLowestCosts(List<Best> paths, int point) {
        List<Best> left = paths;
        int[] ids =
                paths.stream()
                        .flatMap(p -> communities(p.block).stream())
                        .mapToInt(one -> one.at(3) & 0x7f)
                        .sorted()
                        .distinct()
                        .toArray();
        for (int id : ids) {
            left = keepLowest(left, Comparator.comparing(p -> cost(p.block, point, id)));
        }
        return left;
    }

    private static long cost(Block block, int point, int id) {
        long lowest = Long.MAX_VALUE;
        for (Bytes one : communities(block)) {
            boolean counts = one.at(3) == id || point == 128 && (one.at(3) & 0x7f) == id;
            if (isCost(one) && (one.at(2) & 0xff) == point && counts) {
                lowest = Math.min(lowest, Long.parseLong(one.slice(4, 8).hex(), 16));
            }
        }
        return lowest == Long.MAX_VALUE ? 0x7fff_ffffL : lowest;
    }

    private static List<Bytes> communities(Block block) {
        List<Bytes> all = new ArrayList<>();
        block.first(ExtendedCommunities.class)
                .ifPresent(extended -> {
                    for (int i = 0; i < extended.size(); i++) {
                        all.add(extended.at(i));
                    }
                });
        return all;
    }

    private static boolean isCost(Bytes community) {
        return community.at(1) == 1 && (community.at(0) == 0x43 || community.at(0) == 3);
    }

    /// §4, §6: what came across an AS boundary has none.
    private static Block withoutCosts(Source source, Block block) {
        return source.external() ? only(block, one -> !isCost(one)) : block;
    }

    private static List<Best> keepLowest(List<Best> paths, Comparator<Best> order) {
        return remove(paths, (m, n) -> order.compare(n, m) < 0);
    }

    private static List<Best> remove(List<Best> paths, BiPredicate<Best, Best> goesBecauseOf) {
        return paths.stream()
                .filter(m -> paths.stream().noneMatch(n -> goesBecauseOf.test(m, n)))
                .toList();
    }

    private static long localPref(Best p) {
        return p.block.first(LocalPref.class).map(LocalPref::preference).orElse(100L);
    }

    private static int origin(Block block) {
        return block.first(Origin.class).orElseThrow().value();
    }

    private boolean isComparable(Best m, Best n) {
        return med.alwaysCompare() || neighborAs(m) == neighborAs(n);
    }

    private long med(Best p) {
        return p.block
                .first(MultiExitDisc.class)
                .map(MultiExitDisc::med)
                .orElse(med.missingIsWorst() ? 0xffff_ffffL : 0L);
    }

    private static long neighborAs(Best p) {
        List<AsPath.Segment> segments = withoutMembers(p.block.path()).segments();
        return segments.isEmpty() || segments.getFirst().type() == AsPath.SET
                ? 0
                : segments.getFirst().asns().unsigned(0);
    }

    private static int kind(Source source) {
        return source.own() ? 0 : source.external() ? 1 : 2;
    }

    private static long routerId(Best p) {
        if (p.source.own()) {
            return ROUTER_ID;
        }
        if (!p.source.external() && p.block.first(OriginatorId.class).isPresent()) {
            return p.block.first(OriginatorId.class).get().id().low();
        }
        return p.source.settings.orElseThrow().bgpId() & 0xffff_ffffL;
    }

    private static int clusters(Best p) {
        return p.source.external()
                ? 0
                : p.block.first(ClusterList.class).map(c -> c.ids().size()).orElse(0);
    }

    private static Address address(Source source) {
        return source.settings.map(PeerSettings::address).orElse(Address.ofV4(0));
    }

    // ---- export

    /// What a neighbor must hold.
    SortedMap<Prefix, Block> adjRibOut(Source to) {
        SortedMap<Prefix, Block> out = new TreeMap<>();
        paths().forEach((prefix, paths) ->
                told(to, paths, prefix).ifPresent(told -> out.put(prefix, told)));
        return out;
    }

    private Optional<Block> told(Source to, List<Best> paths, Prefix prefix) {
        boolean client = to.is(Role.ROUTE_SERVER_CLIENT);
        List<Best> ranked = client ? ranked(paths) : List.of(decide(paths));
        for (Best path : ranked) {
            Optional<Block> block = export(path, to.settings.orElseThrow(), prefix);
            if (path.source != to && block.isPresent() && !(client && loops(path, to))) {
                return block;
            }
        }
        return Optional.empty();
    }

    private static boolean loops(Best path, Source to) {
        int as = (int) to.settings.orElseThrow().as();
        return path.block.path().segments().stream().anyMatch(g -> g.asns().contains(as));
    }

    private static Optional<Block> export(Best best, PeerSettings to, Prefix prefix) {
        boolean v6 = prefix.address().isV6();
        ExportPolicies.Twin policy = ExportPolicies.of(to.exportPolicy());
        boolean unseen = to.role() == Role.ROUTE_SERVER_CLIENT && best.source.external();
        Ints communities =
                best.block.first(Communities.class).map(Communities::values).orElse(Ints.EMPTY);
        if (!unseen
                && (to.role() == Role.INTERNAL && best.source.is(Role.INTERNAL)
                        || communities.contains(Communities.NO_ADVERTISE)
                        || to.role().isOutside() && communities.contains(Communities.NO_EXPORT)
                        || to.role().isOutside()
                                && !best.source.own()
                                && communities.contains(Communities.BLACKHOLE)
                        || to.ebgp() && communities.contains(Communities.NO_EXPORT_SUBCONFED))) {
            return Optional.empty();
        }
        return policy.naive()
                .judge(best, to, prefix)
                .map(block -> {
                    Best made = new Best(best.source, block);
                    return unseen
                            ? partial(made).without(Attributes.LOCAL_PREF)
                            : to.role().isOutside()
                                    ? external(made, to, v6, policy.sets())
                                    : internal(made, to, v6, policy.sets());
                });
    }

    private static Block external(Best best, PeerSettings to, boolean v6, List<Integer> sets) {
        Block out =
                partial(best)
                        .without(
                                Attributes.LOCAL_PREF,
                                Attributes.ORIGINATOR_ID,
                                Attributes.CLUSTER_LIST)
                        .with(prepended(best.block.path()))
                        .hop(v6 ? to.nextHops().v6() : to.nextHops().v4());
        if (!best.source.own() && !sets.contains(Attributes.MULTI_EXIT_DISC)) {
            out = out.without(Attributes.MULTI_EXIT_DISC);
        }
        return only(out, one -> (one.at(0) & 0x40) == 0 && !isCost(one));
    }

    private static Block internal(Best best, PeerSettings to, boolean v6, List<Integer> sets) {
        boolean self = best.source.own() && best.block.hop().isUnspecified();
        boolean reflects = !to.ebgp() && best.source.settings.filter(s -> !s.ebgp()).isPresent();
        Block block =
                to.ebgp()
                        ? partial(best)
                                .without(Attributes.ORIGINATOR_ID, Attributes.CLUSTER_LIST)
                                .with(prepended(best.block.path(), CONFED_SEQUENCE, LOCAL_AS))
                        : reflects ? reflected(best) : partial(best);
        return block.with(
                        sets.contains(Attributes.LOCAL_PREF)
                                ? best.block.first(LocalPref.class).orElseThrow()
                                : new LocalPref(localPref(best)))
                .hop(!self ? best.block.hop() : v6 ? to.nextHops().v6() : to.nextHops().v4());
    }

    /// RFC 4456 §8.
    private static Block reflected(Best best) {
        List<Integer> clusters = new ArrayList<>(List.of(CLUSTER_ID));
        best.block
                .first(ClusterList.class)
                .ifPresent(c -> Arrays.stream(c.ids().toArray()).forEach(clusters::add));
        int[] ids = clusters.stream().mapToInt(Integer::intValue).toArray();
        return partial(best)
                .with(new OriginatorId(Address.ofV4((int) routerId(best))))
                .with(new ClusterList(Ints.of(ids)));
    }

    /// Unknown attributes: only transitive ones pass. That they are marked is seen by the flags of
    /// the message, which blocks do not hold.
    private static Block partial(Best best) {
        Block out = best.block;
        for (Attribute a : List.copyOf(out.attributes().values())) {
            if (a instanceof UnknownAttribute u) {
                out =
                        (u.flags() & 0x40) == 0
                                ? out.without(u.code())
                                : out.with(new UnknownAttribute(0xe0, u.code(), u.value()));
            }
        }
        return out;
    }

    private static AsPath prepended(AsPath path) {
        return prepended(withoutMembers(path), OUTSIDE_AS);
    }

    private static boolean isInside(AsPath.Segment segment) {
        return segment.type() == CONFED_SEQUENCE || segment.type() == AsPath.CONFED_SET;
    }

    private static AsPath withoutMembers(AsPath path) {
        return new AsPath(path.segments().stream().filter(g -> !isInside(g)).toList());
    }

    static AsPath prepended(AsPath path, int as) {
        return prepended(path, AsPath.SEQUENCE, as);
    }

    private static AsPath prepended(AsPath path, int type, int as) {
        List<AsPath.Segment> segments = new ArrayList<>(path.segments());
        boolean joins =
                !segments.isEmpty()
                        && segments.getFirst().type() == type
                        && segments.getFirst().asns().size() < 255;
        int[] old = joins ? segments.removeFirst().asns().toArray() : new int[0];
        int[] asns = new int[old.length + 1];
        asns[0] = as;
        System.arraycopy(old, 0, asns, 1, old.length);
        segments.addFirst(new AsPath.Segment(type, Ints.of(asns)));
        return new AsPath(segments);
    }

    private static Block only(Block block, Predicate<Bytes> stays) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        communities(block).stream().filter(stays).forEach(c -> kept.writeBytes(c.toArray()));
        return kept.size() == 0
                ? block.without(Attributes.EXTENDED_COMMUNITIES)
                : block.with(new ExtendedCommunities(Bytes.of(kept.toByteArray())));
    }
}
