package io.godwit.wire.attr;

import static io.godwit.wire.Messages.IBGP2;
import static io.godwit.wire.Messages.IBGP4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.Messages;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Prefix;
import io.godwit.wire.nlri.Families;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Values of attributes, octets to records to octets, and their texts.
class AttributeTest {
    static Stream<Arguments> vectors() {
        return Stream.of(
                v("00", IBGP4, new Origin(Origin.IGP), "IGP"),
                v("01", IBGP4, new Origin(Origin.EGP), "EGP"),
                v("02", IBGP4, new Origin(Origin.INCOMPLETE), "INCOMPLETE"),
                v("", IBGP4, AsPath.EMPTY, ""),
                v("0202 0000fde8 00010000", IBGP4, AsPath.sequence(65000, 65536), "65000 65536"),
                v("0202 fde8 5ba0", IBGP2, AsPath.sequence(65000, 23456), "65000 23456"),
                v(
                        "0301 0000fde8 0401 0000fde9 0201 00000001 0102 00000002 00000003",
                        IBGP4,
                        new AsPath(
                                List.of(
                                        segment(AsPath.CONFED_SEQUENCE, 65000),
                                        segment(AsPath.CONFED_SET, 65001),
                                        segment(AsPath.SEQUENCE, 1),
                                        segment(AsPath.SET, 2, 3))),
                        "(65000) [65001] 1 {2,3}"),
                v("c0000201", IBGP4, new NextHop(Address.ofV4(0xc0000201)), "192.0.2.1"),
                v("ffffffff", IBGP4, new MultiExitDisc(4294967295L), "4294967295"),
                v("00000064", IBGP4, new LocalPref(100), "100"),
                v("", IBGP4, new AtomicAggregate(), "yes"),
                v(
                        "00010000 c0000201",
                        IBGP4,
                        new Aggregator(65536, Address.ofV4(0xc0000201)),
                        "AS 65536 192.0.2.1"),
                v(
                        "fde8 c0000201",
                        IBGP2,
                        new Aggregator(65000, Address.ofV4(0xc0000201)),
                        "AS 65000 192.0.2.1"),
                v(
                        "fde80001 ffffff01 ffff029a",
                        IBGP4,
                        new Communities(Ints.of(0xfde80001, 0xffffff01, 0xffff029a)),
                        "65000:1 no-export blackhole"),
                v("0a000001", IBGP4, new OriginatorId(Address.ofV4(0x0a000001)), "10.0.0.1"),
                v(
                        "0a000001 0a000002",
                        IBGP4,
                        new ClusterList(Ints.of(0x0a000001, 0x0a000002)),
                        "10.0.0.1 10.0.0.2"),
                v(
                        "0002fde800000001 0102c00002010005 0202000100000003 4300000000000000"
                                + "0003fde800000001",
                        IBGP4,
                        new ExtendedCommunities(
                                Bytes.fromHex(
                                        "0002fde8000000010102c000020100050202000100000003"
                                                + "43000000000000000003fde800000001")),
                        "rt:65000:1 rt:192.0.2.1:5 rt:65536:3 4300000000000000 soo:65000:1"),
                v(
                        "4301800100000032 030181027fffffff 43018381ffffffff",
                        IBGP4,
                        new ExtendedCommunities(
                                Bytes.fromHex("4301800100000032030181027fffffff43018381ffffffff")),
                        "cost:absolute:1:50 transitive-cost:igp:2:2147483647"
                                + " cost:131(replace):1:4294967295"),
                v(
                        "0201 00010000",
                        IBGP2,
                        new As4Path(List.of(segment(AsPath.SEQUENCE, 65536))),
                        "65536"),
                v(
                        "00010000 c0000201",
                        IBGP2,
                        new As4Aggregator(65536, Address.ofV4(0xc0000201)),
                        "AS 65536 192.0.2.1"),
                v(
                        "0002 20010db8000000000000000000000001 0005",
                        IBGP4,
                        new Ipv6ExtendedCommunities(
                                Bytes.fromHex("000220010db80000000000000000000000010005")),
                        "000220010db80000000000000000000000010005"),
                v("01 000b 0000000000000064", IBGP4, Aigp.of(100), "100"),
                v(
                        "0000fde8 00000001 ffffffff",
                        IBGP4,
                        new LargeCommunities(Ints.of(65000, 1, -1)),
                        "65000:1:4294967295"),
                v("0000fde8", IBGP4, new OnlyToCustomer(65000), "65000"));
    }

