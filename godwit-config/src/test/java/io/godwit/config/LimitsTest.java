package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.model.Config;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.syntax.Lexer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

final class LimitsTest {
    private static ConfigReading read(String text) {
        return ConfigReader.read("x.conf", Sources.of("x.conf", text));
    }

    private static String neighbors(int count) {
        var text = new StringBuilder("router { as 65001; id 10.0.0.1 }\n");
        text.append("group members { family ipv4, ipv6; import accept; export accept }\n");
        for (int i = 0; i < count; i++) {
            text.append(
                            "neighbor 10.%d.%d.%d in members {\n"
                                    .formatted(1 + i / 65536, i / 256 % 256, i % 256))
                    .append("    as ")
                    .append(100_000 + i)
                    .append(";\n")
                    .append("    name \"成员 ")
                    .append(i)
                    .append("\";\n")
                    .append("    hold-time 90; keepalive 30s; connect-retry 5;\n")
                    .append("    description \"the line of member number ")
                    .append(i)
                    .append("\"\n")
                    .append("}\n");
        }
        return text.toString();
    }

    @Test
    void tenThousandNeighborsAreReadInAMoment() {
        String text = neighbors(10_000);
        read(neighbors(1_000));
        long start = System.nanoTime();
        ConfigReading reading = read(text);
        double conf = (System.nanoTime() - start) / 1e9;
        assertThat(reading.config().orElseThrow().neighbors()).hasSize(10_000);

        String json = Converter.toJson("x.conf", Sources.of("x.conf", text)).text().orElseThrow();
        String dense = json.replaceAll("\\n *", "");
        start = System.nanoTime();
        Config same =
                ConfigReader.read("x.json", Sources.of("x.json", dense)).config().orElseThrow();
        double machine = (System.nanoTime() - start) / 1e9;
        assertThat(same.withoutPlaces()).isEqualTo(reading.config().get().withoutPlaces());
        System.out.printf(
                "10,000 neighbors: %d KB text %.2f s, %d KB JSON on one line %.2f s%n",
                text.length() >> 10, conf, dense.length() >> 10, machine);
        assertThat(conf).isLessThan(10);
        assertThat(machine).isLessThan(10);
    }

    @Test
    void ofManyDiagnosticsFiftyAreShownErrorsFirst() {
        var text = new StringBuilder("router { as 65001; id 10.0.0.1 }\n");
        for (int i = 0; i < 100; i++) {
            text.append("neighbor 10.1.1.%d { as 65002 }\n".formatted(i));
        }
        text.append("nonsense;\n".repeat(3));
        String shown = read(text.toString()).text();
        assertThat(shown.lines().filter(line -> line.contains("warning["))).hasSize(47);
        assertThat(shown.lines().filter(line -> line.contains("error["))).hasSize(3);
        assertThat(shown).endsWith("\n\n… and 53 warnings more\n");
        ConfigReading flood = read("nonsense;\n".repeat(5000));
        assertThat(flood.errors()).isEqualTo(5000);
        assertThat(flood.diagnostics()).hasSize(1000);
        assertThat(flood.text()).endsWith("\n\n… and 4950 errors more\n");
    }

    @Test
    void depthIsLimited() {
        assertThat(read("policy a " + "{ a ".repeat(100) + "}".repeat(100)).text())
                .contains("GW-1014", "deeper than 16 levels")
                .doesNotContain("missing");
        assertThat(read("policy a " + "[ a ".repeat(100) + "] ".repeat(100) + ";").text())
                .contains("GW-1014", "deeper than 8 levels");
        assertThat(read("{ \"a\": ".repeat(1_000_000)).text()).contains("deeper than 32 levels");
        assertThat(read("a { ".repeat(1_000_000)).errors()).isPositive();
    }

    @Test
    void filesAreLimited() {
        String tooLarge = "#".repeat(FileKind.CONFIGURATION.maxOctets() + 1);
        assertThat(read(tooLarge).text())
                .isEqualTo(
                        "x.conf: error[GW-1014]: larger than 16 MiB\n"
                                + "  help: split it with `include`\n");
        assertThat(read("a;".repeat(Lexer.MAX_TOKENS / 2 + 10)).text())
                .contains("more than 2000000 words in one file");
    }

    /// Files with holes, which take no room on the disk: none of them is read.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET  | prefix-set s from file \"large\"; | larger than 256 MiB",
                "SET  | as-set s from file \"large\";     | larger than 256 MiB",
                "RPKI | rpki { vrps from file \"large\" }  | larger than 512 MiB",
            })
    void eachKindOfFileHasItsLimit(
            FileKind kind, String statement, String said, @TempDir Path folder) throws Exception {
        Path main = folder.resolve("x.conf");
        Files.writeString(main, "router { as 1; id 1.1.1.1 } " + statement);
        try (var large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            large.setLength(kind.maxOctets() + 1L);
        }
        ConfigReading reading = ConfigReader.read(main.toString(), Sources.files());
        assertThat(reading.text()).contains("GW-1014", "large`: " + said, "help: ");
        assertThat(reading.config()).isEmpty();
    }

    @Test
    void includesAreLimited() {
        Map<String, String> chain = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            chain.put(i + ".conf", "include \"" + (i + 1) + ".conf\";");
        }
        chain.put("30.conf", "router { as 1; id 1.1.1.1 }");
        assertThat(ConfigReader.read("0.conf", Sources.of(chain)).text())
                .contains("15.conf:1:9: error[GW-1014]: files include each other deeper than 16");
    }

    /// What a neighbor is asked for has to fit behind a new session; each family by itself.
    @ParameterizedTest
    @CsvSource({"2500, 2500, 0", "2501, 1, 1", "1, 2501, 1"})
    void moreThanANeighborIsAskedFor(int four, int six, int warnings) {
        var wanted = new StringJoiner(", ", "[ ", " ]");
        for (int i = 0; i < four; i++) {
            wanted.add("10.%d.%d.0/24".formatted(i >> 8, i & 255));
        }
        for (int i = 0; i < six; i++) {
            wanted.add("2001:db8:%x::/48".formatted(i));
        }
        ConfigReading reading =
                read(
                        "router { as 65001; id 10.0.0.1 }"
                                + " neighbor 192.0.2.2 { as 65002; import accept; export accept;"
                                + " orf send; orf-prefixes "
                                + wanted
                                + " }");
        assertThat(reading.text().split("warning\\[GW-1086]", -1)).hasSize(warnings + 1);
        assertThat(reading.text().contains("2501 prefixes of a family; with more than 2500"))
                .isEqualTo(warnings == 1);
        assertThat(reading.config()).as(reading.text()).isPresent();
    }
}
