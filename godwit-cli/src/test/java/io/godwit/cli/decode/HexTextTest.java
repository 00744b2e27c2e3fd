package io.godwit.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class HexTextTest {
    private static final String KEEPALIVE = "ff".repeat(16) + "001304";

    private static String read(String text) {
        HexText hex = HexText.read(text);
        assertThat(hex.problem()).isEmpty();
        return Bytes.of(hex.octets()).hex();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "001304",
                "00 13 04",
                "00:13:04",
                "0x00 0x13 0x04",
                "0x001304",
                "\\x00\\x13\\x04",
                "00-13-04",
                "{ 0x00, 0x13,\n 0x04 };",
                "\"00\" \"13\" \"04\"",
                "  0013\n\n  04  # and a word about it",
                "unsigned char m[] = {\n  0x00, 0x13, 0x04\n};\nunsigned int m_len = 3;"
            })
    void waysToWriteOctets(String text) {
        assertThat(read(text)).isEqualTo("001304");
    }

    @Test
    void upperCase() {
        assertThat(read("C0 FF EE 0XAB")).isEqualTo("c0ffeeab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // xxd
                """
                00000000: ffff ffff ffff ffff ffff ffff ffff ffff  ................
                00000010: 0013 04                                  ...
                """,
                // xxd, characters that could be octets
                """
                00000000: ffff ffff ffff ffff ffff ffff ffff ffff  abcdefabcdefabcd
                00000010: 0013 04                                  abc
                """,
                // hexdump -C
                """
                00000000  ff ff ff ff ff ff ff ff  ff ff ff ff ff ff ff ff  |................|
                00000010  00 13 04                                          |...|
                00000013
                """,
                // hexdump: words as a little-endian machine prints them
                """
                0000000 ffff ffff ffff ffff ffff ffff ffff ffff
                0000010 1300 0004
                0000013
                """,
                // od -x
                """
                0000000 ffff ffff ffff ffff ffff ffff ffff ffff
                0000020 1300 0004
                0000023
                """,
                // od -A x -t x1
                """
                000000 ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff
                000010 00 13 04
                000013
                """,
                // tcpdump -X
                """
                \t0x0000:  ffff ffff ffff ffff ffff ffff ffff ffff  ................
                \t0x0010:  0013 04                                  ...
                """,
                // Wireshark, packet bytes as text
                """
                0000   ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff
                0010   00 13 04
                """
            })
    void dumps(String text) {
        assertThat(read(text)).isEqualTo(KEEPALIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "00 1g, 1:5: half an octet before `g`",
        "zz, 1:1: no hexadecimal digit: `z`",
        "00 1, 1:4: half an octet at the end",
        "'00\n xy', 2:2: no hexadecimal digit: `x`",
        "0 0, 1:2: half an octet before ` `"
    })
    void whatCannotBeReadIsNamedWithItsPlace(String text, String problem) {
        assertThat(HexText.read(text.replace("\\n", "\n")).problem()).startsWith(problem);
    }

    @Test
    void noTextIsNoOctets() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n # nothing\n")).isEmpty();
    }

    @Test
    void anyTextIsRead() {
        Random random = new Random(51);
        String some = "0123456789abcdefABCDEF xX:|#{}\n\t\\\"é中.-";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(some.charAt(random.nextInt(some.length())));
            }
            assertThat(HexText.read(text.toString()).octets()).isNotNull();
        }
    }
}