    private static Arguments v(String hex, Context context, Attribute value, String text) {
        return Arguments.of(hex, context, value, text);
    }

    private static AsPath.Segment segment(int type, int... asns) {
        return new AsPath.Segment(type, Ints.of(asns));
    }

    @Tag("8092-5-1")
    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWrites(String hex, Context context, Attribute value, String text) {
        byte[] octets = Messages.octets(hex);
        AttributeType<?> type = value.type();
        assertThat(type.codec().wellFormed(octets, 0, octets.length, context)).isTrue();
        assertThat(type.codec().readable(octets, 0, octets.length, context)).isTrue();
        assertThat(type.codec().read(octets, 0, octets.length, context)).isEqualTo(value);
        byte[] out = new byte[200];
        int end = type.writeValue(value, out, 9, context);
        assertThat(Messages.hex(out, 9, end - 9)).isEqualTo(Messages.plain(hex));
        assertThat(value.text()).isEqualTo(text);
        assertThat(AttributeTypes.of(type.code())).isSameAs(type);
    }

    @Test
    void readsReachableRoutesOfIpv6() {
        String hex =
                "0002 01 20 20010db8000000000000000000000001 fe800000000000000000000000000001"
                        + " 00 20 20010db8 00";
        byte[] octets = Messages.octets(hex);
        MpReach value = MpReach.TYPE.codec().read(octets, 0, octets.length, IBGP4);
        assertThat(value.family()).isEqualTo(Family.IPV6_UNICAST);
        assertThat(value.nextHops())
                .extracting(Address::toString)
                .containsExactly("2001:db8::1", "fe80::1");
        assertThat(value.nlri()).containsExactly(entry("2001:db8::/32"), entry("::/0"));
        assertThat(value.text()).isEqualTo("ipv6 next hop 2001:db8::1 fe80::1 2001:db8::/32 ::/0");
        byte[] out = new byte[100];
        assertThat(Messages.hex(out, 0, MpReach.TYPE.writeValue(value, out, 0, IBGP4)))
                .isEqualTo(Messages.plain(hex));
    }

    @Test
    void readsPathIdentifiersWhereNegotiated() {
        byte[] octets = Messages.octets("0002 01 00000007 20 20010db8");
        MpUnreach value = MpUnreach.TYPE.codec().read(octets, 0, octets.length, Messages.PATHS);
        assertThat(value.nlri())
                .containsExactly(new NlriEntry(7, Prefix.parse("2001:db8::/32").orElseThrow()));
        byte[] out = new byte[100];
        int end = MpUnreach.TYPE.writeValue(value, out, 0, Messages.PATHS);
        assertThat(Messages.hex(out, 0, end)).isEqualTo("000201000000072020010db8");
    }

    @Test
    void keepsRoutesOfOtherFamiliesAsOctets() {
        byte[] octets = Messages.octets("0019 46 04 c0000201 00 0102030405");
        MpReach value = MpReach.TYPE.codec().read(octets, 0, octets.length, IBGP4);
        assertThat(value)
                .isEqualTo(
                        new MpReach(
                                Families.of(25, 70),
                                Bytes.fromHex("c0000201"),
                                List.of(),
                                Bytes.fromHex("0102030405")));
        assertThat(value.text()).isEqualTo("evpn next hop 192.0.2.1 nlri 0102030405");
        byte[] out = new byte[100];
        int end = MpReach.TYPE.writeValue(value, out, 0, IBGP4);
        assertThat(Messages.hex(out, 0, end)).isEqualTo(Messages.hex(octets, 0, octets.length));
    }

    @ParameterizedTest
    @CsvSource({
        "c0000201, 192.0.2.1",
        "20010db8000000000000000000000001, 2001:db8::1",
        "0000000000000000 c0000201, 192.0.2.1",
        "0000000000000000 20010db8000000000000000000000001, 2001:db8::1",
        "0000000000000000 20010db8000000000000000000000001"
                + " 0000000000000000 fe800000000000000000000000000001, 2001:db8::1 fe80::1",
        "'', ''",
        "c00002, ''",
    })
    void readsNextHopsOfAllSizes(String hop, String expected) {
        MpReach value = MpReach.of(Families.of(1, 128), Bytes.of(Messages.octets(hop)), List.of());
        assertThat(String.join(" ", value.nextHops().stream().map(Address::toString).toList()))
                .isEqualTo(expected);
    }

