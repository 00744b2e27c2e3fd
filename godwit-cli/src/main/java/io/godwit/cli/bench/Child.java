package io.godwit.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A daemon as a child process, and what it costs. It ends with us, also on Ctrl-C.
final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;
    private static final int TAIL_LINES = 3;

    private final Process process;
    private final Path folder;
    private final Path log;
    private final Thread ender = new Thread(this::end, "bench-end");

    private Child(Process process, Path folder, Path log) {
        this.process = process;
        this.folder = folder;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(ender);
    }

    /// Starts a program; what it says goes to a file in `folder`, which goes with it.
    static Child start(List<String> command, Path folder) throws IOException {
        Path log = folder.resolve("log");
        var builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return new Child(builder.start(), folder, log);
    }

    /// User and system time so far.
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /// The most memory it ever held, in octets; 0 where the system does not tell.
    long peakOctets() {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /// The last it said, and whether it still lives, for a message.
    String lastWords() {
        String state =
                process.isAlive() ? "" : "it ended with status " + process.exitValue() + "; ";
        try {
            var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            var tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return state
                    + (tail.isEmpty() ? "it said nothing" : "it said: " + String.join(" | ", tail));
        } catch (IOException e) {
            return state + "it left no log";
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException e) {
            return; // Ctrl-C: the hook is at it.
        }
        end();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        remove(folder);
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Something stays in the folder for temporary files.
        }
    }
}
