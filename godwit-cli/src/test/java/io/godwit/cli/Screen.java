package io.godwit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A console for tests: what a command prints, and how it ends.
public final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;
    private int status = -1;

    public Screen() {
        this(false, Map.of());
    }

    public Screen(boolean terminal, Map<String, String> env) {
        console =
                new Console(
                        new Output(out),
                        new Output(err),
                        new ByteArrayInputStream(new byte[0]),
                        terminal,
                        terminal && !env.containsKey("NO_COLOR"),
                        env);
    }

    /// Runs a command line, words separated by blanks.
    public Screen run(String line) {
        return run(List.of(line.split(" ")));
    }

    public Screen run(List<String> words) {
        status = Main.run(words, console);
        return this;
    }

    public Console console() {
        return console;
    }

    public int status() {
        return status;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
