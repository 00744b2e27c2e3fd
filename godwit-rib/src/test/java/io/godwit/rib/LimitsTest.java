package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;
import io.godwit.wire.Notification;
import io.godwit.wire.Prefix;
import io.godwit.wire.Verdict;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// At a limit of the tables, who asks for more is refused, and nobody else notices.
class LimitsTest {
    private static final int MOST_MESSAGES = 200_000;

    private static Rib rib(RibLimits limits) {
        return new Rib(
                RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()).withLimits(limits));
    }

    private static byte[] message(Session from, int n, int prefixes) {
        List<Prefix> all = new ArrayList<>();
        for (int i = 0; i < prefixes; i++) {
            all.add(Prefix.of(Address.ofV4(0x1400_0000 + (n * prefixes + i << 8)), 24));
        }
        return Blocks.announce(
                from.peer.settings().receive(),
                Blocks.block(Blocks.HOP_V4, 64602, 100_000 + n),
                all);
    }

    private static RibLimits limits(long octets, int prefixes, int blocks) {
        return new RibLimits(octets, prefixes, blocks, 1L << 30);
    }

    /// Announces until it is refused; returns how many messages were taken.
    private static int flood(Rib rib, Session from, int prefixes) {
        for (int n = 0; n < MOST_MESSAGES; n++) {
            long before = rib.totals().families().getFirst().paths();
            Verdict verdict = from.send(message(from, n, prefixes));
            if (n % 100 == 0) {
                rib.turn(16384);
            }
            if (verdict == Verdict.RESET) {
                assertThat(rib.totals().families().getFirst().paths()).isEqualTo(before);
                return n;
            }
            assertThat(verdict).isEqualTo(Verdict.OK);
        }
        throw new AssertionError("no limit was met");
    }

    private static void settle(Rib rib) {
        while (rib.turn(16384) > 0) {}
    }

    private static void floodedAndCleared(RibLimits limits, String said) {
        Rib rib = rib(limits);
        Session good = new Session(rib, Session.settings(1, true));
        Session reader = new Session(rib, Session.settings(3, true));
        good.announce(Blocks.block(Blocks.HOP_V4, 64601), "198.51.100.0/24", "203.0.113.0/24");
        settle(rib);
        long before = rib.totals().usedOctets();
        Session loud = new Session(rib, Session.settings(2, true));
        int taken = flood(rib, loud, 3);
        assertThat(rib.lastNotification())
                .isEqualTo(Notification.cease(Notification.OUT_OF_RESOURCES));
        assertThat(rib.lastProblem()).contains(said).contains("larger heap");
        assertThat(rib.percentUsed()).isBetween(90, 125);
        assertThat(rib.shortage()).isPresent();
        assertThat(rib.totals().usedOctets()).isLessThan(limits.octets() / 4 * 5);
        assertThat(loud.send(Blocks.withdraw(Session.PLAIN, List.of(Blocks.prefix("20.0.0.0/24")))))
                .as("what makes room is always taken")
                .isEqualTo(Verdict.OK);

        rib.removePeer(loud.peer);
        assertThat(good.send(message(good, MOST_MESSAGES, 1)))
                .as("nobody pays for one who is gone")
                .isEqualTo(Verdict.OK);
        settle(rib);
        reader.readAll();
        assertThat(rib.counts(good.peer).getFirst().accepted()).isEqualTo(3);
        assertThat(rib.totals().families().getFirst().paths()).isEqualTo(3);
        assertThat(rib.totals().usedOctets()).isLessThan(before + (2 << 20));
        assertThat(rib.shortage()).isEmpty();

        Session again = new Session(rib, Session.settings(2, true));
        assertThat(flood(rib, again, 3)).isGreaterThan(taken / 5 * 4);
    }

    @Test
    void memoryIsALimit() {
        floodedAndCleared(
                limits(8 << 20, RibLimits.MOST, RibLimits.MOST), "memory for routes is full");
    }

    @Test
    void theNumberOfPrefixesIsALimit() {
        floodedAndCleared(
                limits(RibLimits.MOST_OCTETS, 40_000, RibLimits.MOST), "more than 40000 prefixes");
    }

    @Test
    void theNumberOfBlocksIsALimit() {
        floodedAndCleared(
                limits(RibLimits.MOST_OCTETS, RibLimits.MOST, 20_000),
                "more than 20000 sets of attributes");
    }

    /// Who withdraws all but a few keeps pages that nobody else can use: they are counted.
    @Test
    void whatIsHeldByFewRecordsIsInUse() {
        Rib rib = rib(limits(RibLimits.MOST_OCTETS, RibLimits.MOST, RibLimits.MOST));
        Rib narrow = rib(limits(8 << 20, RibLimits.MOST, RibLimits.MOST));
        for (Rib one : List.of(rib, narrow)) {
            Session loud = new Session(one, Session.settings(2, true));
            for (int n = 0; n < 200; n++) {
                loud.send(manyPrefixes(loud, n));
            }
            for (int n = 0; n < 200; n++) {
                loud.send(Blocks.withdraw(Session.PLAIN, prefixes(n, 1)));
            }
            settle(one);
            assertThat(one.totals().families().getFirst().paths()).isEqualTo(200);
        }
        assertThat(narrow.totals().usedOctets()).isGreaterThan(2 * rib.totals().usedOctets());
    }

    private static byte[] manyPrefixes(Session from, int n) {
        return Blocks.announce(
                from.peer.settings().receive(), Blocks.block(Blocks.HOP_V4, 64602), prefixes(n, 0));
    }

    private static List<Prefix> prefixes(int n, int from) {
        List<Prefix> all = new ArrayList<>();
        for (int i = from; i < 500; i++) {
            all.add(Prefix.of(Address.ofV4(0x1400_0000 + (n * 500 + i << 8)), 24));
        }
        return all;
    }

    /// Groups that nobody reads share one bound, however many they are.
    @Test
    void theLogsOfAllGroupsHaveALimit() {
        Rib rib =
                rib(new RibLimits(RibLimits.MOST_OCTETS, RibLimits.MOST, RibLimits.MOST, 1 << 20));
        List<Session> stalled = new ArrayList<>();
        for (int n = 3; n < 11; n++) {
            PeerSettings one = Session.settings(n, true);
            Address own = Address.ofV4(0x0a00_0000 + n);
            stalled.add(
                    new Session(rib, Session.with(one, NextHopTerms.of(own, one.nextHops().v6()))));
        }
        Session loud = new Session(rib, Session.settings(2, true));
        for (int n = 0; n < 20_000; n++) {
            loud.send(message(loud, n, 3));
            if (n % 1000 == 0) {
                settle(rib);
            }
        }
        settle(rib);
        assertThat(rib.totals().groups()).isEqualTo(9);
        assertThat(rib.totals().fellBehind()).isGreaterThanOrEqualTo(stalled.size());
    }

    @Test
    void twoThirdsOfTheHeapAreForRoutes() {
        assertThat(RibLimits.ofHeap(3L << 30).octets()).isEqualTo(2L << 30);
    }
}
