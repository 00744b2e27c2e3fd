package io.godwit.daemon.bfd;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.Path;
import io.godwit.bfd.PathEvent;
import io.godwit.bfd.PathListener;
import io.godwit.bfd.PathWatch;
import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.daemon.netlink.Post;
import io.godwit.speaker.Clock;
import io.godwit.speaker.Entropy;
import io.godwit.wire.Address;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// BFD for the lane. Nothing is opened before a path is to be watched. From then on a thread of its
/// own does all of it: whatever the lane is busy with, packets go out and come in.
public final class UdpPaths implements PathWatch {
    private static final long CLOSE_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 1000;
    private static final long PAUSE_MOST_MILLIS = 60_000;

    private final UdpPorts ports;
    private final Clock clock;
    private final Entropy entropy;
    private final BiConsumer<String, String> troubles;
    private final Queue<Consumer<Watcher>> wishes = new ConcurrentLinkedQueue<>();
    private final Map<Address, Consumer<Watcher>> wanted = new ConcurrentHashMap<>();
    private final Map<Address, SessionReport> reports = new ConcurrentHashMap<>();
    private volatile Map<Refusal, Long> refused = Map.of();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Bell> bell = Optional.empty();
    private volatile boolean closing;
    private PathListener listener;
    private Post lane;
    private Thread thread;

    /// Nobody is watched yet.
    ///
    /// @param troubles takes what does not work, and what to do about it, in words for the operator
    public UdpPaths(
            UdpPorts ports, Clock clock, Entropy entropy, BiConsumer<String, String> troubles) {
        this.ports = ports;
        this.clock = clock;
        this.entropy = entropy;
        this.troubles = troubles;
    }

    /// Who hears of it, and where; before the first [#watch].
    public void attach(PathListener one, Post where) {
        listener = one;
        lane = where;
    }

    // ---- on the lane

    @Override
    public void watch(Path path, BfdSettings settings) {
        Consumer<Watcher> wish = watcher -> watcher.watch(path, settings);
        wanted.put(path.remote(), wish);
        wish(wish);
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("godwit-bfd").start(this::run);
        }
    }

    @Override
    public void forget(Address neighbor) {
        wanted.remove(neighbor);
        wish(watcher -> watcher.forget(neighbor));
    }

    private void wish(Consumer<Watcher> what) {
        wishes.add(what);
        bell.ifPresent(Bell::ring);
    }

    @Override
    public Optional<SessionReport> report(Address neighbor) {
        return Optional.ofNullable(reports.get(neighbor));
    }

    @Override
    public Map<Refusal, Long> refused() {
        return refused;
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    /// Tells all others that an operator wants it no more, and ends the thread.
    public void close() {
        closing = true;
        bell.ifPresent(Bell::ring);
        if (thread != null) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- on its thread

    private void run() {
        try {
            Calls calls = Calls.linked();
            long pause = PAUSE_MILLIS;
            long beganNanos = clock.nanos();
            while (!speak(calls)) {
                boolean worked = clock.nanos() - beganNanos > PAUSE_MOST_MILLIS * 1_000_000;
                pause = worked ? PAUSE_MILLIS : pause;
                Thread.sleep(pause);
                pause = Math.min(2 * pause, PAUSE_MOST_MILLIS);
                beganNanos = clock.nanos();
            }
        } catch (IOException | RuntimeException e) {
            failed("BFD is not spoken: " + e.getMessage(), "sessions of BGP go on without it");
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does all of it until the end, or until something fails that should not: then all paths are
    /// watched anew, from Down on.
    ///
    /// @return whether that was the end
    @SuppressWarnings("IllegalCatch")
    private boolean speak(Calls calls) {
        try (Bell one = new Bell(calls);
                Watcher watcher = new Watcher(calls, ports, clock, entropy, this)) {
            one.hurry();
            bell = Optional.of(one);
            // Before what is wished since: who is forgotten meanwhile stays so.
            wanted.values().forEach(wish -> wish.accept(watcher));
            while (!closing) {
                for (Consumer<Watcher> wish = wishes.poll(); wish != null; wish = wishes.poll()) {
                    wish.accept(watcher);
                }
                watcher.turn(one);
            }
            watcher.leave();
        } catch (IOException | RuntimeException e) {
            // What was known last would be shown for ever.
            reports.clear();
            failed("BFD broke off: " + e, "it begins anew; sessions of BGP go on without it");
        }
        return closing;
    }

    void told(PathEvent event) {
        lane.post(() -> listener.pathTold(event));
    }

    void report(SessionReport report) {
        reports.put(report.path().remote(), report);
    }

    void forgotten(Address neighbor) {
        reports.remove(neighbor);
    }

    void refused(Map<Refusal, Long> counts) {
        refused = counts;
    }

    /// What does not work; told once while it stays the same.
    void failed(String text, String help) {
        if (!trouble.equals(Optional.of(text))) {
            trouble = Optional.of(text);
            troubles.accept(text, help);
        }
    }

    void works() {
        trouble = Optional.empty();
    }
}
