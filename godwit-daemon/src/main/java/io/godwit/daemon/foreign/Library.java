package io.godwit.daemon.foreign;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/// Functions of the C library. Each leaves `errno` in the memory it is given as its first argument.
public final class Library {
    /// The memory for `errno`.
    public static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Library() {}

    /// Functions that go together, if they mean what we think.
    ///
    /// @param what is only known on Linux, for the message
    /// @throws IOException off Linux, or when foreign functions may not be called
    public static <T> T linked(String what, Supplier<T> functions) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException(what + " only known on Linux");
        }
        try {
            return functions.get();
        } catch (RuntimeException e) {
            throw new IOException("no foreign functions: " + e.getMessage(), e);
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

    /// Closes a descriptor, and gives back what its owner has allocated.
    ///
    /// @param close `close` of the C library
    /// @param descriptor negative when there is none
    @SuppressWarnings("IllegalCatch")
    public static void close(
            MethodHandle close, MemorySegment state, int descriptor, Arena allocated) {
        try {
            if (descriptor >= 0) {
                int ignored = (int) close.invokeExact(state, descriptor);
                assert ignored == 0;
            }
            allocated.close();
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /// What a call threw: handles declare everything.
    public static IOException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof IOException known ? known : new IOException(e);
    }
}
