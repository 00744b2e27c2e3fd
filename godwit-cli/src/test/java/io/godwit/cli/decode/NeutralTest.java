package io.godwit.cli.decode;

import static io.godwit.cli.decode.Samples.message;
import static io.godwit.cli.decode.Samples.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.feeds.Reading;
import io.godwit.json.JsonWriter;
import io.godwit.wire.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/// The schema in which decoders of different makes are compared.
class NeutralTest {
    private static String answer(byte[] message) {
        return JsonWriter.write(Neutral.of(message, Reading.USUAL));
    }

    private static String line(String line) {
        return JsonWriter.write(NeutralStream.answer(line));
    }

    @Test
    void messagesWithoutFields() {
        assertThat(answer(message(4, ""))).isEqualTo("{\"type\":\"KEEPALIVE\"}");
        assertThat(answer(message(5, "0001 02 01")))
                .isEqualTo("{\"type\":\"ROUTE-REFRESH\",\"afi\":1,\"subtype\":2,\"safi\":1}");
        assertThat(answer(message(3, "06 04 0568656c6c6f")))
                .isEqualTo(
                        "{\"type\":\"NOTIFICATION\",\"code\":6,\"subcode\":4,"
                                + "\"data\":\"0568656c6c6f\"}");
    }

    @Test
    void open() {
        assertThat(answer(Samples.golden().get("open")))
                .isEqualTo(
                        "{\"type\":\"OPEN\",\"version\":4,\"asn\":23456,\"holdTime\":180,"
                                + "\"routerId\":\"192.0.2.1\",\"capabilities\":["
                                + "{\"code\":1,\"name\":\"multiprotocol\",\"afi\":1,\"safi\":1},"
                                + "{\"code\":1,\"name\":\"multiprotocol\",\"afi\":2,\"safi\":1},"
                                + "{\"code\":2,\"name\":\"route-refresh\"},"
                                + "{\"code\":65,\"name\":\"four-octet-as\",\"asn\":4200000000},"
                                + "{\"code\":64,\"name\":\"graceful-restart\",\"restart\":true,"
                                + "\"notification\":false,\"time\":120,\"families\":["
                                + "{\"afi\":1,\"safi\":1,\"flags\":128}]},"
                                + "{\"code\":69,\"name\":\"add-path\",\"families\":["
                                + "{\"afi\":1,\"safi\":1,\"sendReceive\":3}]}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "05 06 0001 0001 0002; {\"code\":5,\"name\":\"extended-next-hop\",\"families\":"
                        + "[{\"afi\":1,\"safi\":1,\"nextHopAfi\":2}]}",
                "06 00; {\"code\":6,\"name\":\"extended-message\"}",
                "09 01 03; {\"code\":9,\"name\":\"role\",\"role\":3}",
                "47 07 0001 01 80 000168; {\"code\":71,\"name\":\"long-lived-graceful-restart\","
                        + "\"families\":[{\"afi\":1,\"safi\":1,\"flags\":128,\"time\":360}]}",
                "49 06 02 7232 02 6c6f; {\"code\":73,\"name\":\"fqdn\",\"hostname\":\"r2\","
                        + "\"domain\":\"lo\"}",
                "4b 03 02 7631; {\"code\":75,\"name\":\"software-version\",\"raw\":\"027631\"}",
                "02 01 aa; {\"code\":2,\"name\":\"route-refresh\",\"raw\":\"aa\"}",
                "c8 00; {\"code\":200,\"name\":\"unknown\"}"
            })
    void capabilities(String hex, String json) {
        int octets = Samples.octets(hex).length;
        byte[] open =
                message(
                        1,
                        "04 fbf0 005a c0000201"
                                + String.format("%02x 02 %02x", octets + 2, octets)
                                + hex);
        assertThat(answer(open)).contains("\"capabilities\":[" + json.strip() + "]");
    }

    @Test
    void parametersThatAreNoCapabilities() {
        assertThat(answer(message(1, "04 fbf0 005a c0000201 04 07 02 abcd")))
                .contains("\"otherParameters\":[{\"type\":7,\"raw\":\"abcd\"}]")
                .contains("\"action\":\"session-reset\",\"code\":2,\"subcode\":4");
    }

    @Test
    void updateOfIpv4() {
        assertThat(answer(Samples.golden().get("update")))
                .isEqualTo(
                        "{\"type\":\"UPDATE\",\"withdrawn\":[{\"prefix\":\"203.0.113.0/24\"}],"
                                + "\"attributes\":{\"ORIGIN\":\"IGP\",\"AS_PATH\":["
                                + "{\"type\":\"AS_SEQUENCE\",\"asns\":[64496,64512,65536,"
                                + "4200000000]},{\"type\":\"AS_SET\",\"asns\":[64497,64498]}],"
                                + "\"NEXT_HOP\":\"192.0.2.1\",\"MULTI_EXIT_DISC\":10,"
                                + "\"LOCAL_PREF\":200,\"ATOMIC_AGGREGATE\":true,"
                                + "\"AGGREGATOR\":{\"asn\":64497,\"address\":\"192.0.2.9\"},"
                                + "\"COMMUNITIES\":[\"64496:1\",\"65535:65281\"]},\"nlri\":["
                                + "{\"prefix\":\"192.0.2.0/24\"},"
                                + "{\"prefix\":\"198.51.100.128/25\"},"
                                + "{\"prefix\":\"0.0.0.0/0\"}]}");
    }

    @Test
    void updateOfIpv6() {
        assertThat(answer(Samples.golden().get("update-ipv6")))
                .contains(
                        "\"mpReach\":{\"afi\":2,\"safi\":1,\"family\":\"ipv6-unicast\","
                                + "\"nextHop\":[\"2001:db8::1\",\"fe80::1\"],"
                                + "\"nlri\":[{\"prefix\":\"2001:db8::/32\"}]}")
                .contains("\"LARGE_COMMUNITIES\":[\"64496:1:2\",\"64496:3:4\"]")
                .contains("\"EXTENDED_COMMUNITIES\":[\"0002fbf000000001\"]");
    }

    @Test
    void endOfRib() {
        assertThat(answer(message(2, "00000000"))).endsWith("\"eor\":\"ipv4-unicast\"}");
        assertThat(answer(update("800f03 0002 01", ""))).endsWith("\"eor\":\"ipv6-unicast\"}");
        assertThat(answer(update("800f03 0001 80", ""))).endsWith("\"eor\":\"ipv4-vpn\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "c01604 0000 0007; \"ATTR_SET\"; false",
                "c01609 00 06 000641 c0000201; \"PMSI_TUNNEL\":{\"flags\":0,\"tunnelType\":6,"
                        + "\"label\":1601,\"tunnelId\":\"c0000201\"}; true",
                "801a0b 01 000b 0000000000000064; \"AIGP\":100; true",
                "c02804 01020304; \"PREFIX_SID\":{\"raw\":\"01020304\"}; true",
                "c0fe02 abcd; \"ATTR_254\":{\"raw\":\"abcd\"}; true",
                "c02304 0000fbf0; \"ONLY_TO_CUSTOMER\":64496; true",
                "800904 c0000209; \"ORIGINATOR_ID\":\"192.0.2.9\"; true",
                "800a08 c0000209 c000020a; \"CLUSTER_LIST\":[\"192.0.2.9\",\"192.0.2.10\"]; true",
                "c01914 0002 20010db8000000000000000000000001 0007; \"IPV6_EXTENDED_COMMUNITIES\":"
                        + "[\"000220010db80000000000000000000000010007\"]; true"
            })
    void attributes(String hex, String json, boolean there) {
        String answer = answer(update(Samples.GOOD + hex, "18 c00002"));
        assertThat(answer.contains(json.strip())).as(answer).isEqualTo(there);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // labeled, RFC 8277
                "0001 04; 30 000641 c00002; {\"labels\":[100],\"prefix\":\"192.0.2.0/24\"}",
                "0001 04; 48 000640 000651 c00002;"
                        + " {\"labels\":[100,101],\"prefix\":\"192.0.2.0/24\"}",
                // VPN, RFC 4364
                "0001 80; 70 000641 0000fbf000000001 c00002;"
                        + " {\"labels\":[100],\"rd\":\"0:64496:1\",\"prefix\":\"192.0.2.0/24\"}",
                "0002 80; 78 000641 0001c00002010005 20010db8;"
                        + " {\"labels\":[100],\"rd\":\"1:192.0.2.1:5\","
                        + "\"prefix\":\"2001:db8::/32\"}",
                // multicast
                "0001 02; 18 c00002; {\"prefix\":\"192.0.2.0/24\"}",
                // EVPN, RFC 7432
                "0019 46; 02 25 0000fbf000000001 00000000000000000000 0000000a 30 020000000001 20"
                        + " c0000201 000641; {\"routeType\":2,\"rd\":\"0:64496:1\","
                        + "\"esi\":\"00000000000000000000\",\"ethernetTag\":10,"
                        + "\"mac\":\"02:00:00:00:00:01\",\"ip\":\"192.0.2.1\",\"labels\":[1601]}",
                "0019 46; 03 11 0000fbf000000001 0000000a 20 c0000201; {\"routeType\":3,"
                        + "\"rd\":\"0:64496:1\",\"ethernetTag\":10,\"ip\":\"192.0.2.1\"}",
                "0019 46; 05 22 0000fbf000000001 00000000000000000000 00000000 18 c0000200"
                        + " c0000201 000641; {\"routeType\":5,\"rd\":\"0:64496:1\","
                        + "\"esi\":\"00000000000000000000\",\"ethernetTag\":0,"
                        + "\"prefix\":\"192.0.2.0/24\",\"gateway\":\"192.0.2.1\","
                        + "\"labels\":[1601]}",
                "0019 46; 0b 02 abcd; {\"routeType\":11,\"raw\":\"abcd\"}",
                // FlowSpec, RFC 8955, RFC 8956
                "0001 85; 0c 01 18 c00002 03 81 06 05 11 0050 c1; ",
                "0001 85; 0b 01 18 c00002 03 81 06 04 81 50; {\"components\":["
                        + "{\"type\":1,\"prefix\":\"192.0.2.0/24\"},"
                        + "{\"type\":3,\"terms\":[{\"op\":1,\"value\":6}]},"
                        + "{\"type\":4,\"terms\":[{\"op\":1,\"value\":80}]}]}",
                "0002 85; 07 01 20 00 20010db8; {\"components\":["
                        + "{\"type\":1,\"prefix\":\"2001:db8::/32\",\"offset\":0}]}",
                // Route Target constraint, RFC 4684
                "0001 84; 60 0000fbf0 0002fbf000000001; {\"originAs\":64496,"
                        + "\"rt\":\"0002fbf000000001\",\"length\":96}",
                "0001 84; 00; {\"default\":true}",
                // SR Policy
                "0001 49; 60 00000001 00000064 c0000201;"
                        + " {\"distinguisher\":1,\"color\":100,\"endpoint\":\"192.0.2.1\"}",
                // MCAST-VPN, MUP, VPLS, BGP-LS
                "0001 05; 01 02 abcd; {\"routeType\":1,\"raw\":\"abcd\"}",
                "0001 55; 01 0003 02 abcd; {\"architecture\":1,\"routeType\":3,\"raw\":\"abcd\"}",
                "0019 41; 0011 0000fbf000000001 0005 0001 0008 029ce0;"
                        + " {\"rd\":\"0:64496:1\",\"veId\":5,\"veBlockOffset\":1,"
                        + "\"veBlockSize\":8,\"labelBase\":10702}",
                "4004 47; 0001 000b 02 0000000000000007 abcd;"
                        + " {\"nlriType\":1,\"protocolId\":2,\"identifier\":7,\"raw\":\"abcd\"}",
                // a family that nobody explains
                "0003 63; abcdef; {\"raw\":\"abcdef\"}"
            })
    void nlri(String family, String nlri, String json) {
        int octets = 9 + Samples.octets(nlri).length;
        String reach = "80 0e" + String.format("%02x", octets) + family + "04 c0000201 00" + nlri;
        String answer = answer(update(reach + "40010100 400200", ""));
        if (json == null) {
            assertThat(answer).contains("\"action\":\"session-reset\"");
        } else {
            assertThat(answer).contains("\"nlri\":[" + json.strip() + "]");
        }
    }

