package io.godwit.feeds.rtr;

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
import io.godwit.policy.rpki.RpkiSource;
import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;

import java.util.Arrays;
import java.util.Optional;

/// The router's side of a session with one RPKI cache (RFC 8210 §8). No socket, no clock: octets
/// and time are arguments.
///
/// A cache is not trusted to behave. What it tells takes effect when a set is whole; until then,
/// and when the session is lost, what it told before stays in force until its time to expire. After
/// an error nothing of it is built upon: RFC 8210 §5.1 has us flush the data of another session,
/// 8210bis §13 those of a version 2 after any fatal error; RFC 6810 and RFC 8210 §12 only end the
/// session then, and the data of versions 0 and 1 stay. Everything that a cache can send too much
/// of has a limit: PDUs, records, silence, questions that it provokes.
public final class RtrClient {
    /// What a client needs of the world.
    public interface Port {
        /// Starts to connect; answered by [RtrClient#connected] or [RtrClient#lost].
        void connect();

        /// Sends octets behind those sent before.
        void send(byte[] octets);

        /// Ends the connection or the attempt; nothing is told of it any more.
        void disconnect();

        /// A set is whole and in force.
        ///
        /// @param first whether it is the first one of this connection
        void synced(boolean first);

        /// The session ended, or none came up.
        ///
        /// @param retryNanos until the next attempt
        void failed(String why, long retryNanos);

        /// The data are too old and gone.
        void expired();
    }

    /// Where the session stands.
    public enum State {
        /// Not wanted.
        STOPPED,
        /// Until the next attempt.
        WAITING,
        CONNECTING,
        /// A question is open.
        SYNCING,
        /// Until the next question.
        READY
    }

    private enum Asked {
        NOTHING,
        CHANGES,
        ALL
    }

    private static final long SECOND = 1_000_000_000L;
    private static final long CONNECT_NANOS = 15 * SECOND;
    private static final long SILENCE_NANOS = 60 * SECOND;
    private static final long ANSWER_NANOS = 900 * SECOND;
    private static final long NO_DATA_NANOS = 60 * SECOND;
    private static final long QUESTION_GAP_NANOS = SECOND;

    /// From this version on, a fatal error takes the data with it.
    private static final int FATAL_FLUSHES = 2;

    private static final int COPY_OCTETS = 256;
    private static final int TEXT_CHARS = 200;

    private final RtrSettings settings;
    private final RpkiSource source;
    private final Port port;
    private final RtrAnswer answer;
    private byte[] in = new byte[RtrReader.HEADER_OCTETS];
    private int inOctets;

    private State state = State.STOPPED;
    private int version = RtrReader.VERSION;
    private boolean agreed;
    private boolean heard;
    private boolean synced;
    private Asked asked = Asked.NOTHING;
    private long deadline;
    private long answerBy;
    private long askedNanos;
    private int failures;

    private boolean hasData;
    private boolean resume;
    private int dataVersion;
    private int session;
    private long serial;
    private long syncedNanos;
    private long expireNanos;
    private Times times;
    private String trouble = "";

    /// A client that does nothing yet.
    ///
    /// @param source where to put what the cache tells
    public RtrClient(RtrSettings settings, RpkiSource source, Port port) {
        this.settings = settings;
        this.source = source;
        this.port = port;
        answer = new RtrAnswer(source, settings.maxRecords());
        times = settings.over(Times.DEFAULT);
    }

    // ---- from outside ----

    /// Connects, and again whenever the connection ends.
    public void start(long now) {
        if (state == State.STOPPED) {
            failures = 0;
            version = RtrReader.VERSION;
            connect(now);
        }
    }

    /// Ends the session; the data stay until they expire.
    public void stop() {
        if (state != State.STOPPED) {
            end();
            state = State.STOPPED;
        }
    }

    /// Forgets what the cache told.
    public void forget() {
        if (hasData) {
            hasData = false;
            resume = false;
            source.clear();
        }
    }

    /// The connection is open.
    public void connected(long now) {
        if (state == State.CONNECTING) {
            ask(now);
        }
    }

