package io.godwit.wire;

import static io.godwit.wire.Messages.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 4271 §4.1 and §6.1, RFC 8654 §4.
class FramerTest {
    private static final String MARKER = "ff".repeat(16);

    /// length field, type octet, limit, what frame answers when the whole message is there
    @Tag("8654-4-3")
    @Tag("4271-4.1-2")
    @ParameterizedTest
    @CsvSource({
        "19, 4, 4096, 19", // KEEPALIVE
        "29, 1, 4096, 29", // shortest OPEN
        "4096, 1, 65535, 4096",
        "23, 2, 4096, 23", // shortest UPDATE
        "4096, 2, 4096, 4096",
        "4097, 2, 65535, 4097", // RFC 8654
        "65535, 2, 65535, 65535",
        "21, 3, 4096, 21", // shortest NOTIFICATION
        "65535, 3, 65535, 65535",
        "19, 5, 4096, 19", // RouteRefresh judges its length
        "23, 5, 4096, 23",
    })
    void aWholeMessageHasItsLength(int length, int type, int max, int expected) {
        byte[] buf = new byte[5 + length + 30];
        System.arraycopy(octets(MARKER + "%04x%02x".formatted(length, type)), 0, buf, 5, 19);
        assertThat(Framer.frame(buf, 5, 5 + length, max)).isEqualTo(expected);
        assertThat(Framer.frame(buf, 5, buf.length, max)).isEqualTo(expected);
        assertThat(Framer.frame(buf, 5, 5 + length - 1, max)).isZero();
        assertThat(Framer.type(buf, 5)).isEqualTo(type);
    }

    /// length field, type octet, limit, NOTIFICATION code, subcode, data
    @Tag("8654-4-4")
    @Tag("8654-4-5")
    @Tag("8654-5-2")
    @Tag("4271-4.1-2")
    @Tag("4271-6.1-3")
    @Tag("4271-6.1-4")
    @Tag("4271-6.1-5")
    @Tag("4271-6.1-6")
    @ParameterizedTest
    @CsvSource({
        "18, 4, 4096, 1, 2, 0012",
        "0, 2, 4096, 1, 2, 0000",
        "4097, 2, 4096, 1, 2, 1001",
        "65535, 2, 4096, 1, 2, ffff",
        "28, 1, 4096, 1, 2, 001c",
        "4097, 1, 65535, 1, 2, 1001", // RFC 8654 §4: not for OPEN
        "22, 2, 4096, 1, 2, 0016",
        "20, 3, 4096, 1, 2, 0014",
        "20, 4, 4096, 1, 2, 0014",
        "4097, 4, 65535, 1, 2, 1001", // RFC 8654 §4: not for KEEPALIVE
        "19, 0, 4096, 1, 3, 00",
        "23, 6, 4096, 1, 3, 06",
        "23, 255, 4096, 1, 3, ff",
        "18, 255, 4096, 1, 2, 0012", // the length is looked at first
    })
    void aBadLengthOrTypeIsAHeaderError(
            int length, int type, int max, int code, int subcode, String data) {
        byte[] buf = octets(MARKER + "%04x%02x".formatted(length, type));
        assertThat(Framer.frame(buf, 0, buf.length, max)).isEqualTo(-1);
        assertThat(Framer.error(buf, 0, buf.length, max))
                .isEqualTo(new Notification(code, subcode, Bytes.fromHex(data)));
    }

    @Tag("4271-4.1-1")
    @Tag("4271-6.1-2")
    @Test
    void aBadMarkerShowsAtItsFirstOctet() {
        for (int bad = 0; bad < 16; bad++) {
            byte[] buf = octets(MARKER + "001304");
            buf[bad] = (byte) 0xfe;
            for (int limit = 0; limit <= buf.length; limit++) {
                assertThat(Framer.frame(buf, 0, limit, 4096)).isEqualTo(limit > bad ? -1 : 0);
            }
            assertThat(Framer.error(buf, 0, bad + 1, 4096)).isEqualTo(Notification.of(1, 1));
        }
    }

    @Test
    void aBadLengthShowsBeforeTheTypeHasArrived() {
        byte[] buf = octets(MARKER + "0012");
        assertThat(Framer.frame(buf, 0, 17, 4096)).isZero();
        assertThat(Framer.frame(buf, 0, 18, 4096)).isEqualTo(-1);
    }

    @Test
    void goodHeadersHaveNoError() {
        byte[] buf = octets(MARKER + "001304");
        assertThatThrownBy(() -> Framer.error(buf, 0, 19, 4096))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Tag("4271-4.1-1")
    @Tag("4271-4.1-3")
    @Test
    void keepaliveIsAHeader() {
        byte[] buf = new byte[21];
        assertThat(Keepalive.write(buf, 1)).isEqualTo(19);
        assertThat(Messages.hex(buf, 0, 21)).isEqualTo("00" + MARKER + "00130400");
    }

    @Test
    void messageTypesHaveTheirCodes() {
        for (MessageType type : MessageType.values()) {
            assertThat(MessageType.of(type.code())).isSameAs(type);
            assertThat(MessageType.isKnown(type.code())).isTrue();
        }
        assertThat(MessageType.isKnown(0)).isFalse();
        assertThat(MessageType.isKnown(6)).isFalse();
    }
}