    @Test
    void nextHopsOfVpnsAreBehindADistinguisher() {
        byte[] m =
                update(
                        "800e20 0001 80 0c 0000000000000000 c0000201 00"
                                + "70 000641 0000fbf000000001 c00002",
                        "");
        assertThat(answer(m)).contains("\"nextHop\":[\"192.0.2.1\"]");
    }

    /// RFC 8950: whoever gets this has negotiated it.
    @Test
    void ipv4RoutesMayHaveAnIpv6NextHop() {
        byte[] m =
                update(
                        "800e19 0001 01 10 20010db8000000000000000000000001 00 18 c00002"
                                + "40010100 400200",
                        "");
        assertThat(answer(m))
                .contains("\"nextHop\":[\"2001:db8::1\"],\"nlri\":[{\"prefix\":\"192.0.2.0/24\"}]")
                .doesNotContain("action");
    }

    @ParameterizedTest
    @CsvSource({
        "header-marker, 1, 1",
        "header-length, 1, 2",
        "header-type, 1, 3",
        "header-cut, 1, 2",
        "keepalive-too-long, 1, 2",
        "open-version, 2, 1",
        "open-parameters, 2, 0"
    })
    void errors(String name, int code, int subcode) {
        assertThat(Neutral.of(Samples.golden().get(name), Reading.USUAL))
                .isEqualTo(Map.of("type", "ERROR", "code", code, "subcode", subcode));
    }

