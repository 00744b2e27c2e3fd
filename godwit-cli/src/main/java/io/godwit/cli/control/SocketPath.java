package io.godwit.cli.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the control socket is when nobody says: `GODWIT_SOCKET`, else `/run/godwit/godwit.sock`
/// for root or where that folder is writable, else `$XDG_RUNTIME_DIR/godwit.sock`, else
/// `${TMPDIR:-/tmp}/godwit-UID.sock`.
public final class SocketPath {
    private static final Path SYSTEM = Path.of("/run/godwit");

    private SocketPath() {}

    /// The path for daemon and client alike; `given` is the option `--socket`.
    public static Path of(Optional<String> given, Map<String, String> env) {
        if (given.isPresent()) {
            return Path.of(given.get());
        }
        String named = env.getOrDefault("GODWIT_SOCKET", "");
        return named.isEmpty() ? ours(env) : Path.of(named);
    }

    /// The path for the demo: beside the usual one, and one for each process when several may run
    /// at once.
    public static Path ofDemo(Map<String, String> env, boolean own) {
        String name =
                own ? "godwit-demo-" + ProcessHandle.current().pid() + ".sock" : "godwit-demo.sock";
        String runtime = env.getOrDefault("XDG_RUNTIME_DIR", "");
        String temporary = env.getOrDefault("TMPDIR", "");
        String folder = !runtime.isEmpty() ? runtime : !temporary.isEmpty() ? temporary : "/tmp";
        return Path.of(folder, name);
    }

    private static Path ours(Map<String, String> env) {
        String uid = uid();
        if (uid.equals("0") || Files.isWritable(SYSTEM)) {
            return SYSTEM.resolve("godwit.sock");
        }
        String runtime = env.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            return Path.of(runtime, "godwit.sock");
        }
        String temporary = env.getOrDefault("TMPDIR", "");
        return Path.of(temporary.isEmpty() ? "/tmp" : temporary, "godwit-" + uid + ".sock");
    }

    /// The number of the user, from the owner of this process's entry in /proc; the user's name
    /// where there is none.
    private static String uid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException | UnsupportedOperationException e) {
            return System.getProperty("user.name", "user");
        }
    }
}
