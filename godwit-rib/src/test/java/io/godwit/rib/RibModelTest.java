package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.MedRule;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Role;
import io.godwit.policy.Validation;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.attr.UnknownAttribute;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Random operations on a [Rib] and on the [Reference]; whenever it has settled, the Loc-RIB and
/// what every neighbor holds, replayed from its octets, must be what the reference says.
class RibModelTest {
    private static final int NEIGHBORS = 16;
    private static final int UNTOLD = 7; // has no import policy
    private static final List<Meant> POLICIES = Meant.all();

    private final List<Prefix> universe = new ArrayList<>();
    private final Session[] sessions = new Session[NEIGHBORS];
    private final Reference.Source[] sources = new Reference.Source[NEIGHBORS];
    private final boolean[] fallen = new boolean[NEIGHBORS];
    private final boolean[] forgets = new boolean[NEIGHBORS];
    private final boolean[] refreshDue = new boolean[NEIGHBORS];
    private Random random;
    private Random rules;
    private Rib rib;
    private Reference reference;
    private boolean slow;
    private boolean ebb;
    private boolean alternateBehind;
    private boolean exchangedBehind;
    private final Map<Prefix, Integer> rpki = new HashMap<>();
    private final Map<Address, NextHopState> reached = new HashMap<>();

    @Tag("4271-5.1.1-1")
    @Tag("4271-5.1.4-5")
    @Tag("4271-5.1.5-2")
    @Tag("4271-9-1")
    @Tag("4271-9.1.1-1")
    @Tag("4271-9.1.2-2")
    @Tag("4271-9.1.2-4")
    @Tag("4271-9.1.4-1")
    @Tag("4271-9.1.4-2")
    @Tag("4271-9.2-2")
    @Tag("4271-9.2-4")
    @Tag("4271-9-3")
    @Tag("4271-9-4")
    @Tag("4271-9-5")
    @Tag("4456-9-1")
    @Tag("4456-10-1")
    @ParameterizedTest
    @MethodSource("seeds")
    void settlesToTheReference(long seed) {
        slow = false;
        run(seed, 2500, 60, 500);
        assertThat(rib.totals().fellBehind()).isZero();
    }

    /// Nobody reads for long, so members fall from the log; withdrawals may then be superfluous.
    @ParameterizedTest
    @MethodSource("fewSeeds")
    void settlesToTheReferenceWithSlowReaders(long seed) {
        slow = true;
        run(seed, 20_000, 5000, 1250);
        assertThat(rib.totals().fellBehind()).isPositive();
        assertThat(alternateBehind).as("a client behind that is owed an alternate").isTrue();
        assertThat(exchangedBehind).as("a client behind with another export policy").isTrue();
    }

    static LongStream seeds() {
        return Seeds.of(8);
    }

    static LongStream fewSeeds() {
        return Seeds.of(4);
    }

    /// @param tide steps after which many paths become few, or few many: of many, none is the last
    private void run(long seed, int steps, int settleEvery, int tide) {
        random = new Random(seed);
        rules = new Random(seed);
        reference = new Reference();
        rib =
                new Rib(
                        new RibSettings(
                                Reference.LOCAL_AS,
                                Reference.OUTSIDE_AS,
                                Reference.ROUTER_ID,
                                Reference.CLUSTER_ID,
                                seed,
                                List.of(),
                                1 << 16,
                                1 + random.nextInt(40),
                                RibLimits.WIDEST));
        reference.oneHopAway = RibModelTest::oneHopAway;
        reference.rpki = prefix -> rpki.getOrDefault(prefix, 0);
        rib.validation(new ByPrefix());
        for (int i = 0; i < 48; i++) {
            universe.add(Prefix.of(Address.ofV4(0xc633_0000 + i * 256), 20 + i % 13));
            if (i % 2 == 0) {
                universe.add(
                        Prefix.of(Address.ofV6(0x2001_0db8_0000_0000L + i * 65536L, i), 40 + i));
            }
        }
        for (int step = 1; step <= steps; step++) {
            ebb = step / tide % 2 == 1;
            step();
            if (step % settleEvery == 0) {
                settle();
                compare();
            }
        }
        tearDown();
    }

