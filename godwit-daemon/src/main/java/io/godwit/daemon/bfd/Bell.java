package io.godwit.daemon.bfd;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.godwit.daemon.foreign.Library;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;

/// Waits for datagrams, for a moment, or for somebody who rings.
final class Bell implements AutoCloseable {
    private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    private static final int PRIO_PROCESS = 0;
    private static final int NICEST = -20;
    private static final int POLLFD_OCTETS = 8;
    private static final short POLLIN = 1;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Calls calls;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Library.STATE);
    private final MemorySegment ringState = arena.allocate(Library.STATE);
    private final MemorySegment count = arena.allocate(8, 8);
    private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1L);
    private final MemorySegment time = arena.allocate(16, 8);
    private final int descriptor;
    private MemorySegment watched = MemorySegment.NULL;
    private int many;
    private boolean closed;

    Bell(Calls calls) throws IOException {
        this.calls = calls;
        try {
            descriptor = (int) calls.event.invokeExact(state, 0, EFD_CLOEXEC_NONBLOCK);
        } catch (Throwable e) {
            throw Library.failed(e);
        }
        if (descriptor < 0) {
            throw new CallFailed("eventfd", Library.errno(state));
        }
    }

    /// Has the scheduler prefer the calling thread, which does little, to all that do much. Without
    /// the right to (CAP_SYS_NICE) it stays as it is.
    void hurry() throws IOException {
        try {
            int ignored = (int) calls.priority.invokeExact(state, PRIO_PROCESS, 0, NICEST);
            assert ignored <= 0;
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// What is waited for from now on. An arena gives nothing back before it is closed: room is
    /// taken only where there is too little.
    void watch(Collection<Datagrams> sockets) {
        many = sockets.size() + 1;
        if (watched.byteSize() < (long) POLLFD_OCTETS * many) {
            watched = arena.allocate(2L * POLLFD_OCTETS * many, 4);
        }
        watch(0, descriptor);
        int at = 1;
        for (Datagrams socket : sockets) {
            watch(at++, socket.descriptor());
        }
    }

    private void watch(int at, int what) {
        watched.set(JAVA_INT, (long) at * POLLFD_OCTETS, what);
        watched.set(JAVA_SHORT, (long) at * POLLFD_OCTETS + 4, POLLIN);
    }

    /// Returns when there is something, and after so long at the latest.
    void await(long nanos) throws IOException {
        time.set(JAVA_LONG, 0, Math.max(0, nanos) / SECOND_NANOS);
        time.set(JAVA_LONG, 8, Math.max(0, nanos) % SECOND_NANOS);
        try {
            int ready =
                    (int)
                            calls.poll.invokeExact(
                                    state, watched, (long) many, time, MemorySegment.NULL);
            if (ready > 0 && watched.get(JAVA_SHORT, 6) != 0) {
                long ignored = (long) calls.read.invokeExact(state, descriptor, count, 8L);
                assert ignored != 0;
            }
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// Ends an [#await]; from any thread.
    synchronized void ring() {
        try {
            if (!closed) {
                long ignored = (long) calls.write.invokeExact(ringState, descriptor, one, 8L);
                assert ignored != 0;
            }
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Library.close(calls.close, state, descriptor, arena);
    }
}
