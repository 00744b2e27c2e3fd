package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.report.ConfigReading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class FileSourcesTest {
    @TempDir Path directory;

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void filesAndPatternsOfTheMachine() throws IOException {
        write("main.conf", "router { as 1; id 1.1.1.1 } include \"members/*.conf\";");
        write("members/b.conf", "neighbor 10.0.0.2 { as 1 }");
        write("members/a.conf", "neighbor 10.0.0.1 { as 1 }");
        write("members/a.conf~", "broken");
        write("members/dir.conf/x", "broken");
        ConfigReading reading = ConfigReader.read(directory + "/main.conf", Sources.files());
        assertThat(reading.text()).isEmpty();
        assertThat(reading.config().orElseThrow().neighbors())
                .extracting(n -> n.address().toString())
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void whatCannotBeRead() throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        Sources files = Sources.files();
        assertThat(files.read(directory + "/none", FileKind.SET)).isEqualTo(new Content.Missing());
        assertThat(files.read(directory + "/sub", FileKind.SET))
                .isEqualTo(new Content.Unreadable("it is a directory"));
        assertThat(files.read("\0", FileKind.SET)).isEqualTo(new Content.Missing());
        assertThat(files.list(directory.toString())).containsExactly("sub/");
        assertThat(files.list(directory + "/none")).isEmpty();
    }
}
