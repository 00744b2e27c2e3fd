package io.godwit.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.Map;

/// Where a command reads and writes, so that tests can stand in for the terminal.
///
/// @param out results
/// @param err diagnostics and progress
/// @param in what is piped in
/// @param terminal whether `out` is a terminal; the launcher tells, asking the JDK would cost
///   start-up time
/// @param color whether to color: a terminal, and `NO_COLOR` is not set
/// @param env the environment
public record Console(
        Output out,
        Output err,
        InputStream in,
        boolean terminal,
        boolean color,
        Map<String, String> env) {

    /// The console of this process.
    public static Console ofProcess() {
        var env = System.getenv();
        boolean terminal = "tty".equals(System.getProperty("godwit.stdout"));
        boolean color =
                terminal
                        && env.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(env.get("TERM"));
        return new Console(
                new Output(new FileOutputStream(FileDescriptor.out)),
                new Output(new FileOutputStream(FileDescriptor.err)),
                new FileInputStream(FileDescriptor.in),
                terminal,
                color,
                env);
    }

    /// Writes a line of progress or warning at once, after everything already printed.
    public void note(String text) {
        out.flush();
        err.line(text).flush();
    }
}
