package io.godwit.daemon.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A network namespace of a thread alone: what the thread starts is in it too, and it is gone when
/// they have ended. The machine's own network is not touched.
final class OwnNetwork {
    private static final int CLONE_NEWNET = 0x4000_0000;

    private OwnNetwork() {}

    /// What a test does in there.
    interface Body {
        void run() throws Exception;
    }

    /// Runs a body in a new one; skips the test when that takes more rights than we have.
    static void in(Body body) throws Exception {
        Callable<Boolean> all =
                () -> {
                    if (!unshared()) {
                        return false;
                    }
                    ip("link set lo up");
                    body.run();
                    return true;
                };
        FutureTask<Boolean> task = new FutureTask<>(all);
        Thread.ofPlatform().name("own-network").start(task);
        boolean ran;
        try {
            ran = task.get(120, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
        assumeTrue(ran, "not run: a network namespace of its own takes root (CAP_SYS_ADMIN)");
    }

    private static boolean unshared() {
        try {
            return (int) function("unshare", ValueLayout.JAVA_INT).invokeExact(CLONE_NEWNET) == 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Takes all rights from the calling thread, and so from what it starts: `capset` with none,
    /// version 3 of its head.
    static void giveUpRights() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment head = arena.allocateFrom(ValueLayout.JAVA_INT, 0x2008_0522, 0);
            MemorySegment none = arena.allocate(24, 4);
            int result =
                    (int)
                            function("capset", ValueLayout.ADDRESS, ValueLayout.ADDRESS)
                                    .invokeExact(head, none);
            assertThat(result).isZero();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /// The command `ip`, in the namespace of the calling thread.
    static String ip(String arguments) throws IOException, InterruptedException {
        return run(List.of(("ip " + arguments).split(" ")), "");
    }

    /// Many commands of `ip` at once.
    static void batch(String commands) throws IOException, InterruptedException {
        run(List.of("ip", "-batch", "-"), commands);
    }

    private static String run(List<String> command, String input)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }
}
