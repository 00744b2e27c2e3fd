package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.model.Config;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.report.Diagnostic;
import io.godwit.config.syntax.Lexer;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Token;
import io.godwit.policy.tree.PolicyTest;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Both forms say the same, the layout changes nothing, and no text makes the reader throw.
final class RoundTripTest {
    private static final int SEEDS = 300;
    private static final long MUTATIONS = Long.getLong("godwit.seeds", 4_000);

    private static ConfigReading read(String name, String text) {
        return ConfigReader.read(name, Sources.of(name, text));
    }

    private static Config config(String name, String text) {
        ConfigReading reading = read(name, text);
        assertThat(reading.config()).as(text + "\n" + reading.text()).isPresent();
        return reading.config().get().withoutPlaces();
    }

    @Test
    void textAndMachineFormSayTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            String text = new Generator(seed).file();
            Config wanted = config("a.conf", text);
            String json =
                    Converter.toJson("a.conf", Sources.of("a.conf", text)).text().orElseThrow();
            assertThat(config("a.json", json)).as("seed %d", seed).isEqualTo(wanted);
            String back =
                    Converter.toConf("a.json", Sources.of("a.json", json)).text().orElseThrow();
            assertThat(config("b.conf", back)).as("seed %d", seed).isEqualTo(wanted);
            assertThat(Converter.toJson("b", Sources.of("b", back)).text()).contains(json);
        }
    }

    @Test
    void aTestOfSeveralRoutesIsATestForEach() {
        String text =
                """
                router { as 65001; id 10.0.0.1 }
                policy p { reject "long" if prefix.length > 24; accept }
                neighbor 10.0.0.2 { as 65002; import p; export accept }
                test "lengths" {
                    policy p;
                    peer 10.0.0.2;
                    route 203.0.113.0/24; expect accept;
                    route 203.0.113.0/25; expect reject "long";
                }
                """;
        String json = Converter.toJson("a.conf", Sources.of("a.conf", text)).text().orElseThrow();
        var forms = Map.of("a.conf", text, "b.conf", format("a.conf", text), "c.json", json);
        forms.forEach((name, form) ->
                assertThat(read(name, form).config().orElseThrow().tests())
                        .as(form)
                        .extracting(PolicyTest::name)
                        .containsExactly(
                                "lengths (1: 203.0.113.0/24)", "lengths (2: 203.0.113.0/25)"));
        for (String bad :
                List.of(
                        text.replace("expect accept;", ""),
                        text.replace("route 203.0.113.0/25;", ""),
                        text.replace("expect reject \"long\";", ""))) {
            assertThat(read("a.conf", bad).text())
                    .contains("behind each `route` stands its `expect`");
        }
    }

    @Test
    void theConverterWritesTheLayoutOfTheFormatter() {
        for (long seed = 0; seed < SEEDS; seed++) {
            String text = new Generator(seed).file();
            String conf =
                    Converter.toConf("a.conf", Sources.of("a.conf", text)).text().orElseThrow();
            assertThat(format("a.conf", conf)).as("seed %d", seed).isEqualTo(conf);
            String json =
                    Converter.toJson("a.conf", Sources.of("a.conf", text)).text().orElseThrow();
            assertThat(format("a.json", json)).as("seed %d", seed).isEqualTo(json);
        }
    }

    @Test
    void theLayoutChangesNothingAndIsStable() {
        for (long seed = 0; seed < SEEDS; seed++) {
            String text = new Generator(seed).file();
            String formatted = format("a.conf", text);
            assertThat(config("a.conf", formatted))
                    .as("seed %d", seed)
                    .isEqualTo(config("a.conf", text));
            assertThat(format("a.conf", formatted)).as("seed %d", seed).isEqualTo(formatted);
            assertThat(comments(formatted)).as("seed %d", seed).isEqualTo(comments(text));
        }
    }

    private static String format(String name, String text) {
        Rewritten formatted = Formatter.format(name, Sources.of(name, text));
        return formatted.text().orElseThrow(() -> new AssertionError(formatted.reading().text()));
    }

    private static List<String> comments(String text) {
        return Lexer.tokens(new SourceText("", text, 0), new Reporter()).stream()
                .filter(token -> token.is(Token.Kind.COMMENT))
                .map(token -> token.value().stripTrailing())
                .toList();
    }

    @Test
    void noTextMakesAnythingThrow() throws IOException {
        var good = new ArrayList<String>();
        for (long seed = 0; seed < 20; seed++) {
            String text = new Generator(seed).file();
            good.add(text);
            good.add(Converter.toJson("a.conf", Sources.of("a.conf", text)).text().orElseThrow());
        }
        for (DiagnosticsTest.Case broken : DiagnosticsTest.cases()) {
            good.addAll(broken.files().values());
        }
        for (long seed = 0; seed < MUTATIONS; seed++) {
            var random = new Random(seed);
            String text = mutated(good.get(random.nextInt(good.size())), random);
            String name = random.nextInt(8) == 0 ? "a.json" : "a.conf";
            try {
                ConfigReading reading = read(name, text);
                assertThat(reading.config().isPresent()).isEqualTo(reading.errors() == 0);
                assertThat(reading.text().isEmpty()).isEqualTo(reading.diagnostics().isEmpty());
                checkPlaces(reading, text);
                Converter.toJson(name, Sources.of(name, text));
                Rewritten formatted = Formatter.format(name, Sources.of(name, text));
                if (formatted.text().isPresent()) {
                    String once = formatted.text().get();
                    assertThat(format(name, once)).isEqualTo(once);
                }
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ":\n" + text, failure);
            }
        }
    }

    private static void checkPlaces(ConfigReading reading, String text) {
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        for (Diagnostic diagnostic : reading.diagnostics()) {
            assertThat((long) diagnostic.at().line()).isBetween(1L, lines);
            assertThat(diagnostic.at().column()).isPositive();
            assertThat(diagnostic.endColumn()).isGreaterThan(diagnostic.at().column());
            assertThat(diagnostic.message()).isNotBlank().doesNotContain("\n");
        }
    }

    private static String mutated(String good, Random random) {
        var text = new StringBuilder(good);
        String alphabet = "{}[];,\"#= \n\t\r'\\/*:.09aszé中；“\u3000\u0000\u001b\ud83d\ud83d\udc26";
        for (int i = random.nextInt(1, 8); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 2 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                default -> {
                    int from = random.nextInt(text.length());
                    int to = Math.min(text.length(), from + random.nextInt(40));
                    text.insert(at, text.substring(from, to));
                }
            }
        }
        return text.toString();
    }
}