    /// Answers by prefix alone.
    private final class ByPrefix implements Validation {
        @Override
        public int origin(boolean v6, long high, long low, int length, int originAs) {
            Address address = v6 ? Address.ofV6(high, low) : Address.ofV4((int) low);
            return rpki.getOrDefault(Prefix.of(address, length), 0);
        }

        @Override
        public int path(byte[] block, int off, int len, PeerFacts neighbor) {
            return NOT_FOUND;
        }
    }

    private void step() {
        int n = random.nextInt(NEIGHBORS);
        switch (random.nextInt(slow ? 22 : 24)) {
            case 0 -> upOrDown(n);
            case 1 -> own();
            case 2 -> {
                refresh(n);
                reexport(n);
            }
            case 3, 4, 5 -> withdraw(n);
            case 6, 7 -> turn();
            case 8, 9, 10 -> read(n);
            case 20 -> {
                reimport(n);
                keepRejected(random.nextInt(NEIGHBORS));
            }
            case 21 -> revalidate();
            case 22 -> {
                move();
                compareMed();
            }
            case 23 -> drift();
            default -> {
                if (ebb && random.nextInt(6) > 0) {
                    withdraw(n);
                } else {
                    announce(n);
                }
            }
        }
    }

    /// Nothing happens but other luck, so that the rest comes in another order. Found once that of
    /// two rows with the same paths, one was told by the program of the other.
    private void drift() {
        random.nextInt(10);
        random.nextBoolean();
        random.nextBoolean();
    }

    /// Looks out for a client of the route server that fell from the log and whose own path is the
    /// best of a prefix that others announce.
    private void turn() {
        boolean[] live = new boolean[NEIGHBORS];
        for (int n = 0; n < NEIGHBORS; n++) {
            live[n] = isLive(n);
        }
        rib.turn(1 + random.nextInt(100));
        for (int n = 0; n < NEIGHBORS; n++) {
            fallen[n] = sessions[n] != null && !isLive(n) && (fallen[n] || live[n]);
            if (fallen[n] && sources[n].is(Role.ROUTE_SERVER_CLIENT)) {
                if (!alternateBehind) {
                    alternateBehind = hasAlternate(sources[n]);
                } else if (random.nextInt(10) == 0) {
                    exchange(n, true);
                    exchangedBehind = true;
                }
            }
        }
    }

    private boolean isLive(int n) {
        return sessions[n] != null && sessions[n].peer.member().isLive();
    }

    private boolean hasAlternate(Reference.Source to) {
        SortedMap<Prefix, Reference.Best> locRib = reference.locRib();
        return reference.adjRibOut(to).keySet().stream()
                .anyMatch(prefix -> locRib.get(prefix).source() == to);
    }

    private void compareMed() {
        if (rules.nextInt(5) == 0) {
            reference.med = new MedRule(rules.nextBoolean(), rules.nextBoolean());
            rib.med(reference.med);
        }
    }

    private void upOrDown(int n) {
        if (sessions[n] == null) {
            Meant meant = n == UNTOLD ? POLICIES.getFirst() : anyPolicy();
            PeerSettings s = settings(n);
            PolicyChain in = n == UNTOLD ? s.importPolicy() : meant.chain();
            PolicyChain out = random.nextInt(slow ? 20 : 3) == 0 ? somePolicy() : s.exportPolicy();
            s = Session.with(s, s.importPolicy(), out);
            sessions[n] = new Session(rib, Session.with(s, in, out));
            sessions[n].mayHearTooMuch = slow;
            sources[n] = reference.add(s);
            rib.forwarding().oneHopAway(sessions[n].peer, oneHopAway(sources[n]));
            sources[n].imports = meant;
            refreshDue[n] = false;
            rib.onRefreshDue(sessions[n].peer, () -> refreshDue[n] = true);
            forgets[n] = random.nextInt(3) == 0;
            rib.keepRejected(sessions[n].peer, !forgets[n]);
        } else if (random.nextInt(slow ? 60 : 3) == 0) {
            down(n);
        }
    }

    /// Mostly all routes pass, so that there are enough.
    private Meant anyPolicy() {
        return POLICIES.get(random.nextBoolean() ? 0 : random.nextInt(POLICIES.size()));
    }

    private void reimport(int n) {
        if (sessions[n] != null && n != UNTOLD && random.nextInt(slow ? 20 : 2) == 0) {
            Meant meant = anyPolicy();
            sources[n].imports = meant;
            Peer peer = sessions[n].peer;
            rib.reimport(peer, meant.chain(), peer.settings().facts());
        }
    }

