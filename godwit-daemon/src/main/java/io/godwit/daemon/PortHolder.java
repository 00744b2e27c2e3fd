package io.godwit.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Who listens on a TCP port, from `/proc` as far as it can be read.
final class PortHolder {
    private static final String LISTEN = "0A";

    private PortHolder() {}

    /// `bird (pid 4711)`; empty when nobody is found or `/proc` says nothing.
    static Optional<String> find(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            collect(Path.of(table), port, sockets);
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(name(process) + " (pid " + process.getFileName() + ")");
                }
            }
        } catch (IOException notReadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// Inodes of the listening sockets on that port: `sl local remote st … inode`.
    private static void collect(Path table, int port, Set<String> sockets) {
        try {
            for (String line : Files.readAllLines(table)) {
                String[] field = line.trim().split("\\s+");
                if (field.length > 9
                        && field[3].equals(LISTEN)
                        && field[1].endsWith(String.format(":%04X", port))) {
                    sockets.add("socket:[" + field[9] + "]");
                }
            }
        } catch (IOException notReadable) {
            // Without the table nobody is found; the message then goes without a name.
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException notReadable) {
            return false;
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).trim();
        } catch (IOException gone) {
            return "a process";
        }
    }
}
