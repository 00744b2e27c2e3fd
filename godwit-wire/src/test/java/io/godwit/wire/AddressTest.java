package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class AddressTest {
    /// RFC 5952 §4: lower case, no leading zeros, the first longest run of two zero fields or more.
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:0DB8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::, 2001:db8::",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:1::, 0:0:0:1::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "fe80::1:2:3:4, fe80::1:2:3:4",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    })
    void isPrintedInCanonicalForm(String text, String canonical) {
        assertThat(Address.parse(text).orElseThrow()).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1..2.3",
                "+1.2.3.4",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:8::",
                "::1.2.3",
                "1.2.3.4::",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "::1:2:3:4:5:6:7:8",
                "1.2.3.4::1",
                "١.2.3.4"
            })
    void refusesOtherText(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void anyAddressSurvivesTextAndWire() {
        Random random = new Random(4291);
        for (int i = 0; i < 20_000; i++) {
            long mask = random.nextLong() & random.nextLong() & -1L << 16 * random.nextInt(4);
            Address a =
                    random.nextBoolean()
                            ? Address.ofV4(random.nextInt())
                            : Address.ofV6(random.nextLong() & mask, random.nextLong() & ~mask);
            assertThat(Address.parse(a.toString())).contains(a);
            byte[] buf = new byte[17];
            assertThat(a.write(buf, 1)).isEqualTo(1 + a.octets());
            assertThat(Address.read(buf, 1, a.octets())).isEqualTo(a);
        }
    }

    @Test
    void ordersByFamilyThenUnsigned() {
        List<Address> ordered =
                Stream.of("1.0.0.0", "127.0.0.1", "255.0.0.0", "::", "7fff::", "8000::", "8000::1")
                        .map(t -> Address.parse(t).orElseThrow())
                        .toList();
        assertThat(ordered.reversed().stream().sorted()).containsExactlyElementsOf(ordered);
    }

    @Test
    void knowsSpecialAddresses() {
        assertThat(address("fe80::1").isLinkLocal()).isTrue();
        assertThat(address("febf::1").isLinkLocal()).isTrue();
        assertThat(address("fec0::1").isLinkLocal()).isFalse();
        assertThat(address("169.254.1.1").isLinkLocal()).isTrue();
        assertThat(address("ff02::1").isMulticast()).isTrue();
        assertThat(address("224.0.0.1").isMulticast()).isTrue();
        assertThat(address("240.0.0.1").isMulticast()).isFalse();
        assertThat(address("::").isUnspecified()).isTrue();
        assertThat(address("0.0.0.0").isUnspecified()).isTrue();
        assertThat(address("127.1.2.3").isLoopback()).isTrue();
        assertThat(address("::1").isLoopback()).isTrue();
        assertThat(address("::2").isLoopback()).isFalse();
    }

    @Test
    void anIpv4AddressHas32Bits() {
        assertThatThrownBy(() -> new Address(false, 0, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Address.ofV4(-1).v4()).isEqualTo(-1);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    @Test
    void theLinkIsPartOfALinkLocalAddress() {
        Address left = Address.parseScoped("fe80::2%left").orElseThrow();
        Address right = Address.parseScoped("fe80::2%right").orElseThrow();
        assertThat(left.zone()).isEqualTo("left");
        assertThat(left).isNotEqualTo(right).isLessThan(right).hasToString("fe80::2%left");
        assertThat(left.in("")).isEqualTo(Address.parse("fe80::2").orElseThrow());
        assertThat(Prefix.of(left, 128)).isEqualTo(Prefix.of(right, 128));
        for (String wrong : new String[] {"fe80::2%", "2001:db8::1%eth0", "169.254.0.1%eth0"}) {
            assertThat(Address.parseScoped(wrong)).as(wrong).isEmpty();
        }
        assertThat(Address.parse("fe80::2%left")).isEmpty();
    }
}
