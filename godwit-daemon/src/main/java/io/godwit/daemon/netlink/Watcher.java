package io.godwit.daemon.netlink;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelEvent.Complete;
import io.godwit.kernel.KernelEvent.Restarted;
import io.godwit.kernel.netlink.KernelSays;
import io.godwit.kernel.netlink.Messages;
import io.godwit.kernel.netlink.Questions;
import io.godwit.kernel.port.KernelListener;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Hears what changes, and asks for everything that there is: at the start, when something was
/// lost, and when another table is wanted. Questions and changes come over one socket, so they are
/// told in the order in which they happened.
final class Watcher implements KernelSays {
    /// RTNLGRP_LINK, IPV4_IFADDR, IPV4_ROUTE, IPV6_IFADDR, IPV6_ROUTE, NEXTHOP.
    private static final int[] GROUPS = {1, 5, 7, 9, 11, 32};

    private static final int EVENTS_A_BATCH = 4096;
    private static final int BATCHES_AHEAD = 4;
    private static final int QUESTIONS = 5;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final NetlinkSocket socket;
    private final KernelListener listener;
    private final Post lane;
    private final Semaphore ahead = new Semaphore(BATCHES_AHEAD);
    private final byte[] octets;
    private List<KernelEvent> events = new ArrayList<>();
    private volatile long wanted;
    private volatile boolean again;
    private volatile boolean closing;
    private long table;
    private int number = NetlinkSocket.WAKE_NUMBER;
    private int asked = QUESTIONS;
    private boolean toldBefore;
    private boolean lost;
    private boolean answered;
    private long startedNanos;

    /// Joins the groups.
    ///
    /// @param toldBefore whether an earlier one told something, which begins anew
    Watcher(NetlinkSocket socket, KernelListener listener, Post lane, boolean toldBefore)
            throws IOException {
        this.socket = socket;
        this.listener = listener;
        this.lane = lane;
        this.toldBefore = toldBefore;
        this.octets = new byte[socket.room()];
        for (int group : GROUPS) {
            socket.option(NetlinkSocket.SOL_NETLINK, NetlinkSocket.NETLINK_ADD_MEMBERSHIP, group);
        }
        if (!socket.option(NetlinkSocket.SOL_NETLINK, NetlinkSocket.NETLINK_GET_STRICT_CHK, 1)) {
            throw new IOException("no strict checking of dumps: Linux 5.0 or newer is needed");
        }
    }

    /// Tells everything of a table, anew if it was told before; on the lane.
    void watch(long wantedTable) {
        wanted = wantedTable;
        again = true;
        socket.wake();
    }

    /// Ends [#run]; on the lane.
    void close() {
        closing = true;
        socket.wake();
    }

    void run() throws IOException, InterruptedException {
        while (!closing) {
            if (asked == QUESTIONS && again) {
                again = false;
                table = wanted;
                begin();
            } else if (asked == QUESTIONS && lost && restIsOver()) {
                begin();
            }
            receive();
        }
    }

    /// Not more often than once a second, however much is lost.
    private boolean restIsOver() throws IOException {
        long rest = startedNanos + PAUSE_NANOS - System.nanoTime();
        socket.patience(rest <= 0 ? 0 : rest / 1_000_000 + 1);
        return rest <= 0;
    }

    private void begin() throws IOException {
        if (toldBefore) {
            events.add(new Restarted());
        }
        toldBefore = true;
        lost = false;
        startedNanos = System.nanoTime();
        asked = -1;
        askNext();
    }

    private void askNext() throws IOException {
        asked++;
        number++;
        byte[] question =
                switch (asked) {
                    case 0 -> Questions.links(number);
                    case 1 -> Questions.addresses(number);
                    case 2 -> Questions.routes(false, table, number);
                    case 3 -> Questions.routes(true, table, number);
                    case 4 -> Questions.objects(number);
                    default -> new byte[0];
                };
        if (asked == QUESTIONS) {
            events.add(new Complete());
            return;
        }
        int error = socket.send(question, 0, question.length);
        if (error != 0) {
            throw new IOException("send: error " + error);
        }
    }

    /// Waits for something; then takes what is there, and tells it in one go.
    private void receive() throws IOException, InterruptedException {
        int length = socket.receive(octets, events.isEmpty());
        while (length != 0 && events.size() < EVENTS_A_BATCH) {
            if (length == NetlinkSocket.LOST) {
                lost();
            } else {
                Messages.read(octets, length, table, this);
            }
            advance();
            length = socket.receive(octets, false);
        }
        if (length > 0) {
            Messages.read(octets, length, table, this);
            advance();
        }
        tell();
    }

    /// A question that ended is followed by the next.
    private void advance() throws IOException {
        if (answered) {
            answered = false;
            askNext();
        }
    }

    private void tell() throws InterruptedException {
        if (events.isEmpty()) {
            return;
        }
        ahead.acquire();
        List<KernelEvent> batch = events;
        events = new ArrayList<>();
        lane.post(() -> {
            listener.kernelTold(batch);
            ahead.release();
        });
    }

    @Override
    public void told(KernelEvent event) {
        events.add(event);
    }

    /// A table that does not exist yet has no routes, and a kernel older than 5.3 no next hop
    /// objects: that the kernel says so ends the question.
    @Override
    public void answered(int of, int error) {
        ended(of);
    }

    @Override
    public void ended(int of) {
        answered |= of == number && asked < QUESTIONS;
    }

    @Override
    public void interrupted() {
        lost = true;
    }

    @Override
    public void lost() {
        lost = true;
    }
}
