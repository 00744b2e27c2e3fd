package io.godwit.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class AttrStoreTest {
    private final AttrStore store = new AttrStore(42);

    private int intern(byte[] raw, byte[] canonical, int context) {
        int id = store.find(raw, 0, raw.length, context);
        if (id != 0) {
            return id;
        }
        long facts = AttrStore.facts(100, raw.length, 1, context);
        return store.add(
                raw, 0, raw.length, canonical, canonical.length, facts, raw[0], raw.length);
    }

    private static byte[] octets(int seed, int length) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private byte[] canonical(int id) {
        return Arrays.copyOfRange(
                store.octets(id), store.offset(id), store.offset(id) + store.length(id));
    }

    @Test
    void findsByOctetsAndContext() {
        byte[] raw = octets(1, 50);
        int external = intern(raw, raw, AttrStore.EXTERNAL | AttrStore.ASN4);
        int internal = intern(raw, raw, AttrStore.INTERNAL | AttrStore.ASN4);
        int narrow = intern(raw, raw, AttrStore.EXTERNAL);
        int withNlri = intern(raw, raw, AttrStore.EXTERNAL | AttrStore.WITH_NLRI);
        assertThat(new int[] {external, internal, narrow, withNlri}).doesNotHaveDuplicates();
        assertThat(store.find(raw, 0, 50, AttrStore.EXTERNAL)).isEqualTo(narrow);
        assertThat(store.find(raw, 0, 49, AttrStore.EXTERNAL)).isZero();
        byte[] shifted = new byte[60];
        System.arraycopy(raw, 0, shifted, 7, 50);
        assertThat(store.find(shifted, 7, 50, AttrStore.EXTERNAL)).isEqualTo(narrow);
    }

    @Test
    void keepsCanonicalAndRawOctetsApart() {
        byte[] raw = octets(1, 50);
        byte[] canonical = octets(2, 60);
        int id = intern(raw, canonical, AttrStore.EXTERNAL);
        assertThat(canonical(id)).isEqualTo(canonical);
        assertThat(store.find(raw, 0, 50, AttrStore.EXTERNAL)).isEqualTo(id);
        assertThat(store.find(canonical, 0, 60, AttrStore.EXTERNAL)).isZero();
    }

    @Test
    void factsAreRead() {
        byte[] raw = octets(3, 20);
        store.find(raw, 0, 20, AttrStore.INTERNAL);
        long facts = AttrStore.facts(0xffff_fff0, 300, 2, AttrStore.INTERNAL | AttrStore.NO_EXPORT);
        int id = store.add(raw, 0, 20, raw, 20, facts, 0xfffe_0001, -1);
        assertThat(store.localPref(id)).isEqualTo(0xffff_fff0);
        assertThat(store.asPathLength(id)).isEqualTo(300);
        assertThat(store.origin(id)).isEqualTo(2);
        assertThat(store.kind(id)).isEqualTo(AttrStore.INTERNAL);
        assertThat(store.neighborAs(id)).isEqualTo(0xfffe_0001);
        assertThat(store.med(id)).isEqualTo(-1);
        assertThat(store.flags(id) & AttrStore.NO_EXPORT).isNotZero();
    }

    /// LOCAL_PREF as an unsigned number, then shorter paths, then lower ORIGIN; flags do not count.
    @Test
    void rankOrdersAsTheDecisionDoes() {
        long[] facts = {
            AttrStore.facts(99, 0, 0, 0),
            AttrStore.facts(100, 70_000, 0, 0),
            AttrStore.facts(100, 3, 2, AttrStore.AS_LOOP),
            AttrStore.facts(100, 3, 1, 0),
            AttrStore.facts(100, 3, 0, 0),
            AttrStore.facts(100, 2, 2, 0),
            AttrStore.facts(0x8000_0000, 9, 2, 0),
            AttrStore.facts(-1, 9, 2, 0),
        };
        long before = -1;
        for (int i = 0; i < facts.length; i++) {
            byte[] raw = octets(i, 30);
            store.find(raw, 0, 30, 0);
            long rank = store.rank(store.add(raw, 0, 30, raw, 30, facts[i], 0, 0));
            assertThat(rank).as("entry " + i).isGreaterThan(before);
            before = rank;
        }
    }

    @Test
    void withoutReferencesABlockWaitsAndIsFoundAgain() {
        byte[] raw = octets(5, 40);
        int id = intern(raw, raw, AttrStore.EXTERNAL);
        store.retain(id, 1);
        store.release(id);
        store.housekeep(100, false);
        assertThat(store.find(raw, 0, 40, AttrStore.EXTERNAL)).isEqualTo(id);
        store.housekeep(100, true);
        assertThat(store.find(raw, 0, 40, AttrStore.EXTERNAL)).isZero();
        assertThat(store.size()).isZero();
    }

    @Test
    void whatIsReferredToStays() {
        byte[] raw = octets(5, 40);
        int id = intern(raw, raw, AttrStore.EXTERNAL);
        store.retain(id, 3);
        store.release(id);
        store.release(id);
        store.housekeep(100, true);
        assertThat(store.find(raw, 0, 40, AttrStore.EXTERNAL)).isEqualTo(id);
        assertThat(store.references(id)).isEqualTo(1);
    }

    /// Blocks come and go at random; those that stay keep their octets while pages are emptied
    /// under them.
    @Test
    void memoryFollowsWhatIsLive() {
        Random random = new Random(6);
        Map<Integer, byte[]> live = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            byte[] raw = octets(i, 20 + random.nextInt(200));
            int id = intern(raw, i % 3 == 0 ? octets(-i, 80) : raw, AttrStore.EXTERNAL);
            store.retain(id, 1);
            live.put(id, canonical(id));
        }
        long full = store.memory();
        for (Integer id : live.keySet().stream().sorted().toList()) {
            if (random.nextInt(10) > 0) {
                store.release(id);
                live.remove(id);
            }
            store.housekeep(50, false);
        }
        for (int i = 0; i < 10_000 && store.housekeep(1000, true); i++) {}
        assertThat(store.size()).isEqualTo(live.size());
        assertThat(store.memory()).isLessThan(full * 2 / 3);
        live.forEach((id, octets) -> assertThat(canonical(id)).isEqualTo(octets));
        live.keySet().forEach(store::release);
        while (store.housekeep(1000, true)) {}
        assertThat(store.size()).isZero();
        assertThat(store.memory()).isLessThan(1 << 20);
    }

    /// A neighbor that sent a thousand of the largest blocks and left does not leave 100 MB behind.
    @Test
    void largeBlocksWithoutReferencesAreNotHoarded() {
        for (int i = 0; i < 400; i++) {
            int id = intern(octets(i, 65_000), octets(-i, 65_000), AttrStore.EXTERNAL);
            store.retain(id, 1);
            store.release(id);
        }
        while (store.housekeep(10, false)) {}
        assertThat(store.memory()).isLessThan(4 << 20);
        byte[] last = octets(399, 65_000);
        assertThat(store.find(last, 0, last.length, AttrStore.EXTERNAL)).isNotZero();
    }

    @Test
    void largestBlocksFit() {
        byte[] raw = octets(1, 65_000);
        byte[] canonical = octets(2, 65_535);
        int id = intern(raw, canonical, AttrStore.EXTERNAL);
        assertThat(canonical(id)).isEqualTo(canonical);
        assertThat(store.find(raw, 0, raw.length, AttrStore.EXTERNAL)).isEqualTo(id);
    }

    @Test
    void hashesOfSimilarOctetsDiffer() {
        for (int length = 0; length < 40; length++) {
            Map<Integer, Integer> seen = new HashMap<>();
            byte[] octets = new byte[length];
            seen.put(Hash.octets(octets, 0, length, 1, 0), -1);
            for (int bit = 0; bit < 8 * length; bit++) {
                octets[bit >> 3] ^= (byte) (1 << (bit & 7));
                assertThat(seen.put(Hash.octets(octets, 0, length, 1, 0), bit))
                        .as("length " + length + " bit " + bit)
                        .isNull();
                octets[bit >> 3] ^= (byte) (1 << (bit & 7));
            }
        }
    }
}
