package io.godwit.daemon.foreign;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Functions of the C library. Each leaves `errno` in the memory it is given as its first argument.
public final class Library {
    /// The memory for `errno`.
    public static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Library() {}

    /// Whether its functions mean what we think.
    ///
    /// @param what is only known there, for the message
    /// @throws IOException off Linux
    public static void needLinux(String what) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException(what + " only known on Linux");
        }
    }

    /// A function.
    @SuppressWarnings("restricted")
    public static MethodHandle function(String name, ValueLayout result, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /// What the last call left there.
    public static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /// What a call threw: handles declare everything.
    public static IOException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof IOException known ? known : new IOException(e);
    }
}
