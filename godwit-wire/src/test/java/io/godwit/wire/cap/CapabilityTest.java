package io.godwit.wire.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Messages;
import io.godwit.wire.nlri.Families;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class CapabilityTest {
    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of("0104 0002 00 01", new MultiProtocol(Family.IPV6_UNICAST)),
                Arguments.of("0104 0019 00 46", new MultiProtocol(Families.of(25, 70))),
                Arguments.of("0200", new RouteRefreshCapability()),
                Arguments.of(
                        "050c 0001 0001 0002 0001 0080 0002",
                        new ExtendedNextHop(
                                List.of(
                                        new ExtendedNextHop.Entry(Family.IPV4_UNICAST, 2),
                                        new ExtendedNextHop.Entry(Families.of(1, 128), 2)))),
                Arguments.of("0600", new ExtendedMessage()),
                Arguments.of("090103", new BgpRole(BgpRole.CUSTOMER)),
                Arguments.of("4002 0078", new GracefulRestart(false, false, 120, List.of())),
                Arguments.of(
                        "400a cfff 0001 01 80 0002 01 00",
                        new GracefulRestart(
                                true,
                                true,
                                4095,
                                List.of(
                                        new GracefulRestart.FamilyFlags(Family.IPV4_UNICAST, 128),
                                        new GracefulRestart.FamilyFlags(Family.IPV6_UNICAST, 0)))),
                Arguments.of("4104 fffffffe", new FourOctetAs(4294967294L)),
                Arguments.of(
                        "4508 0001 01 03 0002 01 01",
                        new AddPath(
                                List.of(
                                        new AddPath.Entry(Family.IPV4_UNICAST, AddPath.BOTH),
                                        new AddPath.Entry(Family.IPV6_UNICAST, AddPath.RECEIVE)))),
                Arguments.of("4600", new EnhancedRouteRefresh()),
                Arguments.of(
                        "4707 0001 01 80 015180",
                        new LongLivedGracefulRestart(
                                List.of(
                                        new LongLivedGracefulRestart.Entry(
                                                Family.IPV4_UNICAST, 128, 86400)))),
                Arguments.of(
                        "4c0a 0001 01 0004 0002 01 0000",
                        new PathsLimit(
                                List.of(
                                        new PathsLimit.Entry(Family.IPV4_UNICAST, 4),
                                        new PathsLimit.Entry(Family.IPV6_UNICAST, 0)))),
                Arguments.of("4906 03 6f6e65 01 78", new Fqdn("one", "x")),
                Arguments.of("4902 00 00", new Fqdn("", "")),
                Arguments.of("4b03 616263", new UnknownCapability(75, Bytes.fromHex("616263"))));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWrites(String hex, Capability capability) {
        byte[] octets = Messages.octets(hex);
        assertThat(Capabilities.read(octets[0], octets, 2, octets.length - 2))
                .isEqualTo(capability);
        byte[] out = new byte[300];
        int end = Capabilities.write(capability, out, 7);
        assertThat(Messages.hex(out, 7, end - 7)).isEqualTo(Messages.plain(hex));
        assertThat(capability.code()).isEqualTo(octets[0]);
    }

    /// What does not have the size that its RFC says is not read.
    @ParameterizedTest
    @CsvSource({
        "1, 000100",
        "2, 00",
        "5, 0001000100",
        "5, 000101000002",
        "6, 00",
        "9, ''",
        "9, 0000",
        "64, 00",
        "64, 0078000101",
        "65, 0000fd",
        "69, 000101",
        "70, 01",
        "71, 000101800000",
        "73, ''",
        "73, 0a",
        "73, 016100ff",
        "73, 0161",
    })
    void keepsWronglySizedOnesAsOctets(int code, String value) {
        byte[] octets = Messages.octets(value);
        assertThat(Capabilities.read(code, octets, 0, octets.length))
                .isEqualTo(new UnknownCapability(code, Bytes.of(octets)));
    }

    @Test
    void haveNames() {
        assertThat(Capabilities.name(1)).isEqualTo("multiprotocol");
        assertThat(Capabilities.name(65)).isEqualTo("four-octet-as");
        assertThat(Capabilities.name(75)).isEqualTo("software-version");
        assertThat(Capabilities.name(200)).isEqualTo("unknown");
    }

    @Test
    void aValueOfMoreThan255OctetsIsRefused() {
        Capability tooLong = new UnknownCapability(200, Bytes.of(new byte[256]));
        assertThatThrownBy(() -> Capabilities.write(tooLong, new byte[300], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// RFC 7911 §4: values other than 1, 2 and 3 are to be ignored.
    @Tag("7911-4-1")
    @Test
    void addPathKnowsDirections() {
        assertThat(new AddPath.Entry(Family.IPV4_UNICAST, 1).receives()).isTrue();
        assertThat(new AddPath.Entry(Family.IPV4_UNICAST, 1).sends()).isFalse();
        assertThat(new AddPath.Entry(Family.IPV4_UNICAST, 2).sends()).isTrue();
        assertThat(new AddPath.Entry(Family.IPV4_UNICAST, 3).sends()).isTrue();
        assertThat(new AddPath.Entry(Family.IPV4_UNICAST, 7).receives()).isFalse();
        assertThat(new AddPath.Entry(Family.IPV4_UNICAST, 7).sends()).isFalse();
    }
}
