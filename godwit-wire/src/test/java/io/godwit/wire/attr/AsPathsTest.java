package io.godwit.wire.attr;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Ints;
import io.godwit.wire.Messages;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class AsPathsTest {
    /// path; decision length, first AS, last AS
    @Tag("5065-5.3-3")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0 | 0 | 0",
                "1 2 3 | 3 | 1 | 3",
                "1 2 {3,4} | 3 | 1 | 0", // a set counts one; its members are no origin
                "{1,2} 3 | 2 | 0 | 3",
                "(10 11) 1 2 | 2 | 1 | 2",
                "(10) [11,12] | 0 | 0 | 0",
                "1 (10) | 1 | 1 | 0",
                "1 1 1 4294967295 | 4 | 1 | 4294967295",
            })
    void answersWhatTheDecisionAsks(String text, int length, int first, long last) {
        byte[] path = value(text);
        assertThat(AsPaths.length(path, 0, path.length)).isEqualTo(length);
        assertThat(AsPaths.first(path, 0, path.length)).isEqualTo(first);
        assertThat(AsPaths.last(path, 0, path.length)).isEqualTo((int) last);
        assertThat(path(text).length()).isEqualTo(length);
    }

    @Test
    void findsAnAsAnywhere() {
        byte[] path = value("1 2 {3,4} (5) [6]");
        for (int as = 1; as <= 6; as++) {
            assertThat(AsPaths.contains(path, 0, path.length, as)).isTrue();
        }
        assertThat(AsPaths.contains(path, 0, path.length, 7)).isFalse();
        // Not across the octets of two numbers or of a segment header.
        assertThat(AsPaths.contains(path, 0, path.length, 0x0202_0000)).isFalse();
    }

    /// RFC 5065 §4: we are member AS 65001 of confederation 100.
    @Tag("5065-4-3")
    @Tag("5065-4-4")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 300 | false",
                "200 100 300 | true",
                "200 {7,100} | true",
                "(65002) 200 | false",
                "(65002 65001) 200 | true",
                "(65002) [65003,65001] 200 | true",
                "(100) 200 | true",
                "(65002) 65001 | false", // outside, that number is somebody else's
            })
    void knowsWhereItHasBeen(String text, boolean loops) {
        byte[] path = value(text);
        assertThat(AsPaths.loops(path, 0, path.length, 65001, 100)).isEqualTo(loops);
        assertThat(AsPaths.loops(path, 0, path.length, 100, 100))
                .as("without a confederation")
                .isEqualTo(AsPaths.contains(path, 0, path.length, 100));
    }

    /// RFC 6793 §4.2.3. 23456 is AS_TRANS.
    @Tag("6793-4.2.3-8")
    @Tag("6793-4.2.3-9")
    @Tag("6793-4.2.3-10")
    @Tag("6793-6-5")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "23456 2 | 70000 2 | 70000 2",
                "1 23456 2 | 70000 2 | 1 70000 2",
                "1 2 | 70000 2 3 | 1 2", // more AS numbers in AS4_PATH: it is ignored
                "1 23456 {2,3} | 70000 {2,3} | 1 70000 {2,3}",
                "{1,2} 23456 | 70000 | {1,2} 70000",
                "1 {2,3} 23456 | 70000 | 1 {2,3} 70000",
                "{1,2} 23456 | 70000 70001 | 70000 70001",
                "1 2 3 | 70000 | 1 2 70000",
                "(10 11) 23456 2 | 70000 2 | (10 11) 70000 2", // leading confederation segment
                "1 (10) 23456 | 70000 | 1 (10) 70000", // adjacent to one that is prepended
                "1 2 (10) 3 | 70000 70001 | 1 70000 70001", // not adjacent
                "(10) [11] 23456 | 70000 | (10) [11] 70000",
                "1 23456 | (10) 70000 | 1 70000", // RFC 6793 §6: dropped from AS4_PATH
                "1 23456 | [9] {70000,70001} (10) | 1 {70000,70001}",
                "1 2 | (10) | 1 2",
                "23456 | 70000 | 70000",
            })
    void mergesAs4Path(String path, String as4, String expected) {
        byte[] a = value(path);
        byte[] b = value(as4);
        byte[] out = new byte[a.length + b.length + 1];
        int end = AsPaths.merge(a, a.length, b, 0, b.length, out, 1);
        assertThat(text(out, 1, end - 1)).isEqualTo(expected);
        assertThat(AsPaths.length(out, 1, end - 1)).isEqualTo(path(path).length());
    }

    @Test
    void mergingDoesNotOverfillASegment() {
        int[] leading = new int[254];
        java.util.Arrays.fill(leading, 7);
        String path = "7 ".repeat(254) + "23456 23456";
        byte[] a = value(path);
        byte[] b = value("70000 70001");
        byte[] out = new byte[a.length + b.length];
        int end = AsPaths.merge(a, a.length, b, 0, b.length, out, 0);
        AsPath merged = AsPath.TYPE.codec().read(out, 0, end, Messages.IBGP4);
        assertThat(merged.segments())
                .containsExactly(
                        new AsPath.Segment(AsPath.SEQUENCE, Ints.of(leading)),
                        new AsPath.Segment(AsPath.SEQUENCE, Ints.of(70000, 70001)));
    }

    /// `1 2 {3,4} (5 6) [7]` to a path.
    static AsPath path(String text) {
        List<AsPath.Segment> segments = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int type = 1 + "{ ([".indexOf(rest.charAt(0));
            boolean bracketed = type != 0;
            int close = bracketed ? rest.indexOf("} )]".charAt(type - 1)) : next(rest);
            String inner = rest.substring(bracketed ? 1 : 0, close);
            int[] asns =
                    List.of(inner.strip().split("[ ,]+")).stream()
                            .mapToInt(Integer::parseUnsignedInt)
                            .toArray();
            segments.add(new AsPath.Segment(bracketed ? type : AsPath.SEQUENCE, Ints.of(asns)));
            rest = rest.substring(close + (bracketed ? 1 : 0)).strip();
        }
        return new AsPath(segments);
    }

    private static int next(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("{([".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    static byte[] value(String text) {
        byte[] out = new byte[4096];
        int end = AsPath.TYPE.writeValue(path(text), out, 0, Messages.IBGP4);
        return java.util.Arrays.copyOf(out, end);
    }

    static String text(byte[] buf, int off, int len) {
        return AsPath.TYPE.codec().read(buf, off, len, Messages.IBGP4).text();
    }
}
