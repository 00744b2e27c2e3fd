package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ArgumentsTest {
    @Test
    void readsWhatIsThere() {
        Arguments arguments =
                new Arguments(
                        Map.of(
                                "prefix", "192.0.2.0/24",
                                "limit", 10L,
                                "best", true,
                                "family", "ipv6",
                                "neighbor", "2001:db8::1"));
        assertThat(arguments.prefix("prefix").orElseThrow()).hasToString("192.0.2.0/24");
        assertThat(arguments.number("limit", 1, 100)).hasValue(10);
        assertThat(arguments.flag("best")).isTrue();
        assertThat(arguments.flag("longer")).isFalse();
        assertThat(arguments.family("family").orElseThrow().name()).isEqualTo("ipv6");
        assertThat(arguments.address("neighbor").orElseThrow()).hasToString("2001:db8::1");
        assertThat(arguments.problem()).isEmpty();
    }

    /// Numbers and truth values may come as words: a shell has nothing else.
    @Test
    void wordsCountAsNumbersAndFlags() {
        Arguments arguments = new Arguments(Map.of("limit", "10", "best", "true"));
        assertThat(arguments.number("limit", 1, 100)).hasValue(10);
        assertThat(arguments.flag("best")).isTrue();
        assertThat(arguments.problem()).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        assertProblem("limit", 1000L, "from 1 to 100");
        assertProblem("limit", "ten", "from 1 to 100");
        assertProblem("limit", "99999999999999999999", "from 1 to 100");
    }

    private static void assertProblem(String name, Object value, String message) {
        Arguments arguments = new Arguments(Map.of(name, value));
        assertThat(arguments.number(name, 1, 100)).isEmpty();
        Outcome problem = arguments.problem().orElseThrow();
        assertThat(problem.code()).contains("GW-3002");
        assertThat(problem.message().orElseThrow()).contains(message).contains(value.toString());
    }

    @Test
    void hostBitsAndUnknownFamiliesAreRefused() {
        Arguments arguments = new Arguments(Map.of("prefix", "192.0.2.1/24"));
        assertThat(arguments.prefix("prefix")).isEmpty();
        assertThat(arguments.problem().orElseThrow().message().orElseThrow())
                .contains("192.0.2.1/24", "no bits behind the length: 192.0.2.0/24");
        Arguments length = new Arguments(Map.of("prefix", "192.0.2.0/33"));
        assertThat(length.prefix("prefix")).isEmpty();
        assertThat(length.problem().orElseThrow().message().orElseThrow())
                .contains("a length from 0 to 32");
        Arguments family = new Arguments(Map.of("family", "ipx"));
        assertThat(family.family("family")).isEmpty();
        assertThat(family.problem().orElseThrow().message().orElseThrow()).contains("ipx");
    }

    @Test
    void argumentsNobodyAskedForAreNamed() {
        Arguments arguments = new Arguments(Map.of("adress", "192.0.2.1"));
        arguments.address("address");
        Outcome problem = arguments.problem().orElseThrow();
        assertThat(problem.message().orElseThrow()).contains("`adress`");
        assertThat(problem.help().orElseThrow()).contains("address");
    }
}
