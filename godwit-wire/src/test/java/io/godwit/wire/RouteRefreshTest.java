package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        assertThat(RouteRefresh.read(message, 0, message.length, true))
                .isEqualTo(new Decoded.Ok<>(expected));
        byte[] out = new byte[100];
        assertThat(expected.write(out, 3)).isEqualTo(message.length);
        assertThat(Messages.hex(out, 3, message.length))
                .isEqualTo(Messages.hex(message, 0, message.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000101", "0001010100", "0001020100"})
    void aMarkOfWrongLengthIsAnErrorOfItsOwnWithTheMessageAsData(String body) {
        byte[] message = Messages.message(5, body);
        assertThat(RouteRefresh.read(message, 0, message.length, true))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class,
                        bad ->
                                assertThat(bad.notification())
                                        .isEqualTo(new Notification(7, 1, Bytes.of(message))));
    }

    /// RFC 7313 §5 is about who offered the capability, and about marks; else RFC 4271 §6.1.
    @ParameterizedTest
    @CsvSource({"'', true, 0013", "000100, true, 0016", "000101, false, 0016"})
    void aRequestThatIsTooShortIsAMessageOfWrongLength(
            String body, boolean enhanced, String length) {
        byte[] message = Messages.message(5, body);
        assertThat(RouteRefresh.read(message, 0, message.length, enhanced))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class,
                        bad ->
                                assertThat(bad.notification())
                                        .isEqualTo(new Notification(1, 2, Bytes.fromHex(length))));
    }

    /// RFC 2918 §3: the octet is reserved, and ignored.
    @Test
    void withoutTheCapabilityNothingIsAMark() {
        byte[] message = Messages.message(5, "0001010100");
        assertThat(RouteRefresh.read(message, 0, message.length, false))
                .isInstanceOf(Decoded.Ok.class);
    }
}
