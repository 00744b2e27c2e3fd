package io.godwit.wire.nlri;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;
import io.godwit.wire.Messages;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// RFC 4271 §4.3, RFC 4760 §5, RFC 7911 §3.
class NlriTest {
    @ParameterizedTest
    @CsvSource({
        "00, 0.0.0.0/0",
        "18 c00002, 192.0.2.0/24",
        "20 c0000201, 192.0.2.1/32",
        "01 80, 128.0.0.0/1",
        "09 0a80, 10.128.0.0/9",
    })
    void readsAndWritesIpv4(String hex, String prefix) {
        byte[] octets = Messages.octets(hex);
        assertThat(Nlri.wellFormed(octets, 0, octets.length, 32, false)).isTrue();
        List<NlriEntry> entries = Nlri.read(octets, 0, octets.length, false, false);
        assertThat(entries).containsExactly(NlriEntry.of(prefix(prefix)));
        byte[] out = new byte[10];
        assertThat(Messages.hex(out, 0, Nlri.write(out, 0, entries, false)))
                .isEqualTo(Messages.plain(hex));
    }

    /// RFC 4271 §4.3: the value of the trailing bits is irrelevant.
    @Test
    void ignoresTrailingBits() {
        byte[] octets = Messages.octets("09 0aff 01 ff");
        assertThat(Nlri.read(octets, 0, octets.length, false, false))
                .containsExactly(
                        NlriEntry.of(prefix("10.128.0.0/9")), NlriEntry.of(prefix("128.0.0.0/1")));
        octets = Messages.octets("41 20010db8000000 00ff");
        assertThat(Nlri.v6Low(octets, 0, false)).isEqualTo(1L << 63);
    }

    /// RFC 7606 §5.3.
    @Tag("7911-3-1")
    @Tag("7606-5.3-1")
    @ParameterizedTest
    @CsvSource({
        "'', 32, false, true",
        "18c00002, 32, false, true",
        "21c000020100, 32, false, false", // longer than 32
        "18c000, 32, false, false", // beyond the field
        "18, 32, false, false",
        "8120010db8000000000000000000000000ff, 128, false, false",
        "80 20010db8000000000000000000000001, 128, false, true",
        "00000001 18c00002, 32, true, true",
        "00000001, 32, true, false", // a Path Identifier and nothing behind it
        "000000, 32, true, false",
        "00000001 18c000, 32, true, false",
        "00000001 00, 32, true, true",
        "ff, 32, false, false",
    })
    void knowsWellFormedFields(String hex, int maxBits, boolean addPath, boolean expected) {
        byte[] octets = Messages.octets(hex);
        byte[] inside = new byte[octets.length + 40]; // what follows must not matter
        System.arraycopy(octets, 0, inside, 2, octets.length);
        assertThat(Nlri.wellFormed(octets, 0, octets.length, maxBits, addPath)).isEqualTo(expected);
        assertThat(Nlri.wellFormed(inside, 2, octets.length, maxBits, addPath)).isEqualTo(expected);
    }

    @Test
    void anyPrefixSurvives() {
        Random random = new Random(4760);
        byte[] out = new byte[64 * 1024];
        for (int round = 0; round < 500; round++) {
            boolean v6 = random.nextBoolean();
            boolean addPath = random.nextBoolean();
            List<NlriEntry> entries = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                Address a =
                        v6
                                ? Address.ofV6(random.nextLong(), random.nextLong())
                                : Address.ofV4(random.nextInt());
                Prefix p = Prefix.of(a, random.nextInt(a.bits() + 1));
                entries.add(new NlriEntry(addPath ? random.nextInt() : 0, p));
            }
            int end = Nlri.write(out, 3, entries, addPath);
            assertThat(Nlri.wellFormed(out, 3, end - 3, v6 ? 128 : 32, addPath)).isTrue();
            assertThat(Nlri.read(out, 3, end - 3, v6, addPath)).isEqualTo(entries);
            assertThat(Nlri.count(out, 3, end - 3, addPath)).isEqualTo(entries.size());
        }
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }
}
