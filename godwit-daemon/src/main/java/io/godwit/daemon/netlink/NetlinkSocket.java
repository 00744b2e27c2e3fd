package io.godwit.daemon.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.godwit.daemon.foreign.Library;
import io.godwit.kernel.netlink.Questions;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A socket of family `AF_NETLINK`, protocol `NETLINK_ROUTE`. One thread receives and one sends;
/// who closes it must know that neither does any more.
final class NetlinkSocket implements AutoCloseable {
    static final int SOL_NETLINK = 270;
    static final int NETLINK_ADD_MEMBERSHIP = 1;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_GET_STRICT_CHK = 12;

    /// The number of the answer to [#wake].
    static final int WAKE_NUMBER = 0;

    /// Not an error: something was lost since the socket was full.
    static final int LOST = -1;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ENOBUFS = 105;
    private static final int ADDRESS_OCTETS = 12;
    private static final int BUFFER_OCTETS = 8 << 20;
    private static final int MESSAGE_OCTETS = 256 << 10;

    private final Arena arena = Arena.ofShared();
    private final Calls calls;
    private final MemorySegment sendState = arena.allocate(Library.STATE);
    private final MemorySegment receiveState = arena.allocate(Library.STATE);
    private final MemorySegment received = arena.allocate(MESSAGE_OCTETS);
    private final MemorySegment wakeState = arena.allocate(Library.STATE);
    private final MemorySegment wake =
            arena.allocateFrom(JAVA_BYTE, Questions.nothing(WAKE_NUMBER));
    private MemorySegment sent = arena.allocate(MESSAGE_OCTETS);
    private final int descriptor;

