package io.godwit.feeds.mrt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.feeds.Hand;
import io.godwit.feeds.Reading;
import io.godwit.feeds.Samples;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.nlri.Families;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class MrtReaderTest {
    private static final long TIME = 1_192_460_700L;
    private static final String V6 = "20010db8000000000000000000000001";
    private static final String ATTRIBUTES = "40010100 400206 0201 0000fbf0 400304 c0000201";

    /// One record, RFC 6396 §2.
    static byte[] record(int type, int subtype, byte[] body) {
        return new Hand().u32(TIME).u16(type, subtype).u32(body.length).bytes(body).array();
    }

    private static byte[] body(String hex) {
        return new Hand().hex(hex).array();
    }

    private static List<MrtRecord> read(byte[] file) throws IOException {
        MrtReader reader = new MrtReader(new ByteArrayInputStream(file));
        List<MrtRecord> all = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static MrtRecord only(int type, int subtype, String hex) throws IOException {
        List<MrtRecord> all = read(record(type, subtype, body(hex)));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void headerTellsNumberOffsetAndTime() throws IOException {
        byte[] keepalive = record(16, 4, message4());
        List<MrtRecord> all = read(new Hand().bytes(keepalive).bytes(keepalive).array());
        assertThat(all).hasSize(2);
        MrtRecord second = all.get(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.offset()).isEqualTo(keepalive.length);
        assertThat(second.seconds()).isEqualTo(TIME);
        assertThat(second.microseconds()).isEqualTo(-1);
        assertThat(second.octets()).isEqualTo(keepalive.length - 12);
        assertThat(second.problem()).isEmpty();
    }

    private static byte[] message4() {
        return new Hand()
                .u32(64496, 64497)
                .u16(7, 1)
                .hex("c0000201 c0000202")
                .bytes(Samples.KEEPALIVE)
                .array();
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, false, false",
        "4, true, false, false",
        "6, false, true, false",
        "7, true, true, false",
        "8, false, false, true",
        "9, true, false, true",
        "10, false, true, true",
        "11, true, true, true"
    })
    void messagesOfEverySubtype(int subtype, boolean as4, boolean local, boolean addPath)
            throws IOException {
        Hand body = new Hand();
        if (as4) {
            body.u32(4_200_000_000L, 64497);
        } else {
            body.u16(64496, 64497);
        }
        body.u16(0, 2).hex(V6).hex(V6).bytes(Samples.KEEPALIVE);
        MrtRecord r = read(record(16, subtype, body.array())).get(0);
        assertThat(r.problem()).isEmpty();
        var m = (MrtBody.Message) r.body();
        assertThat(m.session().peerAs()).isEqualTo(as4 ? 4_200_000_000L : 64496);
        assertThat(m.session().localAs()).isEqualTo(64497);
        assertThat(m.session().peer()).hasToString("2001:db8::1");
        assertThat(m.local()).isEqualTo(local);
        assertThat(m.reading()).isEqualTo(Reading.given(as4, addPath));
        assertThat(m.message()).isEqualTo(Bytes.of(Samples.KEEPALIVE));
    }

    @Test
    void extendedTimestampsHaveMicroseconds() throws IOException {
        byte[] body = new Hand().u32(123_456).bytes(message4()).array();
        MrtRecord r = read(record(17, 4, body)).get(0);
        assertThat(r.microseconds()).isEqualTo(123_456);
        assertThat(((MrtBody.Message) r.body()).session().interfaceIndex()).isEqualTo(7);
    }

    @Test
    void stateChangesOfBothWidths() throws IOException {
        MrtRecord two = only(16, 0, "fbf0 fbf1 0000 0001 c0000201 c0000202 0006 0001");
        assertThat(two.body())
                .isEqualTo(
                        new MrtBody.StateChange(
                                new MrtBody.MrtSession(
                                        64496,
                                        64497,
                                        0,
                                        Address.ofV4(0xc0000201),
                                        Address.ofV4(0xc0000202)),
                                6,
                                1));
        MrtRecord four = only(16, 5, "0000fbf0 0000fbf1 0000 0001 c0000201 c0000202 0005 0006");
        assertThat(((MrtBody.StateChange) four.body()).newState()).isEqualTo(6);
        assertThat(MrtTypes.stateName(6)).isEqualTo("Established");
        assertThat(MrtTypes.stateName(9)).isEqualTo("state 9");
    }

    @Test
    void peerIndexTableKnowsFourKindsOfPeers() throws IOException {
        MrtRecord r =
                only(
                        13,
                        1,
                        "c0000264 0003 726973 0004"
                                + "00 0a000001 c0000201 fbf0"
                                + "01 0a000002 "
                                + V6
                                + " fbf1"
                                + "02 0a000003 c0000203 fa56ea00"
                                + "03 0a000004 "
                                + V6
                                + " fa56ea01");
        assertThat(r.problem()).isEmpty();
        var t = (MrtBody.PeerIndexTable) r.body();
        assertThat(t.viewName()).isEqualTo("ris");
        assertThat(t.collectorId()).isEqualTo(0xc0000264);
        assertThat(t.peers())
                .containsExactly(
                        new MrtPeer(0x0a000001, Address.parse("192.0.2.1").orElseThrow(), 64496),
                        new MrtPeer(0x0a000002, Address.parse("2001:db8::1").orElseThrow(), 64497),
                        new MrtPeer(
                                0x0a000003,
                                Address.parse("192.0.2.3").orElseThrow(),
                                4_200_000_000L),
                        new MrtPeer(
                                0x0a000004,
                                Address.parse("2001:db8::1").orElseThrow(),
                                4_200_000_001L));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1",
        "3, 1, 2",
        "4, 2, 1",
        "5, 2, 2",
        "8, 1, 1",
        "9, 1, 2",
        "10, 2, 1",
        "11, 2, 2"
    })
    void ribOfEverySubtype(int subtype, int afi, int safi) throws IOException {
        boolean addPath = subtype >= 8;
        Hand body = new Hand().u32(7).hex("18 c00002").u16(2);
        byte[] attributes = body(ATTRIBUTES);
        for (int peer = 0; peer < 2; peer++) {
            body.u16(peer).u32(TIME - 60);
            if (addPath) {
                body.u32(peer + 10);
            }
            body.u16(attributes.length).bytes(attributes);
        }
        MrtRecord r = read(record(13, subtype, body.array())).get(0);
        assertThat(r.problem()).isEmpty();
        var rib = (MrtBody.Rib) r.body();
        assertThat(rib.sequence()).isEqualTo(7);
        assertThat(rib.family()).isEqualTo(Families.of(afi, safi));
        assertThat(rib.nlri().hex()).isEqualTo("18c00002");
        assertThat(rib.addPath()).isFalse(); // of the NLRI; those of the entries are theirs
        assertThat(rib.entries())
                .containsExactly(
                        new RibEntry(0, TIME - 60, addPath ? 10 : -1, Bytes.of(attributes)),
                        new RibEntry(1, TIME - 60, addPath ? 11 : -1, Bytes.of(attributes)));
    }

    @Test
    void genericRibFindsTheEndOfAnyNlri() throws IOException {
        MrtRecord vpn =
                only(
                        13,
                        6,
                        "00000001 0001 80 70 000641 0000fbf000000001 c00002 0001"
                                + "0000 00000000 0004 40010100");
        var rib = (MrtBody.Rib) vpn.body();
        assertThat(vpn.problem()).isEmpty();
        assertThat(rib.family().name()).isEqualTo("ipv4-vpn");
        assertThat(rib.nlri().hex()).isEqualTo("700006410000fbf000000001c00002");
        assertThat(rib.entries()).hasSize(1);
    }

    /// RFC 8050 §4.2: the Path Identifier is in the NLRI.
    @Test
    void genericRibWithPathsHasTheIdentifierInTheNlri() throws IOException {
        MrtRecord r =
                only(
                        13,
                        12,
                        "00000001 0001 01 00000005 18 c00002 0001" + "0000 00000000 0004 40010100");
        var rib = (MrtBody.Rib) r.body();
        assertThat(rib.addPath()).isTrue();
        assertThat(rib.nlri().hex()).isEqualTo("0000000518c00002");
        assertThat(rib.entries().get(0).pathId()).isEqualTo(-1);
    }

    @Test
    void tableDumpOfBothFamilies() throws IOException {
        MrtRecord four =
                only(12, 1, "0000 0001 c0000200 18 01 471341dc c0000201 fbf0 0004 40010100");
        var d = (MrtBody.TableDump) four.body();
        assertThat(four.problem()).isEmpty();
        assertThat(d.nlri().hex()).isEqualTo("18c00002");
        assertThat(d.peer().as()).isEqualTo(64496);
        assertThat(d.attributes().hex()).isEqualTo("40010100");
        MrtRecord six = only(12, 2, "0000 0001 " + V6 + " 80 01 471341dc " + V6 + " fbf0 0000");
        assertThat(((MrtBody.TableDump) six.body()).nlri().hex()).isEqualTo("80" + V6);
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "11, 0", "32, 0", "48, 0", "99, 3", "16, 2", "16, 3", "13, 7", "12, 3"})
    void whatWeDoNotReadIsCounted(int type, int subtype) throws IOException {
        MrtRecord r = only(type, subtype, "0102030405060708");
        assertThat(r.problem()).isEmpty();
        assertThat(r.body()).isEqualTo(new MrtBody.Unread(Bytes.fromHex("0102030405060708")));
        assertThat(MrtTypes.name(type, subtype)).isNotEmpty();
    }

    @Test
    void namesOfTypesAndSubtypes() {
        assertThat(MrtTypes.name(13, 8)).isEqualTo("TABLE_DUMP_V2 RIB_IPV4_UNICAST_ADDPATH");
        assertThat(MrtTypes.name(17, 4)).isEqualTo("BGP4MP_ET MESSAGE_AS4");
        assertThat(MrtTypes.name(16, 77)).isEqualTo("BGP4MP subtype 77");
        assertThat(MrtTypes.name(11, 0)).isEqualTo("OSPFv2");
        assertThat(MrtTypes.name(77, 0)).isEqualTo("type 77");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, the file ends inside the header of the record",
        "11, 0, the file ends inside the header of the record",
        "12, 0, the file ends inside the record: 0 of 35 octets",
        "40, 1, the file ends inside the record: 28 of 35 octets"
    })
    void aCutFileSaysWhere(int keep, int bodies, String problem) throws IOException {
        byte[] whole =
                record(
                        16,
                        1,
                        new Hand().u16(1, 2, 0, 1).u32(1, 2).bytes(Samples.KEEPALIVE).array());
        List<MrtRecord> all = read(Arrays.copyOf(whole, keep));
        if (keep == 0) {
            assertThat(all).isEmpty();
            return;
        }
        assertThat(all).hasSize(1);
        assertThat(all.get(0).problem()).contains(problem);
    }

    @Test
    void aCutMessageIsKeptAsFarAsItGoes() throws IOException {
        byte[] whole =
                record(
                        16,
                        1,
                        new Hand().u16(1, 2, 0, 1).u32(1, 2).bytes(Samples.KEEPALIVE).array());
        MrtRecord r = read(Arrays.copyOf(whole, whole.length - 3)).get(0);
        assertThat(((MrtBody.Message) r.body()).message().length()).isEqualTo(16);
    }

    @Test
    void anImpossibleLengthEndsTheFile() throws IOException {
        byte[] file =
                new Hand().u32(TIME).u16(16, 1).u32(0xffff_fff0L).hex("00".repeat(50)).array();
        List<MrtRecord> all = read(file);
        assertThat(all).hasSize(1);
        assertThat(all.get(0).problem().orElseThrow()).contains("not believable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // fewer peers than the count
                "13; 1; c0000264 0000 0002 00 0a000001 c0000201 fbf0",
                // attribute length beyond the record
                "13; 2; 00000001 18c00002 0001 0000 00000000 00ff 40010100",
                // IPv4 prefix length 33
                "13; 2; 00000001 21c000020180 0000",
                // address family 3 of the peers
                "16; 1; fbf0 fbf1 0000 0003 c0000201 c0000202",
                // an octet more than the record has fields
                "16; 0; fbf0 fbf1 0000 0001 c0000201 c0000202 0006 0001 00",
                // prefix length 40 in an IPv4 table dump
                "12; 1; 0000 0001 c0000200 28 01 471341dc c0000201 fbf0 0000"
            })
    void contradictionsAreProblems(int type, int subtype, String hex) throws IOException {
        MrtRecord damaged = only(type, subtype, hex);
        assertThat(damaged.problem()).isPresent();
        // The next record is found all the same.
        byte[] file =
                new Hand()
                        .bytes(record(type, subtype, body(hex)))
                        .bytes(record(16, 4, message4()))
                        .array();
        assertThat(read(file).get(1).problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void noOctetsMakeItThrow(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> seeds = seeds();
        for (int i = 0; i < 5000; i++) {
            byte[] mutant = seeds.get(random.nextInt(seeds.size())).clone();
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length + 1));
            assertThat(read(mutant)).as("seed %d, case %d", seed, i).isNotNull();
        }
    }

    private static List<byte[]> seeds() {
        String entry = "0000 00000000 0004 40010100";
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(record(16, 4, message4()));
        seeds.add(record(17, 4, new Hand().u32(1).bytes(message4()).array()));
        seeds.add(record(13, 1, body("c0000264 0000 0001 02 0a000001 c0000201 0000fbf0")));
        seeds.add(record(13, 2, body("00000001 18c00002 0002" + entry + entry)));
        seeds.add(record(13, 12, body("00000001 0001 01 00000005 18 c00002 0001" + entry)));
        seeds.add(record(13, 6, body("00000001 4004 47 00010002aabb 0001" + entry)));
        seeds.add(record(12, 1, body("0000 0001 c0000200 18 01 471341dc c0000201 fbf0 0000")));
        return seeds;
    }
}
