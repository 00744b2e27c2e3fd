import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// One neighbor of the daemon. Belongs to the thread of its [Loop]; others may look.
final class Session {
    private final RouteServer.Place place;
    final int hold;
    private final long[] present;
    private final long[] prepended;
    private volatile int presentCount;
    private volatile boolean up;
    private volatile boolean lost;
    private volatile int waiting;
    SocketChannel channel;
    SelectionKey key;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private byte[] tail = new byte[0];
    long keepaliveDueNanos = Long.MAX_VALUE;
    long heardNanos;

    /// `routes`: how many are expected; 0 for one that looks at KEEPALIVEs only.
    Session(RouteServer.Place place, int hold, int routes) {
        this.place = place;
        this.hold = hold;
        this.present = new long[routes / 64 + 1];
        this.prepended = new long[routes / 64 + 1];
    }

    String address() {
        return place.address();
    }

    int as() {
        return place.as();
    }

    boolean isUp() {
        return up;
    }

    boolean isLost() {
        return lost;
    }

    int present() {
        return presentCount;
    }

    boolean sentAll() {
        return waiting == 0;
    }

    /// What was received counts no more.
    void forget() {
        synchronized (present) {
            java.util.Arrays.fill(present, 0);
            presentCount = 0;
        }
    }

    /// These rows and no others, and the neighbor's AS is twice at the head of these paths and no others.
    void requireExactly(long[] rows, long[] twice) {
        synchronized (present) {
            for (int i = 0; i < present.length; i++) {
                if (present[i] != rows[i] || (prepended[i] & present[i]) != twice[i]) {
                    int row = 64 * i + Long.numberOfTrailingZeros(present[i] ^ rows[i] | prepended[i] & present[i] ^ twice[i]);
                    throw new IllegalStateException(address() + ": " + Octets.prefix(row) + " is not as it should be");
                }
            }
        }
    }

    void queue(ByteBuffer octets) {
        out.add(octets);
        waiting = out.size();
    }

    /// Writes what goes; false when there is more.
    boolean write() throws java.io.IOException {
        while (!out.isEmpty()) {
            ByteBuffer next = out.getFirst();
            int end = next.limit();
            next.limit(Math.min(end, next.position() + 65536));
            int taken = channel.write(next);
            next.limit(end);
            if (next.hasRemaining()) {
                if (taken < 65536) {
                    return false;
                }
                continue;
            }
            out.removeFirst();
        }
        waiting = 0;
        return true;
    }

    void closed() {
        up = false;
        lost = true;
        keepaliveDueNanos = Long.MAX_VALUE;
        waiting = 0;
    }

    /// Takes whole messages; the rest is kept.
    void take(ByteBuffer read, Loop loop, long now) {
        byte[] all = read.array();
        int end = read.position();
        int at = 0;
        while (end - at >= 19) {
            int length = (all[at + 16] & 0xFF) << 8 | all[at + 17] & 0xFF;
            if (end - at < length) {
                break;
            }
            message(all, at, all[at + 18], length, loop, now);
            at += length;
        }
        tail = at == end ? new byte[0] : java.util.Arrays.copyOfRange(all, at, end);
    }

    byte[] tail() {
        return tail;
    }

    private void message(byte[] buf, int at, int type, int length, Loop loop, long now) {
        switch (type) {
            case 1 -> {
                queue(Octets.keepalive());
                keepaliveDueNanos = now;
            }
            case 2 -> update(buf, at);
            case 3 -> System.out.println(address() + ": NOTIFICATION " + buf[at + 19] + "/" + buf[at + 20]);
            case 4 -> {
                if (up) {
                    loop.heard(this, now);
                }
                up = true;
                heardNanos = now;
            }
            default -> throw new IllegalStateException(address() + ": message of type " + type);
        }
    }

    private void update(byte[] buf, int at) {
        int withdrawn = (buf[at + 19] & 0xFF) << 8 | buf[at + 20] & 0xFF;
        int attributesAt = at + 21 + withdrawn;
        int attributes = (buf[attributesAt] & 0xFF) << 8 | buf[attributesAt + 1] & 0xFF;
        int end = at + ((buf[at + 16] & 0xFF) << 8 | buf[at + 17] & 0xFF);
        long twice = attributes > 0 && isPrepended(buf, attributesAt + 2) ? 1 : 0;
        synchronized (present) {
            int count = presentCount;
            for (int p = at + 21; p < attributesAt; p += 4) {
                int row = row(buf, p);
                count -= (int) (present[row >> 6] >>> row & 1);
                present[row >> 6] &= ~(1L << row);
            }
            for (int p = attributesAt + 2 + attributes; p < end; p += 4) {
                int row = row(buf, p);
                count += (int) (~present[row >> 6] >>> row & 1);
                present[row >> 6] |= 1L << row;
                prepended[row >> 6] = prepended[row >> 6] & ~(1L << row) | twice << row;
            }
            presentCount = count;
        }
    }

    /// ORIGIN and AS_PATH come first, as attributes are sent in order (RFC 4271 §5).
    private static boolean isPrepended(byte[] buf, int at) {
        int path = at + 4;
        if (buf[path + 1] != 2) {
            throw new IllegalStateException("no AS_PATH behind ORIGIN");
        }
        int first = path + ((buf[path] & 0x10) != 0 ? 4 : 3) + 2;
        return java.util.Arrays.equals(buf, first, first + 4, buf, first + 4, first + 8);
    }

    private static int row(byte[] buf, int p) {
        return ((buf[p + 1] & 0xFF) << 16 | (buf[p + 2] & 0xFF) << 8 | buf[p + 3] & 0xFF) - (Octets.FIRST >>> 8);
    }
}
