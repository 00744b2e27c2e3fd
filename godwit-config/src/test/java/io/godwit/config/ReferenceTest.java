package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.words.Words;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `docs/configuration.md` is made from the table of words. After a change of the table: `mvn -pl
/// godwit-config -am test -Dtest=ReferenceTest -Dgodwit.refresh=true
/// -Dsurefire.failIfNoSpecifiedTests=false`.
final class ReferenceTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void theReferenceIsTheTable() throws IOException {
        String made = Reference.markdown();
        if (Boolean.getBoolean("godwit.refresh")) {
            Files.writeString(DOCUMENT, made);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }

    /// A fenced block that begins with the name of a file is a whole file.
    @Test
    void theExamplesOfTheDocumentsHaveNoMistakes() throws IOException {
        Matcher example =
                Pattern.compile("```\\w*\\n(# [\\w.-]+\\.conf\\n.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("../docs/operations.md")));
        List<String> read = new ArrayList<>();
        while (example.find()) {
            String text = example.group(1);
            String name = text.lines().findFirst().orElseThrow().substring(2);
            assertThat(ConfigReader.read(name, Sources.of(name, text)).text()).isEmpty();
            read.add(name);
        }
        assertThat(read).contains("one.conf", "two.conf", "reflector.conf", "rs.conf");
    }

    @Test
    void everyWordIsInTheReference() {
        assertThat(Words.ALL)
                .allSatisfy(
                        word -> assertThat(Reference.markdown()).contains("`" + word.keyword()));
    }
}
