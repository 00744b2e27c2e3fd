package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Ints;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.NextHop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Several paths of a prefix told to neighbors (RFC 7911): at every rest, what each has heard is
/// what the rules say, however slowly it read and whatever changed meanwhile. A neighbor that did
/// not fall behind hears no withdrawal of what it was not told.
@Tag("7911-2-1")
@Tag("7911-2-2")
@Tag("7911-3-1")
@Tag("7911-5-1")
@Tag("7911-5-5")
class PathsToldTest {
    private static final int NEIGHBORS = 6;
    private static final int NO_ID = -1;
    private static final int FILLER = 120;
    private static final List<PolicyChain> POLICIES =
            List.of(
                    ExportPolicies.ALL.chain(),
                    ExportPolicies.ALL.chain(),
                    ExportPolicies.BY_PREFIX.chain(),
                    ExportPolicies.FOR_ONE.chain(),
                    ExportPolicies.NOTHING.chain());

    private final List<Prefix> universe = new ArrayList<>();
    private final Neighbor[] neighbors = new Neighbor[NEIGHBORS];
    private final Map<Key, Said> said = new TreeMap<>();
    private Random random = new Random(1);
    private Rib rib = rib(1);
    private int tags;
    private boolean large;

    private record Key(Prefix prefix, int neighbor, long id) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing((Key k) -> k.prefix.toString())
                        .thenComparingInt(Key::neighbor)
                        .thenComparingLong(Key::id);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private record Said(int length, int tag) {}

    /// One neighbor: what it says, and what it has heard, by prefix and Path Identifier.
    private final class Neighbor {
        final int number;
        final PeerSettings settings;
        final Map<String, Integer> held = new TreeMap<>();
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        final boolean slow = random.nextInt(3) == 0;
        PolicyChain policy;
        Peer peer;

        Neighbor(int number) {
            this.number = number;
            policy = POLICIES.get(random.nextInt(POLICIES.size()));
            boolean hears = random.nextInt(4) > 0;
            boolean says = random.nextBoolean();
            Role role = random.nextInt(4) == 0 ? Role.ROUTE_SERVER_CLIENT : Role.EXTERNAL;
            Context send = new Context(true, true, hears, hears, 4096, true, true);
            Context receive = new Context(true, true, says, says, 4096, true, true);
            int most = random.nextBoolean() ? PathsTold.ALL : 1 + random.nextInt(3);
            PeerSettings plain = Session.settings(number, role);
            settings =
                    new PeerSettings(
                            plain.facts(),
                            plain.bgpId(),
                            receive,
                            send,
                            plain.nextHops(),
                            new PathsTold(most, PathsTold.ALL),
                            PeerSettings.PATHS_TAKEN,
                            plain.families(),
                            List.of(),
                            LongLivedTold.NOT,
                            PolicyChain.ACCEPT,
                            policy);
            peer = rib.addPeer(settings);
        }

        Neighbor(int number, PeerSettings settings) {
            this.number = number;
            this.settings = settings;
            policy = settings.exportPolicy();
            peer = rib.addPeer(settings);
        }

        boolean hasIds() {
            return settings.receive().addPathIpv4();
        }

        void read(int octets) {
            OutCursor out = rib.out(peer);
            int left = octets;
            while (left > 0 && out.prepare()) {
                int n = Math.min(Math.min(700, left), out.octets());
                stream.write(out.buffer(), out.offset(), n);
                out.wrote(n);
                left -= n;
            }
            replay();
        }

        private void replay() {
            byte[] got = stream.toByteArray();
            int at = 0;
            while (at < got.length) {
                int octets = Framer.frame(got, at, got.length, 4096);
                if (octets == 0 || at + octets > got.length) {
                    break;
                }
                hear(Update.read(got, at, octets, settings.send()));
                at += octets;
            }
            stream.reset();
            stream.write(got, at, got.length - at);
        }

