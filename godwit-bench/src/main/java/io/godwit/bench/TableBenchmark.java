package io.godwit.bench;

import io.godwit.cli.load.InternetTable;
import io.godwit.rib.Peer;
import io.godwit.rib.Rib;
import io.godwit.rib.RibTotals;
import io.godwit.rib.table.PackedTable;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Decide, pack, look up, and the whole way, over a table.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TableBenchmark {
    private static final int AT_ONCE = 1 << 24;

    /// Every prefix waits for its decision.
    @State(Scope.Thread)
    public static class Undecided {
        /// Size of the table.
        @Param("100000")
        public int prefixes;

        /// Paths of most prefixes.
        @Param({"1", "2", "10"})
        public int paths;

        private Feed feed;
        private Rib rib;

        /// Makes the messages.
        @Setup
        public void prepare() {
            feed = new Feed(prefixes, paths);
        }

        /// Takes them in.
        @Setup(Level.Invocation)
        public void fill() {
            rib = Feed.rib();
            feed.announce(rib);
        }

        /// Prefixes with a best path.
        long decided() {
            return rib.totals().families().stream().mapToLong(RibTotals.FamilyTotals::best).sum();
        }

        /// Lets the table go before the next one is made.
        @TearDown(Level.Invocation)
        public void drop() {
            rib = null;
        }
    }

    /// Everything is decided.
    @State(Scope.Thread)
    public static class Decided {
        /// Size of the table.
        @Param("100000")
        public int prefixes;

        private Rib rib;
        private PackedTable table;
        private int[] addresses;
        private int[] lengths;

        /// Makes the tables.
        @Setup
        public void prepare() {
            rib = Feed.rib();
            new Feed(prefixes, 1).announce(rib);
            Feed.drain(rib, List.of());
            var internet = new InternetTable(Feed.SEED, prefixes);
            table = new PackedTable(false, 0, Feed.SEED);
            addresses = new int[prefixes];
            lengths = new int[prefixes];
            for (int row = 0; internet.next(); ) {
                var group = internet.group();
                for (int i = 0; i < group.prefixes; i++) {
                    addresses[row] = group.addresses[i];
                    lengths[row++] = group.lengths[i];
                }
            }
            for (int row = 0; row < prefixes; row++) {
                table.obtain(addresses[row], lengths[row]);
            }
        }
    }

    /// Decides every prefix; returns what is left to do, 0.
    @Benchmark
    public int decide(Undecided state) {
        return state.rib.turn(AT_ONCE);
    }

    /// Packs the whole table for a neighbor who has just come; returns octets.
    @Benchmark
    public long pack(Decided state) {
        var reader = Feed.join(state.rib, 200);
        long octets = Feed.drain(state.rib, List.of(reader));
        state.rib.removePeer(reader);
        return octets;
    }

    /// Finds every prefix; returns how many are there.
    @Benchmark
    public int look(Decided state) {
        int found = 0;
        for (int i = 0; i < state.addresses.length; i++) {
            found += state.table.find(state.addresses[i], state.lengths[i]) >= 0 ? 1 : 0;
        }
        return found;
    }

    /// From messages in to messages out, one receiver; returns octets sent.
    @Benchmark
    public long replay(Messages state) {
        var rib = Feed.rib();
        var senders = new ArrayList<Peer>();
        for (int i = 0; i < state.feed.senders(); i++) {
            senders.add(Feed.join(rib, i));
        }
        return state.feed.replay(rib, senders, List.of(Feed.join(rib, 200)));
    }

    /// Messages of a table.
    @State(Scope.Thread)
    public static class Messages {
        /// Size of the table.
        @Param("100000")
        public int prefixes;

        /// How many announce it.
        @Param({"1", "10"})
        public int views;

        private Feed feed;

        /// Makes them.
        @Setup
        public void prepare() {
            feed = new Feed(prefixes, views);
        }
    }
}
