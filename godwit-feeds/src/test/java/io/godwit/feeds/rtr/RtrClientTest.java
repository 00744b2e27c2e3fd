package io.godwit.feeds.rtr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godwit.feeds.rtr.RtrClient.State;
import io.godwit.feeds.rtr.RtrPdu.AspaPdu;
import io.godwit.feeds.rtr.RtrPdu.CacheReset;
import io.godwit.feeds.rtr.RtrPdu.CacheResponse;
import io.godwit.feeds.rtr.RtrPdu.EndOfData;
import io.godwit.feeds.rtr.RtrPdu.ErrorReport;
import io.godwit.feeds.rtr.RtrPdu.PrefixPdu;
import io.godwit.feeds.rtr.RtrPdu.ResetQuery;
import io.godwit.feeds.rtr.RtrPdu.SerialNotify;
import io.godwit.feeds.rtr.RtrPdu.SerialQuery;
import io.godwit.feeds.rtr.RtrPdu.Times;
import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.RpkiSource;
import io.godwit.policy.rpki.RpkiTables;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// The sequences of RFC 8210 §8, and caches that do not keep to them.
class RtrClientTest implements RtrClient.Port {
    private static final long SECOND = 1_000_000_000L;
    private static final Vrp A = new Vrp(Prefix.parse("10.0.0.0/8").orElseThrow(), 8, 1);
    private static final Vrp B = new Vrp(Prefix.parse("2001:db8::/32").orElseThrow(), 48, 2);

    private final RpkiTables tables = new RpkiTables();
    private final RpkiSource source = tables.open();
    private final List<String> log = new ArrayList<>();
    private final List<RtrPdu> sent = new ArrayList<>();
    private RtrClient client;
    private long now;

