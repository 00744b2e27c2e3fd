package io.godwit.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Bytes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NlriOctetsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, false, 18c00002, 4", // RFC 4271 §4.3
        "1, 1, false, 00, 1",
        "1, 1, false, 21c000020180, -1", // more than 32 bits
        "2, 1, false, 8020010db8000000000000000000000001, 17",
        "2, 2, false, 81, -1",
        "1, 1, true, 0000000118c00002, 8", // RFC 7911 §3
        "1, 1, true, 00000001, -1",
        "1, 4, false, 30000641c00002, 7", // RFC 8277 §2
        "25, 70, false, 0304c0000201, 6", // RFC 7432 §7: type, length
        "25, 70, false, 0305c0000201, -1",
        "1, 5, false, 0102aabb, 4", // RFC 6514 §4
        "25, 65, false, 0002aabb, 4", // RFC 4761 §3.2.2
        "16388, 71, false, 00010002aabb, 6", // RFC 9552 §5.2
        "16388, 71, false, 0001ffff, -1",
        "1, 133, false, 03010800, 4", // RFC 8955 §4.1: one octet of length
        "1, 133, false, f0030102, -1", // two octets
        "1, 85, false, 01000102aabb, 6",
        "1, 1, false, 18c000, -1"
    })
    void oneNlri(int afi, int safi, boolean addPath, String hex, int octets) {
        byte[] buf = Bytes.fromHex(hex).toArray();
        assertThat(NlriOctets.next(buf, 0, buf.length, afi, safi, addPath)).isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource({"18c00002080a00, 3", "18c0000221, 1", "18c00002180a, 1", "'', 0"})
    void countsUpToTheDamage(String hex, int count) {
        byte[] buf = Bytes.fromHex(hex).toArray();
        assertThat(NlriOctets.count(buf, 0, buf.length, 1, 1, false)).isEqualTo(count);
    }
}
