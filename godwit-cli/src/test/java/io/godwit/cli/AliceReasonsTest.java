package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class AliceReasonsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 64500:65520:",
        "reject-tag large-community 64500:1101:*;, 64500:1101:",
        "reject-tag community 65520:*;, 65520:"
    })
    void theNumbersOfRejectsHaveTheirLabels(String tag, String before, @TempDir Path folder)
            throws IOException {
        var file = folder.resolve("rs.conf");
        Files.writeString(
                file,
                tag
                        + """
                        router { as 64500; id 192.0.2.1 }
                        policy in {
                            reject 13 "prefix-length" if prefix.length > 24 and family = ipv4;
                            reject 13 "prefix-length-6" if prefix.length > 48;
                            if as-path.length > 5 {
                                reject 1 "as-path-too-long" if as-path.length > 32;
                            }
                            reject "without-number" if prefix.length < 8;
                            accept;
                        }
                        neighbor 192.0.2.2 { as 64511; import in; export reject }
                        """);
        var screen = new Screen();
        screen.run(List.of("config", file.toString(), "--alice-lg"));
        assertThat(screen.status()).isEqualTo(Exit.DONE);
        assertThat(screen.out())
                .isEqualTo(
                        """
                        [rejection_reasons]
                        TAG1 = as-path-too-long
                        TAG13 = prefix-length
                        """
                                .replace("TAG", before));
    }
}
