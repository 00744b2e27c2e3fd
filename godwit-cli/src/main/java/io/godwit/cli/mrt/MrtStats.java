package io.godwit.cli.mrt;

import io.godwit.feeds.NlriOctets;
import io.godwit.feeds.Reading;
import io.godwit.feeds.mrt.MrtBody;
import io.godwit.feeds.mrt.MrtPeer;
import io.godwit.feeds.mrt.MrtReader;
import io.godwit.feeds.mrt.MrtRecord;
import io.godwit.feeds.mrt.RibEntry;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.nlri.Families;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Counts what an MRT file holds. Reads it once, keeps sums only.
final class MrtStats {
    /// A type and subtype, in the order of their numbers.
    record Kind(int type, int subtype) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return type != other.type ? type - other.type : subtype - other.subtype;
        }
    }

    /// From one state to another.
    record Change(int from, int to) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return from != other.from ? from - other.from : to - other.to;
        }
    }

    /// A peer of the collector.
    record Peer(Address address, long as) implements Comparable<Peer> {
        @Override
        public int compareTo(Peer other) {
            int byAddress = address.compareTo(other.address);
            return byAddress != 0 ? byAddress : Long.compare(as, other.as);
        }
    }

    /// What one peer or one family has.
    static final class Sums {
        long messages;
        long announced;
        long withdrawn;
        long ribEntries;
    }

    private static final int MAX_PATH = 4096;

    private final UpdateView view = new UpdateView();
    private final TreeMap<Kind, Long> kinds = new TreeMap<>();
    private final TreeMap<Peer, Sums> peers = new TreeMap<>();
    private final TreeMap<Family, Sums> families =
            new TreeMap<>(Comparator.comparingInt(Family::afi).thenComparingInt(Family::safi));
    private final TreeMap<Change, Long> changes = new TreeMap<>();
    private final long[] messages = new long[6];
    private final long[] pathLengths = new long[MAX_PATH];
    private final IntCounts communities = new IntCounts();
    private List<MrtPeer> index = List.of();
    private long records;
    private long damaged;
    private long other;
    private long malformed;
    private long peerIndexTables;
    private long prefixes;
    private long withCommunities;
    private long largeCommunities;
    private long extendedCommunities;
    private long paths;
    private long firstSeconds = Long.MAX_VALUE;
    private long lastSeconds = Long.MIN_VALUE;
    private String firstProblem = "";

    /// Reads to the end. A stream that breaks (a damaged compression) is a problem like a damaged
    /// record: what came before it counts.
    void read(InputStream in) {
        MrtReader reader = new MrtReader(in);
        try {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                add(next.get());
            }
        } catch (IOException e) {
            damaged++;
            problem("after record " + records + ": " + e.getMessage());
        }
    }

    private void problem(String what) {
        firstProblem = firstProblem.isEmpty() ? what : firstProblem;
    }

    private void add(MrtRecord r) {
        records++;
        kinds.merge(new Kind(r.type(), r.subtype()), 1L, Long::sum);
        if (r.problem().isPresent()) {
            damaged++;
            problem("record " + r.number() + ": " + r.problem().get());
        }
        firstSeconds = Math.min(firstSeconds, r.seconds());
        lastSeconds = Math.max(lastSeconds, r.seconds());
        switch (r.body()) {
            case MrtBody.PeerIndexTable t -> {
                peerIndexTables++;
                index = t.peers();
            }
            case MrtBody.Rib rib -> rib(rib);
            case MrtBody.TableDump d -> {
                prefixes++;
                Sums peer = peer(d.peer().address(), d.peer().as());
                entry(peer, family(d.family()), d.attributes(), 2);
            }
            case MrtBody.Message m -> message(m);
            case MrtBody.StateChange s -> {
                changes.merge(new Change(s.oldState(), s.newState()), 1L, Long::sum);
                peer(s.session().peer(), s.session().peerAs());
            }
            case MrtBody.Unread _ -> other++;
        }
    }

    private Sums peer(Address address, long as) {
        return peers.computeIfAbsent(new Peer(address, as), _ -> new Sums());
    }

    private Sums family(Family family) {
        return families.computeIfAbsent(family, _ -> new Sums());
    }

    private void rib(MrtBody.Rib rib) {
        prefixes++;
        Sums family = family(rib.family());
        for (RibEntry e : rib.entries()) {
            Sums peer = new Sums();
            if (e.peerIndex() < index.size()) {
                MrtPeer p = index.get(e.peerIndex());
                peer = peer(p.address(), p.as());
            }
            entry(peer, family, e.attributes(), 4);
        }
    }

    private void entry(Sums peer, Sums family, Bytes attributes, int asOctets) {
        peer.ribEntries++;
        family.ribEntries++;
        byte[] buf = attributes.toArray();
        path(buf, 0, buf.length, asOctets);
    }

    private void message(MrtBody.Message m) {
        Sums peer = peer(m.session().peer(), m.session().peerAs());
        peer.messages++;
        byte[] buf = m.message().toArray();
        if (Framer.frame(buf, 0, buf.length, Framer.MAX_EXTENDED_OCTETS) != buf.length) {
            malformed++;
            return;
        }
        int type = Framer.type(buf, 0);
        messages[type]++;
        if (type == 2) {
            update(buf, m.reading(), peer);
        }
    }

    /// Families are not asked for here: what the peer negotiated is not known.
    private void update(byte[] buf, Reading reading, Sums peer) {
        Context c = reading.context();
        Context any =
                new Context(
                        c.asn4(),
                        false,
                        c.addPathIpv4(),
                        c.addPathIpv6(),
                        c.maxMessageOctets(),
                        false,
                        false);
        if (view.scan(buf, 0, buf.length, any) == Verdict.RESET) {
            malformed++;
            return;
        }
        long before = peer.announced;
        routes(buf, view.nlriOffset(), view.nlriOctets(), Family.IPV4_UNICAST, reading, peer, true);
        routes(
                buf,
                view.withdrawnOffset(),
                view.withdrawnOctets(),
                Family.IPV4_UNICAST,
                reading,
                peer,
                false);
        if (view.hasMpReach()) {
            Family family = Families.of(view.mpReachAfi(), view.mpReachSafi());
            int off = view.mpReachNlriOffset();
            routes(buf, off, view.mpReachNlriOctets(), family, reading, peer, true);
        }
        if (view.hasMpUnreach()) {
            Family family = Families.of(view.mpUnreachAfi(), view.mpUnreachSafi());
            int off = view.mpUnreachNlriOffset();
            routes(buf, off, view.mpUnreachNlriOctets(), family, reading, peer, false);
        }
        if (peer.announced > before) {
            int off = view.attributesOffset();
            path(buf, off, off + view.trustedAttributesOctets(), c.asn4() ? 4 : 2);
        }
    }

    private void routes(
            byte[] buf,
            int off,
            int octets,
            Family family,
            Reading reading,
            Sums peer,
            boolean announced) {
        if (octets == 0) {
            return;
        }
        boolean addPath = reading.addPath(family.afi(), family.safi());
        int n = NlriOctets.count(buf, off, off + octets, family.afi(), family.safi(), addPath);
        Sums sums = family(family);
        if (announced) {
            peer.announced += n;
            sums.announced += n;
        } else {
            peer.withdrawn += n;
            sums.withdrawn += n;
        }
    }

    /// Path length and communities of one set of attributes.
    private void path(byte[] buf, int off, int end, int asOctets) {
        paths++;
        int at = off;
        while (at < end && Attributes.fits(buf, at, end)) {
            int value = Attributes.valueOffset(buf, at);
            int octets = Attributes.valueOctets(buf, at);
            switch (Attributes.code(buf, at)) {
                case Attributes.AS_PATH -> {
                    int length = pathLength(buf, value, value + octets, asOctets);
                    pathLengths[Math.min(length, MAX_PATH - 1)]++;
                }
                case Attributes.COMMUNITIES -> {
                    withCommunities++;
                    for (int c = value; c + 4 <= value + octets; c += 4) {
                        communities.add(Wire.i32(buf, c));
                    }
                }
                case Attributes.EXTENDED_COMMUNITIES -> extendedCommunities += octets / 8;
                case Attributes.LARGE_COMMUNITIES -> largeCommunities += octets / 12;
                default -> {
                    // Not counted.
                }
            }
            at = Attributes.next(buf, at);
        }
    }

    /// As the decision counts it: a set is one, confederation segments are nothing (RFC 4271
    /// §9.1.2.2 a, RFC 5065 §5.3).
    private static int pathLength(byte[] buf, int off, int end, int asOctets) {
        int length = 0;
        int at = off;
        while (at + 2 <= end) {
            int type = buf[at] & 0xff;
            int count = buf[at + 1] & 0xff;
            length += type == 2 ? count : type == 1 ? 1 : 0;
            at += 2 + count * asOctets;
        }
        return length;
    }

    long records() {
        return records;
    }

    long damaged() {
        return damaged;
    }

    Optional<String> firstProblem() {
        return firstProblem.isEmpty() ? Optional.empty() : Optional.of(firstProblem);
    }

    long other() {
        return other;
    }

    long malformed() {
        return malformed;
    }

    long peerIndexTables() {
        return peerIndexTables;
    }

    long prefixes() {
        return prefixes;
    }

    /// Messages of a type of RFC 4271 §4.1 or RFC 2918, 1..5.
    long messages(int type) {
        return messages[type];
    }

    long ribEntries() {
        return families.values().stream().mapToLong(s -> s.ribEntries).sum();
    }

    long announced() {
        return families.values().stream().mapToLong(s -> s.announced).sum();
    }

    long withdrawn() {
        return families.values().stream().mapToLong(s -> s.withdrawn).sum();
    }

    long stateChanges() {
        return changes.values().stream().mapToLong(Long::longValue).sum();
    }

    long firstSeconds() {
        return firstSeconds;
    }

    long lastSeconds() {
        return lastSeconds;
    }

    TreeMap<Kind, Long> kinds() {
        return kinds;
    }

    TreeMap<Peer, Sums> peers() {
        return peers;
    }

    TreeMap<Family, Sums> families() {
        return families;
    }

    TreeMap<Change, Long> changes() {
        return changes;
    }

    /// How many paths have so many ASes, by length.
    long[] pathLengths() {
        return pathLengths.clone();
    }

    /// Sets of path attributes: those of RIB entries and of UPDATEs that announce.
    long paths() {
        return paths;
    }

    IntCounts communities() {
        return communities;
    }

    long withCommunities() {
        return withCommunities;
    }

    long largeCommunities() {
        return largeCommunities;
    }

    long extendedCommunities() {
        return extendedCommunities;
    }
}
