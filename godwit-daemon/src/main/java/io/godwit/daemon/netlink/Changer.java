package io.godwit.daemon.netlink;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.KernelSays;
import io.godwit.kernel.netlink.Messages;
import io.godwit.kernel.netlink.RouteBatch;

import java.io.IOException;

/// Has the kernel carry out batches. It does so inside of the call that sends: when that returns,
/// the answers wait to be read.
final class Changer implements KernelSays {
    /// As many messages go in one call; only the last is confirmed, refused ones always are.
    private static final int PACKET = 256;

    private static final int EPERM = 1;
    private static final int ENOBUFS = 105;

    private final NetlinkSocket socket;
    private final byte[] octets;
    private RouteBatch batch = new RouteBatch(RouteMark.USUAL);
    private int first = 1;
    private int last;
    private boolean confirmed;

    Changer(NetlinkSocket socket) throws IOException {
        this.socket = socket;
        this.octets = new byte[socket.room()];
        socket.option(NetlinkSocket.SOL_NETLINK, NetlinkSocket.NETLINK_CAP_ACK, 1);
    }

    /// Whether the kernel lets us change routes: asked to remove one that cannot be there, it looks
    /// at the right first.
    boolean allowed() throws IOException {
        RouteBatch probe =
                new RouteBatch(new RouteMark(RouteMark.USUAL.table(), 255, 0xFFFF_FFFFL));
        probe.remove(false, 0, 0, 32, 0);
        carryOut(probe);
        return probe.error(0) != EPERM;
    }

    void carryOut(RouteBatch wanted) throws IOException {
        batch = wanted;
        batch.number(first, PACKET);
        for (int from = 0; from < batch.size(); from += PACKET) {
            int to = Math.min(from + PACKET, batch.size());
            last = to - 1;
            confirmed = false;
            int error = socket.send(batch.octets(), batch.start(from), batch.start(to));
            if (error == 0) {
                hear();
            }
            if (!confirmed) {
                refuse(from, to, error == 0 ? ENOBUFS : error);
            }
        }
        first += batch.size();
    }

    void close() {
        socket.close();
    }

    private void hear() throws IOException {
        int length = socket.receive(octets, false);
        while (length != 0) {
            if (length == NetlinkSocket.LOST) {
                // What was refused is not known any more: all of it is tried again.
                confirmed = false;
                last = -1;
            } else {
                Messages.read(octets, length, 0, this);
            }
            length = socket.receive(octets, false);
        }
    }

    private void refuse(int from, int to, int error) {
        for (int i = from; i < to; i++) {
            if (batch.error(i) == 0) {
                batch.refuse(i, error);
            }
        }
    }

    @Override
    public void answered(int number, int error) {
        int index = number - first;
        if (index < 0 || index >= batch.size()) {
            return;
        }
        confirmed |= index == last;
        if (error != 0) {
            batch.refuse(index, error);
        }
    }

    @Override
    public void told(KernelEvent event) {}

    @Override
    public void ended(int number) {}

    @Override
    public void interrupted() {}

    @Override
    public void lost() {}
}
