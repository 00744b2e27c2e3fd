package io.godwit.daemon.netlink;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The functions of the C library that a netlink socket needs, linked when the first one is opened
/// (ADR 0003). Each leaves `errno` in the memory it is given.
final class Calls {
    static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    final MethodHandle socket = link("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    final MethodHandle bind = link("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle name = link("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    final MethodHandle option =
            link("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle send = link("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    final MethodHandle receive = link("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    final MethodHandle close = link("close", JAVA_INT, JAVA_INT);

    private Calls() {}

    /// All of them.
    ///
    /// @throws IOException off Linux, or when foreign functions may not be called
    static Calls linked() throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException("the kernel is only known on Linux");
        }
        try {
            return new Calls();
        } catch (RuntimeException e) {
            throw new IOException("no foreign functions: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(
            String function, ValueLayout result, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }
}
