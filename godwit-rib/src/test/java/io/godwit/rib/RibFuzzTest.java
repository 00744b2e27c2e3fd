package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.attr.UnknownAttribute;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/// Damaged UPDATEs: nothing throws, what goes out is always well-formed, and in the end nothing is
/// left.
class RibFuzzTest {
    static LongStream seeds() {
        return Seeds.of(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedUpdatesDoNoHarm(long seed) {
        Random random = new Random(seed);
        Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, seed, List.of()));
        List<Session> sessions = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            PeerSettings s = Session.settings(n, n != 2);
            sessions.add(
                    new Session(
                            rib,
                            switch (n) {
                                case 3 -> Session.with(s, Session.context(true, false, 4096));
                                case 4 -> withPathIds(s);
                                default -> s;
                            }));
        }
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        for (int i = 0; i < 4000; i++) {
            Session session = sessions.get(random.nextInt(5));
            byte[] message = message(random, session);
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                int at = 19 + random.nextInt(message.length - 19);
                message[at] = (byte) (random.nextBoolean() ? random.nextInt() : message[at] ^ 1);
            }
            Verdict verdict = session.send(message);
            seen.add(verdict);
            if (verdict != Verdict.OK) {
                assertThat(rib.lastProblem()).isNotBlank();
            }
            if (verdict == Verdict.RESET) {
                assertThat(rib.lastNotification().code()).isBetween(1, 3);
            }
            if (i % 80 == 0) {
                while (rib.turn(30) > 0) {}
                sessions.forEach(Session::readAll);
                show(rib);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Verdict.values());
        sessions.forEach(s -> rib.removePeer(s.peer));
        while (rib.turn(1000) > 0) {}
        assertThat(rib.totals().attributeBlocks()).isZero();
        assertThat(rib.pathNames()).isZero();
        assertThat(rib.totals().families()).allSatisfy(f -> assertThat(f.prefixes()).isZero());
    }

    /// It sends several paths of a prefix (RFC 7911).
    private static PeerSettings withPathIds(PeerSettings s) {
        return new PeerSettings(
                s.facts(),
                s.bgpId(),
                new Context(true, true, true, true, 4096, true, true),
                s.send(),
                s.nextHops(),
                s.families(),
                s.importPolicy(),
                s.exportPolicy());
    }

    private static void show(Rib rib) {
        RouteCursor cursor = rib.routes(RouteQuery.all());
        List<RouteRow> rows = new ArrayList<>();
        while (cursor.step(1000, rows::add)) {}
        if (!rows.isEmpty()) {
            Prefix prefix = Prefix.parse(rows.getFirst().prefix()).orElseThrow();
            assertThat(rib.why(prefix)).isPresent();
        }
    }

    private static byte[] message(Random random, Session session) {
        boolean v6 = random.nextInt(3) == 0;
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int n = random.nextInt(40);
            prefixes.add(
                    v6
                            ? Prefix.of(Address.ofV6(0x2001_0db8_0000_0000L + n, n), 60 + n)
                            : Prefix.of(Address.ofV4(0x0a00_0000 + (n << 10)), 16 + n % 17));
        }
        Context context = session.peer.settings().receive();
        if (random.nextInt(5) == 0) {
            return Blocks.withdraw(context, prefixes);
        }
        int[] path = {64600 + random.nextInt(3), 1 + random.nextInt(9)};
        Block block =
                Blocks.block(v6 ? Blocks.HOP_V6 : Blocks.HOP_V4, path)
                        .with(new MultiExitDisc(random.nextInt(3)))
                        .with(new Communities(Ints.of(random.nextInt(9), 7)))
                        .with(new LargeCommunities(Ints.of(1, 2, random.nextInt(3))))
                        .with(new ExtendedCommunities(Bytes.fromHex("4002fde800000002")))
                        .with(new UnknownAttribute(0xe0, 201, Bytes.of((byte) 1)));
        if (!context.ebgp()) {
            block =
                    block.with(new LocalPref(100 + random.nextInt(2)))
                            .with(new OriginatorId(Address.ofV4(random.nextInt(4))))
                            .with(new ClusterList(Ints.of(random.nextInt(4))));
        }
        byte[] message = Blocks.announce(context, block, prefixes);
        if (random.nextInt(3) == 0) {
            reorder(message);
        }
        return message;
    }

    /// Puts the first attribute last: legal, and not the canonical order.
    private static void reorder(byte[] message) {
        int withdrawn = Wire.u16(message, 19);
        int from = 23 + withdrawn;
        int end = from + Wire.u16(message, from - 2);
        int next = Attributes.next(message, from);
        byte[] first = Arrays.copyOfRange(message, from, next);
        System.arraycopy(message, next, message, from, end - next);
        System.arraycopy(first, 0, message, end - first.length, first.length);
    }
}