    @ParameterizedTest
    @CsvSource({
        "open-hold-time, session-reset",
        "open-identifier, session-reset",
        "update-withdrawn-length, session-reset",
        "update-attributes-length, session-reset",
        "update-origin, treat-as-withdraw",
        "update-as-path, treat-as-withdraw",
        "update-missing, treat-as-withdraw",
        "update-flags, treat-as-withdraw",
        "update-aggregator, attribute-discard",
        "update-twice, attribute-discard",
        "update-overrun, treat-as-withdraw",
        "update-prefix-length, session-reset",
        "update-prefix-cut, session-reset",
        "update-reach-twice, session-reset",
        "update-well-known, session-reset"
    })
    void actionsOfRfc7606(String name, String action) {
        Map<String, Object> answer = Neutral.of(Samples.golden().get(name), Reading.USUAL);
        String type = name.startsWith("open") ? "OPEN" : "UPDATE";
        assertThat(answer).containsEntry("type", type).containsEntry("action", action);
    }

    @Test
    void octetsAroundAMessageAreAnError() {
        byte[] two = Samples.octets(Samples.MARKER + "001304" + Samples.MARKER + "001304");
        assertThat(Neutral.of(two, Reading.USUAL)).containsEntry("type", "ERROR");
        assertThat(Neutral.of(new byte[0], Reading.USUAL)).containsEntry("type", "ERROR");
    }

