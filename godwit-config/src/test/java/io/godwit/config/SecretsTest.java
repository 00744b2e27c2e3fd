package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.report.ConfigReading;
import io.godwit.config.report.Diagnostic;
import io.godwit.json.JsonWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A configuration that is wrong is shown to many: on a terminal, over HTTP, in the answer of a
/// reload, in logs. The passwords in it are not.
final class SecretsTest {
    private static final String SECRET = "hunter2gather";

    private static final String CONF =
            """
            router { as 65001; id 10.0.0.1 }
            group g { password "hunter2gather"; as 65002 }
            neighbor 10.0.0.2 {
                as 65002; hold-time 30; password "hunter2gather";
                keepalive 10;
            }
            """;

    private static final String JSON =
            """
            {
              "router": { "as": 65001, "id": "10.0.0.1" },
              "neighbor": [
                { "address": "10.0.0.2", "as": 65002, "password": "hunter2gather" },
                { "password": "hunter2gather", "address": "10.0.0.3", "as": 65002 }
              ]
            }
            """;

    private static ConfigReading read(String name, String text) {
        return ConfigReader.read(name, Sources.of(name, text));
    }

    private static String told(ConfigReading reading) {
        var rows = new StringBuilder(reading.text());
        for (Diagnostic diagnostic : reading.diagnostics()) {
            rows.append(diagnostic.text()).append(JsonWriter.write(diagnostic.row()));
        }
        return rows.toString();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "group g { a 1; password \"abc\" },group g { a 1; password \"***\" }",
                "group g { a 1; password abc },group g { a 1; password *** }",
                "group g { a 1; password \"a c \"; },group g { a 1; password \"****\"; }",
            })
    void whatStandsAroundItIsShown(String line, String shown) {
        assertThat(told(read("a.conf", line + "\n"))).contains(shown);
    }

    /// Every slip of one key, at every place but inside of the secret, where it would be another.
    @ParameterizedTest
    @CsvSource({"a.conf,conf", "a.json,json"})
    void noSlipOfAKeyShowsIt(String name, String form) {
        String text = form.equals("json") ? JSON : CONF;
        int wrong = 0;
        for (int i = 0; i < text.length(); i++) {
            for (String typed : new String[] {"", "x", "\"", ";", "{", "}", ",", "#", "\n", "\\"}) {
                for (int skip = 0; skip < 2; skip++) {
                    String slip = text.substring(0, i) + typed + text.substring(i + skip);
                    ConfigReading reading = read(name, slip);
                    wrong += reading.errors() > 0 ? 1 : 0;
                    assertThat(told(reading)).as(slip).doesNotContain("hunter2", "2gather");
                }
            }
        }
        assertThat(wrong).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pasword \"hunter2gather\";",
                "passwd \"hunter2gather\";",
                "PASSWORD \"hunter2gather\";",
                "md5 \"hunter2gather\";",
                "tcp-md5 password hunter2gather;",
                "authentication-key hunter2gather;",
                "authentification-key \"hunter2gather\";",
                "password hunter2gather keepalive 10;",
                "password hunter2gather",
                "password 'hunter2gather';",
                "password “hunter2gather”;",
                "password [ \"hunter2gather\" ];",
                "password \"\\q hunter2gather\";",
                "password\n    hunter2gather\n    keepalive 10;",
                "password \"hunter2gather\"; password \"hunter2gather\";",
                "# password hunter2gather\n //",
                "password \"hunter2gather hunter2gather hunter2gather hunter2gather hunter2gather"
                        + " hunter2gather\";",
            })
    void noWordOfPeopleShowsIt(String option) {
        ConfigReading reading =
                read("a.conf", "router { as 65001; id 10.0.0.1 }\nneighbor 10.0.0.2 { " + option);
        assertThat(reading.errors()).isPositive();
        assertThat(told(reading)).doesNotContain(SECRET, "hunter2");
    }

    @Test
    void theRestOfTheLineIsShownAndTheCaretStands() {
        assertThat(
                        read(
                                        "a.conf",
                                        "neighbor 10.0.0.2 { as 1; password \"päß𝄞\"; keepaliv 3 }\n"
                                                + "router { as 65001; id 10.0.0.1 }\n")
                                .text())
                .contains(
                        "  1 | neighbor 10.0.0.2 { as 1; password \"****\"; keepaliv 3 }\n"
                                + "    | "
                                + " ".repeat(43)
                                + "^^^^^^^^ help");
        assertThat(read("a.conf", "neighbor 10.0.0.2 { password \"\" }").text())
                .contains("`password` is empty");
    }
}
