package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 2918 §3, RFC 7313 §3.2 and §5.
class RouteRefreshTest {
    @Tag("2918-3-1")
    @ParameterizedTest
    @CsvSource({
        "00010001, 1, 0, 1, ''",
        "00020101, 2, 1, 1, ''",
        "00020201, 2, 2, 1, ''",
        "4004ff47, 16388, 255, 71, ''",
        "0001000101400000, 1, 0, 1, 01400000", // ORF entries, RFC 5291
    })
    void readsAndWrites(String body, int afi, int subtype, int safi, String orf) {
        byte[] message = Messages.message(5, body);
        RouteRefresh expected = new RouteRefresh(afi, subtype, safi, Bytes.fromHex(orf));
        assertThat(RouteRefresh.read(message, 0, message.length))
                .isEqualTo(new Decoded.Ok<>(expected));
        byte[] out = new byte[100];
        assertThat(expected.write(out, 3)).isEqualTo(message.length);
        assertThat(Messages.hex(out, 3, message.length))
                .isEqualTo(Messages.hex(message, 0, message.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000100", "0001010100", "0001020100"})
    void aWrongLengthIsAnErrorOfItsOwnWithTheMessageAsData(String body) {
        byte[] message = Messages.message(5, body);
        assertThat(RouteRefresh.read(message, 0, message.length))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class,
                        bad ->
                                assertThat(bad.notification())
                                        .isEqualTo(new Notification(7, 1, Bytes.of(message))));
    }
}
