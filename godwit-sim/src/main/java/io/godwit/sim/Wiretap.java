package io.godwit.sim;

import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;
import io.godwit.wire.Prefix;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Reads along on one direction of a connection, with a reader of its own: what was said, and
/// whether it may be said. Of the routes, those of IPv4 in the fields of RFC 4271 §4.3.
final class Wiretap {
    private byte[] message = new byte[64];
    private int octets;
    private final long[] counts = new long[MessageType.values().length + 1];
    private final SortedSet<Prefix> told = new TreeSet<>();
    private Optional<String> trouble = Optional.empty();
    private long lastSignNanos;

    private final Consumer<byte[]> also;

    /// @param also who is told of each message
    Wiretap(Consumer<byte[]> also) {
        this.also = also;
    }

    /// Octets that passed.
    void passed(byte[] buf, int off, int len, long now) {
        for (int i = off; i < off + len; i++) {
            if (octets == message.length) {
                message = Arrays.copyOf(message, 2 * octets);
            }
            message[octets++] = buf[i];
            if (octets >= Framer.HEADER_OCTETS && octets == length()) {
                message(now);
                also.accept(Arrays.copyOf(message, octets));
                octets = 0;
            }
        }
    }

    private int length() {
        return u16(16);
    }

    private int u16(int at) {
        return (message[at] & 0xFF) << 8 | message[at + 1] & 0xFF;
    }

    private void message(long now) {
        int type = message[18] & 0xFF;
        if (!MessageType.isKnown(type)) {
            complain(true, "message type " + type);
            return;
        }
        counts[type]++;
        // RFC 4271 §8.2.2: the HoldTimer begins with the OPEN and again with KEEPALIVE and UPDATE;
        // a ROUTE-REFRESH is no sign of life.
        if (type != MessageType.ROUTE_REFRESH.code()) {
            lastSignNanos = now;
        }
        if (type != MessageType.OPEN.code() && counts[MessageType.OPEN.code()] == 0) {
            // RFC 4271 §8.2.2: OPEN is the first message, but for a NOTIFICATION.
            complain(
                    type != MessageType.NOTIFICATION.code(), "a message before OPEN: type " + type);
        }
        if (type == MessageType.UPDATE.code()) {
            update();
        }
    }

    /// RFC 4271 §4.3.
    private void update() {
        int withdrawn = u16(19);
        int attributes = u16(21 + withdrawn);
        int nlri = 23 + withdrawn + attributes;
        if (nlri > octets) {
            complain(true, "lengths of an UPDATE do not add up");
            return;
        }
        prefixes(21, 21 + withdrawn, false);
        prefixes(nlri, octets, true);
    }

    private void prefixes(int from, int to, boolean announced) {
        int at = from;
        while (at < to) {
            int bits = message[at] & 0xFF;
            int needed = (bits + 7) / 8;
            if (bits > 32 || at + 1 + needed > to) {
                complain(true, "a prefix of " + bits + " bits");
                return;
            }
            byte[] address = Arrays.copyOf(Arrays.copyOfRange(message, at + 1, at + 1 + needed), 4);
            at += 1 + needed;
            Prefix prefix = Prefix.parse(dotted(address) + "/" + bits).orElseThrow();
            if (announced) {
                told.add(prefix);
            } else {
                complain(!told.remove(prefix), prefix + " withdrawn, and was not announced");
            }
        }
    }

    private static String dotted(byte[] a) {
        return (a[0] & 0xFF) + "." + (a[1] & 0xFF) + "." + (a[2] & 0xFF) + "." + (a[3] & 0xFF);
    }

    private void complain(boolean wrong, String text) {
        if (wrong && trouble.isEmpty()) {
            trouble = Optional.of(text);
        }
    }

    /// Messages of a type so far.
    long count(int type) {
        return counts[type];
    }

    /// Prefixes announced and not withdrawn.
    SortedSet<Prefix> told() {
        return told;
    }

    /// The first thing that must not be said.
    Optional<String> trouble() {
        return trouble;
    }

    /// When the last message that restarts the HoldTimer was complete; 0 before the first.
    long lastSignNanos() {
        return lastSignNanos;
    }
}
