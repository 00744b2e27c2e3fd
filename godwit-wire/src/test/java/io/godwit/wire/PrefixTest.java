package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.wire.nlri.Families;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "192.0.2.0/24",
                "192.0.2.1/32",
                "128.0.0.0/1",
                "::/0",
                "2001:db8::/32",
                "2001:db8::1/128",
                "8000::/1",
                "2001:db8:0:8000::/49",
                "2001:db8::/64"
            })
    void canonicalTextSurvives(String text) {
        assertThat(Prefix.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/024",
                "192.0.2.0/-1",
                "192.0.2.0/+24",
                "2001:db8::1/32",
                "::/129",
                "/24",
                "192.0.2.0/24/24",
                "2001:db8::/",
                "::/00"
            })
    void otherTextIsRefused(String text) {
        assertThat(Prefix.parse(text)).isEmpty();
    }

    @Test
    void hostBitsAreClearedByOfAndRefusedByTheConstructor() {
        Address host = Address.parse("2001:db8::ffff:ffff").orElseThrow();
        assertThat(Prefix.of(host, 100)).hasToString("2001:db8::f000:0/100");
        assertThat(Prefix.of(Address.ofV4(-1), 0)).hasToString("0.0.0.0/0");
        assertThatThrownBy(() -> new Prefix(host, 64)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Prefix(Address.ofV4(0), 33))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void containsWhatIsInside() {
        Prefix wide = prefix("10.0.0.0/8");
        assertThat(wide.contains(prefix("10.1.0.0/16"))).isTrue();
        assertThat(wide.contains(wide)).isTrue();
        assertThat(wide.contains(prefix("0.0.0.0/0"))).isFalse();
        assertThat(wide.contains(prefix("11.0.0.0/16"))).isFalse();
        assertThat(wide.contains(Address.parse("10.255.255.255").orElseThrow())).isTrue();
        assertThat(prefix("::/0").contains(Address.ofV4(1))).isFalse();
    }

    @Test
    void ordersByAddressThenLength() {
        assertThat(prefix("10.0.0.0/8")).isLessThan(prefix("10.0.0.0/9"));
        assertThat(prefix("10.0.0.0/9")).isLessThan(prefix("192.0.2.0/24"));
        assertThat(prefix("192.0.2.0/24")).isLessThan(prefix("::/0"));
    }

    @Test
    void familiesHaveOneNameEach() {
        assertThat(prefix("10.0.0.0/8").family()).isSameAs(Families.of(1, 1));
        assertThat(prefix("::/0").family()).isSameAs(Families.of(2, 1));
        assertThat(Families.of(7, 9)).isEqualTo(Families.of(7, 9)).hasToString("7/9");
        assertThat(Families.byName("7/9")).contains(Families.of(7, 9));
        assertThat(Families.byName("1/1")).contains(Family.IPV4_UNICAST);
        assertThat(Families.byName("65536/1")).isEmpty();
        assertThat(Families.byName("ipv5")).isEmpty();
        for (Family family : Families.known()) {
            assertThat(Families.byName(family.name())).contains(family);
            assertThat(Families.of(family.afi(), family.safi())).isSameAs(family);
        }
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }
}
