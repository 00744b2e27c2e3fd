package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Malformed input is data: no octets whatever make a reader throw, or look outside of the message.
///
/// Each mutated message is read three times: in an array of its own size, where one octet too far
/// is an exception, and between two different kinds of garbage, where one octet too far may show as
/// a different answer.
class MutationTest {
    private static final int MARGIN = 300;
    private static final List<Context> CONTEXTS =
            List.of(Messages.EBGP4, Messages.EBGP2, Messages.IBGP4, Messages.IBGP2, Messages.PATHS);

    private final UpdateView view = new UpdateView();
    private final AttributeBlock block = new AttributeBlock();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void updates(long seed) {
        Random random = new Random(seed);
        RandomUpdates updates = new RandomUpdates(seed);
        byte[] buf = new byte[Framer.MAX_EXTENDED_OCTETS];
        int[] verdicts = new int[Verdict.values().length];
        for (int i = 0; i < 1_500; i++) {
            Context context = CONTEXTS.get(i % CONTEXTS.size());
            Context writing =
                    new Context(
                            context.asn4(),
                            false,
                            context.addPathIpv4(),
                            context.addPathIpv6(),
                            Framer.MAX_EXTENDED_OCTETS,
                            true,
                            true);
            int length = updates.next(writing, 16).write(buf, 0, writing);
            for (int j = 0; j < 20; j++) {
                byte[] mutant = mutate(Arrays.copyOf(buf, length), random);
                verdicts[checkUpdate(mutant, context, seed, i).ordinal()]++;
            }
        }
        for (int count : verdicts) {
            assertThat(count).isGreaterThan(100); // the mutations reach every verdict
        }
    }

    private Verdict checkUpdate(byte[] message, Context context, long seed, int i) {
        String alone = judge(message, 0, message.length, context);
        for (int filler : new int[] {0x00, 0xff}) {
            byte[] around = surround(message, filler);
            assertThat(judge(around, MARGIN, message.length, context))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(alone);
        }
        Update exact = Update.read(message, 0, message.length, context);
        byte[] around = surround(message, 0xff);
        assertThat(Update.read(around, MARGIN, message.length, context)).isEqualTo(exact);
        assertThat(exact.verdict()).isEqualTo(block.verdict());
        return block.verdict();
    }

    /// All that a reader of UPDATEs can see, with offsets relative to the message.
    private String judge(byte[] buf, int off, int len, Context context) {
        Verdict scanned = view.scan(buf, off, len, context);
        Verdict read = block.read(view, buf, context);
        StringBuilder seen = new StringBuilder().append(scanned).append(read);
        seen.append(block.problems());
        if (read == Verdict.RESET) {
            seen.append(block.notification());
            assertThat(block.notification().code()).isIn(1, 3);
        }
        if (scanned != Verdict.RESET) {
            seen.append(view.announces()).append(view.endOfRib());
            seen.append(view.withdrawnOffset() - off).append(':').append(view.withdrawnOctets());
            seen.append(view.nlriOffset() - off).append(':').append(view.nlriOctets());
            if (view.hasMpReach()) {
                seen.append(view.mpReachNlriOffset() - off).append(view.mpReachNlriOctets());
            }
        }
        if (read == Verdict.OK || read == Verdict.DISCARD) {
            seen.append(Messages.hex(block.bytes(), 0, block.octets()));
            seen.append(block.asPathLength()).append(block.neighborAs());
        }
        return seen.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void otherMessages(long seed) {
        Random random = new Random(seed);
        List<byte[]> originals = originals();
        for (int i = 0; i < 30_000; i++) {
            byte[] original = originals.get(i % originals.size());
            byte[] mutant = mutate(original.clone(), random);
            String alone = readAny(mutant, 0, mutant.length, original[18]);
            byte[] around = surround(mutant, 0xff);
            assertThat(readAny(around, MARGIN, mutant.length, original[18]))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(alone);
        }
    }

    private static List<byte[]> originals() {
        List<byte[]> messages = new ArrayList<>();
        messages.add(
                Messages.message(
                        1,
                        "04 fde8 00b4 c0000201 36 02 34 01 04 0001 00 01 02 00 05 06 0001 0001 0002"
                                + " 06 00 09 01 03 40 06 c078 0001 01 80 41 04 00010000"
                                + " 45 04 0001 01 03 49 04 01 61 01 62"));
        messages.add(Messages.message(1, "04 fde8 00b4 c0000201 ff ff 0005 02 0002 0200"));
        messages.add(Notification.adminShutdown("maintenance").toMessage().toArray());
        messages.add(Notification.hardReset(Notification.holdTimerExpired()).toMessage().toArray());
        messages.add(Notification.maximumPrefixes(Family.IPV4_UNICAST, 5).toMessage().toArray());
        messages.add(Messages.message(5, "00010001"));
        messages.add(Messages.message(4, ""));
        return messages;
    }

    private static String readAny(byte[] buf, int off, int len, int type) {
        String framed =
                Framer.frame(buf, off, off + len, 4096) < 0
                        ? Framer.error(buf, off, off + len, 4096).toString()
                        : "";
        return framed
                + switch (type) {
                    case 1 -> Open.read(buf, off, len).toString() + Open.readLenient(buf, off, len);
                    case 3 -> Notification.read(buf, off, len).toString();
                    case 5 -> RouteRefresh.read(buf, off, len, true).toString();
                    default -> "";
                };
    }

    private static byte[] surround(byte[] message, int filler) {
        byte[] around = new byte[message.length + 2 * MARGIN];
        Arrays.fill(around, (byte) filler);
        System.arraycopy(message, 0, around, MARGIN, message.length);
        return around;
    }

    /// A few octets changed, mostly those of lengths and types; sometimes octets cut or added.
    private static byte[] mutate(byte[] message, Random random) {
        byte[] m = message;
        if (random.nextInt(4) == 0) {
            int change = random.nextInt(9) - 4;
            m = Arrays.copyOf(m, Math.max(Framer.HEADER_OCTETS, m.length + change));
            Wire.put16(m, 16, m.length);
        }
        int body = m.length - Framer.HEADER_OCTETS;
        for (int n = random.nextInt(3); n >= 0 && body > 0; n--) {
            int window = random.nextBoolean() ? Math.min(body, 40) : body;
            int at = Framer.HEADER_OCTETS + random.nextInt(window);
            m[at] =
                    (byte)
                            switch (random.nextInt(4)) {
                                case 0 -> random.nextInt(256);
                                case 1 -> m[at] + random.nextInt(5) - 2;
                                case 2 -> m[at] ^ 1 << random.nextInt(8);
                                default -> random.nextInt(36);
                            };
        }
        return m;
    }
}