    @BeforeEach
    void start() {
        source.count(true);
        client(
                new RtrSettings(
                        OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), 1000));
    }

    private void client(RtrSettings settings) {
        client = new RtrClient(settings, source, this);
        log.clear();
        client.start(now);
        client.connected(now);
    }

    @Override
    public void connect() {
        log.add("connect");
    }

    @Override
    public void send(byte[] octets) {
        if (RtrReader.read(octets, 0, octets.length) instanceof RtrDecoded.Ok(RtrPdu pdu)) {
            sent.add(pdu);
        }
    }

    @Override
    public void disconnect() {
        log.add("disconnect");
    }

    @Override
    public void synced(boolean first) {
        log.add("synced");
    }

    @Override
    public void failed(String why, long retryNanos) {
        log.add(why);
    }

    @Override
    public void expired() {
        log.add("expired");
    }

    private void hears(RtrPdu... pdus) {
        for (RtrPdu pdu : pdus) {
            byte[] octets = RtrWriter.write(pdu);
            int half = octets.length / 2;
            client.received(octets, 0, half, now);
            client.received(octets, half, octets.length - half, now);
        }
    }

    private RtrPdu lastSent() {
        return sent.getLast();
    }

    private void later(long seconds) {
        now += seconds * SECOND;
        client.tick(now);
    }

    private static EndOfData end(int version, int session, long serial) {
        return new EndOfData(
                version,
                session,
                serial,
                version == 0 ? Optional.empty() : Optional.of(new Times(100, 20, 700)));
    }

    private void synced(int version) {
        hears(
                new CacheResponse(version, 7),
                new PrefixPdu(version, true, A),
                new PrefixPdu(version, true, B),
                end(version, 7, 10));
        assertEquals(List.of(1, 1), List.of(tables.vrps(false), tables.vrps(true)));
        assertTrue(client.serving());
    }

    @Test
    void everythingThenChanges() {
        assertEquals(new ResetQuery(2), lastSent());
        synced(2);
        later(99);
        assertEquals(new ResetQuery(2), lastSent());
        later(1);
        assertEquals(new SerialQuery(2, 7, 10), lastSent(), "the refresh interval of the cache");
        hears(
                new CacheResponse(2, 7),
                new PrefixPdu(2, false, A),
                new AspaPdu(2, true, 3, 64500, Ints.of(1)));
        assertEquals(1, tables.vrps(false), "not whole yet");
        hears(end(2, 7, 11));
        assertEquals(0, tables.vrps(false));
        assertEquals(1, tables.aspas().size());
    }

    /// Draft 10 of 8210bis, as stayrtr has it.
    @Test
    void anAspaForEachFamily() {
        hears(
                new CacheResponse(2, 7),
                new AspaPdu(2, true, 0, 64500, Ints.of(1)),
                new AspaPdu(2, true, 1, 64500, Ints.of(2)),
                end(2, 7, 10));
        assertEquals(List.of(Aspa.of(64500, List.of(1L, 2L))), tables.aspas());
        later(100);
        hears(new CacheResponse(2, 7), new AspaPdu(2, false, 0, 64500, Ints.EMPTY), end(2, 7, 11));
        assertEquals(List.of(Aspa.of(64500, List.of(2L))), tables.aspas());
        later(100);
        hears(new CacheResponse(2, 7), new AspaPdu(2, false, 1, 64500, Ints.EMPTY), end(2, 7, 12));
        assertEquals(List.of(), tables.aspas());
    }

    @Test
    void notifyMakesUsAsk() {
        synced(1);
        later(5);
        hears(new SerialNotify(1, 7, 10));
        later(0);
        assertEquals(new ResetQuery(2), lastSent(), "nothing new");
        hears(new SerialNotify(1, 7, 11));
        later(0);
        assertEquals(new SerialQuery(1, 7, 10), lastSent());
        hears(new CacheReset(1));
        assertEquals(new ResetQuery(1), lastSent(), "§8.3");
        hears(new CacheResponse(1, 7), new PrefixPdu(1, true, A), end(1, 7, 12));
        assertEquals(List.of(1, 0), List.of(tables.vrps(false), tables.vrps(true)));
    }

    /// RFC 1982: 5 comes after 4294967295.
    @Test
    void serialsGoRound() {
        hears(new CacheResponse(1, 7), end(1, 7, 4294967295L));
        later(100);
        assertEquals(new SerialQuery(1, 7, 4294967295L), lastSent());
        hears(new CacheResponse(1, 7), end(1, 7, 5));
        assertTrue(client.serving());
        later(100);
        hears(new CacheResponse(1, 7), end(1, 7, 4));
        assertEquals(State.WAITING, client.state(), "back is no way");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theCacheSpeaksAnOlderVersion(int version) {
        hears(new SerialNotify(0, 99, 3)); // §7: not before the version is agreed
        synced(version);
        assertEquals(version, client.version());
        later(version == 0 ? 3600 : 100);
        assertEquals(new SerialQuery(version, 7, 10), lastSent());
    }

    @Test
    void theCacheRefusesTheVersion() {
        hears(new ErrorReport(1, 4, Bytes.EMPTY, "unsupported"));
        later(0);
        client.connected(now);
        assertEquals(new ResetQuery(1), lastSent(), "at once");
        client.lost("closed", now);
        later(5);
        client.connected(now);
        assertEquals(new ResetQuery(0), lastSent(), "§7: it may just hang up");
        synced(0);
    }

    @Test
    void dataOutliveTheSessionUntilTheyExpire() {
        synced(2);
        client.lost("closed by the cache", now);
        assertEquals(1, tables.vrps(false));
        assertFalse(client.serving());
        later(1);
        client.connected(now);
        assertEquals(new SerialQuery(2, 7, 10), lastSent(), "§8.1: what changed meanwhile");
        client.lost("closed by the cache", now);
        for (int i = 0; i < 698; i++) {
            later(1);
        }
        assertEquals(1, tables.vrps(false));
        later(1);
        assertEquals(0, tables.vrps(false), "§6");
        assertEquals(1, log.stream().filter("expired"::equals).count());
    }

    @Test
    void failuresAreTriedAgainLessAndLess() {
        client.lost("refused", now);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            waits.add((client.deadlineNanos() - now) / SECOND);
            now = client.deadlineNanos();
            client.tick(now);
            client.lost("refused", now);
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 600L, 600L), waits);
    }

    @Test
    void noDataYet() {
        hears(new ErrorReport(2, 2, Bytes.EMPTY, "loading\u001b[2J"));
        assertEquals(State.READY, client.state());
        assertEquals("the cache reports: no data available: loading [2J", client.trouble());
        later(60);
        assertEquals(2, sent.stream().filter(ResetQuery.class::isInstance).count(), "§8.4");
        synced(2);
    }

    /// What a cache must not do: `A` and `B` are held, then it is asked for changes.
    static List<List<RtrPdu>> lies() {
        return List.of(
                List.of(new CacheResponse(2, 8)), // another session
                List.of(new CacheResponse(1, 7)),
                List.of(new CacheResponse(2, 7), new PrefixPdu(2, true, A)), // twice
                List.of(
                        new CacheResponse(2, 7),
                        new PrefixPdu(2, false, A),
                        new PrefixPdu(2, false, A)),
                List.of(new CacheResponse(2, 7), new AspaPdu(2, false, 3, 5, Ints.EMPTY)),
                List.of(new CacheResponse(2, 7), new CacheResponse(2, 7)),
                List.of(new CacheResponse(2, 7), end(2, 8, 11)),
                List.of(new CacheResponse(2, 7), end(2, 7, 9)),
                List.of(new CacheResponse(2, 7), new CacheReset(2)),
                List.of(new CacheResponse(2, 7), new PrefixPdu(1, false, A)),
                List.of(new CacheResponse(2, 7), new ErrorReport(2, 1, Bytes.EMPTY, "")),
                List.of(new PrefixPdu(2, false, A)),
                List.of(end(2, 7, 11)),
                List.of(new ResetQuery(2)));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void lies(List<RtrPdu> lie) {
        synced(2);
        later(100);
        hears(lie.toArray(RtrPdu[]::new));
        assertEquals(State.WAITING, client.state());
        assertEquals("disconnect", log.get(log.size() - 2));
        assertEquals(List.of(1, 1), List.of(tables.vrps(false), tables.vrps(true)), "as before");
        later(1);
        client.connected(now);
        assertEquals(new ResetQuery(2), lastSent(), "nothing of it is built upon");
        hears(new CacheResponse(2, 9), new PrefixPdu(2, true, A), end(2, 9, 1));
        assertEquals(List.of(1, 0), List.of(tables.vrps(false), tables.vrps(true)));
    }

    @Test
    void errorsAreReported() {
        byte[] octets = RtrWriter.write(new PrefixPdu(2, true, A));
        client.received(octets, 0, octets.length, now);
        var report = (ErrorReport) lastSent();
        assertEquals(RtrError.CORRUPT_DATA.ordinal(), report.code());
        assertEquals(Bytes.of(octets), report.pdu());
    }

    @Test
    void aFlood() {
        hears(new CacheResponse(2, 7));
        for (int i = 0; i < 1001; i++) {
            var prefix = Prefix.parse("10." + i / 256 + "." + i % 256 + ".0/24").orElseThrow();
            hears(new PrefixPdu(2, true, new Vrp(prefix, 24, 1)));
        }
        assertEquals("internal error: more than 1000 records", client.trouble());
        later(1);
        client.connected(now);
        synced(2);
        later(100);
        hears(new CacheResponse(2, 7));
        for (int i = 0; i < 5000 && client.state() == State.SYNCING; i++) {
            hears(new PrefixPdu(2, false, A), new PrefixPdu(2, true, A));
        }
        assertEquals(State.WAITING, client.state(), "coming and going has an end too");
        assertEquals(1, tables.vrps(false));
    }

    @Test
    void notifiesDoNotMakeUsAskAllTheTime() {
        synced(2);
        for (int i = 11; i < 1011; i++) {
            hears(new SerialNotify(2, 7, i));
            now += SECOND / 100;
            client.tick(now);
            if (lastSent() instanceof SerialQuery && client.state() == State.SYNCING) {
                hears(new CacheResponse(2, 7), end(2, 7, i));
            }
        }
        long asked = sent.stream().filter(SerialQuery.class::isInstance).count();
        assertTrue(asked <= 10, asked + " questions in ten seconds");
    }

    @Test
    void silence() {
        later(59);
        hears(new CacheResponse(2, 7));
        later(59);
        assertEquals(State.SYNCING, client.state());
        later(1);
        assertEquals("the cache was silent for a minute", client.trouble());
        later(1);
        client.connected(now);
        hears(new CacheResponse(2, 7));
        for (int i = 0; i < 890; i++) {
            hears(new PrefixPdu(2, true, new Vrp(A.prefix(), 8, i)));
            later(1);
        }
        assertEquals(State.SYNCING, client.state());
        later(10);
        assertEquals("the answer did not end within 15 minutes", client.trouble());
        assertEquals(0, source.vrps(false));
    }

    /// Any octets, at any moment, in any pieces: no exception, and the tables are as they were or
    /// hold a whole set.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void garbage(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            byte[] octets = new byte[1 + random.nextInt(300)];
            random.nextBytes(octets);
            if (random.nextBoolean()) {
                octets[0] = 2;
            }
            if (random.nextBoolean()) {
                hears(new CacheResponse(2, 7), new PrefixPdu(2, true, A));
            }
            client.received(octets, 0, octets.length, now);
            later(random.nextInt(100));
            if (client.state() == State.CONNECTING) {
                client.connected(now);
            }
            assertEquals(0, tables.vrps(false) + tables.vrps(true));
        }
        now += 1000 * SECOND;
        client.lost("over", now);
        now = client.deadlineNanos();
        client.tick(now);
        client.connected(now);
        synced(2);
    }
}
