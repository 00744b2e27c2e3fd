package io.godwit.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Collectors;

/// The file that keeps what operators changed by command: configuration, one statement a line, read
/// at the next start like any included file. Lines that people write there are left alone.
final class SavedFile {
    private static final String HEADER =
            "# Written by commands with --save; read like an included file.\n";

    private SavedFile() {}

    /// What stands there; a file that does not exist yet says nothing.
    static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /// The text with a statement instead of the one that begins with the same words.
    ///
    /// @param key the words a statement is known by: `originate 192.0.2.0/24`
    static String with(String text, String key, String statement) {
        String rest = without(text, key);
        String start = rest.isEmpty() ? HEADER : rest.endsWith("\n") ? rest : rest + "\n";
        return start + statement + "\n";
    }

    /// The text without a statement.
    static String without(String text, String key) {
        return text.lines()
                .filter(line -> !is(line, key))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static boolean is(String line, String key) {
        String statement = line.strip();
        return statement.startsWith(key)
                && (statement.endsWith(";") || statement.endsWith("}"))
                && statement.length() > key.length()
                && " ;{".indexOf(statement.charAt(key.length())) >= 0;
    }

    /// Writes beside it, then takes its place: after a power cut there is the old file or the new
    /// one.
    ///
    /// @return why not, in words; empty when it is on the disk
    static Optional<String> write(Path file, String text) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            beside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + ": " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }
}