    private void keepRejected(int n) {
        if (sessions[n] != null && random.nextInt(slow ? 20 : 2) == 0) {
            forgets[n] = random.nextBoolean();
            rib.keepRejected(sessions[n].peer, !forgets[n]);
        }
    }

    /// Neighbors that were to be asked say all their routes again.
    private boolean refreshed() {
        boolean any = false;
        for (int n = 0; n < NEIGHBORS; n++) {
            if (sessions[n] != null && refreshDue[n]) {
                refreshDue[n] = false;
                Session session = sessions[n];
                sources[n].routes.forEach(
                        (prefix, block) -> session.announce(block, List.of(prefix)));
                any = true;
            }
        }
        return any;
    }

    private void revalidate() {
        List<PrefixRange> changed = new ArrayList<>();
        for (Prefix prefix : somePrefixes()) {
            rpki.put(prefix, random.nextInt(3));
            changed.add(PrefixRange.exactly(prefix));
        }
        rib.revalidate(PrefixSet.of(changed));
    }

    private void down(int n) {
        rib.removePeer(sessions[n].peer);
        reference.sources.remove(sources[n]);
        sessions[n] = null;
        sources[n] = null;
        fallen[n] = false;
    }

    /// 0-3 external, 4-5 internal, 6 external with two-octet AS numbers, 7 and 8 without a policy,
    /// 9-10 clients of the reflector, 11-13 clients of the route server, 14-15 in other members of
    /// our confederation.
    private static PeerSettings settings(int n) {
        PeerSettings s = Session.settings(n, role(n));
        return switch (n) {
            case 3 -> with(s, Address.parse("10.0.0.9").orElseThrow());
            case 6 -> Session.with(s, Session.context(true, false, 4096));
            case 7 -> Session.with(s, PolicyChain.NONE, PolicyChain.ACCEPT);
            case 8 -> Session.with(s, PolicyChain.ACCEPT, PolicyChain.NONE);
            default -> s;
        };
    }

    private static Role role(int n) {
        return switch (n) {
            case 4, 5 -> Role.INTERNAL;
            case 9, 10 -> Role.REFLECTOR_CLIENT;
            case 11, 12, 13 -> Role.ROUTE_SERVER_CLIENT;
            case 14, 15 -> Role.CONFEDERATION;
            default -> Role.EXTERNAL;
        };
    }

    /// In a group of its own.
    private static PeerSettings with(PeerSettings s, Address nextHopV4) {
        return Session.with(s, NextHopTerms.of(nextHopV4, s.nextHops().v6()));
    }

