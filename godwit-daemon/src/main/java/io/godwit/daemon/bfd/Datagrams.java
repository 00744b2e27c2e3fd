package io.godwit.daemon.bfd;

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

/// A UDP socket that sends with TTL 255 and tells with which TTL, and over which interface, a
/// datagram arrived. Used by one thread.
final class Datagrams implements AutoCloseable {
    /// The address is in use.
    static final int EADDRINUSE = 98;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM_CLOEXEC_NONBLOCK = 2 | 0x80000 | 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;

    /// So much of a flood waits without a packet of a good session being dropped.
    private static final int HEARD_OCTETS = 8 << 20;

    /// Nobody reads what comes to a socket that only sends: the system keeps next to nothing of it.
    private static final int UNHEARD_OCTETS = 0;

    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_PKTINFO = 8;
    private static final int IP_RECVTTL = 12;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_RECVPKTINFO = 49;
    private static final int IPV6_PKTINFO = 50;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPV6_TCLASS = 67;

    /// RFC 5881 §5.
    private static final int TTL = 255;

    /// Network control (RFC 4594 §3.2): not the first to be dropped where a line is full.
    private static final int CS6 = 0xc0;

    /// More than a packet of BFD can have: what is longer is cut.
    static final int MOST_OCTETS = 512;

    private static final int V4_OCTETS = 16;
    private static final int V6_OCTETS = 28;
    private static final int CONTROL_OCTETS = 128;
    private static final int HEADER_OCTETS = 16;

    /// In `struct in6_pktinfo` the address is before it.
    private static final int V6_LINK = 16;

    // struct msghdr
    private static final int MSG_NAME_LENGTH = 8;
    private static final int MSG_CONTROL_LENGTH = 40;

