package io.godwit.daemon.bfd;

import io.godwit.bfd.Arrival;
import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.BfdState;
import io.godwit.bfd.ControlPacket;
import io.godwit.bfd.Outlet;
import io.godwit.bfd.Path;
import io.godwit.bfd.PathEvent;
import io.godwit.bfd.Session;
import io.godwit.bfd.Sessions;
import io.godwit.speaker.Clock;
import io.godwit.speaker.Entropy;
import io.godwit.wire.Address;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sessions and their sockets, on one thread.
final class Watcher implements Outlet, AutoCloseable {
    /// RFC 5881 §4.
    private static final int FIRST_SOURCE_PORT = 49152;

    private static final int SOURCE_PORTS = 65536 - FIRST_SOURCE_PORT;
    private static final int TRIES = 200;
    private static final int DATAGRAMS_A_ROUND = 8192;
    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long WAIT_MOST_NANOS = 60_000_000_000L;

    /// Where packets are taken.
    ///
    /// @param local empty = at all of our addresses
    private record Ear(boolean v6, boolean severalHops, Optional<Address> local) {}

    /// The socket that a session sends from, and its port.
    private record Mouth(Datagrams socket, int port) {}

    private final Calls calls;
    private final UdpPorts ports;
    private final Clock clock;
    private final Entropy entropy;
    private final UdpPaths owner;
    private final Sessions sessions;
    private final Map<Address, Path> paths = new LinkedHashMap<>();
    private final Map<Ear, Datagrams> ears = new LinkedHashMap<>();
    private final Map<Session, Mouth> mouths = new HashMap<>();
    private final Set<Integer> sourcePorts = new HashSet<>();
    private final Set<Session> touched = new LinkedHashSet<>();
    private final byte[] received = new byte[Datagrams.MOST_OCTETS];
    private final byte[] packet = new byte[ControlPacket.OCTETS];
    private boolean earsChanged = true;
    private boolean deaf;
    private long retryNanos;

    Watcher(Calls calls, UdpPorts ports, Clock clock, Entropy entropy, UdpPaths owner) {
        this.calls = calls;
        this.ports = ports;
        this.clock = clock;
        this.entropy = entropy;
        this.owner = owner;
        long seed = ((long) entropy.nextInt() << 32) | (entropy.nextInt() & 0xFFFF_FFFFL);
        this.sessions = new Sessions(seed, this);
    }

    void watch(Path path, BfdSettings settings) {
        Path before = paths.put(path.remote(), path);
        if (before != null && !before.equals(path)) {
            sessions.forget(before, clock.nanos());
        }
        touched.add(sessions.watch(path, settings, clock.nanos()));
        earsChanged |= !path.equals(before);
    }

    void forget(Address neighbor) {
        Path path = paths.remove(neighbor);
        if (path != null) {
            sessions.forget(path, clock.nanos());
            owner.forgotten(neighbor);
            earsChanged = true;
        }
    }

    /// The last word to everybody.
    void leave() {
        for (Path path : List.copyOf(paths.values())) {
            sessions.forget(path, clock.nanos());
        }
    }

    /// Does what is due, waits for what comes, and takes it. What waits in the sockets is taken
    /// before anybody is found silent: if it was us who slept, nobody else is to blame.
    void turn(Bell bell) throws IOException {
        if (earsChanged || deaf && clock.nanos() >= retryNanos) {
            listen();
            bell.watch(ears.values());
        }
        hear();
        for (Session gone : sessions.tick(clock.nanos())) {
            hush(gone);
        }
        publish();
        long wait = Math.min(sessions.nextDeadlineNanos() - clock.nanos(), WAIT_MOST_NANOS);
        bell.await(deaf ? Math.min(wait, RETRY_NANOS) : wait);
    }

    private void hear() throws IOException {
        for (Map.Entry<Ear, Datagrams> ear : ears.entrySet()) {
            Datagrams socket = ear.getValue();
            for (int i = 0; i < DATAGRAMS_A_ROUND; i++) {
                int length = socket.receive(received);
                if (length < 0) {
                    break;
                }
                Arrival how =
                        new Arrival(
                                socket.from(),
                                ear.getKey().severalHops(),
                                socket.ttl(),
                                socket.link());
                sessions.received(received, 0, length, how, clock.nanos());
            }
        }
    }

