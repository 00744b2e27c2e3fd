package io.godwit.daemon.netlink;

import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.port.Kernel;
import io.godwit.kernel.port.KernelListener;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;

/// The kernel of Linux. Nothing is opened before it is to be watched.
public final class NetlinkKernel implements Kernel {
    /// Enough for as long as the lane is busy with anything else in a turn.
    private static final int BATCHES_MOST = 16;

    private static final int ENOSYS = 38;
    private static final long PAUSE_MILLIS = 1000;
    private static final long PAUSE_MOST_MILLIS = 60_000;

    private final BiConsumer<String, String> troubles;
    private final BlockingQueue<RouteBatch> waiting = new ArrayBlockingQueue<>(BATCHES_MOST);
    private KernelListener listener;
    private Post lane;
    private Thread hearing;
    private Thread changing;
    private Optional<Watcher> watcher = Optional.empty();
    private long wanted;
    private volatile boolean closing;
    private int unanswered;
    private boolean refusedToAccept;

    /// A kernel that is not watched yet.
    ///
    /// @param troubles takes what does not work, and what to do about it, in words for the operator
    public NetlinkKernel(BiConsumer<String, String> troubles) {
        this.troubles = troubles;
    }

    /// Who hears of it, and where; before the first [#watch].
    public void attach(KernelListener one, Post thread) {
        listener = one;
        lane = thread;
    }

    // ---- on the lane

    @Override
    public synchronized void watch(long table) {
        wanted = table;
        if (hearing == null) {
            hearing = Thread.ofPlatform().daemon().name("godwit-kernel").start(this::open);
        } else {
            watcher.ifPresent(w -> w.watch(table));
        }
    }

    @Override
    public boolean accepts() {
        boolean room = unanswered < BATCHES_MOST;
        refusedToAccept |= !room;
        return room;
    }

    @Override
    public void send(RouteBatch batch) {
        unanswered++;
        waiting.add(batch);
    }

    private void answered(RouteBatch batch) {
        unanswered--;
        listener.kernelAnswered(batch);
        if (refusedToAccept) {
            refusedToAccept = false;
            listener.kernelReady();
        }
    }

    /// Ends both threads; what still waits is not carried out.
    public synchronized void close() {
        closing = true;
        watcher.ifPresent(Watcher::close);
        for (Thread thread : new Thread[] {hearing, changing}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    // ---- on the thread that hears

    private void open() {
        Optional<Changer> changer = Optional.empty();
        try {
            Calls calls = Calls.linked();
            NetlinkSocket forChanges = NetlinkSocket.open(calls);
            int ours = forChanges.port();
            changer = Optional.of(new Changer(forChanges));
            boolean heard = hear(calls, ours, changer, false);
            long pause = PAUSE_MILLIS;
            while (!closing) {
                Thread.sleep(pause);
                long beganNanos = System.nanoTime();
                heard = hear(calls, ours, changer, heard);
                boolean worked = System.nanoTime() - beganNanos > PAUSE_MOST_MILLIS * 1_000_000;
                pause = worked ? PAUSE_MILLIS : Math.min(2 * pause, PAUSE_MOST_MILLIS);
            }
        } catch (IOException e) {
            unable(
                    "the kernel is not watched: " + e.getMessage(),
                    "no route is taken from the kernel or given to it; sessions work",
                    false);
            start(changer);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Hears until that is ended, or does not go on: who fails unexpectedly begins anew, with
    /// another socket, and tells all of it again.
    ///
    /// @param before whether something was told by an earlier one
    /// @return whether something may have been told
    /// @throws IOException when the kernel does not let us, from the first on
    @SuppressWarnings("IllegalCatch")
    private boolean hear(Calls calls, int ours, Optional<Changer> changer, boolean before)
            throws IOException, InterruptedException {
        boolean told = before;
        try (NetlinkSocket forEvents = NetlinkSocket.open(calls)) {
            forEvents.deafTo(ours);
            Watcher watching = new Watcher(forEvents, listener, lane, before);
            start(changer);
            told = true;
            begin(watching);
            try {
                watching.run();
            } finally {
                ended();
            }
        } catch (IOException | RuntimeException e) {
            if (!told && e instanceof IOException unable) {
                throw unable;
            }
            troubles.accept(
                    "the kernel was not watched for a moment: " + e,
                    "everything is asked for again; please report it");
        }
        return told;
    }

    /// What the lane wanted while there was no watcher yet counts now.
    private synchronized void begin(Watcher watching) {
        watcher = Optional.of(watching);
        watching.watch(wanted);
        if (closing) {
            watching.close();
        }
    }

    private synchronized void ended() {
        watcher = Optional.empty();
    }

    private void unable(String why, String help, boolean heard) {
        troubles.accept(why, help);
        lane.post(() -> listener.kernelUnable(why, heard));
    }

    private synchronized void start(Optional<Changer> changer) {
        if (changing == null) {
            changing =
                    Thread.ofPlatform().daemon().name("godwit-routes").start(() -> change(changer));
        }
    }

    // ---- on the thread that changes

    private void change(Optional<Changer> changer) {
        try {
            changer.ifPresent(this::checkRight);
            while (!closing) {
                RouteBatch batch = waiting.take();
                carryOut(changer, batch);
                lane.post(() -> answered(batch));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            changer.ifPresent(Changer::close);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void checkRight(Changer changer) {
        try {
            if (!changer.allowed()) {
                unable(
                        "no route is given to the kernel: the right CAP_NET_ADMIN is missing",
                        "run as root, or give the right: AmbientCapabilities=CAP_NET_ADMIN in the"
                                + " unit of systemd; the kernel is read, and sessions work",
                        true);
            }
        } catch (IOException | RuntimeException e) {
            unable("no route is given to the kernel: " + e.getMessage(), "", true);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void carryOut(Optional<Changer> changer, RouteBatch batch) {
        try {
            if (changer.isPresent()) {
                changer.get().carryOut(batch);
                return;
            }
        } catch (IOException | RuntimeException broken) {
            // What was done of it is not known: the lane asks for all of it again.
            troubles.accept("a batch of routes was broken off: " + broken, "it is tried again");
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.refuse(i, ENOSYS);
        }
    }
}