    private NetlinkSocket(Calls calls) throws IOException {
        this.calls = calls;
        try {
            descriptor =
                    (int)
                            calls.socket.invokeExact(
                                    sendState, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
        } catch (Throwable e) {
            throw Library.failed(e);
        }
        if (descriptor < 0) {
            throw failure("socket", sendState);
        }
    }

    /// Opens one with large buffers, as large as we may.
    static NetlinkSocket open(Calls calls) throws IOException {
        NetlinkSocket socket = new NetlinkSocket(calls);
        try {
            MemorySegment address = socket.arena.allocate(ADDRESS_OCTETS, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
            int bound =
                    (int)
                            calls.bind.invokeExact(
                                    socket.sendState, socket.descriptor, address, ADDRESS_OCTETS);
            if (bound < 0) {
                throw failure("bind", socket.sendState);
            }
            socket.buffer(SO_SNDBUFFORCE, SO_SNDBUF);
            socket.buffer(SO_RCVBUFFORCE, SO_RCVBUF);
            return socket;
        } catch (Throwable e) {
            socket.close();
            throw Library.failed(e);
        }
    }

    private void buffer(int withRight, int without) throws IOException {
        if (!option(SOL_SOCKET, withRight, BUFFER_OCTETS)) {
            option(SOL_SOCKET, without, BUFFER_OCTETS);
        }
    }

    /// The number by which the kernel knows it.
    int port() throws IOException {
        try (Arena here = Arena.ofConfined()) {
            MemorySegment address = here.allocate(ADDRESS_OCTETS, 4);
            MemorySegment length = here.allocateFrom(JAVA_INT, ADDRESS_OCTETS);
            int done = (int) calls.name.invokeExact(sendState, descriptor, address, length);
            if (done < 0) {
                throw failure("getsockname", sendState);
            }
            return address.get(JAVA_INT, 4);
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// Sets an option; false when the kernel refuses it.
    boolean option(int level, int option, int value) throws IOException {
        try (Arena here = Arena.ofConfined()) {
            return option(level, option, here.allocateFrom(JAVA_INT, value));
        }
    }

    private boolean option(int level, int option, MemorySegment value) throws IOException {
        try {
            int size = (int) value.byteSize();
            return (int) calls.option.invokeExact(sendState, descriptor, level, option, value, size)
                    == 0;
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// How long a receive waits at most.
    ///
    /// @param millis 0 = for ever
    void patience(long millis) throws IOException {
        try (Arena here = Arena.ofConfined()) {
            MemorySegment time =
                    here.allocateFrom(ValueLayout.JAVA_LONG, millis / 1000, millis % 1000 * 1000);
            option(SOL_SOCKET, SO_RCVTIMEO, time);
        }
    }

    /// Has the kernel tell nothing of routes and next hops that another socket changed: a filter
    /// over the type of the message and who caused it (`struct nlmsghdr`), in the order of the
    /// network as the filter's machine reads it.
    void deafTo(int port) throws IOException {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        int newRoute = little ? 24 << 8 : 24;
        int deleted = little ? 25 << 8 : 25;
        int newObject = little ? 104 << 8 : 104;
        int objectDeleted = little ? 105 << 8 : 105;
        int who = little ? Integer.reverseBytes(port) : port;
        long[] program = {
            instruction(0x28, 0, 0, 4), // half word at 4: the type
            instruction(0x15, 3, 0, newRoute),
            instruction(0x15, 2, 0, deleted),
            instruction(0x15, 1, 0, newObject),
            instruction(0x15, 0, 3, objectDeleted),
            instruction(0x20, 0, 0, 12), // word at 12: who
            instruction(0x15, 0, 1, who),
            instruction(0x06, 0, 0, 0), // nothing of it
            instruction(0x06, 0, 0, -1), // all of it
        };
        try (Arena here = Arena.ofConfined()) {
            MemorySegment code = here.allocate(8L * program.length, 8);
            for (int i = 0; i < program.length; i++) {
                code.setAtIndex(ValueLayout.JAVA_LONG, i, program[i]);
            }
            MemorySegment filter = here.allocate(16, 8);
            filter.set(ValueLayout.JAVA_SHORT, 0, (short) program.length);
            filter.set(ValueLayout.ADDRESS, 8, code);
            if (!option(SOL_SOCKET, SO_ATTACH_FILTER, filter)) {
                throw failure("filter", sendState);
            }
        }
    }

    /// `struct sock_filter`: code, jump if true, jump if false, value.
    private static long instruction(int code, int yes, int no, int value) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? code | (long) yes << 16 | (long) no << 24 | (long) value << 32
                : (long) code << 48 | (long) yes << 40 | (long) no << 32 | value & 0xffff_ffffL;
    }

    /// Sends; the kernel has done what it says when this returns.
    ///
    /// @return 0, or the error number
    int send(byte[] octets, int from, int to) throws IOException {
        int length = to - from;
        if (sent.byteSize() < length) {
            sent = arena.allocate(2L * length);
        }
        MemorySegment.copy(octets, from, sent, JAVA_BYTE, 0, length);
        try {
            while (true) {
                long done =
                        (long)
                                calls.send.invokeExact(
                                        sendState, descriptor, sent, (long) length, 0);
                if (done >= 0) {
                    return 0;
                }
                if (Library.errno(sendState) != EINTR) {
                    return Library.errno(sendState);
                }
            }
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// Receives what one call brings.
    ///
    /// @param into of [#room] octets
    /// @param wait whether to wait for something
    /// @return how many octets; 0 = nothing there; [#LOST]
    int receive(byte[] into, boolean wait) throws IOException {
        try {
            int flags = wait ? 0 : MSG_DONTWAIT;
            long most = received.byteSize();
            long length =
                    (long)
                            calls.receive.invokeExact(
                                    receiveState, descriptor, received, most, flags);
            if (length >= 0) {
                MemorySegment.copy(received, JAVA_BYTE, 0, into, 0, (int) length);
                return (int) length;
            }
        } catch (Throwable e) {
            throw Library.failed(e);
        }
        return switch (Library.errno(receiveState)) {
            case EINTR, EAGAIN -> 0;
            case ENOBUFS -> LOST;
            default -> throw failure("recv", receiveState);
        };
    }

    /// Ends a receive that waits in another thread; called by one thread.
    void wake() {
        try {
            long ignored =
                    (long) calls.send.invokeExact(wakeState, descriptor, wake, wake.byteSize(), 0);
            assert ignored != 0;
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /// The most that one receive brings.
    int room() {
        return MESSAGE_OCTETS;
    }

    @Override
    public void close() {
        Library.close(calls.close, sendState, descriptor, arena);
    }

    private static IOException failure(String call, MemorySegment state) {
        return new IOException(call + ": error " + Library.errno(state));
    }
}