        private void hear(Update update) {
            assertThat(update.problems()).isEmpty();
            List<NlriEntry> gone = new ArrayList<>(update.withdrawn());
            update.first(MpUnreach.class).ifPresent(mp -> gone.addAll(mp.nlri()));
            for (NlriEntry entry : gone) {
                Integer had = held.remove(name(entry));
                assertThat(had != null || rib.totals().fellBehind() > 0)
                        .as("withdrawn, never announced: " + entry)
                        .isTrue();
            }
            List<NlriEntry> here = new ArrayList<>(update.nlri());
            update.first(MpReach.class).ifPresent(mp -> here.addAll(mp.nlri()));
            for (NlriEntry entry : here) {
                int[] all = update.first(Communities.class).orElseThrow().values().toArray();
                held.put(name(entry), all[0]);
            }
        }

        private String name(NlriEntry entry) {
            boolean ids =
                    entry.prefix().address().isV6()
                            ? settings.send().addPathIpv6()
                            : settings.send().addPathIpv4();
            return ids ? entry.prefix() + "#" + entry.pathId() : entry.prefix().toString();
        }
    }

    static LongStream seeds() {
        return Seeds.of(40);
    }

    private static Rib rib(long seed) {
        return new Rib(
                new RibSettings(
                        Reference.LOCAL_AS,
                        Reference.OUTSIDE_AS,
                        Reference.ROUTER_ID,
                        Reference.CLUSTER_ID,
                        seed,
                        List.of(),
                        1 << 16,
                        16,
                        RibLimits.WIDEST));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsHeardIsWhatTheRulesSay(long seed) {
        random = new Random(seed);
        rib = rib(seed);
        large = seed % 2 == 0;
        for (int i = 0; i < 8; i++) {
            universe.add(Blocks.prefix("198.51." + (12 + i) + ".0/24"));
            universe.add(Blocks.prefix("2001:db8:" + i + "::/48"));
        }
        for (int step = 1; step <= 2500; step++) {
            step(random.nextInt(NEIGHBORS));
            if (step % 250 == 0) {
                compare();
            }
        }
        for (int n = 0; n < NEIGHBORS; n++) {
            if (neighbors[n] != null) {
                leave(n);
            }
        }
        while (rib.turn(50) > 0) {}
        assertThat(rib.totals().attributeBlocks()).isZero();
        rib.totals().families().forEach(f -> assertThat(f.prefixes() + f.paths()).isZero());
        assertThat(rib.pathNames()).isZero();
    }

    /// Two neighbors use the same identifier for their paths: it is not the one that is told.
    @Test
    @Tag("7911-2-2")
    void identifiersAreOurs() {
        universe.add(Blocks.prefix("198.51.99.0/24"));
        Session to = new Session(rib, all(9));
        to.keepUpdates = true;
        announce(rib.addPeer(all(1)), 5, 1);
        announce(rib.addPeer(all(2)), 5, 1);
        while (rib.turn(50) > 0) {}
        to.readAll();
        List<Integer> ids =
                to.updates.stream().flatMap(u -> u.nlri().stream()).map(NlriEntry::pathId).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(2).doesNotContain(5, 0);
        assertThat(rib.whyNot(universe.getFirst(), to.peer).orElseThrow().paths())
                .extracting(WhyNot.Line::verdict)
                .containsExactlyInAnyOrder(
                        "advertised with path identifier " + ids.get(0),
                        "advertised with path identifier " + ids.get(1));
    }

    /// Far more paths of a prefix than a slice has room for prefixes.
    @Test
    void aPrefixMayHaveThousandsOfPaths() {
        universe.add(Blocks.prefix("198.51.99.0/24"));
        Neighbor live = new Neighbor(9, all(9));
        Peer from = rib.addPeer(all(1));
        announce(from, 0, 6000);
        while (rib.turn(50) > 0) {}
        Neighbor late = new Neighbor(8, all(8));
        for (Neighbor one : List.of(live, late)) {
            drain(one);
            assertThat(one.held).hasSize(6000);
        }
        rib.removePeer(from);
        while (rib.turn(50) > 0) {}
        for (Neighbor one : List.of(live, late)) {
            drain(one);
            assertThat(one.held).isEmpty();
        }
    }

    private static PeerSettings all(int n) {
        Context withIds = new Context(true, true, true, true, 4096, true, true);
        return Session.with(Session.settings(n, Role.EXTERNAL), withIds)
                .withPaths(new PathsTold(PathsTold.ALL, PathsTold.ALL))
                .withPathsTaken(6000);
    }

    private void announce(Peer from, int firstId, int paths) {
        Block block =
                Blocks.block(Blocks.HOP_V4, (int) from.settings().as())
                        .with(new NextHop(Blocks.HOP_V4))
                        .with(new Communities(Ints.of(1)));
        List<PathAttribute> attributes =
                block.attributes().values().stream().map(PathAttribute::of).toList();
        for (int id = firstId; id < firstId + paths; id += 400) {
            List<NlriEntry> nlri = new ArrayList<>();
            for (int i = id; i < Math.min(id + 400, firstId + paths); i++) {
                nlri.add(new NlriEntry(i, universe.getFirst()));
            }
            Update update = new Update(List.of(), attributes, nlri);
            byte[] message = Blocks.write(from.settings().receive(), update);
            assertThat(rib.update(from, message, 0, message.length)).isEqualTo(Verdict.OK);
        }
    }

    private void step(int n) {
        Neighbor one = neighbors[n];
        int what = random.nextInt(200);
        if (one == null) {
            neighbors[n] = new Neighbor(n);
        } else if (what == 0) {
            leave(n);
        } else if (what < 3) {
            one.policy = POLICIES.get(random.nextInt(POLICIES.size()));
            rib.reexport(one.peer, one.policy, one.settings.facts());
        } else if (what < 5) {
            rib.refreshRequested(
                    one.peer, random.nextBoolean() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST);
        } else if (what < 40) {
            rib.turn(1 + random.nextInt(30));
        } else if (what < 80) {
            int most = one.slow ? 60 : 20_000;
            one.read(1 + random.nextInt(most));
        } else {
            say(one, what > 150);
        }
    }

    private void leave(int n) {
        rib.removePeer(neighbors[n].peer);
        neighbors[n] = null;
        said.keySet().removeIf(key -> key.neighbor == n);
    }

    private void say(Neighbor one, boolean withdraws) {
        boolean v6 = random.nextBoolean();
        List<NlriEntry> entries = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = 2 * random.nextInt(universe.size() / 2) + (v6 ? 1 : 0);
            entries.add(new NlriEntry(one.hasIds() ? random.nextInt(4) : 0, universe.get(at)));
        }
        int length = 1 + random.nextInt(3);
        int tag = 65000 << 16 | ++tags;
        Update update = withdraws ? gone(entries, v6) : here(one, entries, v6, length, tag);
        byte[] message = Blocks.write(one.settings.receive(), update);
        assertThat(rib.update(one.peer, message, 0, message.length)).isEqualTo(Verdict.OK);
        for (NlriEntry entry : entries) {
            Key key = new Key(entry.prefix(), one.number, one.hasIds() ? entry.pathId() : NO_ID);
            if (withdraws) {
                said.remove(key);
            } else {
                said.put(key, new Said(length, tag));
            }
        }
    }