    /// The connection ended, or there will be none.
    public void lost(String why, long now) {
        if (state == State.STOPPED || state == State.WAITING) {
            return;
        }
        // RFC 8210 §7: a cache may end the connection over a version that it does not know.
        boolean versionPerhaps = state == State.SYNCING && !heard && version > 0;
        int lower = version - 1;
        retry(why, now);
        if (versionPerhaps) {
            version = lower;
        }
    }

    /// Octets came in, any number.
    public void received(byte[] buf, int off, int len, long now) {
        if (state != State.SYNCING && state != State.READY) {
            return;
        }
        if (state == State.SYNCING) {
            deadline = now + SILENCE_NANOS;
        }
        if (inOctets + len > in.length) {
            in = Arrays.copyOf(in, Math.max(2 * in.length, inOctets + len));
        }
        System.arraycopy(buf, off, in, inOctets, len);
        inOctets += len;
        int at = 0;
        int length = RtrReader.frame(in, at, inOctets);
        while (length > 0) {
            pdu(at, length, now);
            if (state != State.SYNCING && state != State.READY) {
                return;
            }
            at += length;
            length = RtrReader.frame(in, at, inOctets);
        }
        if (length < 0) {
            fail(
                    RtrError.CORRUPT_DATA,
                    "a PDU of " + Wire.u32(in, at + 4) + " octets",
                    at,
                    RtrReader.HEADER_OCTETS,
                    now);
            return;
        }
        System.arraycopy(in, at, in, 0, inOctets - at);
        inOctets -= at;
    }

    /// When [#tick] wants to be called; `Long.MAX_VALUE` for not.
    public long deadlineNanos() {
        long next = state == State.STOPPED ? Long.MAX_VALUE : deadline;
        if (state == State.SYNCING) {
            next = Math.min(next, answerBy);
        }
        return hasData ? Math.min(next, expireNanos) : next;
    }

    /// Time passes.
    public void tick(long now) {
        if (hasData && now >= expireNanos) {
            // RFC 8210 §6: data are not kept longer than this.
            forget();
            if (answer.open()) {
                retry("the data expired before the answer was whole", now);
            }
            port.expired();
        }
        if (state == State.STOPPED || now < deadlineNanos()) {
            return;
        }
        switch (state) {
            case WAITING -> connect(now);
            case CONNECTING -> retry("no answer to our connect", now);
            case SYNCING ->
                    retry(
                            now >= answerBy
                                    ? "the answer did not end within 15 minutes"
                                    : "the cache was silent for a minute",
                            now);
            case READY -> ask(now);
            case STOPPED -> throw new AssertionError();
        }
    }

    // ---- to the cache ----

    private void connect(long now) {
        state = State.CONNECTING;
        deadline = now + CONNECT_NANOS;
        agreed = false;
        heard = false;
        synced = false;
        inOctets = 0;
        port.connect();
    }

    /// RFC 8210 §8.1: for changes if we know what they are changes of, else for everything.
    private void ask(long now) {
        boolean changes = hasData && resume && dataVersion == version;
        asked = changes ? Asked.CHANGES : Asked.ALL;
        state = State.SYNCING;
        askedNanos = now;
        deadline = now + SILENCE_NANOS;
        answerBy = now + ANSWER_NANOS;
        port.send(
                RtrWriter.write(
                        changes
                                ? new SerialQuery(version, session, serial)
                                : new ResetQuery(version)));
    }

    private void end() {
        answer.abort();
        asked = Asked.NOTHING;
        inOctets = 0;
        port.disconnect();
    }

    private void retry(String why, long now) {
        end();
        // §4: "careful to not abuse the cache": from a second on, doubling, to the retry interval.
        long delay = Math.min(SECOND << Math.min(failures, 20), times.retry() * SECOND);
        failures++;
        trouble = why;
        state = State.WAITING;
        deadline = now + delay;
        version = RtrReader.VERSION;
        port.failed(why, delay);
    }

