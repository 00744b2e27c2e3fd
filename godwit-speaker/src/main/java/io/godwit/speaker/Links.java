package io.godwit.speaker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The connections of a neighbor: those that its session knows, and those that end, which linger
/// until the other side has read the last word.
final class Links {
    private static final int LINGERING_MOST = 4;

    private final List<Link> links = new ArrayList<>();
    private final List<Link> lingering = new ArrayList<>();

    void add(Link link) {
        links.add(link);
    }

    Optional<Link> of(int id) {
        for (Link link : links) {
            if (link.id() == id) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    Optional<Link> firstOpen() {
        return links.stream().filter(Link::open).findFirst();
    }

    boolean isOpen(Link link) {
        return links.contains(link) && link.open();
    }

    /// What we have not read yet may be the KEEPALIVE we miss.
    boolean unreadInputWaits() {
        for (Link link : links) {
            if (link.open() && link.ready()) {
                return true;
            }
        }
        return false;
    }

    /// The session is done with it.
    void end(Link link, long nowNanos) {
        links.remove(link);
        link.end(nowNanos);
        if (link.lingering()) {
            lingering.removeIf(Link::closed);
            lingering.add(link);
            if (lingering.size() > LINGERING_MOST) {
                lingering.removeFirst().close();
            }
        }
    }

    /// It never came to be.
    void drop(Link link) {
        links.remove(link);
        link.close();
    }
}
