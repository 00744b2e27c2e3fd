package io.godwit.cli.lab;

import io.godwit.cli.Refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Other programs, called with a list of words and never through a shell of our own.
final class Calls {
    /// How a program ended and all that it said.
    record Answer(int status, String text) {}

    private Calls() {}

    /// Calls a program that must succeed; what it said.
    static String must(String... words) throws IOException, InterruptedException {
        var answer = ask(List.of(words), Map.of());
        if (answer.status() != 0) {
            throw Refusal.failed(
                    "`" + String.join(" ", words) + "` failed: " + answer.text().strip(), "");
        }
        return answer.text();
    }

    /// Calls a program with more in its environment, and waits for its end.
    static Answer ask(List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        // In a session of its own: Ctrl-C ends the lab, not the call that builds it or takes it
        // away.
        var alone = new ArrayList<>(List.of("setsid"));
        alone.addAll(words);
        var builder = new ProcessBuilder(alone).redirectErrorStream(true);
        builder.redirectInput(new java.io.File("/dev/null"));
        builder.environment().putAll(environment);
        var process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    /// Calls a program that has our terminal; its exit status.
    static int attended(List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
