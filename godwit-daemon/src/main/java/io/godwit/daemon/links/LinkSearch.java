package io.godwit.daemon.links;

import io.godwit.wire.Address;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Looks for the router at the other end of links, and lets it find us: both advertise themselves
/// every few seconds. The thread begins with the first link, and waits while there is none.
public final class LinkSearch implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 500;

    /// RFC 4861 §6.2.1: MaxRtrAdvInterval is 4 seconds at least. Who is new waits as long.
    private static final long PAUSE_NANOS = 4_000_000_000L;

    private final Consumer<Address> found;
    private final BiConsumer<String, String> trouble;
    private volatile Set<String> links = Set.of();
    private volatile boolean ended;
    private boolean begun;

    /// @param found takes routers, each as often as it advertises itself; on a thread of its own
    /// @param trouble takes why none is found, and a remedy
    public LinkSearch(Consumer<Address> found, BiConsumer<String, String> trouble) {
        this.found = found;
        this.trouble = trouble;
    }

    /// On these links, from now on; called by one thread.
    public void become(Set<String> names) {
        links = Set.copyOf(names);
        if (!begun && !names.isEmpty()) {
            begun = true;
            Thread.ofPlatform().name("godwit-links").daemon().start(this::run);
        }
    }

    private void run() {
        try (RouterSocket socket = RouterSocket.open(Calls.linked(), PATIENCE_MILLIS)) {
            long next = System.nanoTime();
            while (!ended) {
                if (System.nanoTime() - next >= 0) {
                    next = System.nanoTime() + PAUSE_NANOS;
                    advertise(socket);
                }
                var seen = socket.receive();
                if (seen.isPresent()) {
                    tell(seen.get());
                }
            }
        } catch (IOException e) {
            trouble.accept(
                    "no neighbor is looked for on links: " + e.getMessage(),
                    "raw sockets need CAP_NET_RAW; or write the address, `neighbor"
                            + " fe80::1%eth0`");
        }
    }

    private void advertise(RouterSocket socket) throws IOException {
        for (String name : links) {
            NetworkInterface link = NetworkInterface.getByName(name);
            if (link != null) {
                socket.advertise(link.getIndex());
            }
        }
    }

    private void tell(RouterSocket.Seen seen) throws IOException {
        NetworkInterface link = NetworkInterface.getByIndex(seen.link());
        if (link != null && links.contains(link.getName())) {
            found.accept(seen.address().in(link.getName()));
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
