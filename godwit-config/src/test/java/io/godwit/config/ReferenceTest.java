package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.words.Words;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    @Test
    void everyWordIsInTheReference() {
        assertThat(Words.ALL)
                .allSatisfy(
                        word -> assertThat(Reference.markdown()).contains("`" + word.keyword()));
    }
}