    private static Update gone(List<NlriEntry> entries, boolean v6) {
        return v6
                ? new Update(
                        List.of(),
                        List.of(
                                PathAttribute.of(
                                        new MpUnreach(Family.IPV6_UNICAST, entries, Bytes.EMPTY))),
                        List.of())
                : new Update(entries, List.of(), List.of());
    }

    private Update here(Neighbor one, List<NlriEntry> entries, boolean v6, int length, int tag) {
        int[] path = new int[length];
        Arrays.fill(path, 64700 + random.nextInt(3));
        path[0] = (int) one.settings.as();
        int[] communities = new int[large ? FILLER : 1];
        Arrays.fill(communities, -2);
        communities[0] = tag;
        Block block =
                Blocks.block(v6 ? Blocks.HOP_V6 : Blocks.HOP_V4, path)
                        .with(new Communities(Ints.of(communities)));
        List<PathAttribute> attributes = new ArrayList<>();
        if (v6) {
            byte[] hop = new byte[16];
            Blocks.HOP_V6.write(hop, 0);
            attributes.add(
                    PathAttribute.of(MpReach.of(Family.IPV6_UNICAST, Bytes.of(hop), entries)));
        }
        Block all = v6 ? block : block.with(new NextHop(block.hop()));
        all.attributes().values().forEach(a -> attributes.add(PathAttribute.of(a)));
        return new Update(List.of(), attributes, v6 ? List.of() : entries);
    }

