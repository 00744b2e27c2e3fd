package io.godwit.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

final class JsonReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[]",
                "{}",
                "0",
                "-0",
                "12.5e-7",
                "1E+400",
                "\"\"",
                "\"中文 \\u0000 \\\" \\\\ \\n\"",
                "\"\uD83D\uDC26\"",
                "[1,[2,[3,{\"a\":[]}]],null]",
                "{\"a\":1,\"b\":{\"c\":[true,false]},\"a\":2}"
            })
    void whatIsReadIsWrittenBack(String text) {
        assertThat(JsonWriter.write(read(text))).isEqualTo(text);
    }

    @Test
    void escapesAreResolved() {
        String text = "\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u4e2d \\ud83d\\udc26\"";
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Json.Str.class,
                        s ->
                                assertThat(s.value())
                                        .isEqualTo("\" \\ / \b \f \n \r \t 中 \uD83D\uDC26"));
    }

    @Test
    void everyValueKnowsItsPlace() {
        String text = "{\n  \"鸟\uD83D\uDC26\": [1, \"x\"],\n\t\"b\" : {} }";
        Json.Obj object = (Json.Obj) read(text);
        Json.Member first = object.members().get(0);
        Json.Arr array = (Json.Arr) first.value();
        assertThat(object.at()).isEqualTo(new JsonPlace(1, 1, 0, text.length()));
        assertThat(first.nameAt()).isEqualTo(new JsonPlace(2, 3, 4, 9));
        // The bird is one column and two chars.
        assertThat(array.at()).isEqualTo(new JsonPlace(2, 9, 11, 19));
        assertThat(array.items().get(1).at()).isEqualTo(new JsonPlace(2, 13, 15, 18));
        assertThat(object.members().get(1).value().line()).isEqualTo(3);
        assertThat(object.members().get(1).value().column()).isEqualTo(8);
    }

    @Test
    void lookUpsAnswerWithTheLastMemberOfAName() {
        Json.Obj object = (Json.Obj) read("{\"a\":1,\"a\":2,\"b\":true,\"c\":\"x\",\"d\":[1]}");
        assertThat(object.integer("a")).hasValue(2);
        assertThat(object.bool("b")).contains(true);
        assertThat(object.string("c")).contains("x");
        assertThat(object.string("a")).isEmpty();
        assertThat(object.items("d")).hasSize(1);
        assertThat(object.items("c")).isEmpty();
        assertThat(object.object("c")).isEmpty();
        assertThat(object.get("e")).isEmpty();
    }

    @Test
    void numbersKeepTheirLiteral() {
        Json.Num big = (Json.Num) read("123456789012345678901234567890");
        assertThat(big.integer()).isEmpty();
        assertThat(big.real()).isEqualTo(1.2345678901234568e29);
        assertThat(((Json.Num) read("-9223372036854775808")).integer()).hasValue(Long.MIN_VALUE);
        assertThat(((Json.Num) read("1.0")).integer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "          | 1:1: expected a value, the text ends here",
                "{         | 1:2: expected a member name in double quotes, the text ends here",
                "{a:1}     | 1:2: expected a member name in double quotes, found `a`",
                "{'a':1}   | 1:2: expected a member name in double quotes, found `'`",
                "{\"a\" 1} | 1:6: expected `:` after the member name, found `1`",
                "{\"a\":1 \"b\":2} | 1:8: expected `,` or `}`, found `\"`",
                "{\"a\":1,} | 1:8: expected another member after `,`: JSON takes no last comma, found"
                        + " `}`",
                "[1,]      | 1:4: expected another value after `,`: JSON takes no last comma, found"
                        + " `]`",
                "[1 2]     | 1:4: expected `,` or `]`, found `2`",
                "[1        | 1:3: expected `,` or `]`, the text ends here",
                "01        | 1:2: a number has no leading zero, found `1`",
                "-         | 1:2: expected a digit, the text ends here",
                "1.        | 1:3: expected a digit, the text ends here",
                "1e+       | 1:4: expected a digit, the text ends here",
                "+1        | 1:1: expected a value, found `+`",
                "tru       | 1:1: expected a value, found `t`",
                "nil       | 1:1: expected a value, found `n`",
                "1 2       | 1:3: expected the end after the value, found `2`",
                "1 # x     | 1:3: expected the end after the value, found `#` (JSON has no comments)",
                "// x      | 1:1: expected a value, found `/` (JSON has no comments)",
                "[\"abc    | 1:2: string without its closing quote",
                "\"\\x\"   | 1:2: unknown escape in a string, found `\\`",
                "\"\\u12g4\" | 1:2: expected four hexadecimal digits after \\u, found `\\`",
                "\"\\u12   | 1:2: unknown escape in a string, found `\\`",
                "中        | 1:1: expected a value, found `中`",
            })
    void whatIsWrongHasItsPlaceAndCause(String text, String problem) {
        assertThat(JsonReader.read(text == null ? "" : text).failure()).contains(problem);
    }

    @Test
    void controlCharactersAreNamedNotPrinted() {
        assertThat(JsonReader.read("\"a\u0007\"").failure())
                .contains(
                        "1:3: a control character in a string is written \\u0007, found a control"
                                + " character U+0007");
        assertThat(JsonReader.read("[\u001b]").failure())
                .contains("1:2: expected a value, found a control character U+001B");
    }

    @Test
    void depthAndSizeAreLimited() {
        var limits = new JsonReader.Limits(3, 20);
        assertThat(JsonReader.read("[[[1]]]", limits).json()).isPresent();
        assertThat(JsonReader.read("[[{\"a\":[]}]]", limits).failure())
                .contains("1:8: nested deeper than 3 levels, found `[`");
        assertThat(JsonReader.read("[" + " ".repeat(20) + "]", limits).failure())
                .contains("1:1: longer than 20 characters");
        assertThat(JsonReader.read("[".repeat(1_000_000)).failure())
                .contains("1:65: nested deeper than 64 levels, found `[`");
    }

    @Test
    void mutatedTextNeverThrows() {
        String good =
                "{\"a\": [1, -2.5e3, \"x\\u4e2d\\n中\uD83D\uDC26\"], \"b\": {\"c\": null, \"d\":"
                        + " true}}";
        String alphabet = "{}[]\",:\\u0eE+-.1atrufalsn \n\t中\uD83D\uDC26\u0000";
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(good);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, c);
                    default -> text.setCharAt(at, c);
                }
            }
            switch (JsonReader.read(text.toString())) {
                case JsonReading.Ok(Json value) -> {
                    String written = JsonWriter.write(value);
                    assertThat(JsonWriter.write(read(written)))
                            .as("seed %d", seed)
                            .isEqualTo(written);
                }
                case JsonReading.Bad(String _, JsonPlace at) ->
                        assertThat(at.offset())
                                .as("seed %d", seed)
                                .isBetween(0, at.endOffset())
                                .isLessThanOrEqualTo(text.length());
            }
        }
    }

    private static Json read(String text) {
        return JsonReader.read(text).json().orElseThrow();
    }
}
