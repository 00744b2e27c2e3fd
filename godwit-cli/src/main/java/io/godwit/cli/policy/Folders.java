package io.godwit.cli.policy;

import io.godwit.cli.Refusal;
import io.godwit.config.ConfigReader;
import io.godwit.config.Content;
import io.godwit.config.FileKind;
import io.godwit.config.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a folder stands for where configurations are named: every `*.conf` below it that no other
/// one there includes, since a part of a configuration is none.
final class Folders {
    private Folders() {}

    /// The files, with those of each folder in its place, sorted.
    static List<String> files(List<String> names) throws IOException {
        var files = new ArrayList<String>();
        for (String name : names) {
            if (Files.isDirectory(Path.of(name))) {
                files.addAll(whole(name));
            } else {
                files.add(name);
            }
        }
        return files;
    }

    private static List<String> whole(String folder) throws IOException {
        List<String> found = below(Path.of(folder));
        Set<String> parts = new HashSet<>();
        for (String file : found) {
            parts.addAll(includedBy(file));
        }
        List<String> whole = found.stream().filter(file -> !parts.contains(file)).toList();
        if (whole.isEmpty()) {
            throw Refusal.failed(folder + ": no configuration (*.conf) below it", "");
        }
        return whole;
    }

    private static List<String> below(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".conf"))
                    .filter(Files::isRegularFile)
                    .map(path -> path.normalize().toString())
                    .sorted()
                    .toList();
        }
    }

    /// By reading it: errors do not matter here.
    private static Set<String> includedBy(String file) {
        var files = Sources.files();
        var read = new HashSet<String>();
        ConfigReader.read(
                file,
                new Sources() {
                    @Override
                    public Content read(String name, FileKind kind) {
                        if (kind != FileKind.CONFIGURATION) {
                            return new Content.Missing(); // includes nothing, and may be large
                        }
                        read.add(Path.of(name).normalize().toString());
                        return files.read(name, kind);
                    }

                    @Override
                    public List<String> list(String directory) {
                        return files.list(directory);
                    }
                });
        read.remove(file);
        return read;
    }
}
