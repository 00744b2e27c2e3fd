package io.godwit.bench;

import io.godwit.cli.load.Table;
import io.godwit.cli.load.TableView;
import io.godwit.policy.AsSet;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.NextHopTerms;
import io.godwit.rib.OutCursor;
import io.godwit.rib.Peer;
import io.godwit.rib.PeerSettings;
import io.godwit.rib.Rib;
import io.godwit.rib.RibSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages of several neighbors who announce one table, each in his own way, and the ways to
/// bring them through a [Rib].
final class Feed {
    static final Context EBGP =
            new Context(true, true, false, false, Framer.MAX_OCTETS, true, false);
    static final long SEED = 4271;

    private static final int CHUNK = 256 << 10;
    private static final int ROWS_A_TURN = 1 << 16;

    private final List<byte[]> streams = new ArrayList<>();

    /// The streams of `senders` neighbors, a table of `prefixes` each.
    Feed(int prefixes, int senders) {
        var table = new Table(SEED, prefixes, Family.IPV4_UNICAST);
        for (int i = 0; i < senders; i++) {
            var way = senders == 1 ? TableView.Way.SHORTEST : TableView.Way.VARIED;
            streams.add(table.announcement(new TableView(64_601 + i, 0x0a00_0100 + i, i, 1, way)));
        }
    }

    /// Streams of whole messages, one a sender.
    Feed(List<byte[]> streams) {
        this.streams.addAll(streams);
    }

    byte[] stream(int sender) {
        return streams.get(sender);
    }

    int senders() {
        return streams.size();
    }

    static Rib rib() {
        return new Rib(RibSettings.of(65_000, 0x0a00_0001, 0x0a00_0001, SEED, List.of()));
    }

    /// A neighbor of another AS, as the n-th sender or receiver.
    static Peer join(Rib rib, int n) {
        return join(rib, n, PolicyChain.ACCEPT);
    }

    /// The same with an import policy.
    static Peer join(Rib rib, int n, PolicyChain imports) {
        return rib.addPeer(
                new PeerSettings(
                        new PeerFacts(
                                Address.ofV4(0x0a00_0100 + n),
                                64_601 + n,
                                "n" + n,
                                "",
                                Role.EXTERNAL,
                                65_000,
                                Optional.empty(),
                                PrefixSet.EMPTY,
                                AsSet.EMPTY,
                                Relation.UNSTATED,
                                PeerRules.NONE),
                        0x0100_0000 + n,
                        EBGP,
                        EBGP,
                        NextHopTerms.of(Address.ofV4(0x0a00_0001), Address.ofV6(0, 0)),
                        List.of(Family.IPV4_UNICAST),
                        imports,
                        PolicyChain.ACCEPT));
    }

    /// Has all senders join and their messages taken in, nothing decided.
    List<Peer> announce(Rib rib) {
        var senders = new ArrayList<Peer>();
        for (int i = 0; i < senders(); i++) {
            var sender = join(rib, i);
            senders.add(sender);
            announce(rib, sender, i);
        }
        return senders;
    }

    /// Has a neighbor say what the n-th sender has to say.
    void announce(Rib rib, Peer sender, int n) {
        byte[] stream = stream(n);
        for (int at = 0; at < stream.length; ) {
            at += update(rib, sender, stream, at);
        }
    }

    /// Chunks of each stream in turn, as a loop over sockets would have them; what the readers are
    /// sent is taken at once. Returns the octets they got.
    long replay(Rib rib, List<Peer> senders, List<Peer> readers) {
        var at = new int[senders()];
        long octets = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < at.length; i++) {
                byte[] stream = stream(i);
                int end = Math.min(stream.length, at[i] + CHUNK);
                while (at[i] < end) {
                    at[i] += update(rib, senders.get(i), stream, at[i]);
                }
                more |= at[i] < stream.length;
            }
            rib.turn(ROWS_A_TURN);
            octets += read(rib, readers);
        }
        return octets + drain(rib, readers);
    }

    /// Turns until nothing is left to decide or to send; returns the octets sent.
    static long drain(Rib rib, List<Peer> readers) {
        long octets = 0;
        while (rib.turn(ROWS_A_TURN) > 0) {
            octets += read(rib, readers);
        }
        return octets + read(rib, readers);
    }

    private static int update(Rib rib, Peer sender, byte[] stream, int at) {
        int length = Wire.u16(stream, at + 16);
        rib.update(sender, stream, at, length);
        return length;
    }

    private static long read(Rib rib, List<Peer> readers) {
        long octets = 0;
        for (Peer reader : readers) {
            OutCursor out = rib.out(reader);
            while (out.prepare()) {
                octets += out.octets();
                out.wrote(out.octets());
            }
        }
        return octets;
    }
}
