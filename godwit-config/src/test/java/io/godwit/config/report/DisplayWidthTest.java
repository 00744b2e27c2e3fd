package io.godwit.config.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.words.Word;
import io.godwit.config.words.Words;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class DisplayWidthTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "华东, 4",
        "é, 1",
        "é, 1",
        "ｆｕｌｌ, 8",
        "한국, 4",
        "\uD83D\uDC26, 2",
        "―, 1",
        "、, 2"
    })
    void columnsOfATerminal(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "nieghbor, neighbor",
        "hld-time, hold-time",
        "HOLD_TIME, hold-time",
        "desc, description",
        "keepalives, keepalive",
        "id, id",
        "improt, import"
    })
    void theNearestWord(String word, String wanted) {
        List<String> words = Words.ALL.stream().<String>map(Word::keyword).toList();
        assertThat(NearestWord.of(word, words)).contains(wanted);
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "x", "xyz", "on"})
    void noWordIsNear(String word) {
        assertThat(NearestWord.of(word, List.of("hold-time", "router", "as", "id"))).isEmpty();
    }
}