    /// Reports an error and ends the session; afterwards everything is asked for again.
    private void fail(RtrError error, String why, int at, int length, long now) {
        Bytes copy = Bytes.copyOf(in, at, Math.min(length, COPY_OCTETS));
        port.send(RtrWriter.write(new ErrorReport(version, error.ordinal(), copy, why)));
        fatal(error.words() + ": " + why, now);
    }

    /// 8210bis §13: "the router MUST flush all data learned from that cache"; RFC 8210 §12 has the
    /// session end, no more.
    private void fatal(String why, long now) {
        resume = false;
        if (dataVersion >= FATAL_FLUSHES) {
            forget();
        }
        retry(why, now);
    }

    // ---- from the cache ----

    private void pdu(int at, int length, long now) {
        RtrDecoded decoded = RtrReader.read(in, at, length);
        boolean notify = in[at + 1] == 0;
        if (!agreed && notify) {
            // §7: not before the version is agreed, whatever version it has.
            return;
        }
        heard = true;
        switch (decoded) {
            case RtrDecoded.Bad(RtrError error, String why) -> {
                // §5.11: an Error Report is not answered by one.
                if (in[at + 1] == 10) {
                    fatal("an Error Report that cannot be read", now);
                } else {
                    fail(error, why, at, length, now);
                }
            }
            case RtrDecoded.Ok(ErrorReport report) -> reported(report, now);
            case RtrDecoded.Ok(RtrPdu pdu) -> {
                Optional<RtrDecoded.Bad> bad = wrongVersion(pdu).or(() -> handle(pdu, now));
                bad.ifPresent(b -> fail(b.error(), b.why(), at, length, now));
            }
        }
    }

    /// RFC 8210 §7: the first answer settles the version, if we know it and did not ask for less.
    private Optional<RtrDecoded.Bad> wrongVersion(RtrPdu pdu) {
        if (agreed && pdu.version() != version) {
            return bad(
                    RtrError.UNEXPECTED_VERSION,
                    "version " + pdu.version() + ", agreed " + version);
        }
        if (pdu.version() > version) {
            return bad(
                    RtrError.UNSUPPORTED_VERSION,
                    "version " + pdu.version() + ", asked " + version);
        }
        agreed = true;
        version = pdu.version();
        return Optional.empty();
    }

    private static Optional<RtrDecoded.Bad> bad(RtrError error, String why) {
        return Optional.of(new RtrDecoded.Bad(error, why));
    }

    private Optional<RtrDecoded.Bad> handle(RtrPdu pdu, long now) {
        return switch (pdu) {
            case PrefixPdu prefix -> answer.prefix(prefix);
            case AspaPdu aspa -> answer.aspa(aspa);
            case RouterKey key -> answer.routerKey(key);
            case CacheResponse response -> begins(response);
            case EndOfData end -> ends(end, now);
            case SerialNotify notify -> notified(notify, now);
            case CacheReset _ -> reset(now);
            case SerialQuery _, ResetQuery _ ->
                    bad(RtrError.INVALID_REQUEST, "a question from the cache");
            case ErrorReport _ -> throw new AssertionError("handled before");
        };
    }

    private Optional<RtrDecoded.Bad> begins(CacheResponse response) {
        if (asked == Asked.NOTHING || answer.open()) {
            return bad(RtrError.CORRUPT_DATA, "a Cache Response without a question");
        }
        boolean changes = asked == Asked.CHANGES;
        if (changes && (response.session() != session || response.version() != dataVersion)) {
            return otherSession(response.session());
        }
        answer.begin(!changes, response.session());
        return Optional.empty();
    }

    /// §5.1: the serial numbers of another session mean nothing to us, and what we hold is not its.
    private Optional<RtrDecoded.Bad> otherSession(int other) {
        forget();
        return bad(RtrError.CORRUPT_DATA, "session " + other + ", we know session " + session);
    }

