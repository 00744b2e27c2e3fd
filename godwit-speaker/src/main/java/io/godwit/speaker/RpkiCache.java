package io.godwit.speaker;

import io.godwit.feeds.rtr.RtrClient;
import io.godwit.policy.rpki.RpkiSource;
import io.godwit.session.Protection;
import io.godwit.speaker.show.CacheView;

import java.util.Arrays;
import java.util.Optional;

/// One RPKI cache: the session with it ([RtrClient]) over a connection.
final class RpkiCache implements RtrClient.Port, Deadlines.Timed, CacheView {
    /// What is read of one cache in a turn: three thousand VRPs, a millisecond.
    static final int OCTETS_A_TURN = 64 * 1024;

    private static final long SECOND = 1_000_000_000L;

    private final LaneState lane;
    private final Rpki rpki;
    private final CacheSettings settings;
    private final RpkiSource source;
    private final RtrClient client;
    private final Deadlines.Entry entry = new Deadlines.Entry(this);
    private Optional<Connection> connection = Optional.empty();
    private boolean connected;
    private byte[] unsent = new byte[0];
    private boolean readable;
    private long failed;

    RpkiCache(LaneState lane, Rpki rpki, CacheSettings settings, RpkiSource source) {
        this.lane = lane;
        this.rpki = rpki;
        this.settings = settings;
        this.source = source;
        client = new RtrClient(settings.times(), source, this);
    }

    // ---- of the client ----

    @Override
    public void connect() {
        unsent = new byte[0];
        connected = false;
        Connection asked =
                lane.net()
                        .connect(
                                new ConnectSpec(
                                        settings.address(),
                                        settings.port(),
                                        settings.local(),
                                        0,
                                        Protection.NONE,
                                        settings.tls()));
        connection = Optional.of(asked);
        rpki.remember(asked, this);
    }

    @Override
    public void send(byte[] octets) {
        int waiting = unsent.length;
        unsent = Arrays.copyOf(unsent, waiting + octets.length);
        System.arraycopy(octets, 0, unsent, waiting, octets.length);
        flush();
    }

    @Override
    public void disconnect() {
        connection.ifPresent(rpki::forget);
        connection.ifPresent(Connection::close);
        connection = Optional.empty();
        connected = false;
        readable = false;
    }

    @Override
    public void synced(boolean first) {
        if (first) {
            lane.log(
                    new SpeakerEvent.RpkiSynced(
                            settings.name(),
                            client.version(),
                            client.serial(),
                            source.vrps(false),
                            source.vrps(true),
                            source.aspas().size()));
        }
        rpki.stateChanged();
    }

    @Override
    public void failed(String why, long retryNanos) {
        failed++;
        long usable = client.hasData() ? (client.expireNanos() - lane.clock().nanos()) / SECOND : 0;
        lane.log(
                new SpeakerEvent.RpkiFailed(
                        settings.name(), why, retryNanos / SECOND, Math.max(0, usable)));
        rpki.stateChanged();
    }

    @Override
    public void expired() {
        lane.log(new SpeakerEvent.RpkiExpired(settings.name()));
        rpki.stateChanged();
    }

    // ---- of the network ----

    void connected(long nowNanos) {
        connected = true;
        client.connected(nowNanos);
        timed();
    }

    /// The network speaks of BGP.
    void lost(String why, long nowNanos) {
        client.lost(
                why.replace("the neighbor", "the cache").replace("a BGP speaker", "an RPKI cache"),
                nowNanos);
        timed();
    }

    /// Whether this was not known yet.
    boolean markReadable() {
        boolean before = readable;
        readable = true;
        return !before;
    }

    /// Reads its share.
    ///
    /// @return whether octets may still wait
    boolean read(byte[] buf, long nowNanos) {
        readable = false;
        int share = OCTETS_A_TURN;
        while (share > 0 && connection.isPresent()) {
            int octets = connection.get().read(buf, 0, buf.length);
            if (octets < 0) {
                lost(connection.get().trouble(), nowNanos);
            }
            if (octets <= 0) {
                return false;
            }
            client.received(buf, 0, octets, nowNanos);
            timed();
            share -= octets;
        }
        return connection.isPresent();
    }

    /// Sends what waits.
    void flush() {
        if (!connected || unsent.length == 0 || connection.isEmpty()) {
            return;
        }
        int taken = connection.get().write(unsent, 0, unsent.length);
        if (taken < 0) {
            lost(connection.get().trouble(), lane.clock().nanos());
        } else {
            unsent = Arrays.copyOfRange(unsent, taken, unsent.length);
            connection.get().wantWrite(unsent.length > 0);
        }
    }

    // ---- of the lane ----

    void want(boolean wanted, long nowNanos) {
        if (wanted) {
            client.start(nowNanos);
        } else {
            client.stop();
        }
        timed();
    }

    @Override
    public long deadlineNanos() {
        long deadline = client.deadlineNanos();
        return deadline == Long.MAX_VALUE ? Deadlines.NEVER : deadline;
    }

    @Override
    public void expired(long nowNanos) {
        client.tick(nowNanos);
    }

    @Override
    public Deadlines.Entry entry() {
        return entry;
    }

    private void timed() {
        lane.deadlines().earlier(entry);
    }

    // ---- to be seen ----

    @Override
    public CacheSettings settings() {
        return settings;
    }

    @Override
    public RtrClient client() {
        return client;
    }

    @Override
    public RpkiSource source() {
        return source;
    }

    @Override
    public long failed() {
        return failed;
    }
}
