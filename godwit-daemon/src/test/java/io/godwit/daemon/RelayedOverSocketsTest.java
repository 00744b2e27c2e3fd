package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// What becomes of a route on its way through us, octet by octet: what one neighbor says, and what
/// another AS, our own AS and a neighbor with AS numbers of two octets are told. What is refused is
/// the affair of [ErrorsOverSocketsTest].
class RelayedOverSocketsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int NEXT_HOP = 3;
    private static final int LOCAL_PREF = 5;

    private static Bench bench;
    private static RawNeighbor external;
    private static RawNeighbor old;
    private static RawNeighbor internal;
    private static RawNeighbor outside;
    private static RawNeighbor inside;
    private static RawNeighbor narrow;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        int port = DaemonTest.freePort();
        bench =
                new Bench(65001, "10.0.0.1")
                        .write(
                                """
                                router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d; martians accept }
                                group all { passive; import accept; export accept }
                                neighbor 127.0.0.2 in all { as 65002 }
                                neighbor 127.0.0.3 in all { as 65003 }
                                neighbor 127.0.0.4 in all { as 65001; route-reflector-client }
                                neighbor 127.0.0.5 in all { as 65005 }
                                neighbor 127.0.0.6 in all { as 65001 }
                                neighbor 127.0.0.7 in all { as 65007 }
                                """
                                        .formatted(port));
        bench.listenPort = port;
        bench.start();
        external = up("127.0.0.2", 65002);
        old = twoOctets("127.0.0.3", 65003);
        internal = up("127.0.0.4", 65001);
        outside = up("127.0.0.5", 65005);
        inside = up("127.0.0.6", 65001);
        narrow = twoOctets("127.0.0.7", 65007);
    }

    @AfterAll
    static void stop() throws Exception {
        for (RawNeighbor raw : new RawNeighbor[] {external, old, internal, outside, inside}) {
            raw.close();
        }
        narrow.close();
        bench.close();
    }

    private static RawNeighbor up(String from, long as) throws Exception {
        RawNeighbor raw = new RawNeighbor(from, bench.listenPort);
        raw.within(30_000);
        raw.establish(as, from, Family.IPV4_UNICAST);
        return raw;
    }

    /// It does not say that it knows AS numbers of four octets (RFC 6793 §4.1).
    private static RawNeighbor twoOctets(String from, int as) throws Exception {
        RawNeighbor raw = new RawNeighbor(from, bench.listenPort);
        raw.within(30_000);
        String id = "7f0000" + "%02x".formatted(as - 65000);
        raw.message(RawNeighbor.OPEN, "04%04x005a%s080206010400010001".formatted(as, id));
        raw.expect(RawNeighbor.OPEN);
        raw.keepalive();
        raw.expect(RawNeighbor.KEEPALIVE);
        return raw;
    }

    private static String update(String attributes, String nlri) {
        String plain = attributes.replace(" ", "");
        return "0000%04x%s%s".formatted(plain.length() / 2, plain, nlri);
    }

    /// A prefix that no other row has.
    private static String prefix() {
        return "180a%04x".formatted(++number);
    }

    /// Announces a prefix, and behind it another one that everybody may hear of; returns that.
    private static String say(RawNeighbor from, String attributes, String path, String nlri)
            throws Exception {
        String hop = "4003047f0000%02x".formatted(from == external ? 2 : from == old ? 3 : 4);
        String ours = from == internal ? "40050400000064" : "";
        from.message(RawNeighbor.UPDATE, update("40010100" + path + hop + ours + attributes, nlri));
        String mark = prefix();
        String good = path(from, "");
        from.message(RawNeighbor.UPDATE, update("40010102" + good + hop + ours, mark));
        return mark;
    }

    private static String path(RawNeighbor from, String given) {
        if (!given.isEmpty()) {
            String plain = given.replace(" ", "");
            return "4002%02x%s".formatted(plain.length() / 2, plain);
        }
        return from == internal ? "400200" : from == old ? "4002040201fdeb" : "40020602010000fdea";
    }

    /// The attributes that a neighbor was told a prefix with, in hex by type, before it was told
    /// another one; null if it was not.
    private static Map<Integer, String> told(RawNeighbor to, String nlri, String mark)
            throws Exception {
        Map<Integer, String> found = null;
        while (true) {
            byte[] body = to.expect(RawNeighbor.UPDATE).body();
            int withdrawn = Wire.u16(body, 0);
            int octets = Wire.u16(body, 2 + withdrawn);
            String prefixes = HEX.formatHex(body, 4 + withdrawn + octets, body.length);
            if (prefixes.contains(nlri)) {
                found = attributes(body, 4 + withdrawn, 4 + withdrawn + octets);
            }
            if (prefixes.contains(mark)) {
                return found;
            }
        }
    }

    private static Map<Integer, String> attributes(byte[] body, int from, int end) {
        Map<Integer, String> all = new TreeMap<>();
        int last = -1;
        for (int at = from; at < end; ) {
            boolean extended = (body[at] & 0x10) != 0;
            int length = extended ? Wire.u16(body, at + 2) : Wire.u8(body, at + 2);
            int next = at + (extended ? 4 : 3) + length;
            int code = Wire.u8(body, at + 1);
            assertThat(code).as("in ascending order (RFC 4271 §5)").isGreaterThan(last);
            last = code;
            all.put(code, HEX.formatHex(body, at, next));
            at = next;
        }
        return all;
    }

    /// All of them but those that every route has.
    private static String rest(Map<Integer, String> told) {
        if (told == null) {
            return "-";
        }
        Map<Integer, String> rest = new TreeMap<>(told);
        rest.keySet().removeIf(code -> code <= NEXT_HOP || code == LOCAL_PREF);
        return String.join(" ", rest.values());
    }

    @Tag("1997-0-1")
    @Tag("1997-0-2")
    @Tag("1997-0-3")
    @Tag("4360-6-1")
    @Tag("4360-6-2")
    @Tag("5701-2-2")
    @Tag("7999-3.2-1")
    @Tag("8092-3-1")
    @Tag("8092-3-2")
    @Tag("8092-6-2")
    @Tag("8092-6-4")
    @ParameterizedTest(name = "{0}, from {1}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "4271 §5 unknown, optional transitive     | E | c0c80101              | e0c80101 | e0c80101",
                "4271 §5 the same, Partial already        | E | e0c80101              | e0c80101 | e0c80101",
                "4271 §5 the same of no octets            | E | c0c800                | e0c800   | e0c800",
                "4271 §5 unknown, not transitive          | E | 80c80101              | ''       | ''",
                "4271 §5 the same from inside             | I | 80c80101              | ''       | '80090404000000 800a040a000001'",
                "4271 §4.3 low bits of the flags          | E | cfc80101              | e0c80101 | e0c80101",
                "4271 §4.3 extended length for one octet  | E | d0c8000101            | e0c80101 | e0c80101",
                "7606 §3 g the first of two               | E | c0c80101 c0c80102     | e0c80101 | e0c80101",
                "4271 §5.1.4 MULTI_EXIT_DISC              | E | 80040400000005        | ''       | 80040400000005",
                "4271 §5.1.5 LOCAL_PREF of another AS     | E | 40050400000005        | ''       | ''",
                "4271 §5.1.6 ATOMIC_AGGREGATE             | E | 400600                | 400600   | 400600",
                "4271 §5.1.7 AGGREGATOR                   | E | c007080000fdea0a000009 | c007080000fdea0a000009 | c007080000fdea0a000009",
                "4271 §5 known, Partial already           | E | e007080000fdea0a000009 | e007080000fdea0a000009 | e007080000fdea0a000009",
                "7606 §7.7 AGGREGATOR of 6 octets         | E | c00706fdea0a000009    | ''       | ''",
                "1997 NO_EXPORT                           | E | c00804ffffff01        | -        | c00804ffffff01",
                "1997 NO_ADVERTISE                        | E | c00804ffffff02        | -        | -",
                "1997 NO_EXPORT_SUBCONFED                 | E | c00804ffffff03        | -        | c00804ffffff03",
                "1997 NO_EXPORT among others              | E | c0080800010002ffffff01 | -       | c0080800010002ffffff01",
                "1997 reserved, of no known meaning       | E | c00804ffffeeee        | c00804ffffeeee | c00804ffffeeee",
                "3765 §2 NOPEER is advice to policies     | E | c00804ffffff04        | c00804ffffff04 | c00804ffffff04",
                "8326 §4 GRACEFUL_SHUTDOWN                | E | c00804ffff0000        | c00804ffff0000 | c00804ffff0000",
                "7999 §3.2 BLACKHOLE                      | E | c00804ffff029a        | -        | c00804ffff029a",
                "4456 §8 ORIGINATOR_ID of another AS      | E | 8009040a000009        | ''       | ''",
                "4456 §8 CLUSTER_LIST of another AS       | E | 800a040a000009        | ''       | ''",
                "4456 §8 both from inside                 | I | 8009040a000009 800a040a000008 | '' | '8009040a000009 800a080a0000010a000008'",
                "4360 §6 one of two is not transitive     | E | c010100002fdea000000014002fdea00000002 | c010080002fdea00000001 | c010100002fdea000000014002fdea00000002",
                "4360 §6 none is transitive               | E | c010084002fdea00000002 | ''      | c010084002fdea00000002",
                "4360 §6 of unknown type                  | E | c010083fffffffffffffff | c010083fffffffffffffff | c010083fffffffffffffff",
                "5701 §2 IPv6 address specific            | E | c01914000220010db80000000000000000000000010001 | c01914000220010db80000000000000000000000010001 | c01914000220010db80000000000000000000000010001",
                "5701 §2 not transitive                   | E | c01914400220010db80000000000000000000000010001 | '' | c01914400220010db80000000000000000000000010001",
                "8092 §3 a repeated one                   | E | c020180000fdea00000001000000020000fdea0000000100000002 | c0200c0000fdea0000000100000002 | c0200c0000fdea0000000100000002",
                "8092 §6 of a reserved AS                 | E | c0200c000000000000000100000002 | c0200c000000000000000100000002 | c0200c000000000000000100000002",
                "7311 §3.3 AIGP of another AS             | E | 801a0b01000b0000000000000064 | '' | ''",
                "9234 §5 ONLY_TO_CUSTOMER without roles   | E | c023040000fdea        | c023040000fdea | c023040000fdea",
                "6793 §6 AS4_PATH where four octets are known | E | c0110602010000fdea | ''      | ''",
            })
    void attributesOnTheirWay(
            String clause, String from, String said, String toOutside, String toInside)
            throws Exception {
        RawNeighbor sender = from.equals("E") ? external : internal;
        String nlri = prefix();
        String mark = say(sender, said, path(sender, ""), nlri);
        assertThat(rest(told(outside, nlri, mark))).as("outside").isEqualTo(toOutside);
        String expected = toInside.replace("80090404000000", "8009047f000004");
        assertThat(rest(told(inside, nlri, mark))).as("inside").isEqualTo(expected);
        told(narrow, nlri, mark);
    }

    @Tag("9774-3-1")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "4271 §5.1.2 our AS first                 | 02010000fdea               | 02020000fde90000fdea | 0202fde9fdea | ''",
                "4271 §5.1.2 into the first segment only  | 02010000fdea02010000fc00   | 02020000fde90000fdea02010000fc00 | 0202fde9fdea0201fc00 | ''",
                "6793 §4.2.2 an AS of four octets         | 02020000fdea00011170       | 02030000fde90000fdea00011170 | 0203fde9fdea5ba0 | c0110e02030000fde90000fdea00011170",
                "6793 §4.2.2 AS_TRANS itself              | 02020000fdea00005ba0       | 02030000fde90000fdea00005ba0 | 0203fde9fdea5ba0 | ''",
                "9774 §3 an AS_SET                        | 02010000fdea01010000fc00   | - | - | -",
            })
    void pathsOnTheirWay(String clause, String said, String wide, String two, String as4)
            throws Exception {
        String nlri = prefix();
        String mark = say(external, "", path(external, said), nlri);
        assertThat(valueOf(told(outside, nlri, mark))).isEqualTo(wide);
        Map<Integer, String> narrowly = told(narrow, nlri, mark);
        assertThat(valueOf(narrowly)).isEqualTo(two);
        assertThat(rest(narrowly)).isEqualTo(as4);
        told(inside, nlri, mark);
    }

    private static String valueOf(Map<Integer, String> told) {
        return told == null ? "-" : told.get(2).substring(6);
    }

    /// RFC 4271 §5.1.2: an AS_SEQUENCE of 255 gets another one before it.
    @Test
    void aFullSegmentStaysAsItIs() throws Exception {
        String nlri = prefix();
        String full = "02ff" + "0000fdea".repeat(255);
        String mark = say(external, "", "500203fe" + full, nlri);
        String expected = "50020404" + "02010000fde9" + full;
        assertThat(told(outside, nlri, mark).get(2)).isEqualTo(expected);
        String two = "50020204" + "0201fde9" + "02ff" + "fdea".repeat(255);
        assertThat(told(narrow, nlri, mark).get(2)).isEqualTo(two);
        told(inside, nlri, mark);
    }

    /// RFC 6793 §4.2.3: what a neighbor with AS numbers of two octets says; 00011170 is AS 70000,
    /// 5ba0 AS_TRANS.
    @Tag("7607-2-3")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "the end of the path               | 0203fdeb5ba05ba0         | c0110a02020001117000011171 | 02030000fdeb0001117000011171 | ''",
                "the whole path                    | 0203fdeb5ba05ba0         | c0110e02030000fdeb0001117000011171 | 02030000fdeb0001117000011171 | ''",
                "longer than the path              | 0202fdeb5ba0             | c0110e02030000fdeb0001117000011171 | 02020000fdeb00005ba0 | ''",
                "two segments                      | 0201fdeb02025ba05ba0     | c0110a02020001117000011171 | 02030000fdeb0001117000011171 | ''",
                "AGGREGATOR of AS_TRANS            | 0203fdeb5ba05ba0         | c007065ba00a000009 c0110a02020001117000011171 c01208000111700a000009 | 02030000fdeb0001117000011171 | c00708000111700a000009",
                "AGGREGATOR of another AS: stale   | 0203fdeb5ba05ba0         | c00706fdec0a000009 c0110a02020001117000011171 c01208000111700a000009 | 02030000fdeb00005ba000005ba0 | c007080000fdec0a000009",
                "AS4_AGGREGATOR alone              | 0201fdeb                 | c01208000111700a000009     | 02010000fdeb | ''",
                "§6 confederation segments         | 0203fdeb5ba05ba0         | c01110030100000064 02020001117000011171 | 02030000fdeb0001117000011171 | ''",
                "§6 a segment of no type           | 0203fdeb5ba05ba0         | c0110a00020001117000011171 | 02030000fdeb00005ba000005ba0 | ''",
                "§6 a segment too long             | 0203fdeb5ba05ba0         | c0110a02030001117000011171 | 02030000fdeb00005ba000005ba0 | ''",
                "§6 fewer than six octets          | 0203fdeb5ba05ba0         | c011050201000111           | 02030000fdeb00005ba000005ba0 | ''",
                "7607 §2 AS 0 in AS4_PATH          | 0203fdeb5ba05ba0         | c0110a02020001117000000000 | 02030000fdeb00005ba000005ba0 | ''",
                "7607 §2 AS 0 in AS4_AGGREGATOR    | 0201fdeb                 | c007065ba00a000009 c01208000000000a000009 | 02010000fdeb | c0070800005ba00a000009",
                "9774 §3 an AS_SET in AS4_PATH     | 0202fdeb5ba0             | c01106010100011170         | - | -",
            })
    void pathsOfTwoOctetsAreMerged(
            String what, String path, String said, String merged, String others) throws Exception {
        String nlri = prefix();
        String mark = say(old, said, path(old, path), nlri);
        Map<Integer, String> at = told(inside, nlri, mark);
        assertThat(valueOf(at)).isEqualTo(merged);
        assertThat(rest(at)).isEqualTo(others);
        told(outside, nlri, mark);
        told(narrow, nlri, mark);
    }

    /// RFC 4271 §6.3: `martians accept`; else [ErrorsOverSocketsTest] knows better.
    @Test
    void martiansAreTakenWhereTheOperatorWantsThem() throws Exception {
        String mark = say(external, "", path(external, ""), "04f0");
        assertThat(told(outside, "04f0", mark)).isNotNull();
        told(inside, "04f0", mark);
        told(narrow, "04f0", mark);
    }
}
