package io.godwit.daemon;

import io.godwit.speaker.Commands;
import io.godwit.speaker.Speaker;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Commands as processes: `/bin/sh -c COMMAND`, without input, what they print is dropped. One
/// waits on a thread of its own; the lane only hears of the end. Who takes too long is killed, with
/// all that it started.
final class ShellCommands implements Commands {
    private static final int SIGNALED = 128;
    private static final File NOTHING = new File("/dev/null");

    private final Map<Long, Run> running = new ConcurrentHashMap<>();
    private Consumer<Runnable> post = Runnable::run;
    private Speaker speaker;

    /// A command that is to run, or does; it may be stopped before there is a process.
    private static final class Run {
        private Optional<Process> process = Optional.empty();
        private boolean stopped;

        synchronized void began(Process one) {
            process = Optional.of(one);
            if (stopped) {
                kill(one);
            }
        }

        synchronized void stop() {
            stopped = true;
            process.ifPresent(ShellCommands::kill);
        }
    }

    /// Whom to tell, and how to get onto his thread.
    void attach(Speaker speaker, Consumer<Runnable> post) {
        this.speaker = speaker;
        this.post = post;
    }

    @Override
    public void start(long run, String command, int timeoutSeconds) {
        Run one = new Run();
        running.put(run, one);
        Thread.ofVirtual()
                .name("godwit-command-" + run)
                .start(() -> {
                    Ended ended = run(one, command, timeoutSeconds);
                    running.remove(run);
                    post.accept(() -> speaker.commandEnded(run, ended));
                });
    }

    @Override
    public void stop(long run) {
        Run one = running.get(run);
        if (one != null) {
            one.stop();
        }
    }

    private static Ended run(Run run, String command, int timeoutSeconds) {
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
        run.began(process);
        try {
            return process.waitFor(timeoutSeconds, TimeUnit.SECONDS)
                    ? ended(process.exitValue())
                    : new Ended(false, "killed after " + timeoutSeconds + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(false, "interrupted");
        } finally {
            kill(process);
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
