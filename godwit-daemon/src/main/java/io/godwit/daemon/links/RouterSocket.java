package io.godwit.daemon.links;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.godwit.daemon.foreign.Library;
import io.godwit.wire.Address;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A raw ICMPv6 socket for router advertisements (RFC 4861 §4.2). Used by one thread.
final class RouterSocket implements AutoCloseable {
    private static final int AF_INET6 = 10;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int ICMP6_FILTER = 1;
    private static final int FILTER_OCTETS = 32;

    private static final int ADVERTISEMENT = 134;

    /// RFC 4861 §6.1.2: what came from another link has fewer.
    private static final int HOPS = 255;

    /// `struct sockaddr_in6`.
    private static final int NAME_OCTETS = 28;

    private static final int NAME_ADDRESS = 8;
    private static final int NAME_LINK = 24;
    private static final int CONTROL_OCTETS = 64;
    private static final int CONTROL_VALUE = 16;
    private static final int MESSAGE_OCTETS = 1500;

    /// Type, code, checksum (the kernel's), hop limit, flags, lifetime, two timers: all
    /// unspecified, and a lifetime of 0, so that nobody takes us for a default router.
    private static final int ADVERTISEMENT_OCTETS = 16;

    private static final byte[] ALL_NODES = octets(Address.parse("ff02::1").orElseThrow());

    private final Calls calls;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(Library.STATE);
    private final MemorySegment name = arena.allocate(NAME_OCTETS, 8);
    private final MemorySegment control = arena.allocate(CONTROL_OCTETS, 8);
    private final MemorySegment octets = arena.allocate(MESSAGE_OCTETS, 8);
    private final MemorySegment message = arena.allocate(56, 8);
    private int descriptor = -1;

    /// A router that has advertised itself.
    ///
    /// @param address its link-local address, without the link
    /// @param link the number of the link
    record Seen(Address address, int link) {}

    private RouterSocket(Calls calls) {
        this.calls = calls;
        MemorySegment vector = arena.allocate(16, 8);
        vector.set(ValueLayout.ADDRESS, 0, octets);
        vector.set(JAVA_LONG, 8, octets.byteSize());
        message.set(ValueLayout.ADDRESS, 0, name);
        message.set(ValueLayout.ADDRESS, 16, vector);
        message.set(JAVA_LONG, 24, 1);
        message.set(ValueLayout.ADDRESS, 32, control);
    }

    /// Opens one.
    ///
    /// @param patienceMillis how long [#receive] waits at most
    static RouterSocket open(Calls calls, long patienceMillis) throws IOException {
        RouterSocket one = new RouterSocket(calls);
        try {
            one.open(patienceMillis);
            return one;
        } catch (Throwable e) {
            one.close();
            throw Library.failed(e);
        }
    }

    private void open(long patienceMillis) throws Throwable {
        descriptor =
                (int) calls.socket.invokeExact(state, AF_INET6, SOCK_RAW_CLOEXEC, IPPROTO_ICMPV6);
        check("socket", descriptor);
        option(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, HOPS);
        option(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
        option(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
        // A bit that is set keeps a type out.
        octets.asSlice(0, FILTER_OCTETS).fill((byte) 0xff);
        int word = ADVERTISEMENT / 32;
        octets.setAtIndex(JAVA_INT, word, ~(1 << ADVERTISEMENT % 32));
        set(IPPROTO_ICMPV6, ICMP6_FILTER, FILTER_OCTETS);
        octets.set(JAVA_LONG, 0, patienceMillis / 1000);
        octets.set(JAVA_LONG, 8, patienceMillis % 1000 * 1000);
        set(SOL_SOCKET, SO_RCVTIMEO, 16);
    }

    private void option(int level, int option, int value) throws Throwable {
        octets.set(JAVA_INT, 0, value);
        set(level, option, 4);
    }

    private void set(int level, int option, int size) throws Throwable {
        check(
                "setsockopt",
                (int) calls.option.invokeExact(state, descriptor, level, option, octets, size));
    }

    private void check(String call, int result) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": error " + Library.errno(state));
        }
    }

    /// Lets all who are on a link know of us; a link that is down, or has no address yet, is passed
    /// over.
    ///
    /// @param link its number
    void advertise(int link) throws IOException {
        octets.asSlice(0, ADVERTISEMENT_OCTETS).fill((byte) 0);
        octets.set(JAVA_BYTE, 0, (byte) ADVERTISEMENT);
        name.fill((byte) 0);
        name.set(JAVA_SHORT, 0, (short) AF_INET6);
        MemorySegment.copy(ALL_NODES, 0, name, JAVA_BYTE, NAME_ADDRESS, ALL_NODES.length);
        name.set(JAVA_INT, NAME_LINK, link);
        try {
            long ignored =
                    (long)
                            calls.send.invokeExact(
                                    state,
                                    descriptor,
                                    octets,
                                    (long) ADVERTISEMENT_OCTETS,
                                    0,
                                    name,
                                    NAME_OCTETS);
            assert ignored != 0;
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// Waits for an advertisement.
    ///
    /// @return empty when none came in time, or one that is not from this link (RFC 4861 §6.1.2)
    Optional<Seen> receive() throws IOException {
        message.set(JAVA_INT, 8, NAME_OCTETS);
        message.set(JAVA_LONG, 40, CONTROL_OCTETS);
        long length;
        try {
            length = (long) calls.receive.invokeExact(state, descriptor, message, 0);
        } catch (Throwable e) {
            throw Library.failed(e);
        }
        boolean right =
                length >= ADVERTISEMENT_OCTETS
                        && octets.get(JAVA_BYTE, 0) == (byte) ADVERTISEMENT
                        && octets.get(JAVA_BYTE, 1) == 0
                        && hops() == HOPS;
        byte[] from = new byte[16];
        MemorySegment.copy(name, JAVA_BYTE, NAME_ADDRESS, from, 0, from.length);
        Address router = Address.read(from, 0, from.length);
        return right && router.isLinkLocal()
                ? Optional.of(new Seen(router, name.get(JAVA_INT, NAME_LINK)))
                : Optional.empty();
    }

    /// `struct cmsghdr`: length, level, type, value; it is the only one that was asked for.
    private int hops() {
        boolean there =
                message.get(JAVA_LONG, 40) > CONTROL_VALUE
                        && control.get(JAVA_INT, 8) == IPPROTO_IPV6
                        && control.get(JAVA_INT, 12) == IPV6_HOPLIMIT;
        return there ? control.get(JAVA_INT, CONTROL_VALUE) : 0;
    }

    private static byte[] octets(Address address) {
        byte[] octets = new byte[address.octets()];
        address.write(octets, 0);
        return octets;
    }

    @Override
    public void close() {
        Library.close(calls.close, state, descriptor, arena);
    }
}