    @Tag("7311-3.4.3-2")
    @Test
    void anAigpMetricHasAHighestValue() {
        assertThat(Aigp.increased(7, 50)).isEqualTo(57);
        assertThat(Aigp.increased(-16, 15)).isEqualTo(-1);
        assertThat(Aigp.increased(-16, 50)).isEqualTo(-1);
        assertThat(Aigp.increased(-1, 0)).isEqualTo(-1);
    }

    @Tag("7311-3.2-2")
    @Test
    void theFirstAigpTlvOfTypeOneCounts() {
        Aigp aigp = new Aigp(Bytes.fromHex("020004ff01000b000000000000000501000b0000000000000006"));
        assertThat(aigp.metric()).hasValue(5);
        assertThat(new Aigp(Bytes.fromHex("020003")).metric()).isEmpty();
        assertThat(Aigp.of(-2).text()).isEqualTo("18446744073709551614");
    }

    @Test
    void anUnknownOnePasses() {
        UnknownAttribute value = new UnknownAttribute(0xe0, 99, Bytes.fromHex("abcd"));
        assertThat(value.type().name()).isEqualTo("ATTR_99");
        assertThat(value.type().isKnown()).isFalse();
        assertThat(value.text()).isEqualTo("abcd");
        byte[] out = new byte[10];
        assertThat(AttributeWriter.write(out, 0, 0xe0, value, IBGP4)).isEqualTo(5);
        assertThat(Messages.hex(out, 0, 5)).isEqualTo("e06302abcd");
    }

    /// A malformed value of a known type is kept as octets too, and written like that.
    @Test
    void aMalformedOneCanBeWrittenAsItWas() {
        UnknownAttribute value = new UnknownAttribute(0x40, 1, Bytes.fromHex("0909"));
        byte[] out = new byte[10];
        assertThat(AttributeWriter.write(out, 0, 0x40, value, IBGP4)).isEqualTo(5);
        assertThat(Messages.hex(out, 0, 5)).isEqualTo("4001020909");
        assertThat(value.type().name()).isEqualTo("ORIGIN");
    }

    @ParameterizedTest
    @CsvSource({
        "1, ORIGIN, true",
        "2, AS_PATH, true",
        "3, NEXT_HOP, true",
        "4, MULTI_EXIT_DISC, true",
        "5, LOCAL_PREF, true",
        "6, ATOMIC_AGGREGATE, true",
        "7, AGGREGATOR, true",
        "8, COMMUNITIES, true",
        "9, ORIGINATOR_ID, true",
        "10, CLUSTER_LIST, true",
        "14, MP_REACH_NLRI, true",
        "15, MP_UNREACH_NLRI, true",
        "16, EXTENDED_COMMUNITIES, true",
        "17, AS4_PATH, true",
        "18, AS4_AGGREGATOR, true",
        "25, IPV6_EXTENDED_COMMUNITIES, true",
        "26, AIGP, true",
        "32, LARGE_COMMUNITIES, true",
        "35, ONLY_TO_CUSTOMER, true",
        "22, PMSI_TUNNEL, false",
        "128, ATTR_SET, false",
        "0, ATTR_0, false",
        "255, ATTR_255, false",
    })
    void theRegistryHasADescriptorForEveryCode(int code, String name, boolean known) {
        AttributeType<?> type = AttributeTypes.of(code);
        assertThat(type.code()).isEqualTo(code);
        assertThat(type).hasToString(name);
        assertThat(type.isKnown()).isEqualTo(known);
        assertThat(AttributeTypes.known().contains(type)).isEqualTo(known);
    }

    @Test
    void recordsRefuseValuesThatTheWireCannotHold() {
        assertThatThrownBy(() -> new Origin(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalPref(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MultiExitDisc(1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NextHop(Address.ofV6(0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NlriEntry entry(String prefix) {
        return NlriEntry.of(Prefix.parse(prefix).orElseThrow());
    }
}
