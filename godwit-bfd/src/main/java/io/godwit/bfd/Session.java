package io.godwit.bfd;

import java.util.Optional;

/// One session in asynchronous mode (RFC 5880 §6.8), in the Active role. Time and seed come from
/// outside; what is to be sent and to be known goes to an [Outlet].
public final class Session {
    /// No deadline.
    public static final long NEVER = Long.MAX_VALUE;

    /// §6.8.3: while not Up, not more often than once a second.
    private static final long SLOW_MICROS = 1_000_000;

    /// The other side may ask for hours between two packets: so long nobody is kept.
    private static final long FAREWELL_MOST_NANOS = 60_000_000_000L;

    private static final long NANOS = 1000;

    private final Path path;
    private final int localDiscriminator;
    private final Jitter jitter;
    private BfdSettings settings;

    // What is advertised, and what counts while an answer to a change of it is awaited (§6.8.3).
    private long desiredMinTx;
    private long requiredMinRx;
    private long effectiveTx;
    private long effectiveRx;
    private boolean polling;
    private boolean changedWhilePolling;

    private BfdState state = BfdState.DOWN;
    private BfdState remoteState = BfdState.DOWN;
    private int localDiagnostic = Diagnostic.NONE;
    private int remoteDiagnostic = Diagnostic.NONE;
    private int remoteDiscriminator;
    private int remoteMultiplier;
    private long remoteMinRx = 1;
    private long remoteMinTx;
    private boolean remoteDemand;
    private boolean remoteIndependent;

    private long sentNanos;
    private long nextSendNanos;
    private long scheduledMicros;
    private long heardNanos;
    private long expiresNanos = NEVER;
    private long overNanos = NEVER;
    private long sinceNanos;
    private long flaps;
    private long sent;
    private long received;

    /// A session that is Down and sends its first packet at once.
    ///
    /// @param localDiscriminator not 0, and of no other session of ours
    /// @param seed of its jitter
    public Session(
            Path path, BfdSettings settings, int localDiscriminator, int seed, long nowNanos) {
        this.path = path;
        this.settings = settings;
        this.localDiscriminator = localDiscriminator;
        this.jitter = new Jitter(seed);
        desiredMinTx = wantedTx();
        effectiveTx = desiredMinTx;
        requiredMinRx = settings.intervalMicros();
        effectiveRx = requiredMinRx;
        sentNanos = nowNanos;
        nextSendNanos = nowNanos;
        heardNanos = nowNanos;
        sinceNanos = nowNanos;
    }

    public Path path() {
        return path;
    }

    public int localDiscriminator() {
        return localDiscriminator;
    }

    public BfdState state() {
        return state;
    }

    /// Takes other times, without an interruption: by a Poll Sequence (§6.8.3).
    public void become(BfdSettings wanted, long nowNanos) {
        settings = wanted;
        timesChanged();
        reschedule(nowNanos);
    }

    /// The operator wants it no more (§6.8.16). It goes on to say so for a while, see [#isOver].
    public void disable(long nowNanos, Outlet out) {
        if (state == BfdState.ADMIN_DOWN) {
            return;
        }
        localDiagnostic = Diagnostic.ADMINISTRATIVELY_DOWN;
        enter(BfdState.ADMIN_DOWN, nowNanos, out);
        boolean known = remoteDiscriminator != 0;
        // The detection time of the other side: the slow rate is told by the first of these.
        long theirs = settings.multiplier() * Math.max(desiredMinTx, remoteMinRx) * NANOS;
        overNanos = known ? nowNanos + Math.min(theirs, FAREWELL_MOST_NANOS) : nowNanos;
        send(false, nowNanos, out);
    }

    /// Whether it was disabled and the other side had the time to hear of it.
    public boolean isOver(long nowNanos) {
        return overNanos <= nowNanos;
    }

    /// When [#tick] wants to be called.
    public long nextDeadlineNanos() {
        return Math.min(Math.min(expiresNanos, overNanos), sends() ? nextSendNanos : NEVER);
    }

    /// Does what is due.
    public void tick(long nowNanos, Outlet out) {
        if (expiresNanos <= nowNanos) {
            expired(nowNanos, out);
        }
        if (sends() && nextSendNanos <= nowNanos) {
            send(false, nowNanos, out);
        }
    }

    /// §6.8.4: nothing was heard for the detection time.
    private void expired(long nowNanos, Outlet out) {
        expiresNanos = NEVER;
        // §6.8.1: the other side is not known any more; what it asked for counts no longer.
        remoteDiscriminator = 0;
        remoteMinRx = 1;
        remoteDemand = false;
        if (state == BfdState.INIT || state == BfdState.UP) {
            localDiagnostic = Diagnostic.DETECTION_TIME_EXPIRED;
            enter(BfdState.DOWN, nowNanos, out);
            send(false, nowNanos, out);
        }
    }

