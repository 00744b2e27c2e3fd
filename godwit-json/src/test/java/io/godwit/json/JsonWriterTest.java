package io.godwit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

final class JsonWriterTest {
    enum State {
        IDLE,
        OPEN_SENT
    }

    /// A value with a text form of its own.
    record Address(int bits) {
        @Override
        public String toString() {
            return "10.0.0." + bits;
        }
    }

    record Row(
            Address address,
            long as,
            int holdTimeSeconds,
            boolean best,
            State state,
            Optional<String> name,
            OptionalInt localPref,
            OptionalLong med,
            List<Long> asPath,
            short small,
            byte tiny,
            double share) {}

    record Empty() {}

    record Nested(Row row, Optional<Empty> empty, Instant at) {}

    private static Row row(Optional<String> name, OptionalInt localPref) {
        return new Row(
                new Address(1),
                4294967295L,
                90,
                true,
                State.OPEN_SENT,
                name,
                localPref,
                OptionalLong.of(7),
                List.of(65001L, 65002L),
                (short) -3,
                (byte) 4,
                0.5);
    }

    @Test
    void aRecordIsAnObjectOfItsComponents() {
        assertThat(JsonWriter.write(row(Optional.of("华东"), OptionalInt.of(100))))
                .isEqualTo(
                        """
                        {"address":"10.0.0.1","as":4294967295,"hold_time_seconds":90,"best":true,\
                        "state":"open-sent","name":"华东","local_pref":100,"med":7,\
                        "as_path":[65001,65002],"small":-3,"tiny":4,"share":0.5}\
                        """);
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        assertThat(JsonWriter.write(row(Optional.empty(), OptionalInt.empty())))
                .doesNotContain("name", "local_pref")
                .contains("\"state\":\"open-sent\",\"med\":7");
        assertThat(JsonWriter.write(Arrays.asList(Optional.empty(), null, Optional.of(1))))
                .isEqualTo("[null,null,1]");
    }

    @Test
    void scalarsAndContainers() {
        var map = new LinkedHashMap<Object, Object>();
        map.put("b", new int[] {1, 2});
        map.put(new Address(3), new Object[] {"x", 1.5f, OptionalDouble.of(2)});
        map.put("gone", OptionalLong.empty());
        map.put("nan", Double.NaN);
        map.put("big", new BigInteger("18446744073709551615"));
        map.put("dec", new BigDecimal("0.10"));
        map.put("t", Instant.parse("2026-11-22T01:02:03.5Z"));
        map.put("c", 'c');
        assertThat(JsonWriter.write(map))
                .isEqualTo(
                        """
                        {"b":[1,2],"10.0.0.3":["x",1.5,2.0],"nan":null,\
                        "big":18446744073709551615,"dec":0.10,"t":"2026-11-22T01:02:03.500Z",\
                        "c":"c"}\
                        """);
        assertThat(JsonWriter.write(new Empty())).isEqualTo("{}");
        assertThat(JsonWriter.write(null)).isEqualTo("null");
    }

    @Test
    void prettyHasTwoBlanksALevelAndShortArraysOnOneLine() {
        var nested =
                new Nested(
                        row(Optional.empty(), OptionalInt.empty()),
                        Optional.of(new Empty()),
                        Instant.EPOCH);
        assertThat(JsonWriter.writePretty(List.of(nested, List.of())))
                .isEqualTo(
                        """
                        [
                          {
                            "row": {
                              "address": "10.0.0.1",
                              "as": 4294967295,
                              "hold_time_seconds": 90,
                              "best": true,
                              "state": "open-sent",
                              "med": 7,
                              "as_path": [65001, 65002],
                              "small": -3,
                              "tiny": 4,
                              "share": 0.5
                            },
                            "empty": {},
                            "at": "1970-01-01T00:00:00Z"
                          },
                          []
                        ]\
                        """);
        String longItem = "x".repeat(60);
        assertThat(JsonWriter.writePretty(List.of(longItem, longItem)))
                .isEqualTo("[\n  \"" + longItem + "\",\n  \"" + longItem + "\"\n]");
    }

    @Test
    void stringsAreEscapedAndStayValidUtf8() {
        assertThat(JsonWriter.write("\" \\ \b\f\n\r\t\u0001\u001f / é中\uD83D\uDC26\u2028"))
                .isEqualTo("\"\\\" \\\\ \\b\\f\\n\\r\\t\\u0001\\u001f / é中\uD83D\uDC26\u2028\"");
        assertThat(JsonWriter.write("a\uD83Db\uDC26")).isEqualTo("\"a\\ud83db\\udc26\"");
    }

    @Test
    void linesAreOneValueEach() throws IOException {
        JsonWriter writer = JsonWriter.lines();
        var out = new StringBuilder();
        writer.line(List.of(1, "a\nb"), out);
        writer.line(new Empty(), out);
        assertThat(out).hasToString("[1,\"a\\nb\"]\n{}\n");
        assertThat(JsonWriter.writeLine("é")).isEqualTo("\"é\"\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aClassWithoutAFormIsABug() {
        assertThatThrownBy(() -> JsonWriter.write(new Object() {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no JSON form");
    }

    @Test
    void rowsAreCheap() throws IOException {
        Row row = row(Optional.of("r2"), OptionalInt.of(100));
        JsonWriter writer = JsonWriter.lines();
        long[] written = {0};
        Appendable count =
                new Appendable() {
                    @Override
                    public Appendable append(CharSequence text) {
                        written[0] += text.length();
                        return this;
                    }

                    @Override
                    public Appendable append(CharSequence text, int start, int end) {
                        written[0] += end - start;
                        return this;
                    }

                    @Override
                    public Appendable append(char c) {
                        written[0]++;
                        return this;
                    }
                };
        long start = System.nanoTime();
        for (int i = 0; i < 300_000; i++) {
            writer.line(row, count);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("300,000 rows, %d MB, %.2f s%n", written[0] >> 20, seconds);
        assertThat(seconds).isLessThan(20);
    }

    @ParameterizedTest
    @CsvSource({
        "as, as",
        "localPref, local_pref",
        "bgpId, bgp_id",
        "nextHopV4, next_hop_v4",
        "URLPath, url_path",
        "lastURL, last_url",
        "as4, as4",
        "isV6, is_v6",
        "snake_case, snake_case"
    })
    void componentNamesBecomeSnakeCase(String component, String member) {
        assertThat(JsonNames.snake(component)).isEqualTo(member);
    }
}
