package io.godwit.wire;

import static io.godwit.wire.Messages.EBGP4;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.attr.AttributeWriter;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What holds for every UPDATE. A failure names its seed.
class UpdatePropertyTest {
    private static final int MAX = Framer.MAX_EXTENDED_OCTETS;
    private static final List<Context> CONTEXTS =
            List.of(
                    new Context(true, false, false, false, MAX, true, true),
                    new Context(false, false, false, false, MAX, true, true),
                    new Context(true, false, true, true, MAX, true, true),
                    new Context(false, false, true, false, MAX, true, true));

    private final byte[] buf = new byte[2 * MAX];

    @Tag("6793-4.1-4")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenReadsBack(long seed) {
        RandomUpdates updates = new RandomUpdates(seed);
        for (int i = 0; i < 2_000; i++) {
            Context context = CONTEXTS.get(i % CONTEXTS.size());
            Update update = updates.next(context, context.asn4() ? 32 : 16);
            int length = update.write(buf, 7, context);
            Update read = Update.read(buf, 7, length, context);
            assertThat(read.problems()).as("seed %d, case %d", seed, i).isEmpty();
            assertThat(read.withdrawn()).isEqualTo(update.withdrawn());
            assertThat(read.nlri()).isEqualTo(update.nlri());
            assertThat(read.attributes()).hasSameSizeAs(update.attributes());
            byte[] again = new byte[MAX];
            assertThat(read.write(again, 0, context)).isEqualTo(length);
            assertThat(Arrays.equals(again, 0, length, buf, 7, 7 + length))
                    .as("seed %d, case %d", seed, i)
                    .isTrue();
        }
    }

    /// A canonical block is canonical: judged again, it comes out as it is.
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void aCanonicalBlockStays(long seed) {
        RandomUpdates updates = new RandomUpdates(seed);
        AttributeBlock block = new AttributeBlock();
        for (int i = 0; i < 2_000; i++) {
            Context context = CONTEXTS.get(i % CONTEXTS.size());
            byte[] first =
                    canonical(updates.next(context, context.asn4() ? 32 : 16), context, block);
            int length = message(first, first.length, CONTEXTS.getFirst());
            assertThat(canonical(length, CONTEXTS.getFirst(), block))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(first);
        }
    }

    /// RFC 6793: through a session with two-octet AS numbers and back nothing is lost.
    @Tag("6793-4.2.3-1")
    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void fourOctetAsNumbersSurviveATwoOctetSession(long seed) {
        Context wide = CONTEXTS.get(0);
        Context narrow = CONTEXTS.get(1);
        RandomUpdates updates = new RandomUpdates(seed);
        AttributeBlock block = new AttributeBlock();
        Random random = new Random(seed);
        byte[] out = new byte[2 * MAX];
        for (int i = 0; i < 2_000; i++) {
            byte[] before = canonical(updates.next(wide, 10 + random.nextInt(23)), wide, block);
            int end = AttributeWriter.twoOctet(out, 0, before, 0, before.length);
            assertThat(end).isLessThanOrEqualTo(2 * before.length);
            int length = message(out, end, narrow);
            assertThat(canonical(length, narrow, block))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(before);
        }
    }

    /// An UPDATE around a block; MP_REACH_NLRI has no NLRI in it, so the NLRI field has one.
    private int message(byte[] block, int octets, Context context) {
        int at = Wire.put16(buf, 7 + Framer.HEADER_OCTETS, 0);
        at = Wire.put16(buf, at, octets);
        System.arraycopy(block, 0, buf, at, octets);
        at = Wire.put8(buf, at + octets, 0);
        if (context.addPathIpv4()) {
            at = Wire.put32(buf, at, 0);
        }
        return Framer.header(buf, 7, MessageType.UPDATE, at - 7);
    }

    private byte[] canonical(Update update, Context context, AttributeBlock block) {
        return canonical(update.write(buf, 7, context), context, block);
    }

    private byte[] canonical(int length, Context context, AttributeBlock block) {
        UpdateView view = new UpdateView();
        assertThat(view.scan(buf, 7, length, context)).isEqualTo(Verdict.OK);
        assertThat(block.read(view, buf, context)).isEqualTo(Verdict.OK);
        return Arrays.copyOf(block.bytes(), block.octets());
    }

    /// DESIGN: no object is born on the way of a good UPDATE. Measured, because a lambda or a boxed
    /// number is easily written.
    @Test
    void goodInputAllocatesNothing() {
        byte[] message =
                Messages.update(
                        "18c00002",
                        "40010100 400214 0203 0000fde8 0000fde9 00010000 0101 00000007"
                                + "400304c0000201 80040400000001 c00804fde80001"
                                + "c0200c 000000010000000200000003",
                        "18c00003 18c00004");
        UpdateView view = new UpdateView();
        AttributeBlock block = new AttributeBlock();
        long sum = rounds(message, view, block, 50_000);
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        sum += rounds(message, view, block, 500_000);
        long after = runtime.totalMemory() - runtime.freeMemory();
        assertThat(sum).isEqualTo(550_000L * (1 + block.octets()));
        // One object of 16 octets in each round would be 8 MB.
        assertThat(after - before).isLessThan(4_000_000);
    }

    private static long rounds(byte[] message, UpdateView view, AttributeBlock block, int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            sum += view.scan(message, 0, message.length, EBGP4) == Verdict.OK ? 1 : 0;
            sum += block.read(view, message, EBGP4) == Verdict.OK ? block.octets() : 0;
        }
        return sum;
    }
}