    /// Takes a packet that was found to be of this session (§6.8.6, from "Set bfd.RemoteDiscr").
    ///
    /// @return why it was discarded; empty when it was taken
    public Optional<Refusal> received(ControlPacket packet, long nowNanos, Outlet out) {
        if (packet.authenticated()) {
            return Optional.of(Refusal.AUTHENTICATED);
        }
        boolean wasSilent = remoteMinRx == 0;
        remoteDiscriminator = packet.mine();
        remoteState = packet.state();
        remoteDiagnostic = packet.diagnostic();
        remoteDemand = packet.demand();
        remoteIndependent = packet.controlPlaneIndependent();
        remoteMinRx = packet.requiredMinRxMicros();
        remoteMinTx = packet.desiredMinTxMicros();
        remoteMultiplier = packet.multiplier();
        if (polling && packet.last()) {
            pollEnds();
        }
        if (state == BfdState.ADMIN_DOWN) {
            return Optional.of(Refusal.ADMIN_DOWN);
        }
        received++;
        heardNanos = nowNanos;
        boolean changed = follow(packet, nowNanos, out);
        // An answer to a Poll says what is new as well.
        if (packet.poll()) {
            send(true, nowNanos, out);
        } else if (changed) {
            send(false, nowNanos, out);
        }
        if (wasSilent && remoteMinRx != 0) {
            nextSendNanos = nowNanos;
        }
        expiresNanos = nowNanos + detectionMicros() * NANOS;
        reschedule(nowNanos);
        return Optional.empty();
    }

    /// The state machine (§6.2, §6.8.6).
    private boolean follow(ControlPacket packet, long nowNanos, Outlet out) {
        BfdState next =
                switch (packet.state()) {
                    case ADMIN_DOWN -> BfdState.DOWN;
                    case DOWN -> state == BfdState.DOWN ? BfdState.INIT : downUnlessInit();
                    case INIT -> BfdState.UP;
                    case UP -> state == BfdState.DOWN ? BfdState.DOWN : BfdState.UP;
                };
        if (next == state) {
            return false;
        }
        if (next == BfdState.DOWN) {
            localDiagnostic = Diagnostic.NEIGHBOR_SIGNALED_DOWN;
        }
        enter(next, nowNanos, out);
        return true;
    }

    private BfdState downUnlessInit() {
        return state == BfdState.UP ? BfdState.DOWN : state;
    }

    private void enter(BfdState next, long nowNanos, Outlet out) {
        BfdState before = state;
        long detection = detectionMicros();
        state = next;
        sinceNanos = nowNanos;
        if (before == BfdState.UP && next == BfdState.DOWN) {
            flaps++;
        }
        if (next == BfdState.UP) {
            localDiagnostic = Diagnostic.NONE;
        }
        timesChanged();
        out.changed(
                this,
                new PathEvent(
                        path.remote(),
                        before,
                        next,
                        localDiagnostic,
                        remoteDiagnostic,
                        remoteState == BfdState.ADMIN_DOWN,
                        remoteIndependent,
                        detection));
    }

    // ---- times

    private long wantedTx() {
        return state == BfdState.UP
                ? settings.intervalMicros()
                : Math.max(SLOW_MICROS, settings.intervalMicros());
    }

    /// §6.8.3: a change of what we advertise starts a Poll Sequence. While Up, sending more slowly
    /// and expecting more waits for its end.
    private void timesChanged() {
        long tx = wantedTx();
        long rx = settings.intervalMicros();
        if (tx == desiredMinTx && rx == requiredMinRx) {
            return;
        }
        changedWhilePolling = polling;
        polling = true;
        desiredMinTx = tx;
        requiredMinRx = rx;
        boolean up = state == BfdState.UP;
        effectiveTx = up ? Math.min(effectiveTx, tx) : tx;
        effectiveRx = up ? Math.max(effectiveRx, rx) : rx;
    }

    /// An answer that may be to the times before a second change is followed by another Poll.
    private void pollEnds() {
        if (changedWhilePolling) {
            changedWhilePolling = false;
            return;
        }
        polling = false;
        effectiveTx = desiredMinTx;
        effectiveRx = requiredMinRx;
    }

    private long transmitMicros() {
        return Math.max(effectiveTx, remoteMinRx);
    }

    /// §6.8.4, of asynchronous mode; 0 = nothing was heard yet.
    private long detectionMicros() {
        return remoteMultiplier * Math.max(effectiveRx, remoteMinTx);
    }

    /// Whether packets go out periodically (§6.8.7).
    private boolean sends() {
        boolean demanded =
                remoteDemand && state == BfdState.UP && remoteState == BfdState.UP && !polling;
        return remoteMinRx != 0 && !demanded;
    }

    /// §6.8.3: a shorter interval counts from the packet before.
    private void reschedule(long nowNanos) {
        if (transmitMicros() < scheduledMicros) {
            long next = Math.max(sentNanos + jittered(), nowNanos);
            nextSendNanos = Math.min(next, nextSendNanos);
        }
    }

    private long jittered() {
        scheduledMicros = transmitMicros();
        return jitter.apply(scheduledMicros * NANOS, settings.multiplier() == 1);
    }

    // ---- packets

    private void send(boolean answer, long nowNanos, Outlet out) {
        if (!answer) {
            sentNanos = nowNanos;
            nextSendNanos = nowNanos + jittered();
        }
        sent++;
        out.send(
                this,
                new ControlPacket(
                        localDiagnostic,
                        state,
                        polling && !answer,
                        answer,
                        false,
                        false,
                        false,
                        settings.multiplier(),
                        localDiscriminator,
                        remoteDiscriminator,
                        desiredMinTx,
                        requiredMinRx,
                        0));
    }

    /// How it stands.
    public SessionReport report() {
        return new SessionReport(
                path,
                state,
                remoteState,
                localDiagnostic,
                remoteDiagnostic,
                localDiscriminator,
                remoteDiscriminator,
                sends() ? transmitMicros() : 0,
                remoteMultiplier == 0 ? 0 : Math.max(effectiveRx, remoteMinTx),
                detectionMicros(),
                remoteMultiplier,
                polling,
                remoteDemand,
                sinceNanos,
                flaps,
                sent,
                received,
                heardNanos);
    }
}