    // ---- at rest

    private void compare() {
        while (rib.turn(50) > 0) {}
        for (Neighbor one : neighbors) {
            if (one != null) {
                drain(one);
                assertThat(heard(one)).as("neighbor " + one.number).isEqualTo(expected(one));
                long told = rib.counts(one.peer).stream().mapToLong(PeerCounts::advertised).sum();
                assertThat(told).isEqualTo(one.held.size());
            }
        }
    }

    private void drain(Neighbor one) {
        do {
            one.read(Integer.MAX_VALUE);
        } while (rib.hasOutput(one.peer));
    }

    private static Map<String, List<Integer>> heard(Neighbor one) {
        Map<String, List<Integer>> all = new TreeMap<>();
        one.held.forEach((name, tag) ->
                all.computeIfAbsent(name.replaceAll("#.*", ""), _ -> new ArrayList<>()).add(tag));
        all.values().forEach(tags -> tags.sort(Comparator.naturalOrder()));
        return all;
    }

    private Map<String, List<Integer>> expected(Neighbor to) {
        Map<String, List<Integer>> all = new TreeMap<>();
        for (Prefix prefix : universe) {
            List<Integer> tags = new ArrayList<>();
            List<Map.Entry<Key, Said>> ranked = ranked(prefix);
            boolean v6 = prefix.address().isV6();
            boolean ids = v6 ? to.settings.send().addPathIpv6() : to.settings.send().addPathIpv4();
            boolean behind = ids || to.settings.role() == Role.ROUTE_SERVER_CLIENT;
            int most = ids ? to.settings.paths().most(v6) : 1;
            for (Map.Entry<Key, Said> path : behind ? ranked : first(ranked)) {
                if (tags.size() < most && isFor(to, path)) {
                    tags.add(path.getValue().tag);
                }
            }
            if (!tags.isEmpty()) {
                tags.sort(Comparator.naturalOrder());
                all.put(prefix.toString(), tags);
            }
        }
        return all;
    }

    private static List<Map.Entry<Key, Said>> first(List<Map.Entry<Key, Said>> all) {
        return all.isEmpty() ? all : all.subList(0, 1);
    }

    private List<Map.Entry<Key, Said>> ranked(Prefix prefix) {
        List<Map.Entry<Key, Said>> all = new ArrayList<>();
        said.entrySet().stream().filter(e -> e.getKey().prefix.equals(prefix)).forEach(all::add);
        all.sort(
                Comparator.comparingInt((Map.Entry<Key, Said> e) -> e.getValue().length)
                        .thenComparing(Map.Entry::getKey));
        return all;
    }

    private static boolean isFor(Neighbor to, Map.Entry<Key, Said> path) {
        PolicyChain policy = to.policy;
        if (path.getKey().neighbor == to.number || policy.equals(ExportPolicies.NOTHING.chain())) {
            return false;
        }
        if (policy.equals(ExportPolicies.FOR_ONE.chain())) {
            return path.getValue().length <= 2;
        }
        Prefix prefix = path.getKey().prefix;
        boolean some =
                Blocks.prefix("198.51.0.0/20").contains(prefix)
                        || Blocks.prefix("2001:db8::/40").contains(prefix);
        return !policy.equals(ExportPolicies.BY_PREFIX.chain()) || !some;
    }
}
