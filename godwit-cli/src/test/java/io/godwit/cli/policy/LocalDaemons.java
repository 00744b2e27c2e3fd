package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Screen;
import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.daemon.Daemon;
import io.godwit.daemon.DaemonOptions;
import io.godwit.daemon.EventLog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Daemons in one folder, each with a file and a socket of its name.
final class LocalDaemons implements AutoCloseable {
    private final Path folder;
    private final List<Daemon> running = new ArrayList<>();

    LocalDaemons(Path folder) {
        this.folder = folder;
    }

    void start(String name, String config) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".conf"), config);
        var reading = ConfigReader.read(file.toString(), Sources.files());
        assertThat(reading.text()).isEmpty();
        running.add(
                Daemon.start(
                        reading.config().orElseThrow(),
                        new DaemonOptions(
                                Optional.of(file.toString()),
                                Optional.of(folder.resolve(name + ".sock")),
                                EventLog.silent(),
                                false,
                                DaemonOptions.limitsOfHeap(),
                                "test")));
    }

    /// Runs a command line against one of them.
    Screen run(String name, String line) {
        var words = new ArrayList<>(List.of(line.split(" ")));
        words.add("--socket=" + folder.resolve(name + ".sock"));
        return new Screen().run(words);
    }

    @Override
    public void close() {
        for (Daemon daemon : running) {
            daemon.stop();
            daemon.awaitStop();
        }
    }
}
