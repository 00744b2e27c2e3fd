package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The hold time and a lane that is busy for longer than that: what the neighbor said meanwhile
/// lies in the socket, unread. It was heard in time, so the session lives; silence ends it.
class HoldUnderLoadTest {
    private static final String NEIGHBOR = "127.0.0.2";
    private static final String HOLD_TIMER_EXPIRED = "0400";

    @ParameterizedTest(name = "keepalives: {0}, hold time {1}")
    @CsvSource({"true, 6", "false, 3"})
    void unreadInputCounts(boolean keepalives, int hold) throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").passive(NEIGHBOR, 65002).start();
                RawNeighbor raw = new RawNeighbor(NEIGHBOR, bench.port())) {
            raw.open(65002, "10.0.0.2", hold);
            raw.expect(RawNeighbor.OPEN);
            raw.keepalive();
            raw.expect(RawNeighbor.KEEPALIVE);
            bench.until("up", () -> bench.established(NEIGHBOR));
            var busy = new CountDownLatch(1);
            var free = new CountDownLatch(1);
            bench.daemon.command("show router", Arguments.none(), new Busy(busy, free));
            assertThat(busy.await(Bench.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            if (keepalives) {
                raw.keepalive();
            }
            // Not a guess: the lane's deadline has passed, whenever it heard of us the last time.
            long began = System.nanoTime();
            long over = TimeUnit.SECONDS.toNanos(hold + 1L);
            while (System.nanoTime() - began < over) {
                Thread.sleep(100);
            }
            free.countDown();
            if (keepalives) {
                raw.expect(RawNeighbor.KEEPALIVE);
                raw.keepalive();
                assertThat(bench.established(NEIGHBOR)).isTrue();
                assertThat(bench.neighbor(NEIGHBOR).string("last_error")).isEmpty();
            } else {
                var end = raw.expect(RawNeighbor.NOTIFICATION);
                assertThat(HexFormat.of().formatHex(end.body())).isEqualTo(HOLD_TIMER_EXPIRED);
            }
        }
    }

    /// Has the lane wait, on whose thread it is called.
    private record Busy(CountDownLatch busy, CountDownLatch free) implements Answer {
        @Override
        public void head(Record facts) {
            // Of no interest.
        }

        @Override
        public void row(Record row) {
            // Of no interest.
        }

        @Override
        public int room() {
            return 1;
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void end(Outcome outcome) {
            busy.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
