package io.godwit.daemon.bfd;

import static io.godwit.daemon.foreign.Library.function;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.godwit.daemon.foreign.Library;

import java.io.IOException;
import java.lang.invoke.MethodHandle;

/// The functions of the C library that BFD needs: the JDK shows neither the TTL of a datagram nor
/// waits for a time in microseconds.
final class Calls {
    final MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    final MethodHandle bind = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle option =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle send =
            function(
                    "sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle receive = function("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    final MethodHandle poll = function("ppoll", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    final MethodHandle event = function("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    final MethodHandle read = function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    final MethodHandle write = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    final MethodHandle priority = function("setpriority", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    final MethodHandle close = function("close", JAVA_INT, JAVA_INT);

    private Calls() {}

    /// All of them.
    ///
    /// @throws IOException off Linux, or when foreign functions may not be called
    static Calls linked() throws IOException {
        return Library.linked("the TTL of datagrams is", Calls::new);
    }
}