    private final Calls calls;
    private final boolean v6;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Library.STATE);
    private final MemorySegment name = arena.allocate(V6_OCTETS, 8);
    private final MemorySegment octets = arena.allocate(MOST_OCTETS, 8);
    private final MemorySegment control = arena.allocate(CONTROL_OCTETS, 8);
    private final MemorySegment message = arena.allocate(56, 8);
    private final byte[] address = new byte[16];
    private int descriptor = -1;
    private int ttl;
    private int link;

    private Datagrams(Calls calls, boolean v6) {
        this.calls = calls;
        this.v6 = v6;
        MemorySegment vector = arena.allocate(16, 8);
        vector.set(ValueLayout.ADDRESS, 0, octets);
        vector.set(JAVA_LONG, 8, octets.byteSize());
        message.set(ValueLayout.ADDRESS, 0, name);
        message.set(ValueLayout.ADDRESS, 16, vector);
        message.set(JAVA_LONG, 24, 1);
        message.set(ValueLayout.ADDRESS, 32, control);
    }

    /// Opens one that is read.
    ///
    /// @param local empty = all of our addresses
    /// @throws CallFailed when the system refuses
    static Datagrams hearing(Calls calls, boolean v6, Optional<Address> local, int port)
            throws IOException {
        return open(calls, v6, local, port, HEARD_OCTETS);
    }

    /// Opens one that only sends.
    ///
    /// @param local empty = the system's choice
    /// @throws CallFailed when the system refuses
    static Datagrams sending(Calls calls, boolean v6, Optional<Address> local, int port)
            throws IOException {
        return open(calls, v6, local, port, UNHEARD_OCTETS);
    }

    private static Datagrams open(
            Calls calls, boolean v6, Optional<Address> local, int port, int bufferOctets)
            throws IOException {
        Datagrams one = new Datagrams(calls, v6);
        try {
            one.open(local, port, bufferOctets);
            return one;
        } catch (Throwable e) {
            one.close();
            throw Library.failed(e);
        }
    }

    private void open(Optional<Address> local, int port, int bufferOctets) throws Throwable {
        int family = v6 ? AF_INET6 : AF_INET;
        descriptor = (int) calls.socket.invokeExact(state, family, SOCK_DGRAM_CLOEXEC_NONBLOCK, 0);
        check("socket", descriptor);
        if (v6) {
            option(IPPROTO_IPV6, IPV6_V6ONLY, 1);
            option(IPPROTO_IPV6, IPV6_UNICAST_HOPS, TTL);
            option(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
            option(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
            option(IPPROTO_IPV6, IPV6_TCLASS, CS6);
        } else {
            option(IPPROTO_IP, IP_TTL, TTL);
            option(IPPROTO_IP, IP_RECVTTL, 1);
            option(IPPROTO_IP, IP_PKTINFO, 1);
            option(IPPROTO_IP, IP_TOS, CS6);
        }
        if (!set(SOL_SOCKET, SO_RCVBUFFORCE, bufferOctets)) {
            // Without the right to more: as much as everybody may have.
            option(SOL_SOCKET, SO_RCVBUF, bufferOctets);
        }
        int length = name(local, port);
        check("bind", (int) calls.bind.invokeExact(state, descriptor, name, length));
    }

    private void option(int level, int option, int value) throws Throwable {
        check("setsockopt", set(level, option, value) ? 0 : -1);
    }

    private boolean set(int level, int option, int value) throws Throwable {
        octets.set(JAVA_INT, 0, value);
        return (int) calls.option.invokeExact(state, descriptor, level, option, octets, 4) == 0;
    }

    private void check(String call, int result) throws CallFailed {
        if (result < 0) {
            throw new CallFailed(call, Library.errno(state));
        }
    }

    /// Writes a socket address.
    ///
    /// @return its octets
    private int name(Optional<Address> of, int port) {
        name.fill((byte) 0);
        name.set(JAVA_SHORT, 0, (short) (v6 ? AF_INET6 : AF_INET));
        name.set(JAVA_BYTE, 2, (byte) (port >> 8));
        name.set(JAVA_BYTE, 3, (byte) port);
        if (of.isPresent()) {
            int octets = of.get().write(address, 0);
            MemorySegment.copy(address, 0, name, JAVA_BYTE, v6 ? 8 : 4, v6 ? 16 : 4);
            assert octets > 0;
        }
        return v6 ? V6_OCTETS : V4_OCTETS;
    }

    /// Sends one.
    ///
    /// @return 0, or the error number
    int send(byte[] payload, Address to, int port) throws IOException {
        int length = name(Optional.of(to), port);
        MemorySegment.copy(payload, 0, octets, JAVA_BYTE, 0, payload.length);
        try {
            long done =
                    (long)
                            calls.send.invokeExact(
                                    state,
                                    descriptor,
                                    octets,
                                    (long) payload.length,
                                    0,
                                    name,
                                    length);
            return done < 0 ? Library.errno(state) : 0;
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// Takes one that waits.
    ///
    /// @return its length; -1 when none waits
    int receive(byte[] into) throws IOException {
        message.set(JAVA_INT, MSG_NAME_LENGTH, V6_OCTETS);
        message.set(JAVA_LONG, MSG_CONTROL_LENGTH, CONTROL_OCTETS);
        try {
            long length = (long) calls.receive.invokeExact(state, descriptor, message, 0);
            if (length < 0) {
                return -1;
            }
            MemorySegment.copy(octets, JAVA_BYTE, 0, into, 0, (int) length);
            readControl();
            return (int) length;
        } catch (Throwable e) {
            throw Library.failed(e);
        }
    }

    /// Walks over `struct cmsghdr`: length, level, type, data.
    private void readControl() {
        ttl = 0;
        link = 0;
        long end = Math.min(message.get(JAVA_LONG, MSG_CONTROL_LENGTH), CONTROL_OCTETS);
        long at = 0;
        while (at + HEADER_OCTETS + 4 <= end) {
            long length = control.get(JAVA_LONG, at);
            int level = control.get(JAVA_INT, at + 8);
            int type = control.get(JAVA_INT, at + 12);
            if (length < HEADER_OCTETS || level != (v6 ? IPPROTO_IPV6 : IPPROTO_IP)) {
                return;
            }
            if (type == (v6 ? IPV6_HOPLIMIT : IP_TTL)) {
                ttl = control.get(JAVA_INT, at + HEADER_OCTETS);
            } else if (type == (v6 ? IPV6_PKTINFO : IP_PKTINFO)) {
                link = control.get(JAVA_INT, at + HEADER_OCTETS + (v6 ? V6_LINK : 0));
            }
            at += length + 7 & ~7L;
        }
    }

    /// Whom the last one was from.
    Address from() {
        int length = v6 ? 16 : 4;
        MemorySegment.copy(name, JAVA_BYTE, v6 ? 8 : 4, address, 0, length);
        return Address.read(address, 0, length);
    }

    /// With which TTL or hop limit it arrived.
    int ttl() {
        return ttl;
    }

    /// The number of the interface over which it arrived.
    int link() {
        return link;
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        Library.close(calls.close, state, descriptor, arena);
    }
}
