package io.godwit.wire.attr;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Messages;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.stream.IntStream;

class AttributeWriterTest {
    private final byte[] out = new byte[10_000];

    @Tag("4271-4.3-1")
    @Test
    void writesFlagsTypeLengthValue() {
        assertThat(written(AttributeWriter.origin(out, 0, 2))).isEqualTo("40010102");
        assertThat(written(AttributeWriter.nextHop(out, 0, 0xc0000201)))
                .isEqualTo("400304c0000201");
        assertThat(written(AttributeWriter.med(out, 0, -1))).isEqualTo("800404ffffffff");
        assertThat(written(AttributeWriter.localPref(out, 0, 100))).isEqualTo("40050400000064");
        assertThat(written(AttributeWriter.originatorId(out, 0, 1))).isEqualTo("80090400000001");
        assertThat(written(AttributeWriter.clusterList(out, 0, Ints.of(1, 2))))
                .isEqualTo("800a080000000100000002");
        assertThat(written(AttributeWriter.communities(out, 0, Ints.of(0xfde80001))))
                .isEqualTo("c00804fde80001");
        assertThat(written(AttributeWriter.largeCommunities(out, 0, Ints.of(1, 2, 3))))
                .isEqualTo("c0200c000000010000000200000003");
        assertThat(AttributeWriter.communities(out, 5, Ints.EMPTY)).isEqualTo(5);
    }

    @Test
    void writesHeadsOfMpAttributes() {
        byte[] hop = new byte[20];
        Address.parse("2001:db8::1").orElseThrow().write(hop, 2);
        assertThat(written(AttributeWriter.mpReachHead(out, 0, 2, 1, hop, 2, 16, 5)))
                .isEqualTo("800e1a0002011020010db800000000000000000000000100");
        assertThat(written(AttributeWriter.mpUnreachHead(out, 0, 2, 1, 300)))
                .isEqualTo("900f012f000201");
    }

    /// RFC 4271 §4.3: the length takes two octets only where it must.
    @Test
    void usesTheExtendedLengthAbove255Octets() {
        assertThat(written(AttributeWriter.head(out, 0, 0xd0, 8, 255))).isEqualTo("c008ff");
        assertThat(written(AttributeWriter.head(out, 0, 0xc0, 8, 256))).isEqualTo("d0080100");
        int[] values = IntStream.range(0, 64).toArray();
        int end = AttributeWriter.communities(out, 0, Ints.of(values));
        assertThat(end).isEqualTo(4 + 256);
        assertThat(Attributes.valueOctets(out, 0)).isEqualTo(256);
        assertThat(Attributes.next(out, 0)).isEqualTo(end);
    }

