package io.godwit.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Output;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

final class TextTableTest {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final Output out = new Output(octets);

    private String text() {
        out.flush();
        return octets.toString(StandardCharsets.UTF_8);
    }

    @Test
    void chineseCharactersTakeTwoColumns() {
        TextTable.headed(false, "Name", ">AS", "State")
                .row("华东", "65003", "Idle")
                .row("r2", "1", "Up")
                .print(out);

        assertThat(text()).isEqualTo("Name     AS  State\n华东  65003  Idle\nr2        1  Up\n");
    }

    @Test
    void aLineEndsBehindItsLastText() {
        TextTable.headed(false, "A", "B", "C").row("a", "b", "").row("", "", "").print(out);

        assertThat(text()).isEqualTo("A  B  C\na  b\n\n");
    }

    @Test
    void colorIsNotCountedAndOnlyThereWhenAskedFor() {
        var cell = new TextTable.Cell("up", Paint.GREEN);
        TextTable.headed(true, "S", "X").add(cell, new TextTable.Cell("x", Paint.PLAIN)).print(out);

        assertThat(text()).isEqualTo("\033[1mS\033[0m   \033[1mX\033[0m\n\033[32mup\033[0m  x\n");
    }

    @Test
    void rowsBehindTheWindowGoOutAsTheyCome() {
        var table = TextTable.headed(false, "A", "B").window(3, out);
        table.row("1", "x").row("22", "x");
        assertThat(text()).isEmpty();

        table.row("333", "x");
        assertThat(text()).isEqualTo("A   B\n1   x\n22  x\n333  x\n");

        table.row("4", "x");
        table.print(out);
        assertThat(text()).endsWith("333  x\n4   x\n");
    }

    @Test
    void spansAreShort() {
        assertThat(TimeSpan.of(41)).isEqualTo("41s");
        assertThat(TimeSpan.of(133)).isEqualTo("133s");
        assertThat(TimeSpan.of(1509)).isEqualTo("25m09s");
        assertThat(TimeSpan.of(5 * 3600 + 7 * 60)).isEqualTo("5h07m");
        assertThat(TimeSpan.of(26 * 3600)).isEqualTo("1d02h");
        assertThat(TimeSpan.of(104 * 86400)).isEqualTo("104d");
    }

    @Test
    void textFromOutsideCannotSteerTheTerminal() {
        assertThat(Plain.of("a\033[2Jb\u202Ec")).isEqualTo("a\uFFFD[2Jb\uFFFDc");
        assertThat(Plain.of("维护 at noon")).isEqualTo("维护 at noon");
    }

    @Test
    void textIsWrappedAtBlanksAndBetweenChineseCharacters() {
        assertThat(Wrap.lines("one two  three four", 9))
                .containsExactly("one two", "three", "four");
        assertThat(Wrap.lines("没有这个邻居。请检查", 12)).containsExactly("没有这个邻", "居。请检查");
        assertThat(Wrap.lines("averylongword x", 5)).containsExactly("averylongword", "x");
        assertThat(Wrap.lines("", 5)).containsExactly("");
    }
}
