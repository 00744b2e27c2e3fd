package io.godwit.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.AttributeBlock;
import io.godwit.wire.Context;
import io.godwit.wire.Decoded;
import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Update;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Verdict;

import java.util.Arrays;

/// Messages. The first octet says how they are to be read.
final class WireFuzz {
    private static final int MARGIN = 64;

    private WireFuzz() {}

    /// A header around a body.
    static byte[] framed(int type, byte[] octets, int from, int to) {
        byte[] message = new byte[Framer.HEADER_OCTETS + to - from];
        Arrays.fill(message, 0, 16, (byte) 0xff);
        message[16] = (byte) (message.length >> 8);
        message[17] = (byte) message.length;
        message[18] = (byte) type;
        System.arraycopy(octets, from, message, Framer.HEADER_OCTETS, to - from);
        return message;
    }

    private static Context context(int bits) {
        boolean ebgp = (bits & 2) != 0;
        return new Context(
                (bits & 1) == 0,
                ebgp,
                (bits & 4) != 0,
                (bits & 8) != 0,
                Framer.MAX_EXTENDED_OCTETS,
                (bits & 16) == 0,
                (bits & 32) == 0,
                (bits & 64) != 0,
                ebgp && (bits & 128) != 0);
    }

    /// The answer depends on nothing but the message, both readers agree, and what is kept of it is
    /// in order itself.
    static void update(byte[] octets) {
        if (octets.length < 5 || octets.length > 60_000) {
            return;
        }
        Context context = context(octets[0]);
        byte[] message = framed(MessageType.UPDATE.code(), octets, 1, octets.length);
        AttributeBlock block = new AttributeBlock();
        String alone = judged(block, message, 0, message.length, context);
        byte[] around = new byte[message.length + 2 * MARGIN];
        Arrays.fill(around, (byte) 0xff);
        System.arraycopy(message, 0, around, MARGIN, message.length);
        assertThat(judged(new AttributeBlock(), around, MARGIN, message.length, context))
                .isEqualTo(alone);
        Update update = Update.read(message, 0, message.length, context);
        assertThat(update.verdict()).isEqualTo(block.verdict());
        if (update.verdict() == Verdict.OK) {
            readsBack(update, context);
        }
    }

    private static String judged(AttributeBlock block, byte[] buf, int off, int len, Context how) {
        UpdateView view = new UpdateView();
        Verdict scanned = view.scan(buf, off, len, how);
        Verdict read = block.read(view, buf, how);
        String kept =
                read == Verdict.OK || read == Verdict.DISCARD
                        ? Arrays.toString(Arrays.copyOf(block.bytes(), block.octets()))
                        : "";
        if (read == Verdict.RESET) {
            assertThat(block.notification().code()).isIn(1, 3);
        }
        return scanned + " " + read + " " + block.problems() + " " + kept;
    }

    /// Bits behind the length of a prefix mean nothing and are not written, so the octets may
    /// differ once.
    private static void readsBack(Update update, Context context) {
        byte[] written = new byte[2 * Framer.MAX_EXTENDED_OCTETS];
        int length = update.write(written, 0, context);
        Update read = Update.read(written, 0, length, context);
        assertThat(read.problems()).isEmpty();
        byte[] again = new byte[written.length];
        assertThat(read.write(again, 0, context)).isEqualTo(length);
        assertThat(again).isEqualTo(written);
    }

    /// What can be read can be written, and is then read the same.
    static void message(byte[] octets) {
        if (octets.length < 1 || octets.length > 4_000) {
            return;
        }
        header(octets);
        byte[] message = framed(octets[0] & 7, octets, 1, octets.length);
        int length = message.length;
        byte[] again = new byte[2 * Framer.MAX_EXTENDED_OCTETS];
        if (Framer.frame(message, 0, length, Framer.MAX_OCTETS) != length) {
            return;
        }
        switch (MessageType.of(Framer.type(message, 0))) {
            case OPEN -> {
                Open.readLenient(message, 0, length);
                if (Open.read(message, 0, length) instanceof Decoded.Ok<Open>(Open open)) {
                    int written = open.write(again, 0);
                    assertThat(Open.read(again, 0, written)).isEqualTo(new Decoded.Ok<>(open));
                }
            }
            case NOTIFICATION -> {
                if (Notification.read(message, 0, length)
                        instanceof Decoded.Ok<Notification>(Notification told)) {
                    assertThat(told.text()).isNotBlank();
                    assertThat(told.toMessage().toArray()).isEqualTo(message);
                }
            }
            case ROUTE_REFRESH -> {
                boolean enhanced = (octets[0] & 8) != 0;
                if (RouteRefresh.read(message, 0, length, enhanced)
                        instanceof Decoded.Ok<RouteRefresh>(RouteRefresh refresh)) {
                    refresh.write(again, 0);
                    assertThat(Arrays.copyOf(again, length)).isEqualTo(message);
                }
            }
            case UPDATE, KEEPALIVE -> {}
        }
    }

    private static void header(byte[] octets) {
        int framed = Framer.frame(octets, 0, octets.length, Framer.MAX_OCTETS);
        if (framed < 0) {
            assertThat(Framer.error(octets, 0, octets.length, Framer.MAX_OCTETS).code())
                    .isEqualTo(Notification.HEADER_ERROR);
        }
    }
}
