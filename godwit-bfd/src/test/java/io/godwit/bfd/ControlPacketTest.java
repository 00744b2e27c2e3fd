package io.godwit.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.bfd.ControlPacket.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.Random;

/// The octets of RFC 5880 §4.1 and those rules of §6.8.6 that need no session.
class ControlPacketTest {
    // version 1, diag 1; Up, P, D; multiplier 3; length 24; mine 0x11; yours 0x22; 200 ms, 300 ms,
    // 0
    private static final String GOOD = "21 e2 03 18 00000011 00000022 00030d40 000493e0 00000000";

    static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void everyFieldStandsInItsPlace() {
        ControlPacket packet =
                new ControlPacket(
                        1,
                        BfdState.UP,
                        true,
                        false,
                        false,
                        false,
                        true,
                        3,
                        0x11,
                        0x22,
                        200_000,
                        300_000,
                        0);
        byte[] written = new byte[ControlPacket.OCTETS];
        packet.write(written, 0);
        assertThat(written).isEqualTo(octets(GOOD));
        assertThat(ControlPacket.read(written, 0, written.length))
                .isEqualTo(new Reading.Packet(packet));
    }

    @ParameterizedTest
    @CsvSource({
        "20 c0 03 18 00000011 00000022 00030d40 000493e0 000000, TOO_SHORT",
        // Each line breaks its rule and those behind it: the first one is told.
        "01 c1 00 08 00000000 00000000 00030d40 000493e0 00000000, VERSION",
        "41 c0 03 18 00000011 00000022 00030d40 000493e0 00000000, VERSION",
        "21 c1 00 17 00000000 00000000 00030d40 000493e0 00000000, LENGTH_TOO_SMALL",
        "21 c4 00 19 00000000 00000000 00030d40 000493e0 00000000, LENGTH_TOO_SMALL",
        "21 c1 00 19 00000000 00000000 00030d40 000493e0 00000000, LENGTH_BEYOND",
        "21 c1 00 18 00000000 00000000 00030d40 000493e0 00000000, MULTIPLIER_ZERO",
        "21 c1 03 18 00000000 00000000 00030d40 000493e0 00000000, MULTIPOINT",
        "21 c0 03 18 00000000 00000000 00030d40 000493e0 00000000, NO_DISCRIMINATOR",
        "21 c0 03 18 00000011 00000000 00030d40 000493e0 00000000, STATE_WITHOUT_DISCRIMINATOR",
        "21 80 03 18 00000011 00000000 00030d40 000493e0 00000000, STATE_WITHOUT_DISCRIMINATOR",
    })
    void whatIsDiscarded(String hex, Refusal why) {
        byte[] octets = octets(hex);
        assertThat(ControlPacket.read(octets, 0, octets.length))
                .isEqualTo(new Reading.Refused(why));
    }

    @ParameterizedTest
    @CsvSource({
        "20 40 01 18 00000011 00000000 00030d40 000493e0 00000000",
        "20 00 ff 18 ffffffff 00000000 ffffffff ffffffff ffffffff",
        "2e c4 01 1a 00000011 00000022 00030d40 000493e0 00000000 0102",
        // What stands behind the length that is said is no part of it.
        "20 c0 01 18 00000011 00000022 00030d40 000493e0 00000000 ffffffff",
    })
    void whatIsTaken(String hex) {
        byte[] octets = octets(hex);
        assertThat(ControlPacket.read(octets, 0, octets.length)).isInstanceOf(Reading.Packet.class);
    }

    @Test
    void timesAreUnsigned() {
        byte[] octets = octets("20 00 ff 18 ffffffff 00000000 ffffffff fffffffe fffffffd");
        if (ControlPacket.read(octets, 0, octets.length)
                instanceof Reading.Packet(ControlPacket p)) {
            assertThat(p.desiredMinTxMicros()).isEqualTo(0xffff_ffffL);
            assertThat(p.requiredMinRxMicros()).isEqualTo(0xffff_fffeL);
            assertThat(p.requiredMinEchoRxMicros()).isEqualTo(0xffff_fffdL);
        } else {
            throw new AssertionError("refused");
        }
    }

    @Test
    void noOctetsThrow() {
        Random random = new Random(5880);
        byte[] good = octets(GOOD);
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            if (i % 2 == 0 && octets.length >= good.length) {
                System.arraycopy(good, 0, octets, 0, good.length);
                octets[random.nextInt(good.length)] = (byte) random.nextInt();
            }
            if (ControlPacket.read(octets, 0, octets.length)
                    instanceof Reading.Packet(ControlPacket packet)) {
                byte[] again = new byte[ControlPacket.OCTETS];
                packet.write(again, 0);
                assertThat(again[2]).isEqualTo(octets[2]);
            }
        }
    }
}
