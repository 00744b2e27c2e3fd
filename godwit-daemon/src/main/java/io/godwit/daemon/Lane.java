package io.godwit.daemon;

import io.godwit.speaker.Clock;
import io.godwit.speaker.Speaker;
import io.godwit.wire.Address;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The thread that owns a speaker: waits for the network, takes what others posted, runs a turn.
final class Lane implements Runnable {
    private static final long WAIT_MOST_NANOS = 3_600_000_000_000L;

    private final Speaker speaker;
    private final NioNet net;
    private final Clock clock;
    private final EventLog log;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private volatile boolean crashed;
    private volatile Optional<Start> again = Optional.empty();

    Lane(Speaker speaker, NioNet net, Clock clock, EventLog log) {
        this.speaker = speaker;
        this.net = net;
        this.clock = clock;
        this.log = log;
    }

    /// Has something done on the lane's thread; from any thread.
    void post(Runnable work) {
        inbox.add(work);
        net.wakeup();
    }

    /// Lets the lane look again whether a slow reader has room; from any thread.
    void wakeup() {
        net.wakeup();
    }

    /// What is known of a run that ended without stopping.
    ///
    /// @param met with whom it had a session; empty when that is not known
    record Start(Optional<Set<Address>> met) {}

    /// The daemon before this one ended without stopping; to be said before this runs.
    void again(Start after) {
        again = Optional.of(after);
    }

    /// Whether it ended by a bug.
    boolean crashed() {
        return crashed;
    }

    @Override
    public void run() {
        try {
            again.ifPresentOrElse(before -> speaker.startAgain(before.met()), speaker::start);
            while (!speaker.stopped()) {
                speaker.turn();
                net.poll(Math.min(speaker.nextDeadlineNanos() - clock.nanos(), WAIT_MOST_NANOS));
                for (Runnable work = inbox.poll(); work != null; work = inbox.poll()) {
                    work.run();
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            crashed = true;
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            log.event(new DaemonEvent.Crashed(trace.toString().strip()));
        } finally {
            close();
        }
    }

    private void close() {
        try {
            net.close();
        } catch (IOException ignored) {
            // The process ends, or the embedding program goes on without us.
        }
    }
}
