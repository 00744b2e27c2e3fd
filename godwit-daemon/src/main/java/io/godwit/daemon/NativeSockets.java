package io.godwit.daemon;

import io.godwit.session.AoKey;
import io.godwit.wire.Prefix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.channels.Channel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;

/// The socket options the JDK does not offer, through `setsockopt(2)` on the channel's descriptor.
///
/// Needs two flags of the JVM (ADR 0003): `--add-opens java.base/sun.nio.ch=io.godwit.daemon` for
/// the descriptor and `--enable-native-access=io.godwit.daemon` for the call. Without them
/// everything but these options works.
final class NativeSockets {
    private static final int IPPROTO_IP = 0;
    private static final int IP_TTL = 2;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IP_MINTTL = 21;
    private static final int IPV6_MINHOPCOUNT = 73;
    private static final int SOL_SOCKET = 1;
    private static final int SO_MEMINFO = 55;
    private static final int MEMINFO_OCTETS = 9 * Integer.BYTES;
    private static final int MEMINFO_DROPS = 8 * Integer.BYTES;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_MD5SIG = 14;
    private static final int TCP_MD5SIG_EXT = 32;
    private static final int TCP_AO_ADD_KEY = 38;
    private static final int TCP_AO_DEL_KEY = 39;
    private static final int TCP_SAVE_SYN = 27;
    private static final int TCP_SAVED_SYN = 28;
    private static final int HEADER_OCTETS = 256;
    private static final int V4_TTL = 8;
    private static final int V6_HOP_LIMIT = 7;

    /// What opens the way to them.
    static final String FLAGS =
            "start with --add-opens java.base/sun.nio.ch=io.godwit.daemon"
                    + " --enable-native-access=io.godwit.daemon";

    private final Method descriptor;
    private final MethodHandle setsockopt;
    private final MethodHandle getsockopt;

    private NativeSockets(Method descriptor, MethodHandle setsockopt, MethodHandle getsockopt) {
        this.descriptor = descriptor;
        this.setsockopt = setsockopt;
        this.getsockopt = getsockopt;
    }

    /// What opening came to: the options, or the reason why there are none.
    record Opened(Optional<NativeSockets> sockets, String why) {}

    /// Opens beside whatever else a start has to do: linking a foreign function takes some 30
    /// milliseconds.
    static FutureTask<Opened> opening() {
        FutureTask<Opened> task = new FutureTask<>(NativeSockets::open);
        Thread.ofPlatform().name("godwit-native").daemon().start(task);
        return task;
    }

