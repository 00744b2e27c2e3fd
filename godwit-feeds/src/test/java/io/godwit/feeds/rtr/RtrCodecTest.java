package io.godwit.feeds.rtr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Octets of RFC 8210 §5 by hand, and what comes back from what was written.
class RtrCodecTest {
    private static Vrp vrp(String prefix, int maxLength, long as) {
        return new Vrp(Prefix.parse(prefix).orElseThrow(), maxLength, as);
    }

    static List<RtrPdu> pdus() {
        return List.of(
                new RtrPdu.SerialNotify(2, 65535, 4294967295L),
                new RtrPdu.SerialQuery(0, 1, 2),
                new RtrPdu.ResetQuery(1),
                new RtrPdu.CacheResponse(1, 7),
                new RtrPdu.PrefixPdu(0, true, vrp("10.0.0.0/8", 24, 4294967295L)),
                new RtrPdu.PrefixPdu(1, false, vrp("2001:db8::/32", 128, 0)),
                new RtrPdu.PrefixPdu(1, true, vrp("0.0.0.0/0", 32, 1)),
                new RtrPdu.EndOfData(0, 7, 9, Optional.empty()),
                new RtrPdu.EndOfData(1, 7, 9, Optional.of(new RtrPdu.Times(1, 2, 3))),
                new RtrPdu.CacheReset(2),
                new RtrPdu.RouterKey(
                        1,
                        true,
                        Bytes.fromHex("00112233445566778899aabbccddeeff00112233"),
                        64500,
                        Bytes.fromHex("3000")),
                new RtrPdu.ErrorReport(1, 2, Bytes.fromHex("0102"), "not yet"),
                new RtrPdu.ErrorReport(1, 2, Bytes.EMPTY, ""),
                new RtrPdu.AspaPdu(2, true, 3, 64500, Ints.of(3, 1)),
                new RtrPdu.AspaPdu(2, false, 3, 64500, Ints.EMPTY),
                new RtrPdu.AspaPdu(2, true, 0, 64500, Ints.of(3, 1)),
                new RtrPdu.AspaPdu(2, false, 1, 64500, Ints.EMPTY));
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void whatIsWrittenIsRead(RtrPdu pdu) {
        byte[] octets = RtrWriter.write(pdu);
        assertEquals(octets.length, RtrReader.frame(octets, 0, octets.length));
        assertEquals(0, RtrReader.frame(octets, 0, octets.length - 1), "not whole");
        assertEquals(new RtrDecoded.Ok(pdu), RtrReader.read(octets, 0, octets.length));
    }

    @ParameterizedTest
    @CsvSource({
        // 8210bis-11: flags, families and count behind the header; later: flags in it
        "020b000000000018 01030002 0000fc10 0000fc11 0000fc12, true, 3, 64529 64530",
        "020b010000000014 0000fc10 0000fc11 0000fc12, true, 3, 64529 64530",
        "020b000000000010 00030000 0000fc10, false, 3, ''",
        "020b00000000000c 0000fc10, false, 3, ''",
        "020b01000000000c 0000fc10, true, 3, ''",
        // 8210bis-10: one for IPv4, one for IPv6
        "020b000000000018 01000002 0000fc10 0000fc11 0000fc12, true, 0, 64529 64530",
        "020b000000000018 01010002 0000fc10 0000fc11 0000fc12, true, 1, 64529 64530",
        "020b000000000010 00010000 0000fc10, false, 1, ''"
    })
    void layoutsOfAspa(String hex, boolean announce, int families, String providers) {
        byte[] octets = Bytes.fromHex(hex.replace(" ", "")).toArray();
        var decoded =
                assertInstanceOf(RtrDecoded.Ok.class, RtrReader.read(octets, 0, octets.length));
        var aspa = assertInstanceOf(RtrPdu.AspaPdu.class, decoded.pdu());
        assertEquals(64528, aspa.customer());
        assertEquals(announce, aspa.announce());
        assertEquals(families, aspa.families());
        assertEquals(providers, aspa.providers().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0304000000000014 01180000 c0000200 00000001, UNSUPPORTED_VERSION",
        "0105000000000008, UNSUPPORTED_PDU_TYPE",
        "0009000000000020 00000000 00000000 00000000 00000000 00000000 00000000, UNSUPPORTED_PDU_TYPE",
        "010b01000000000c 00000001, UNSUPPORTED_PDU_TYPE",
        "0103000000000009 00, CORRUPT_DATA",
        "0104000000000014 01181700 c0000200 00000001, CORRUPT_DATA", // maximum below length
        "0104000000000014 01182100 c0000200 00000001, CORRUPT_DATA", // above 32
        "0104000000000014 01211800 c0000200 00000001, CORRUPT_DATA",
        "0104000000000014 01181800 c0000201 00000001, CORRUPT_DATA", // host bits
        "0104000000000010 01181800 c0000200, CORRUPT_DATA",
        "0106000000000020 01818100 00000000 00000000 00000000 00000000 00000001, CORRUPT_DATA",
        "010700000000000c 00000001, CORRUPT_DATA", // version 1 has times
        "0007000000000018 00000001 00000001 00000001 00000001, CORRUPT_DATA",
        "010a000000000010 00000001 00000000, CORRUPT_DATA",
        "010a000000000010 ffffffff 00000000, CORRUPT_DATA",
        "010a000000000010 00000000 00000001, CORRUPT_DATA",
        "020b01000000000d 00000001 00, CORRUPT_DATA",
        "020b01000000000c 00000000, CORRUPT_DATA",
        "020b010000000008, CORRUPT_DATA",
        "0109000000000008, CORRUPT_DATA"
    })
    void refused(String hex, RtrError error) {
        byte[] octets = Bytes.fromHex(hex.replace(" ", "")).toArray();
        var bad = assertInstanceOf(RtrDecoded.Bad.class, RtrReader.read(octets, 0, octets.length));
        assertEquals(error, bad.error(), bad.why());
    }

    @Test
    void lengthsThatNoPduHas() {
        assertEquals(-1, RtrReader.frame(Bytes.fromHex("0103000000000007").toArray(), 0, 8));
        assertEquals(-1, RtrReader.frame(Bytes.fromHex("01030000ffffffff").toArray(), 0, 8));
        assertEquals(-1, RtrReader.frame(Bytes.fromHex("0103000000010001").toArray(), 0, 8));
    }

    @Test
    void anyOctetsAreAnswered() {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = new byte[8 + random.nextInt(40)];
            random.nextBytes(octets);
            octets[0] = (byte) random.nextInt(4);
            octets[1] = (byte) random.nextInt(13);
            RtrReader.read(octets, 0, octets.length);
        }
    }
}
