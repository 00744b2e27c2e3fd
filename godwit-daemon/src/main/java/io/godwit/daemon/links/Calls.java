package io.godwit.daemon.links;

import static io.godwit.daemon.foreign.Library.function;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.godwit.daemon.foreign.Library;

import java.io.IOException;
import java.lang.invoke.MethodHandle;

/// The functions of the C library that a raw socket needs: the JDK has none.
final class Calls {
    final MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    final MethodHandle option =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle send =
            function(
                    "sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle receive = function("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle close = function("close", JAVA_INT, JAVA_INT);

    private Calls() {}

    /// All of them.
    ///
    /// @throws IOException off Linux, or when foreign functions may not be called
    static Calls linked() throws IOException {
        return Library.linked("raw sockets are", Calls::new);
    }
}
