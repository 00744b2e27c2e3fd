package io.godwit.policy.rpki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godwit.policy.PrefixRange;
import io.godwit.policy.Validation;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// RFC 6811 §2, and what changes when sources change.
class OriginValidationTest {
    private static final String[] STATES = {"not-found", "valid", "invalid"};

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static Vrp vrp(String prefix, int maxLength, long as) {
        return new Vrp(prefix(prefix), maxLength, as);
    }

    private static int origin(Validation tables, Prefix p, long as) {
        Address a = p.address();
        return tables.origin(a.isV6(), a.high(), a.low(), p.length(), (int) as);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 64500, valid",
        "203.0.113.0/25, 64500, valid",
        "203.0.113.0/26, 64500, invalid",
        "203.0.113.0/24, 64501, invalid",
        "203.0.113.0/24, 0, invalid",
        "203.0.112.0/23, 64500, not-found",
        "203.0.0.0/16, 64500, not-found",
        "198.51.100.0/24, 64500, invalid",
        "198.51.100.0/24, 0, invalid",
        "192.0.2.0/24, 64500, not-found",
        "2001:db8:1::/48, 4200000000, valid",
        "2001:db8:1::/49, 4200000000, invalid",
        "2001:db8:1:8000::/49, 64500, valid",
        "2001:db9::/48, 64500, not-found",
        "c633:6400::/24, 64500, not-found"
    })
    void stateOfRoute(String prefix, long as, String state) {
        var tables =
                RpkiTables.of(
                        List.of(
                                vrp("203.0.113.0/24", 25, 64500),
                                vrp("198.51.100.0/24", 32, 0), // RFC 6483 §4
                                vrp("2001:db8::/32", 48, 4_200_000_000L),
                                vrp("2001:db8:1::/48", 64, 64500)),
                        List.of());
        assertEquals(state, STATES[origin(tables, prefix(prefix), as)]);
    }

    /// RFC 6811 §2: a VRP that covers does not match by its AS or by its maximum length.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.0.0/16 | 1 | ",
                "10.1.1.0/24 | 1 | by length: 10.0.0.0/8 allows AS 1 up to /16, 1 VRP more",
                "10.1.1.0/24 | 3 | by AS: 10.1.0.0/16 allows AS 2 up to /16, 1 VRP more",
                "10.2.0.0/16 | 2 | by AS: 10.0.0.0/8 allows AS 1 up to /16",
                "10.2.0.0/16 | 0 | by AS: 10.0.0.0/8 allows AS 1 up to /16",
                "11.0.0.0/24 | 1 | by AS: 11.0.0.0/8 allows nobody (AS 0)",
                "11.0.0.0/24 | 0 | by AS: 11.0.0.0/8 allows nobody (AS 0)",
                "12.0.0.0/24 | 1 | "
            })
    void whyInvalid(String prefix, long as, String why) {
        var tables =
                RpkiTables.of(
                        List.of(
                                vrp("10.0.0.0/8", 16, 1),
                                vrp("10.1.0.0/16", 16, 2),
                                vrp("11.0.0.0/8", 32, 0)),
                        List.of());
        assertEquals(why == null ? "" : why, tables.whyInvalid(prefix(prefix), as));
        assertEquals(why != null, origin(tables, prefix(prefix), (int) as) == Validation.INVALID);
    }

    @Test
    void aSetCountsWhenItIsWhole() {
        var tables = new RpkiTables();
        RpkiSource cache = tables.open();
        cache.count(true);
        cache.begin(true);
        cache.announce(vrp("10.0.0.0/8", 8, 1));
        assertEquals(0, tables.vrps(false), "not whole yet");
        cache.commit();
        assertEquals(
                List.of(new Covering(vrp("10.0.0.0/8", 8, 1), "")),
                tables.covering(prefix("10.0.0.0/8"), 1));
        cache.begin(true);
        cache.announce(vrp("11.0.0.0/8", 8, 1));
        cache.abort();
        assertEquals(1, tables.vrps(false), "the old set stays when the new one breaks off");
        assertEquals(Validation.NOT_FOUND, origin(tables, prefix("11.0.0.0/8"), 1));
        cache.begin(false);
        assertEquals(false, cache.announce(vrp("10.0.0.0/8", 8, 1)), "told twice");
        assertEquals(false, cache.withdraw(vrp("11.0.0.0/8", 8, 1)), "never told");
        assertEquals(true, cache.withdraw(vrp("10.0.0.0/8", 8, 1)));
        assertEquals(true, cache.announce(vrp("10.0.0.0/8", 8, 1)), "withdraw, then announce");
        tables.takeChanges();
        cache.commit();
        assertEquals(0, tables.takeChanges().size(), "nothing came of it");
    }

    @Test
    void localExceptions() {
        var tables =
                RpkiTables.of(
                        List.of(
                                vrp("10.0.0.0/8", 8, 1),
                                vrp("10.1.0.0/16", 16, 2),
                                vrp("11.0.0.0/8", 8, 2)),
                        List.of());
        tables.takeChanges();
        var filter = new Slurm.Filter(Optional.of(prefix("10.0.0.0/8")), OptionalLong.of(2));
        var assertion = vrp("12.0.0.0/8", 8, 2);
        var everything2 = new Slurm.Filter(Optional.empty(), OptionalLong.of(2));
        tables.slurm(new Slurm(List.of(filter), List.of(assertion), List.of(), List.of()));
        assertEquals(
                List.of(
                        PrefixRange.orLonger(prefix("10.1.0.0/16")),
                        PrefixRange.orLonger(prefix("12.0.0.0/8"))),
                tables.takeChanges().ranges());
        assertEquals(Validation.INVALID, origin(tables, prefix("10.1.0.0/16"), 2));
        assertEquals(Validation.VALID, origin(tables, prefix("11.0.0.0/8"), 2));
        tables.slurm(new Slurm(List.of(everything2), List.of(assertion), List.of(), List.of()));
        assertEquals(Validation.NOT_FOUND, origin(tables, prefix("11.0.0.0/8"), 2));
        assertEquals(Validation.VALID, origin(tables, prefix("12.0.0.0/8"), 2), "§3.4.1: asserted");
        tables.slurm(Slurm.NONE);
        assertEquals(3, tables.vrps(false));
    }

    /// Random sets of three sources against sets of records; every change of a state is told.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void likeTheRecords(long seed) {
        var random = new Random(seed);
        var tables = new RpkiTables();
        List<RpkiSource> sources = List.of(tables.open(), tables.open(), tables.open());
        List<Set<Vrp>> model = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());
        boolean[] counts = new boolean[3];
        for (int step = 0; step < 60; step++) {
            int[] before = states(tables);
            int s = random.nextInt(3);
            if (random.nextInt(4) == 0) {
                counts[s] = !counts[s];
                sources.get(s).count(counts[s]);
            } else {
                tell(random, sources.get(s), model.get(s));
            }
            Set<Vrp> union = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                union.addAll(counts[i] ? model.get(i) : Set.of());
            }
            assertEquals(union.size(), tables.vrps(false) + tables.vrps(true));
            int[] after = states(tables);
            assertEquals(expected(union), stateWords(after));
            List<PrefixRange> told = tables.takeChanges().ranges();
            List<Prefix> asked = asked();
            for (int i = 0; i < before.length; i++) {
                Prefix p = asked.get(i / 3);
                boolean covered = told.stream().anyMatch(range -> range.prefix().contains(p));
                assertEquals(true, covered || before[i] == after[i], p + " changed unseen");
            }
        }
    }

    private static void tell(Random random, RpkiSource source, Set<Vrp> model) {
        Set<Vrp> next = new HashSet<>();
        boolean all = random.nextBoolean();
        if (!all) {
            next.addAll(model);
        }
        source.begin(all);
        for (int i = random.nextInt(30); i > 0; i--) {
            Vrp vrp = anyVrp(random);
            if (random.nextInt(3) > 0) {
                assertEquals(next.add(vrp), source.announce(vrp));
            } else {
                assertEquals(next.remove(vrp), source.withdraw(vrp));
            }
        }
        assertEquals(next.size(), source.told());
        if (random.nextInt(4) == 0) {
            source.abort();
        } else {
            source.commit();
            model.clear();
            model.addAll(next);
        }
    }

    private static Vrp anyVrp(Random random) {
        int length = 24 + random.nextInt(5);
        boolean v6 = random.nextBoolean();
        long bits = random.nextInt(4) << 4;
        Address address = v6 ? Address.ofV6(bits << 32, 0) : Address.ofV4((int) bits);
        return new Vrp(Prefix.of(address, length), length + random.nextInt(3), random.nextInt(3));
    }

    private static List<Prefix> asked() {
        List<Prefix> prefixes = new ArrayList<>();
        for (int length = 23; length < 31; length++) {
            for (int bits = 0; bits < 64; bits += 4) {
                prefixes.add(Prefix.of(Address.ofV4(bits), length));
                prefixes.add(Prefix.of(Address.ofV6((long) bits << 32, 0), length));
            }
        }
        return prefixes;
    }

    /// What is proposed is what comes of it, and nothing comes of the proposal.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aProposalAnswersAsTheTablesWill(long seed) {
        var random = new Random(seed);
        var tables = new RpkiTables();
        tables.slurm(exceptions(random));
        RpkiSource gone = told(tables, random);
        RpkiSource stays = told(tables, random);
        RpkiSource spare = told(tables, random);
        spare.count(false);
        List<Vrp> next = vrps(random);
        Slurm slurm = random.nextBoolean() ? tables.slurm() : exceptions(random);
        int[] before = states(tables);
        Validation proposed = tables.proposed(List.of(gone), next, List.of(), slurm);
        int[] expected = states(proposed);
        assertArrayEquals(before, states(tables));

        gone.begin(true);
        next.forEach(gone::announce);
        gone.commit();
        tables.slurm(slurm);
        assertArrayEquals(states(tables), expected);
        assertTrue(stays.counts());
    }

    private static RpkiSource told(RpkiTables tables, Random random) {
        RpkiSource source = tables.open();
        source.count(true);
        source.begin(true);
        vrps(random).forEach(source::announce);
        source.commit();
        return source;
    }

    private static List<Vrp> vrps(Random random) {
        List<Vrp> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(anyVrp(random));
        }
        return all;
    }

    private static Slurm exceptions(Random random) {
        var filter = new Slurm.Filter(Optional.of(anyVrp(random).prefix()), OptionalLong.empty());
        return new Slurm(List.of(filter), List.of(anyVrp(random)), List.of(), List.of());
    }

    private static int[] states(Validation tables) {
        List<Prefix> asked = asked();
        int[] states = new int[3 * asked.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = origin(tables, asked.get(i / 3), i % 3);
        }
        return states;
    }

    private static List<String> stateWords(int[] states) {
        return Arrays.stream(states).mapToObj(s -> STATES[s]).toList();
    }

    private static List<String> expected(Set<Vrp> vrps) {
        List<String> words = new ArrayList<>();
        for (Prefix p : asked()) {
            for (int as = 0; as < 3; as++) {
                long origin = as;
                List<Vrp> cover = vrps.stream().filter(v -> v.prefix().contains(p)).toList();
                boolean match =
                        cover.stream()
                                .anyMatch(v ->
                                        origin != 0
                                                && v.as() == origin
                                                && p.length() <= v.maxLength());
                words.add(cover.isEmpty() ? "not-found" : match ? "valid" : "invalid");
            }
        }
        return words;
    }
}
