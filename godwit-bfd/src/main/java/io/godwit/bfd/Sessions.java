package io.godwit.bfd;

import io.godwit.bfd.ControlPacket.Reading;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// All sessions: finds whose a packet is, and who has something to do. Only who is watched has a
/// session: packets of strangers are counted and make nothing.
public final class Sessions {
    /// RFC 5881 §5.
    private static final int TTL = 255;

    /// The deadline under which a session stands in the queue.
    private static final class Entry {
        private final Session session;
        private long dueNanos;

        /// Over which interface somebody spoke last who knows our discriminator; 0 = nobody yet.
        private int link;

        private Entry(Session session) {
            this.session = session;
        }
    }

    private static final Comparator<Entry> BY_TIME =
            Comparator.<Entry>comparingLong(e -> e.dueNanos)
                    .thenComparingInt(e -> e.session.localDiscriminator());

    private record Origin(Address remote, boolean severalHops) {}

    private final Outlet out;
    private final Map<Integer, Entry> byDiscriminator = new HashMap<>();
    private final Map<Origin, Entry> byOrigin = new HashMap<>();
    private final TreeSet<Entry> queue = new TreeSet<>(BY_TIME);
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    private long numbers;

    /// None yet.
    ///
    /// @param seed of discriminators and jitter
    public Sessions(long seed, Outlet out) {
        this.numbers = seed;
        this.out = out;
    }

    /// Watches a path. One that is watched already takes the other times; one from another address
    /// of ours takes the place of the one before.
    public Session watch(Path path, BfdSettings settings, long nowNanos) {
        Entry known = byOrigin.get(origin(path));
        if (known != null && known.session.path().equals(path)) {
            known.session.become(settings, nowNanos);
            queued(known);
            return known.session;
        }
        if (known != null) {
            forget(known.session.path(), nowNanos);
        }
        Session session =
                new Session(path, settings, freshDiscriminator(), (int) random(), nowNanos);
        Entry entry = new Entry(session);
        byDiscriminator.put(session.localDiscriminator(), entry);
        byOrigin.put(origin(path), entry);
        queued(entry);
        return session;
    }

    /// Takes a session down by the operator's will; it is gone once the other side knows.
    public void forget(Path path, long nowNanos) {
        Entry known = byOrigin.get(origin(path));
        if (known != null) {
            // From now on only by its discriminator: a new one to the same neighbor may begin.
            byOrigin.remove(origin(path));
            known.session.disable(nowNanos, out);
            queued(known);
        }
    }

    /// Takes the payload of a datagram.
    ///
    /// @param how it came
    public void received(byte[] octets, int start, int length, Arrival how, long nowNanos) {
        switch (ControlPacket.read(octets, start, length)) {
            case Reading.Refused(Refusal why) -> refuse(why);
            case Reading.Packet(ControlPacket packet) -> {
                boolean first = packet.yours() == 0;
                Entry entry =
                        first
                                ? byOrigin.get(new Origin(how.from(), how.severalHops()))
                                : byDiscriminator.get(packet.yours());
                if (entry == null || entry.session.path().severalHops() != how.severalHops()) {
                    refuse(first ? Refusal.NO_SESSION : Refusal.UNKNOWN_DISCRIMINATOR);
                } else if (!how.severalHops() && how.ttl() != TTL) {
                    refuse(Refusal.TTL);
                } else if (how.severalHops() && !entry.session.path().remote().equals(how.from())) {
                    refuse(Refusal.OTHER_ADDRESS);
                } else if (first && isElsewhere(entry, how)) {
                    refuse(Refusal.OTHER_LINK);
                } else {
                    entry.link = first ? entry.link : how.link();
                    entry.session.received(packet, nowNanos, out).ifPresent(this::refuse);
                    queued(entry);
                }
            }
        }
    }

    /// RFC 5881 §3: who does not know our discriminator has to come over the interface of the
    /// session. That is the one over which the neighbor speaks, who knows it; while the session is
    /// not Up the neighbor may have moved.
    private static boolean isElsewhere(Entry entry, Arrival how) {
        return !how.severalHops()
                && entry.session.state() == BfdState.UP
                && entry.link != how.link();
    }

    /// Octets that were not even looked at.
    public void refuse(Refusal why) {
        refused.merge(why, 1L, Long::sum);
    }

    /// When the next [#tick] is due; [Session#NEVER] when there is nothing.
    public long nextDeadlineNanos() {
        return queue.isEmpty() ? Session.NEVER : queue.first().dueNanos;
    }

    /// Does what is due.
    ///
    /// @return the sessions that are gone
    public List<Session> tick(long nowNanos) {
        List<Session> gone = new ArrayList<>();
        while (nextDeadlineNanos() <= nowNanos) {
            Entry entry = queue.first();
            if (entry.session.isOver(nowNanos)) {
                remove(entry);
                gone.add(entry.session);
            } else {
                entry.session.tick(nowNanos, out);
                queued(entry);
            }
        }
        return gone;
    }

    /// The session of a path that is watched.
    public Optional<Session> find(Path path) {
        return Optional.ofNullable(byOrigin.get(origin(path))).map(e -> e.session);
    }

    /// How many there are, those included that are about to go.
    public int size() {
        return byDiscriminator.size();
    }

    /// How many packets were discarded.
    public Map<Refusal, Long> refused() {
        return new EnumMap<>(refused);
    }

    private void queued(Entry entry) {
        queue.remove(entry);
        entry.dueNanos = entry.session.nextDeadlineNanos();
        queue.add(entry);
    }

    private void remove(Entry entry) {
        queue.remove(entry);
        byDiscriminator.remove(entry.session.localDiscriminator());
        byOrigin.remove(origin(entry.session.path()), entry);
    }

    private static Origin origin(Path path) {
        return new Origin(path.remote(), path.severalHops());
    }

    /// Not 0, not in use, and not to be guessed by who only counts (RFC 5880 §6.8.1).
    private int freshDiscriminator() {
        int number = (int) random();
        while (number == 0 || byDiscriminator.containsKey(number)) {
            number = (int) random();
        }
        return number;
    }

    private long random() {
        numbers += 0x9E3779B97F4A7C15L;
        long mixed = (numbers ^ numbers >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
