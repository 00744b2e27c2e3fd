package io.godwit.daemon;

import io.godwit.speaker.Commands;
import io.godwit.speaker.Speaker;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Commands as processes: `/bin/sh -c COMMAND`, without input, what they print is dropped. One
/// waits on a thread of its own; the lane only hears of the end. Who takes too long is killed, with
/// all that it started.
final class ShellCommands implements Commands {
    private static final int SIGNALED = 128;
    private static final File NOTHING = new File("/dev/null");

    private final Map<Long, Process> running = new ConcurrentHashMap<>();
    private Consumer<Runnable> post = Runnable::run;
    private Speaker speaker;

    /// Whom to tell, and how to get onto his thread.
    void attach(Speaker speaker, Consumer<Runnable> post) {
        this.speaker = speaker;
        this.post = post;
    }

    @Override
    public void start(long run, String command, int timeoutSeconds) {
        Thread.ofVirtual()
                .name("godwit-command-" + run)
                .start(() -> {
                    Ended ended = run(run, command, timeoutSeconds);
                    post.accept(() -> speaker.commandEnded(run, ended));
                });
    }

    @Override
    public void stop(long run) {
        Process process = running.get(run);
        if (process != null) {
            kill(process);
        }
    }

    private Ended run(long run, String command, int timeoutSeconds) {
        Process process;
        try {
            process =
                    new ProcessBuilder("/bin/sh", "-c", command)
                            .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            return new Ended(false, "it cannot be run: " + e.getMessage());
        }
        running.put(run, process);
        try {
            return process.waitFor(timeoutSeconds, TimeUnit.SECONDS)
                    ? ended(process.exitValue())
                    : new Ended(false, "killed after " + timeoutSeconds + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(false, "interrupted");
        } finally {
            kill(process);
            running.remove(run);
        }
    }

    private static Ended ended(int code) {
        String text = code > SIGNALED ? "signal " + (code - SIGNALED) : "exit code " + code;
        return new Ended(code == 0, text);
    }

    private static void kill(Process process) {
        // What is started meanwhile by one of these is found, or its parent is gone.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