    @Test
    void linesTellTheirContext() {
        String two =
                Bytes.of(update("40010100 400204 0201 fbf0 400304 c0000201", "18 c00002")).hex();
        assertThat(line("{\"proto\":\"bgp\",\"hex\":\"" + two + "\",\"context\":{\"asn4\":false}}"))
                .contains("\"asns\":[64496]")
                .doesNotContain("action");
        assertThat(line("{\"hex\":\"" + two + "\",\"context\":{\"asn4\":true,\"addpath\":[]}}"))
                .contains("treat-as-withdraw");
        assertThat(line(two)).contains("\"asns\":[64496]");
        String paths = Bytes.of(update(Samples.GOOD, "00000007 18 c00002")).hex();
        assertThat(
                        line(
                                "{\"hex\":\""
                                        + paths
                                        + "\",\"context\":{\"asn4\":true,\"addpath\":[\"1/1\"]}}"))
                .contains("\"nlri\":[{\"pathId\":7,\"prefix\":\"192.0.2.0/24\"}]");
    }

    @Test
    void whatIsNotForUsIsSaid() {
        String unsupported = "{\"type\":\"UNSUPPORTED\"}";
        assertThat(line("{\"proto\":\"bmp\",\"hex\":\"00\"}")).isEqualTo(unsupported);
        assertThat(line("{\"proto\":")).isEqualTo(unsupported);
        assertThat(line("{\"proto\":\"bgp\"}")).isEqualTo(unsupported);
        assertThat(line("not hex")).isEqualTo(unsupported);
    }

    /// RFC 8210 §5, and what is none of its PDUs.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "010012340000000cdeadbeef | 'SERIAL_NOTIFY','sessionId':4660,'serial':3735928559",
                "0103000700000008 | 'CACHE_RESPONSE','sessionId':7",
                "0208000000000008 | 'CACHE_RESET'",
                "02040000000000140008180a0a00000000000007 | 'IPV4_PREFIX','announce':false,'prefix':'10.0.0.0/8','maxLength':24,'asn':7",
                "0007b1c70000000c00000001 | 'END_OF_DATA','sessionId':45511,'serial':1",
                "020b0100000000100001000f0001000d | 'ASPA','announce':true,'customer':65551,'providers':[65549]",
                "010a000200000010000000000000000 | ",
                "010a00020000001200000000000000026869 | 'ERROR_REPORT','code':2,'pdu_copy':'','text':'hi'",
                "01040000000000140121180a0a00000000000007 | "
            })
    void rtr(String hex, String pdu) {
        String answer = line("{\"proto\":\"rtr\",\"hex\":\"" + hex + "\"}").replace('"', '\'');
        if (pdu == null) {
            assertThat(answer).doesNotContain("'RTR'");
        } else {
            String version = hex.substring(1, 2);
            assertThat(answer)
                    .isEqualTo("{'type':'RTR','version':" + version + ",'pdu':" + pdu + "}");
        }
    }
}
