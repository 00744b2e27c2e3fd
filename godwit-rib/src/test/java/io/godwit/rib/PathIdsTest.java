package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.NextHop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Several paths of a prefix from one neighbor (RFC 7911), against a map of all paths.
class PathIdsTest {
    private static final int NEIGHBORS = 4;
    private static final int NO_ID = -1;
    private static final int[] IDS = {0, 1, 2, 3, 7, -2};

    private final List<Prefix> universe = new ArrayList<>();
    private final Peer[] peers = new Peer[NEIGHBORS];
    private final boolean[] withIds = new boolean[NEIGHBORS];
    private final boolean[] isUp = new boolean[NEIGHBORS];
    private final Map<Key, Kept> expected = new TreeMap<>();
    private Random random = new Random(1);
    private Rib rib = rib(1);

    /// Which path it is, as text: prefix, neighbor, identifier.
    private record Key(Prefix prefix, int neighbor, int id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    private record Kept(int preference, boolean stale) {}

    static LongStream seeds() {
        return Seeds.of(12);
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

    @Tag("7911-2-3")
    @Tag("7911-5-1")
    @Tag("7911-5-6")
    @ParameterizedTest
    @MethodSource("seeds")
    void keepsWhatWasSaid(long seed) {
        random = new Random(seed);
        rib = rib(seed);
        for (int i = 0; i < 12; i++) {
            universe.add(Blocks.prefix("198.51." + i + ".0/24"));
            universe.add(Blocks.prefix("2001:db8:" + i + "::/48"));
        }
        for (int step = 1; step <= 4000; step++) {
            step(random.nextInt(NEIGHBORS));
            if (step % 50 == 0) {
                compare();
            }
        }
        for (int n = 0; n < NEIGHBORS; n++) {
            if (peers[n] != null) {
                leave(n);
            }
        }
        compare();
        assertThat(rib.totals().attributeBlocks()).isZero();
        rib.totals().families().forEach(f -> assertThat(f.prefixes() + f.paths()).isZero());
        assertThat(rib.pathNames()).isZero();
    }

    private void step(int n) {
        int what = random.nextInt(40);
        if (peers[n] == null) {
            withIds[n] = random.nextInt(3) > 0;
            peers[n] = rib.addPeer(settings(n));
            isUp[n] = true;
        } else if (what == 0) {
            leave(n);
        } else if (what < 4) {
            flap(n);
        } else if (what < 6 && isUp[n]) {
            boolean v6 = random.nextBoolean();
            rib.dropStale(peers[n], v6 ? Family.IPV6_UNICAST : Family.IPV4_UNICAST);
            expected.entrySet()
                    .removeIf(e ->
                            e.getKey().neighbor == n
                                    && e.getValue().stale
                                    && e.getKey().prefix.address().isV6() == v6);
        } else if (what < 9) {
            rib.turn(1 + random.nextInt(40));
        } else if (isUp[n]) {
            say(n, what < 20);
        }
    }

    private void leave(int n) {
        rib.removePeer(peers[n]);
        peers[n] = null;
        expected.keySet().removeIf(key -> key.neighbor == n);
    }

    /// The session is lost and its paths stay, or comes back, with path identifiers or without.
    private void flap(int n) {
        if (!isUp[n]) {
            withIds[n] = random.nextBoolean();
            peers[n] = rib.resume(peers[n], settings(n));
            isUp[n] = true;
        } else if (rib.retain(peers[n], List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST), false)) {
            isUp[n] = false;
            expected.entrySet().removeIf(e -> e.getKey().neighbor == n && e.getValue().stale);
            expected.replaceAll(
                    (key, kept) -> key.neighbor == n ? new Kept(kept.preference, true) : kept);
        }
    }

    private PeerSettings settings(int n) {
        Context receive = new Context(true, false, withIds[n], withIds[n], 4096, true, true);
        Context send = Session.context(false, true, 4096);
        PeerSettings s = Session.settings(n, false);
        return new PeerSettings(
                s.facts(),
                s.bgpId(),
                receive,
                send,
                s.nextHops(),
                s.families(),
                PolicyChain.ACCEPT,
                PolicyChain.ACCEPT);
    }

    private void say(int n, boolean withdraws) {
        boolean v6 = random.nextBoolean();
        List<NlriEntry> entries = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = 2 * random.nextInt(universe.size() / 2) + (v6 ? 1 : 0);
            int id = withIds[n] ? IDS[random.nextInt(IDS.length)] : 0;
            entries.add(new NlriEntry(id, universe.get(at)));
        }
        int preference = 100 + random.nextInt(3);
        Update update = withdraws ? gone(entries, v6) : here(entries, v6, preference);
        byte[] message = Blocks.write(peers[n].settings().receive(), update);
        assertThat(rib.update(peers[n], message, 0, message.length)).isEqualTo(Verdict.OK);
        for (NlriEntry entry : entries) {
            Key key = new Key(entry.prefix(), n, withIds[n] ? entry.pathId() : NO_ID);
            if (withdraws) {
                expected.remove(key);
            } else {
                expected.put(key, new Kept(preference, false));
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

    private static Update here(List<NlriEntry> entries, boolean v6, int preference) {
        Block block = Blocks.block(Blocks.HOP_V4, 64600).with(new LocalPref(preference));
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

    private void compare() {
        while (rib.turn(50) > 0) {}
        Map<String, String> found = new TreeMap<>();
        Map<String, String> best = new TreeMap<>();
        rib.routes(everything())
                .step(
                        Integer.MAX_VALUE,
                        row -> {
                            String path = row.prefix() + " " + row.peerName() + " " + row.pathId();
                            String what =
                                    row.localPref().getAsLong() + (row.stale() ? " stale" : "");
                            assertThat(found.put(path, what)).isNull();
                            if (row.best()) {
                                assertThat(best.put(row.prefix(), path))
                                        .as("one best path")
                                        .isNull();
                            }
                        });
        assertThat(found).isEqualTo(shown());
        assertThat(best).isEqualTo(chosen());
        for (int n = 0; n < NEIGHBORS; n++) {
            int number = n;
            if (peers[n] != null) {
                long received = rib.counts(peers[n]).stream().mapToLong(PeerCounts::received).sum();
                assertThat(received)
                        .isEqualTo(
                                expected.keySet().stream()
                                        .filter(key -> key.neighbor == number)
                                        .count());
            }
        }
    }

    private Map<String, String> shown() {
        Map<String, String> all = new TreeMap<>();
        expected.forEach(
                (key, kept) -> all.put(text(key), kept.preference + (kept.stale ? " stale" : "")));
        return all;
    }

    private static String text(Key key) {
        OptionalLong id =
                key.id == NO_ID ? OptionalLong.empty() : OptionalLong.of(key.id & 0xffff_ffffL);
        return key.prefix + " n" + key.neighbor + " " + id;
    }

    /// Highest LOCAL_PREF, lowest neighbor, lowest identifier; none is the lowest of all.
    private Map<String, String> chosen() {
        Map<String, Key> best = new TreeMap<>();
        expected.keySet().forEach(key -> best.merge(key.prefix.toString(), key, this::better));
        Map<String, String> all = new TreeMap<>();
        best.forEach((prefix, key) -> all.put(prefix, text(key)));
        return all;
    }

    private Key better(Key a, Key b) {
        int byPreference = expected.get(b).preference - expected.get(a).preference;
        int byNeighbor = a.neighbor - b.neighbor;
        long byId = order(a) - order(b);
        boolean first =
                byPreference != 0 ? byPreference < 0 : byNeighbor != 0 ? byNeighbor < 0 : byId < 0;
        return first ? a : b;
    }

    private static long order(Key key) {
        return key.id == NO_ID ? -1 : key.id & 0xffff_ffffL;
    }

    private static RouteQuery everything() {
        return new RouteQuery(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                OptionalLong.empty(),
                Long.MAX_VALUE);
    }

    @Tag("7911-5-2")
    @Test
    void anIdentifierNeverSeenIsIgnored() {
        withIds[0] = true;
        peers[0] = rib.addPeer(settings(0));
        Prefix prefix = Blocks.prefix("198.51.100.0/24");
        for (Update update :
                List.of(
                        here(List.of(new NlriEntry(1, prefix)), false, 100),
                        gone(List.of(new NlriEntry(2, prefix)), false))) {
            byte[] message = Blocks.write(peers[0].settings().receive(), update);
            assertThat(rib.update(peers[0], message, 0, message.length)).isEqualTo(Verdict.OK);
        }
        expected.put(new Key(prefix, 0, 1), new Kept(100, false));
        compare();
    }

    /// Who names ever more paths of one prefix is no burden: they are found by walking over them.
    @Test
    void whatIsBeyondTheLimitIsNotTaken() {
        withIds[0] = true;
        peers[0] = rib.addPeer(settings(0).withPathsTaken(3));
        Prefix prefix = Blocks.prefix("198.51.100.0/24");
        List<NlriEntry> five = new ArrayList<>();
        for (int id = 1; id <= 5; id++) {
            five.add(new NlriEntry(id, prefix));
        }
        assertThat(hear(here(five, false, 100))).isEqualTo(Verdict.DISCARD);
        assertThat(rib.lastProblem())
                .isEqualTo(
                        "paths not taken: 2, as a prefix has 3 from this neighbor (`paths-limit`)");
        expect(prefix, 100, 1, 2, 3);
        compare();

        // What is here may be replaced; what goes makes room.
        assertThat(hear(here(List.of(new NlriEntry(2, prefix)), false, 200))).isEqualTo(Verdict.OK);
        assertThat(hear(gone(List.of(new NlriEntry(1, prefix)), false))).isEqualTo(Verdict.OK);
        assertThat(hear(here(List.of(new NlriEntry(5, prefix)), false, 100))).isEqualTo(Verdict.OK);
        expected.clear();
        expect(prefix, 200, 2);
        expect(prefix, 100, 3, 5);
        compare();

        // Another prefix, and another neighbor, have limits of their own.
        Prefix other = Blocks.prefix("2001:db8:9::/48");
        List<NlriEntry> four =
                five.subList(0, 4).stream().map(e -> new NlriEntry(e.pathId(), other)).toList();
        assertThat(hear(here(four, true, 100))).isEqualTo(Verdict.DISCARD);
        expect(other, 100, 1, 2, 3);
        compare();
    }

    private Verdict hear(Update update) {
        byte[] message = Blocks.write(peers[0].settings().receive(), update);
        return rib.update(peers[0], message, 0, message.length);
    }

    private void expect(Prefix prefix, int preference, int... ids) {
        for (int id : ids) {
            expected.put(new Key(prefix, 0, id), new Kept(preference, false));
        }
    }
}
