package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Commands that are stopped.
class ShellCommandsTest {
    /// Whether there is a process already or not.
    @Test
    void aCommandIsStoppedAtOnce() throws Exception {
        ShellCommands commands = new ShellCommands();
        BlockingQueue<Runnable> ends = new LinkedBlockingQueue<>();
        commands.attach(null, ends::add);
        for (long run = 0; run < 20; run++) {
            commands.start(run, "sleep 60", 60);
            TimeUnit.MICROSECONDS.sleep(run * run * 40);
            commands.stop(run);
            assertThat(ends.poll(20, TimeUnit.SECONDS)).as("run %d", run).isNotNull();
        }
    }
}