    private Optional<RtrDecoded.Bad> ends(EndOfData end, long now) {
        if (!answer.open() || end.session() != answer.session()) {
            return bad(RtrError.CORRUPT_DATA, "End of Data of session " + end.session());
        }
        // RFC 1982: changes lead forward.
        if (asked == Asked.CHANGES && (int) (end.serial() - serial) < 0) {
            return bad(RtrError.CORRUPT_DATA, "serial " + end.serial() + " after " + serial);
        }
        answer.commit();
        times = settings.over(end.times().orElse(Times.DEFAULT));
        hasData = true;
        resume = true;
        dataVersion = version;
        session = end.session();
        serial = end.serial();
        syncedNanos = now;
        expireNanos = now + times.expire() * SECOND;
        failures = 0;
        trouble = "";
        asked = Asked.NOTHING;
        state = State.READY;
        deadline = now + times.refresh() * SECOND;
        boolean first = !synced;
        synced = true;
        port.synced(first);
        return Optional.empty();
    }

    /// §5.2: a hint to ask soon; while a question is open it adds nothing.
    private Optional<RtrDecoded.Bad> notified(SerialNotify notify, long now) {
        if (state != State.READY || !hasData) {
            return Optional.empty();
        }
        if (notify.session() != session) {
            return otherSession(notify.session());
        }
        if (notify.serial() != serial) {
            // Once a minute is what a cache may (§8.2); one that does it all the time is not
            // served.
            deadline = Math.min(deadline, Math.max(now, askedNanos + QUESTION_GAP_NANOS));
        }
        return Optional.empty();
    }

    /// §8.3: the cache does not know what changed since then.
    private Optional<RtrDecoded.Bad> reset(long now) {
        if (asked != Asked.CHANGES || answer.open()) {
            return bad(RtrError.CORRUPT_DATA, "a Cache Reset without a Serial Query");
        }
        resume = false;
        ask(now);
        return Optional.empty();
    }

    private void reported(ErrorReport report, long now) {
        String why = "the cache reports: " + RtrError.words(report.code()) + text(report.text());
        if (report.code() == RtrError.NO_DATA_AVAILABLE.ordinal()
                && asked != Asked.NOTHING
                && !answer.open()) {
            // §8.4, not fatal: "maybe once a minute".
            agreed = true;
            version = Math.min(version, report.version());
            asked = Asked.NOTHING;
            failures++;
            trouble = why;
            state = State.READY;
            deadline = now + NO_DATA_NANOS;
            port.failed(why, NO_DATA_NANOS);
            return;
        }
        boolean downgrade =
                report.code() == RtrError.UNSUPPORTED_VERSION.ordinal() && !agreed && version > 0;
        int lower = Math.min(version - 1, report.version());
        fatal(why, now);
        if (downgrade) {
            // §7: at once, and with what the cache can.
            version = lower;
            deadline = now;
        }
    }

    /// What others wrote, fit for one line of a log.
    private static String text(String text) {
        if (text.isBlank()) {
            return "";
        }
        String line = text.strip().replaceAll("\\p{Cntrl}", " ");
        return ": " + (line.length() > TEXT_CHARS ? line.substring(0, TEXT_CHARS) : line);
    }

    // ---- what can be seen ----

    /// Where the session stands.
    public State state() {
        return state;
    }

    /// Whether the cache has told everything and has not been lost since.
    public boolean serving() {
        return hasData
                && synced
                && (state == State.READY || state == State.SYNCING)
                && failures == 0;
    }

    /// Whether nobody knows yet if it will serve.
    public boolean hopeful() {
        return failures == 0 && (state == State.CONNECTING || state == State.SYNCING);
    }

    /// Whether there are data that have not expired.
    public boolean hasData() {
        return hasData;
    }

    /// The version of the session, or the one to be tried.
    public int version() {
        return version;
    }

    /// The session number of the data.
    public int session() {
        return session;
    }

    /// The serial number of the data.
    public long serial() {
        return serial;
    }

    /// When the last set was whole.
    public long syncedNanos() {
        return syncedNanos;
    }

    /// When the data expire.
    public long expireNanos() {
        return expireNanos;
    }

    /// The intervals in use.
    public Times times() {
        return times;
    }

    /// Why the last attempt failed; empty when it did not.
    public String trouble() {
        return trouble;
    }
}
