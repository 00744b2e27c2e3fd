package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.AsSet;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The other end of a session: sends UPDATEs, and replays what it is sent into a map.
final class Session {
    static final Context PLAIN = context(true, true, 4096);

    private static final int AT_ONCE = 450;

    final Rib rib;
    final Peer peer;
    final Context context;
    final SortedMap<Prefix, Block> held = new TreeMap<>();
    final List<Family> endsOfRib = new ArrayList<>();
    final List<Update> updates = new ArrayList<>();
    boolean keepUpdates;

    /// Withdrawals of what was not held are an error, unless it fell behind.
    boolean mayHearTooMuch;

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    Session(Rib rib, PeerSettings settings) {
        this.rib = rib;
        context = settings.send();
        peer = rib.addPeer(settings);
    }

    static Context context(boolean ebgp, boolean asn4, int maxOctets) {
        return new Context(asn4, ebgp, false, false, maxOctets, true, true);
    }

    /// Settings of a neighbor `n`: AS, address and identifier follow from the number.
    static PeerSettings settings(int n, boolean ebgp) {
        return settings(n, ebgp ? Role.EXTERNAL : Role.INTERNAL);
    }

    static PeerSettings settings(int n, Role role) {
        boolean ebgp = role.ebgp();
        Context plain = context(ebgp, true, 4096);
        Context context = role == Role.CONFEDERATION ? plain.ofConfederation() : plain;
        return new PeerSettings(
                facts(n, role),
                0x0100_0000 + n,
                context,
                context,
                NextHopTerms.of(
                        Address.parse("10.0.0.1").orElseThrow(),
                        Address.parse("2001:db8::1").orElseThrow()),
                List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                PolicyChain.ACCEPT,
                PolicyChain.ACCEPT);
    }

    private static PeerFacts facts(int n, Role role) {
        return new PeerFacts(
                Address.ofV4(0x0a00_0100 + n),
                role.ebgp() ? 65000 + n : 65000,
                "n" + n,
                "",
                role,
                65000,
                Optional.empty(),
                PrefixSet.EMPTY,
                AsSet.EMPTY,
                Relation.UNSTATED,
                PeerRules.NONE);
    }

    /// The same with other rules of the protocol.
    static PeerSettings with(PeerSettings s, PeerRules rules) {
        PeerFacts f = s.facts();
        var facts =
                new PeerFacts(
                        f.address(),
                        f.as(),
                        f.name(),
                        f.group(),
                        f.role(),
                        f.localAs(),
                        f.localAddress(),
                        f.irrPrefixes(),
                        f.irrOrigins(),
                        f.relation(),
                        rules);
        return new PeerSettings(
                facts,
                s.bgpId(),
                s.receive(),
                s.send(),
                s.nextHops(),
                s.families(),
                s.importPolicy(),
                s.exportPolicy());
    }

    static PeerSettings with(PeerSettings s, Context context) {
        return with(s, context, s.families());
    }

    static PeerSettings with(PeerSettings s, Context context, List<Family> families) {
        return new PeerSettings(
                s.facts(),
                s.bgpId(),
                context,
                context,
                s.nextHops(),
                families,
                s.importPolicy(),
                s.exportPolicy());
    }

    static PeerSettings with(PeerSettings s, NextHopTerms nextHops) {
        return new PeerSettings(
                s.facts(),
                s.bgpId(),
                s.receive(),
                s.send(),
                nextHops,
                s.families(),
                s.importPolicy(),
                s.exportPolicy());
    }

    static PeerSettings with(PeerSettings s, PolicyChain in, PolicyChain out) {
        return new PeerSettings(
                s.facts(), s.bgpId(), s.receive(), s.send(), s.nextHops(), s.families(), in, out);
    }

    Verdict send(byte[] message) {
        return rib.update(peer, message, 0, message.length);
    }

    void announce(Block block, String... prefixes) {
        announce(block, Blocks.prefixes(prefixes));
    }

    void announce(Block block, List<Prefix> prefixes) {
        for (int i = 0; i < prefixes.size(); i += AT_ONCE) {
            List<Prefix> some = prefixes.subList(i, Math.min(prefixes.size(), i + AT_ONCE));
            byte[] message = Blocks.announce(peer.settings().receive(), block, some);
            assertThat(send(message)).as(rib.lastProblem()).isEqualTo(Verdict.OK);
        }
    }

    void withdraw(String... prefixes) {
        withdraw(Blocks.prefixes(prefixes));
    }

    void withdraw(List<Prefix> prefixes) {
        for (int i = 0; i < prefixes.size(); i += AT_ONCE) {
            List<Prefix> some = prefixes.subList(i, Math.min(prefixes.size(), i + AT_ONCE));
            byte[] message = Blocks.withdraw(peer.settings().receive(), some);
            assertThat(send(message)).isEqualTo(Verdict.OK);
        }
    }

    /// Reads up to `octets`, in pieces of at most `piece`.
    void read(int octets, int piece) {
        OutCursor out = rib.out(peer);
        int left = octets;
        while (left > 0 && out.prepare()) {
            assertThat(out.octets()).isPositive();
            int n = Math.min(Math.min(piece, left), out.octets());
            stream.write(out.buffer(), out.offset(), n);
            out.wrote(n);
            left -= n;
            replay();
            checkBoundary(out);
        }
    }

    void readAll() {
        do {
            read(Integer.MAX_VALUE, 1 << 16);
        } while (rib.hasOutput(peer));
        assertThat(stream.size()).as("half a message is left").isZero();
    }

    /// The cursor's boundary is that of the octets it gave: what is left over is half a message.
    private void checkBoundary(OutCursor out) {
        byte[] begun = stream.toByteArray();
        assertThat(out.atMessageBoundary()).isEqualTo(begun.length == 0);
        if (begun.length >= 18) {
            int length = (begun[16] & 0xff) << 8 | begun[17] & 0xff;
            assertThat(out.octetsToBoundary()).isEqualTo(length - begun.length);
        }
    }

    private void replay() {
        byte[] got = stream.toByteArray();
        int at = 0;
        while (at < got.length) {
            int octets = Framer.frame(got, at, got.length, context.maxMessageOctets());
            if (octets == 0 || at + octets > got.length) {
                break;
            }
            hear(Update.read(got, at, octets, context));
            at += octets;
        }
        stream.reset();
        stream.write(got, at, got.length - at);
    }

    private void hear(Update update) {
        assertThat(update.problems()).isEmpty();
        if (keepUpdates) {
            updates.add(update);
        }
        if (update.endOfRib().isPresent()) {
            endsOfRib.add(update.endOfRib().get());
            return;
        }
        List<NlriEntry> gone = new ArrayList<>(update.withdrawn());
        update.first(MpUnreach.class).ifPresent(mp -> gone.addAll(mp.nlri()));
        for (NlriEntry entry : gone) {
            Block had = held.remove(entry.prefix());
            if (!mayHearTooMuch) {
                assertThat(had).as("withdrawn, never announced: " + entry.prefix()).isNotNull();
            }
        }
        Optional<Block> block = Blocks.blockOf(update);
        if (block.isEmpty()) {
            assertThat(gone).isNotEmpty();
            return;
        }
        List<NlriEntry> here = new ArrayList<>(update.nlri());
        update.first(MpReach.class).ifPresent(mp -> here.addAll(mp.nlri()));
        assertThat(here).isNotEmpty();
        here.forEach(entry -> held.put(entry.prefix(), block.get()));
    }
}
