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
import io.godwit.feeds.rtr.RtrPdu.RouterKey;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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

    /// A fault of a cache: `A` and `B` are held, then it is asked for changes and says this.
    ///
    /// @param code what we report, -1 for nothing (RFC 8210 §5.11: no report about a report)
    private record Fault(String clause, int code, RtrPdu... says) {
        /// The same in another version, told apart from one that is meant to be wrong by that.
        RtrPdu[] in(int version) {
            return Arrays.stream(says).map(pdu -> as(pdu, version)).toArray(RtrPdu[]::new);
        }

        private static RtrPdu as(RtrPdu pdu, int version) {
            return switch (pdu) {
                case CacheResponse(int v, int session) -> new CacheResponse(v + version, session);
                case PrefixPdu(int v, boolean plus, Vrp vrp) ->
                        new PrefixPdu(v + version, plus, vrp);
                case EndOfData(int v, int session, long serial, _) ->
                        end(v + version, session, serial);
                case CacheReset(int v) -> new CacheReset(v + version);
                case ResetQuery(int v) -> new ResetQuery(v + version);
                case SerialQuery(int v, int session, long serial) ->
                        new SerialQuery(v + version, session, serial);
                case ErrorReport(int v, int code, Bytes copy, String text) ->
                        new ErrorReport(v + version, code, copy, text);
                case RouterKey(int v, boolean plus, Bytes ski, long as, Bytes spki) ->
                        new RouterKey(v + version, plus, ski, as, spki);
                default -> pdu;
            };
        }

        @Override
        public String toString() {
            return clause;
        }
    }

    private static final CacheResponse BEGIN = new CacheResponse(0, 7);
    private static final RouterKey KEY =
            new RouterKey(0, true, Bytes.of(new byte[20]), 1, Bytes.of(new byte[91]));

    static List<Arguments> faults() {
        List<Fault> faults =
                List.of(
                        new Fault("§12 7: announced twice", 7, BEGIN, plus(A)),
                        new Fault("§12 6: withdrawn twice", 6, BEGIN, minus(A), minus(A)),
                        new Fault("§12 8: another version in an answer", 8, of(-1, plus(A))),
                        new Fault("§7: another version", 8, new CacheResponse(-1, 7)),
                        new Fault("§8.2: a response in a response", 0, BEGIN, BEGIN),
                        new Fault("§5.8: the end of another session", 0, BEGIN, end(0, 8, 11)),
                        new Fault("RFC 1982: serials go forward", 0, BEGIN, end(0, 7, 9)),
                        new Fault("§8.3: a reset in an answer", 0, BEGIN, new CacheReset(0)),
                        new Fault("§5.6: payload that nobody asked for", 0, minus(A)),
                        new Fault("§5.8: an end without beginning", 0, end(0, 7, 11)),
                        new Fault("§12 3: questions are ours", 3, new ResetQuery(0)),
                        new Fault("§12 3: also these", 3, new SerialQuery(0, 7, 10)),
                        new Fault("§12 1: it reports", -1, BEGIN, report(1)),
                        new Fault("§12 4: late", -1, BEGIN, report(4)),
                        new Fault("§12: a code of tomorrow", -1, report(99)),
                        new Fault("§8.4: no data in an answer", -1, BEGIN, report(2)),
                        new Fault("§5.10: a key that nobody asked for", 0, KEY));
        List<Arguments> all = new ArrayList<>();
        for (int version : new int[] {1, 2}) {
            faults.forEach(fault -> all.add(Arguments.of(version, fault)));
        }
        return all;
    }

    private static PrefixPdu plus(Vrp vrp) {
        return new PrefixPdu(0, true, vrp);
    }

    private static PrefixPdu minus(Vrp vrp) {
        return new PrefixPdu(0, false, vrp);
    }

    private static PrefixPdu of(int version, PrefixPdu pdu) {
        return new PrefixPdu(version, pdu.announce(), pdu.vrp());
    }

    private static ErrorReport report(int code) {
        return new ErrorReport(0, code, Bytes.EMPTY, "");
    }

    /// 8210bis §13: "the router MUST flush all data learned from that cache"; RFC 8210 §12 only
    /// drops the session, so what was whole stays until it expires.
    @ParameterizedTest(name = "{1}, version {0}")
    @MethodSource("faults")
    void afterAFault(int version, Fault fault) {
        synced(version);
        later(100);
        int before = sent.size();
        hears(fault.in(version));
        assertEquals(State.WAITING, client.state());
        assertEquals("disconnect", log.get(log.size() - 2));
        if (fault.code() < 0) {
            assertEquals(before, sent.size());
        } else {
            assertEquals(fault.code(), ((ErrorReport) lastSent()).code());
            assertEquals(version, lastSent().version());
        }
        holds(version == 2 ? 0 : 1);
        reconnects();
    }

    /// RFC 8210 §5.1, in every version: the session is over, and what it told is flushed.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anotherSession(int version) {
        synced(version);
        later(version == 0 ? 3600 : 100);
        hears(new CacheResponse(version, 8));
        assertEquals(RtrError.CORRUPT_DATA.ordinal(), ((ErrorReport) lastSent()).code());
        holds(0);
        reconnects();
        hears(new SerialNotify(2, 10, 2));
        holds(0);
        assertEquals(State.WAITING, client.state(), "a notify says so too");
    }

    /// 8210bis §5.12: the withdrawal of an ASPA that is not there.
    @Test
    void anAspaThatIsNotThere() {
        synced(2);
        later(100);
        hears(new CacheResponse(2, 7), new AspaPdu(2, false, 3, 5, Ints.EMPTY));
        assertEquals(6, ((ErrorReport) lastSent()).code());
        holds(0);
    }

    private void holds(int each) {
        assertEquals(List.of(each, each), List.of(tables.vrps(false), tables.vrps(true)));
    }

    private void reconnects() {
        later(1);
        client.connected(now);
        assertEquals(new ResetQuery(2), lastSent(), "nothing of it is built upon");
        hears(new CacheResponse(2, 9), new PrefixPdu(2, true, A), end(2, 9, 1));
        assertEquals(List.of(1, 0), List.of(tables.vrps(false), tables.vrps(true)));
    }

    /// RFC 8210 §5.10, §5.11, §12: octets that are no PDU of the version.
    @ParameterizedTest
    @CsvSource({
        "0209000000000008, 0, 'a Router Key without a key'",
        "0205000000000008, 5, 'a type that nobody assigned'",
        "01ff00000000000c00000000, 5, 'a reserved type'",
        "000900000000000c00000000, 5, 'no Router Key in version 0'",
        "010b00000000000c00000001, 5, 'no ASPA in version 1'",
        "0304000000000008, 4, 'a version of tomorrow'",
        "0204000000000007, 0, 'shorter than its header'",
        "0204000000ffffff, 0, 'longer than any PDU'",
        "020400000000001401182100 0a000000 00000001, 0, 'a maximum length of 33'",
        "020400000000001401181000 0a000000 00000001, 0, 'a maximum length below the length'",
        "020400000000001401080800 0a000001 00000001, 0, 'host bits'",
        "020b010000000010 00000000 00000001, 0, 'an ASPA of AS 0'",
        "020a000000000010 00000064 00000000, -1, 'an Error Report that is cut off'"
    })
    void whatIsNoPdu(String hex, int code, String what) {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        client.received(octets, 0, octets.length, now);
        assertEquals(State.WAITING, client.state(), what);
        if (code < 0) {
            assertEquals(List.of(new ResetQuery(2)), sent, "§5.11: never about an Error Report");
        } else {
            assertEquals(code, ((ErrorReport) lastSent()).code(), what);
        }
    }

    /// RFC 8210 §5.10: keys come and go without effect here, and end no session.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void routerKeysAreSkipped(int version) {
        RtrPdu key = new RouterKey(version, true, KEY.ski(), 1, KEY.spki());
        hears(new CacheResponse(version, 7), key, key, end(version, 7, 10));
        assertTrue(client.serving());
    }

    /// RFC 1982 on both sides of the wrap, and half of the circle away.
    @ParameterizedTest
    @CsvSource({
        "4294967295, 0, true",
        "4294967290, 7, true",
        "0, 4294967295, false",
        "0, 2147483647, true",
        "0, 2147483649, false",
        "5, 5, true"
    })
    void serials(long held, long told, boolean forward) {
        hears(new CacheResponse(2, 7), end(2, 7, held));
        later(100);
        assertEquals(new SerialQuery(2, 7, held), lastSent());
        hears(new CacheResponse(2, 7), end(2, 7, told));
        assertEquals(forward, client.serving());
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
        holds(0);
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