    private List<Prefix> somePrefixes() {
        boolean v6 = random.nextInt(3) == 0;
        TreeSet<Prefix> some = new TreeSet<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            Prefix one = universe.get(random.nextInt(universe.size()));
            if (one.address().isV6() == v6) {
                some.add(one);
            }
        }
        return List.copyOf(some);
    }

    private void announce(int n) {
        List<Prefix> prefixes = somePrefixes();
        if (sessions[n] == null || prefixes.isEmpty()) {
            return;
        }
        PeerSettings s = settings(n);
        boolean v6 = prefixes.getFirst().address().isV6();
        Block block = block(s, v6);
        sessions[n].announce(block, prefixes);
        prefixes.forEach(p -> sources[n].routes.put(p, block));
    }

    private void withdraw(int n) {
        List<Prefix> prefixes = somePrefixes();
        if (sessions[n] == null || prefixes.isEmpty()) {
            return;
        }
        sessions[n].withdraw(prefixes);
        prefixes.forEach(sources[n].routes::remove);
    }

    /// Few values each, so that paths tie in every step.
    private Block block(PeerSettings s, boolean v6) {
        int[] path = new int[s.ebgp() ? 1 + random.nextInt(3) : random.nextInt(3)];
        for (int i = 0; i < path.length; i++) {
            path[i] = 64600 + random.nextInt(3);
        }
        if (path.length > 1 && random.nextInt(30) == 0) {
            path[1] = random.nextBoolean() ? Reference.OUTSIDE_AS : Reference.LOCAL_AS;
        }
        if (path.length > 1 && random.nextInt(4) == 0) {
            path[1] = 65011 + random.nextInt(3); // a client of the route server
        }
        if (s.send().asn4() && path.length > 1 && random.nextInt(4) == 0) {
            path[path.length - 1] = 400_000;
        }
        Address hop = hop(v6);
        if (random.nextInt(40) == 0) {
            hop = v6 ? s.nextHops().v6() : s.nextHops().v4();
        }
        Block block = Blocks.block(hop, path).with(new Origin(random.nextInt(8) == 0 ? 2 : 0));
        if (random.nextInt(25) == 0 && path.length > 0) {
            block =
                    block.with(
                            new AsPath(
                                    List.of(
                                            new AsPath.Segment(AsPath.SET, Ints.of(64601, 64602)),
                                            new AsPath.Segment(AsPath.SEQUENCE, Ints.of(path)))));
        }
        if (!s.role().isOutside()) {
            block = block.with(inside(s, block.path()));
        }
        if (random.nextInt(2) == 0) {
            block = block.with(new MultiExitDisc(random.nextInt(4) * 10L));
        }
        if (!s.role().isOutside() && random.nextInt(4) > 0) {
            block = block.with(new LocalPref(100 + random.nextInt(8) / 7));
        }
        if (!s.ebgp()) {
            if (random.nextInt(3) == 0) {
                int id = random.nextInt(12) == 0 ? Reference.ROUTER_ID : 7 + random.nextInt(2);
                block = block.with(new OriginatorId(Address.ofV4(id)));
            }
            if (random.nextInt(3) == 0) {
                int id = random.nextInt(12) == 0 ? Reference.CLUSTER_ID : 3;
                int[] ids = random.nextBoolean() ? new int[] {id} : new int[] {4, id};
                block = block.with(new ClusterList(Ints.of(ids)));
            }
        }
        return extras(block);
    }

    /// What came through the confederation says through which members.
    private AsPath inside(PeerSettings s, AsPath path) {
        List<Integer> members = new ArrayList<>();
        if (s.role() == Role.CONFEDERATION) {
            members.add((int) s.as());
        }
        while (random.nextInt(4) == 0) {
            members.add(random.nextInt(8) == 0 ? Reference.LOCAL_AS : 65090 + random.nextInt(2));
        }
        if (members.isEmpty()) {
            return path;
        }
        List<AsPath.Segment> segments = new ArrayList<>(path.segments());
        int[] ases = members.stream().mapToInt(Integer::intValue).toArray();
        if (random.nextInt(12) == 0) {
            segments.addFirst(new AsPath.Segment(AsPath.CONFED_SET, Ints.of(65092, 65093)));
        }
        segments.addFirst(new AsPath.Segment(AsPath.CONFED_SEQUENCE, Ints.of(ases)));
        return new AsPath(segments);
    }

    /// One of four; those of slow readers stay where they are.
    private Address hop(boolean v6) {
        Address first = v6 ? Blocks.HOP_V6 : Blocks.HOP_V4;
        return new Address(v6, first.high(), first.low() + (slow ? 0 : random.nextInt(4)));
    }

    /// Who is one hop away needs a next hop on a link of ours.
    private static boolean oneHopAway(Reference.Source source) {
        return source.external() && (source.settings.orElseThrow().bgpId() & 1) == 0;
    }

    /// A next hop goes, comes, gets nearer or farther; or nobody follows them any more, or again.
    private void move() {
        if (random.nextInt(15) == 0) {
            if (rib.forwarding().follows()) {
                rib.forwarding().forget();
                reference.nextHops = Optional.empty();
            } else {
                rib.forwarding().follow((_, hop) -> state(hop));
                reference.nextHops = Optional.of(this::state);
            }
        }
        List<NextHopRow> hops = rib.forwarding().nextHops();
        if (rib.forwarding().follows() && !hops.isEmpty() && random.nextBoolean()) {
            NextHopRow row = hops.get(random.nextInt(hops.size()));
            reached.put(row.address(), anyState());
            rib.forwarding().nextHop(row.number(), state(row.address()));
        }
    }

    private NextHopState state(Address hop) {
        return reached.computeIfAbsent(hop, _ -> anyState());
    }

    private NextHopState anyState() {
        return switch (random.nextInt(4)) {
            case 0 -> new NextHopState(false, false, 0, "gone");
            case 1 -> new NextHopState(true, false, random.nextInt(3), "");
            default -> new NextHopState(true, true, random.nextInt(3), "");
        };
    }

    private Block extras(Block block) {
        Block out = block;
        if (random.nextInt(3) == 0) {
            int community =
                    switch (random.nextInt(12)) {
                        case 0 -> Communities.NO_EXPORT;
                        case 1 -> Communities.NO_ADVERTISE;
                        case 2 -> Communities.NO_EXPORT_SUBCONFED;
                        case 3 -> Communities.BLACKHOLE;
                        default -> 65000 << 16 | random.nextInt(3);
                    };
            out = out.with(new Communities(Ints.of(65001 << 16 | 1, community)));
        }
        if (random.nextInt(3) == 0) {
            int[] forWhom = new int[1 + random.nextInt(3)];
            for (int i = 0; i < forWhom.length; i++) {
                int high = new int[] {0, 0, Reference.LOCAL_AS, 65100}[random.nextInt(4)];
                int low = 65000 + (random.nextInt(3) == 0 ? 0 : random.nextInt(NEIGHBORS));
                forWhom[i] = high << 16 | low;
            }
            out = out.with(new Communities(Ints.of(forWhom)));
        }
        if (random.nextInt(8) == 0) {
            Bytes octets = Bytes.fromHex("0002fde800000001" + "4002fde800000002");
            int from = random.nextInt(2) * 8;
            out = out.with(new ExtendedCommunities(octets.slice(from, 16)));
        }
        if (random.nextInt(6) == 0) {
            out = out.with(new ExtendedCommunities(costs()));
        }
        if (random.nextInt(10) == 0) {
            out = out.with(new UnknownAttribute(0xe0, 201, Bytes.of((byte) random.nextInt(2))));
        }
        return out;
    }

    /// Cost Communities: two ids, points that are known and one that is not, with the replace bit.
    private Bytes costs() {
        StringBuilder hex = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int[] points = {128, 129, 130, 131, 1, 2, 4, 5, 26};
            int id = 1 + random.nextInt(2) + (random.nextInt(4) == 0 ? 0x80 : 0);
            int[] costs = {0, 50, 0x7fff_ffff, -1};
            hex.append(random.nextInt(3) == 0 ? "0301" : "4301")
                    .append("%02x%02x".formatted(points[random.nextInt(points.length)], id))
                    .append("%08x".formatted(costs[random.nextInt(costs.length)]));
        }
        return Bytes.fromHex(hex.toString());
    }

    private void own() {
        Prefix prefix = universe.get(random.nextInt(universe.size()));
        if (random.nextInt(3) == 0) {
            boolean there = reference.own().routes.remove(prefix) != null;
            assertThat(rib.withdraw(prefix)).isEqualTo(there);
            return;
        }
        boolean v6 = prefix.address().isV6();
        long med = random.nextInt(2);
        long preference = random.nextInt(6) == 0 ? 101 : 100;
        Optional<Address> hop =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(v6 ? Blocks.HOP_V6 : Blocks.HOP_V4);
        RouteAttributes attributes =
                new RouteAttributes(
                        2,
                        List.of(),
                        hop,
                        OptionalLong.of(med),
                        OptionalLong.of(preference),
                        List.of(65000L << 16 | 5));
        Block block =
                Blocks.block(hop.orElse(Address.ofV4(0)))
                        .with(new Origin(2))
                        .with(new MultiExitDisc(med))
                        .with(new LocalPref(preference))
                        .with(new Communities(Ints.of(65000 << 16 | 5)));
        boolean changed = !block.equals(reference.own().routes.put(prefix, block));
        assertThat(rib.originate(prefix, attributes)).isEqualTo(changed);
    }

    private void refresh(int n) {
        if (sessions[n] != null && random.nextInt(slow ? 100 : 4) == 0) {
            rib.refreshRequested(
                    sessions[n].peer,
                    random.nextBoolean() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST);
        }
    }

    /// Alone, or with all of its role: then a whole group goes.
    private void reexport(int n) {
        if (sessions[n] == null || random.nextInt(slow ? 250 : 3) > 0) {
            return;
        }
        exchange(n, random.nextBoolean());
    }

    private void exchange(int n, boolean alone) {
        PolicyChain policy = somePolicy();
        for (int i = 0; i < NEIGHBORS; i++) {
            if (sessions[i] != null && (i == n || !alone && sources[i].is(role(n)))) {
                rib.reexport(sessions[i].peer, policy, sessions[i].peer.settings().facts());
                PeerSettings s = sources[i].settings.orElseThrow();
                sources[i].settings = Optional.of(Session.with(s, s.importPolicy(), policy));
            }
        }
    }

    private PolicyChain somePolicy() {
        return ExportPolicies.TWINS.get(random.nextInt(ExportPolicies.TWINS.size())).chain();
    }

    private void read(int n) {
        if (sessions[n] != null && !(slow && random.nextInt(200) > 0)) {
            sessions[n].read(1 + random.nextInt(3000), 1 + random.nextInt(700));
        }
    }

    private void settle() {
        do {
            decideAll();
        } while (refreshed());
        for (Session session : sessions) {
            if (session != null) {
                session.readAll();
            }
        }
    }

    private void decideAll() {
        int left = rib.turn(1 + random.nextInt(50));
        for (int turns = 0; left > 0; turns++) {
            assertThat(turns).isLessThan(100_000);
            left = rib.turn(1 + random.nextInt(50));
        }
    }

    private void compare() {
        SortedMap<Prefix, Reference.Best> expected = reference.locRib();
        Map<String, String> chosen = new TreeMap<>();
        RouteCursor cursor =
                rib.routes(
                        new RouteQuery(
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                false,
                                Optional.empty(),
                                OptionalLong.empty(),
                                Long.MAX_VALUE));
        while (cursor.step(7, row -> chosen.put(row.prefix(), row.peerName()))) {}
        Map<String, String> names = new TreeMap<>();
        expected.forEach((prefix, best) ->
                names.put(
                        prefix.toString(),
                        best.source().settings.map(PeerSettings::name).orElse("local")));
        assertThat(chosen).isEqualTo(names);
        reference.own().routes.keySet().forEach(prefix -> compareAudience(prefix, expected));
        for (int n = 0; n < NEIGHBORS; n++) {
            if (sessions[n] != null) {
                compare(n, expected);
            }
        }
        assertThat(rib.totals().undecided()).isZero();
    }

    private void compare(int n, SortedMap<Prefix, Reference.Best> locRib) {
        SortedMap<Prefix, Block> out = reference.adjRibOut(sources[n]);
        assertThat(sessions[n].held).as("held by n" + n).isEqualTo(out);
        assertThat(sessions[n].endsOfRib).containsExactly(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        long received = 0;
        long accepted = 0;
        long best = 0;
        long advertised = 0;
        for (PeerCounts counts : rib.counts(sessions[n].peer)) {
            received += counts.received();
            accepted += counts.accepted();
            best += counts.best();
            advertised += counts.advertised();
            assertThat(counts.accepted() + counts.rejected()).isEqualTo(counts.received());
        }
        assertThat(accepted).as("of n" + n).isEqualTo(reference.accepted(sources[n]));
        assertThat(received).isEqualTo(forgets[n] ? accepted : sources[n].routes.size());
        assertThat(best)
                .isEqualTo(locRib.values().stream().filter(b -> b.source() == sources[n]).count());
        assertThat(advertised).isEqualTo(out.size());
    }

    private void compareAudience(Prefix prefix, SortedMap<Prefix, Reference.Best> locRib) {
        boolean best = locRib.containsKey(prefix) && locRib.get(prefix).source().own();
        long told =
                reference.sources.stream()
                        .filter(s -> best && !s.own())
                        .filter(s -> reference.adjRibOut(s).containsKey(prefix))
                        .count();
        assertThat(rib.audience(prefix)).isEqualTo((int) told);
    }

    private void tearDown() {
        for (int n = 0; n < NEIGHBORS; n++) {
            if (sessions[n] != null) {
                down(n);
            }
        }
        reference.own().routes.keySet().forEach(rib::withdraw);
        settle();
        RibTotals totals = rib.totals();
        assertThat(totals.attributeBlocks()).isZero();
        assertThat(totals.groups()).isZero();
        totals.families()
                .forEach(f -> {
                    assertThat(f.prefixes()).isZero();
                    assertThat(f.paths()).isZero();
                    assertThat(f.best()).isZero();
                });
    }
}
