package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

class DeadlinesTest {
    private static final class Owner implements Deadlines.Timed {
        private final Deadlines.Entry entry = new Deadlines.Entry(this);
        private final Random random;
        private long deadline = Deadlines.NEVER;
        private int expiries;

        Owner(Random random) {
            this.random = random;
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }

        @Override
        public void expired(long nowNanos) {
            assertThat(deadline).as("not before its time").isLessThanOrEqualTo(nowNanos);
            expiries++;
            deadline = random.nextInt(4) == 0 ? Deadlines.NEVER : nowNanos + 1 + random.nextInt(50);
        }

        @Override
        public Deadlines.Entry entry() {
            return entry;
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /// Nobody is forgotten, nobody comes early, however deadlines move.
    @ParameterizedTest
    @MethodSource("seeds")
    void everybodyIsCalledInTime(long seed) {
        Random random = new Random(seed);
        Deadlines deadlines = new Deadlines();
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            owners.add(new Owner(random));
        }
        for (long now = 1; now < 2000; now++) {
            Owner one = owners.get(random.nextInt(owners.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    one.deadline = now + random.nextInt(100);
                    deadlines.earlier(one.entry);
                }
                // Later needs no word; neither does "not any more".
                case 1 -> one.deadline = Math.max(one.deadline, now + 200);
                case 2 -> one.deadline = Deadlines.NEVER;
                default -> {}
            }
            for (Owner owner : owners) {
                assertThat(deadlines.next()).isLessThanOrEqualTo(owner.deadline);
            }
            deadlines.run(now);
            for (Owner owner : owners) {
                assertThat(owner.deadline)
                        .as("seed %s at %s", seed, now)
                        .isGreaterThanOrEqualTo(now);
            }
        }
        assertThat(owners.stream().mapToInt(o -> o.expiries).sum()).isGreaterThan(100);
    }

    /// One that is always due does not keep the others, or us, from going on.
    @Test
    void oneThatIsAlwaysDueIsCalledOnceARun() {
        Deadlines deadlines = new Deadlines();
        int[] calls = new int[1];
        Deadlines.Entry[] entry = new Deadlines.Entry[1];
        Deadlines.Timed greedy =
                new Deadlines.Timed() {
                    @Override
                    public long deadlineNanos() {
                        return 0;
                    }

                    @Override
                    public void expired(long nowNanos) {
                        calls[0]++;
                    }

                    @Override
                    public Deadlines.Entry entry() {
                        return entry[0];
                    }
                };
        entry[0] = new Deadlines.Entry(greedy);
        deadlines.earlier(entry[0]);
        deadlines.run(10);
        assertThat(calls[0]).isEqualTo(1);
        deadlines.run(11);
        assertThat(calls[0]).isEqualTo(2);
    }

    @Test
    void nobodyWaits() {
        assertThat(new Deadlines().next()).isEqualTo(Deadlines.NEVER);
    }
}