    private void publish() {
        for (Session session : touched) {
            if (session.path().equals(paths.get(session.path().remote()))
                    && session.state() != BfdState.ADMIN_DOWN) {
                owner.report(session.report());
            }
        }
        touched.clear();
        owner.refused(sessions.refused());
    }

    // ---- sockets

    /// At our addresses one by one when each path says which, so that several routers fit on one
    /// machine; else at all of them.
    private Set<Ear> wantedEars() {
        Set<Ear> all = new LinkedHashSet<>();
        for (Path path : paths.values()) {
            boolean v6 = path.remote().isV6();
            boolean open =
                    paths.values().stream()
                            .anyMatch(p ->
                                    p.remote().isV6() == v6
                                            && p.severalHops() == path.severalHops()
                                            && p.local().isEmpty());
            all.add(new Ear(v6, path.severalHops(), open ? Optional.empty() : path.local()));
        }
        return all;
    }

    private void listen() {
        earsChanged = false;
        deaf = false;
        retryNanos = clock.nanos() + RETRY_NANOS;
        Set<Ear> wanted = wantedEars();
        ears.entrySet()
                .removeIf(ear -> {
                    boolean unwanted = !wanted.contains(ear.getKey());
                    if (unwanted) {
                        ear.getValue().close();
                    }
                    return unwanted;
                });
        for (Ear ear : wanted) {
            if (!ears.containsKey(ear)) {
                open(ear);
            }
        }
        if (!deaf) {
            owner.works();
        }
    }

    private void open(Ear ear) {
        int port = ports.of(ear.severalHops());
        try {
            ears.put(ear, Datagrams.hearing(calls, ear.v6(), ear.local(), port));
        } catch (IOException e) {
            deaf = true;
            owner.failed(
                    "BFD hears nothing at UDP port "
                            + port
                            + ear.local().map(a -> " of " + a).orElse("")
                            + ": "
                            + e.getMessage(),
                    "another daemon of BFD (FRR, BIRD) on this machine? With `local-address` in"
                            + " each neighbor only that address is taken; tried again each second");
        }
    }

    @Override
    public void send(Session session, ControlPacket what) {
        touched.add(session);
        Optional<Mouth> mouth = mouth(session);
        if (mouth.isEmpty()) {
            return;
        }
        what.write(packet, 0);
        Path path = session.path();
        try {
            // What the network does not take is lost, like any packet.
            int error =
                    mouth.get().socket().send(packet, path.remote(), ports.of(path.severalHops()));
            assert error >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A socket for each session: its source port is its own and stays the same (RFC 5881 §4).
    private Optional<Mouth> mouth(Session session) {
        Mouth known = mouths.get(session);
        if (known != null) {
            return Optional.of(known);
        }
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST_SOURCE_PORT + Math.floorMod(entropy.nextInt(), SOURCE_PORTS);
            if (sourcePorts.contains(port)) {
                continue;
            }
            Path path = session.path();
            try {
                Datagrams socket =
                        Datagrams.sending(calls, path.remote().isV6(), path.local(), port);
                Mouth mouth = new Mouth(socket, port);
                sourcePorts.add(port);
                mouths.put(session, mouth);
                return Optional.of(mouth);
            } catch (CallFailed e) {
                if (e.errno() != Datagrams.EADDRINUSE) {
                    // It is tried again with the next packet; the address may come.
                    return Optional.empty();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }

    private void hush(Session session) {
        Mouth mouth = mouths.remove(session);
        if (mouth != null) {
            sourcePorts.remove(mouth.port());
            mouth.socket().close();
        }
    }

    /// Only what began or ended a path that works is news for others.
    @Override
    public void changed(Session session, PathEvent event) {
        touched.add(session);
        if (event.from() == BfdState.UP || event.to() == BfdState.UP) {
            owner.told(event);
        }
    }

    @Override
    public void close() {
        ears.values().forEach(Datagrams::close);
        mouths.values().forEach(mouth -> mouth.socket().close());
    }
}