    /// Finds the descriptor's accessor and the functions.
    @SuppressWarnings("restricted")
    static Opened open() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return new Opened(Optional.empty(), "only known on Linux");
        }
        try {
            Method descriptor = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
            descriptor.setAccessible(true);
            MethodHandle setsockopt = function("setsockopt", ValueLayout.JAVA_INT);
            MethodHandle getsockopt = function("getsockopt", ValueLayout.ADDRESS);
            return new Opened(
                    Optional.of(new NativeSockets(descriptor, setsockopt, getsockopt)), "");
        } catch (InaccessibleObjectException | IllegalCallerException e) {
            return new Opened(Optional.empty(), "the JVM keeps its sockets to itself");
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new Opened(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /// Both take a descriptor, a level, an option and a place; they differ in how long that is.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, MemoryLayout length) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        length));
    }

    /// Sets the time to live (IPv4) or hop limit (IPv6) of what a socket sends.
    ///
    /// @return false when the system refused
    boolean ttl(Channel channel, boolean v6, int ttl) {
        return v6
                ? set(channel, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl)
                : set(channel, IPPROTO_IP, IP_TTL, ttl);
    }

    /// Has the system drop what comes with a smaller time to live or hop limit (RFC 5082 §3).
    ///
    /// @return false when the system refused
    boolean minimumTtl(Channel channel, boolean v6, int minimum) {
        return v6
                ? set(channel, IPPROTO_IPV6, IPV6_MINHOPCOUNT, minimum)
                : set(channel, IPPROTO_IP, IP_MINTTL, minimum);
    }

    /// Has the system sign what goes to these addresses and drop what comes from them without the
    /// signature (TCP-MD5, RFC 2385 §2.0). An empty key ends that.
    ///
    /// @param v6Socket whether the socket is an IPv6 one, which knows IPv4 addresses as mapped ones
    /// @return false when the system refused
    boolean key(Channel channel, boolean v6Socket, Prefix from, byte[] key) {
        boolean one = from.length() == from.address().bits();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment asked = SignedAddresses.write(arena, v6Socket, from, key);
            return set(channel, IPPROTO_TCP, one ? TCP_MD5SIG : TCP_MD5SIG_EXT, asked);
        }
    }

    /// The same by TCP-AO (RFC 5925).
    ///
    /// @return false when the system refused, as kernels without it do
    boolean aoKey(Channel channel, boolean v6Socket, Prefix from, AoKey ao) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment asked = SignedAddresses.aoKey(arena, v6Socket, from, ao);
            return set(channel, IPPROTO_TCP, TCP_AO_ADD_KEY, asked);
        }
    }

    /// Ends that.
    boolean aoKeyGone(Channel channel, boolean v6Socket, Prefix from, int id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment asked = SignedAddresses.aoKeyGone(arena, v6Socket, from, id);
            return set(channel, IPPROTO_TCP, TCP_AO_DEL_KEY, asked);
        }
    }

    /// Has the system keep the headers that connections to a listening socket begin with.
    void keepFirst(Channel listener) {
        set(listener, IPPROTO_TCP, TCP_SAVE_SYN, 1);
    }

    /// The time to live or hop limit with which an accepted connection began; empty when the system
    /// has not kept it. Forgets it: one question, one answer.
    OptionalInt firstTtl(Channel accepted) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(HEADER_OCTETS);
            if (get(arena, accepted, IPPROTO_TCP, TCP_SAVED_SYN, header) == 0) {
                return OptionalInt.empty();
            }
            boolean v6 = header.get(ValueLayout.JAVA_BYTE, 0) >> 4 == 6;
            int at = v6 ? V6_HOP_LIMIT : V4_TTL;
            return OptionalInt.of(Byte.toUnsignedInt(header.get(ValueLayout.JAVA_BYTE, at)));
        }
    }

    /// What came for a socket and was thrown away before anybody could read it: not signed as asked
    /// for, or from too far away. Zero when the system does not tell.
    long dropped(Channel channel) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(MEMINFO_OCTETS);
            return get(arena, channel, SOL_SOCKET, SO_MEMINFO, numbers) < MEMINFO_OCTETS
                    ? 0
                    : Integer.toUnsignedLong(numbers.get(ValueLayout.JAVA_INT, MEMINFO_DROPS));
        }
    }

    /// Asks for an option.
    ///
    /// @return how many octets it has; 0 when the system does not tell
    @SuppressWarnings("IllegalCatch")
    private int get(Arena arena, Channel channel, int level, int option, MemorySegment value) {
        int most = (int) value.byteSize();
        MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, most);
        try {
            int fd = (int) descriptor.invoke(channel);
            int failed = (int) getsockopt.invokeExact(fd, level, option, value, length);
            return failed == 0 ? length.get(ValueLayout.JAVA_INT, 0) : 0;
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            return 0;
        }
    }

    private boolean set(Channel channel, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            return set(channel, level, option, arena.allocateFrom(ValueLayout.JAVA_INT, value));
        }
    }

    @SuppressWarnings("IllegalCatch")
    private boolean set(Channel channel, int level, int option, MemorySegment value) {
        try {
            int fd = (int) descriptor.invoke(channel);
            return (int) setsockopt.invokeExact(fd, level, option, value, (int) value.byteSize())
                    == 0;
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            return false;
        }
    }
}