    /// RFC 4271 §5.1.2 b.
    @Tag("5065-4.1-6")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | 65000",
                "'' | 3 | 65000 65000 65000",
                "1 2 | 1 | 65000 1 2",
                "{1,2} | 1 | 65000 {1,2}",
                "1 2 {3} | 2 | 65000 65000 1 2 {3}",
                "1 2 | 0 | 1 2",
                "'' | 0 | ''",
            })
    void prependsToAnAsPath(String path, int times, String expected) {
        byte[] value = AsPathsTest.value(path);
        byte[] around = new byte[value.length + 7];
        System.arraycopy(value, 0, around, 4, value.length);
        int end = AttributeWriter.asPathPrepended(out, 0, around, 4, value.length, 65000, times);
        assertThat(Attributes.next(out, 0)).isEqualTo(end);
        int off = Attributes.valueOffset(out, 0);
        assertThat(AsPathsTest.text(out, off, end - off)).isEqualTo(expected);
        boolean oneSequence = !expected.isEmpty() && !expected.contains("{");
        if (oneSequence) {
            assertThat(AsPath.TYPE.codec().read(out, off, end - off, Messages.IBGP4).segments())
                    .hasSize(1);
        }
    }

    /// RFC 4271 §5.1.2 b 1: a full segment gets a new one before it.
    @Tag("4271-5.1.2-2")
    @Test
    void doesNotOverfillASegmentWhenPrepending() {
        int[] full = new int[254];
        Arrays.fill(full, 7);
        int end = AttributeWriter.asPath(out, 0, Ints.of(full));
        byte[] path = Arrays.copyOfRange(out, Attributes.valueOffset(out, 0), end);
        end = AttributeWriter.asPathPrepended(out, 0, path, 0, path.length, 65000, 1);
        assertThat(segmentSizes(end)).containsExactly(255);
        end = AttributeWriter.asPathPrepended(out, 0, path, 0, path.length, 65000, 2);
        assertThat(segmentSizes(end)).containsExactly(2, 254);
    }

    @Test
    void splitsALongAsPath() {
        int end = AttributeWriter.asPath(out, 0, Ints.of(IntStream.range(1, 601).toArray()));
        assertThat(segmentSizes(end)).containsExactly(255, 255, 90);
        int off = Attributes.valueOffset(out, 0);
        assertThat(AsPaths.length(out, off, end - off)).isEqualTo(600);
        assertThat(AsPaths.last(out, off, end - off)).isEqualTo(600);
        end = AttributeWriter.asPath(out, 0, Ints.EMPTY);
        assertThat(written(end)).isEqualTo("400200");

        AsPath record = AsPath.sequence(IntStream.range(1, 601).toArray());
        end = AttributeWriter.write(out, 0, 0x40, record, Messages.IBGP2);
        assertThat(Attributes.valueOctets(out, 0)).isEqualTo(3 * 2 + 1200);
        assertThat(Attributes.next(out, 0)).isEqualTo(end);
    }

    /// RFC 6793 §4.2.2.
    @Tag("6793-3-1")
    @Tag("6793-4.2.2-2")
    @Tag("6793-4.2.2-3")
    @Tag("6793-4.2.2-4")
    @Tag("6793-4.2.2-5")
    @Tag("6793-4.2.2-6")
    @Tag("6793-6-4")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // mappable AS numbers only: nothing but narrower
                "400100 40020a0202000000010000fde8 c00708 00000001c0000201"
                        + "| 400100 400206020200 01fde8 c00706 0001c0000201",
                "40020a020200000001 00010000 | 400206020200015ba0 c0110a02020000000100010000",
                "400200 c00708 00010000c0000201"
                        + "| 400200 c007065ba0c0000201 c0120800010000c0000201",
                // AS_TRANS itself is mappable
                "c0070800005ba0c0000201 | c007065ba0c0000201",
                // confederation segments have no place in AS4_PATH
                "40020c 0301 00010000 0201 00000001 | 400208 0301 5ba0 0201 0001 c01106 020100000001",
                "400206 0301 00010000 | 400204 0301 5ba0",
                // in ascending order: 17 and 18 before 32
                "400206020100010000 c00708 00010001c0000201 c0200c 000000010000000200000003"
                        + "| 400204 02015ba0 c007065ba0c0000201 c01106 020100010000"
                        + " c0120800010001c0000201 c0200c 000000010000000200000003",
            })
    void narrowsABlock(String block, String expected) {
        byte[] octets = Messages.octets(block);
        int end = AttributeWriter.twoOctet(out, 3, octets, 0, octets.length);
        assertThat(Messages.hex(out, 3, end - 3)).isEqualTo(Messages.plain(expected));
    }

    @Test
    void findsAttributesInABlock() {
        byte[] block = Messages.octets("400100 400200 d0080004fde80001");
        assertThat(Attributes.find(block, 0, block.length, Attributes.COMMUNITIES)).isEqualTo(6);
        assertThat(Attributes.find(block, 0, block.length, Attributes.NEXT_HOP)).isEqualTo(-1);
        assertThat(Attributes.flags(block, 6)).isEqualTo(0xd0);
        assertThat(Attributes.valueOffset(block, 6)).isEqualTo(10);
        assertThat(Attributes.fits(block, 6, block.length)).isTrue();
        assertThat(Attributes.fits(block, 6, block.length - 1)).isFalse();
        assertThat(Attributes.fits(block, 6, 9)).isFalse();
        int end = AttributeWriter.copy(out, 1, block, 6);
        assertThat(Messages.hex(out, 1, end - 1)).isEqualTo("d0080004fde80001");
    }

    private String written(int end) {
        return Messages.hex(out, 0, end);
    }

    private int[] segmentSizes(int end) {
        int off = Attributes.valueOffset(out, 0);
        return AsPath.TYPE.codec().read(out, off, end - off, Messages.IBGP4).segments().stream()
                .mapToInt(s -> s.asns().size())
                .toArray();
    }
}
