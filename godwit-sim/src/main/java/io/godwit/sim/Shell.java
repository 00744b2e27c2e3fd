package io.godwit.sim;

import io.godwit.speaker.Commands;
import io.godwit.speaker.Speaker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Commands that end when and how a test says.
final class Shell implements Commands {
    final Map<Long, String> running = new LinkedHashMap<>();
    final List<String> killed = new ArrayList<>();
    int most;

    @Override
    public void start(long run, String command, int timeoutSeconds) {
        running.put(run, command);
        most = Math.max(most, running.size());
    }

    @Override
    public void stop(long run) {
        killed.add(running.get(run));
    }

    /// All that run now end.
    void end(Speaker speaker, boolean good) {
        for (long run : List.copyOf(running.keySet())) {
            running.remove(run);
            speaker.commandEnded(run, new Ended(good, good ? "exit code 0" : "exit code 1"));
        }
    }
}
