package io.godwit.bench;

import io.godwit.rib.table.AttrStore;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Wire;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// The store of attribute blocks: finding each block of a table, and filling an empty store.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InternBenchmark {
    private static final int CONTEXT = AttrStore.EXTERNAL | AttrStore.ASN4 | AttrStore.WITH_NLRI;

    /// Size of the table.
    @Param("100000")
    public int prefixes;

    private byte[] stream;
    private int[] offsets;
    private int[] lengths;
    private AttrStore full;

    /// Finds the blocks in the messages.
    @Setup
    public void prepare() {
        stream = new Feed(prefixes, 1).stream(0);
        offsets = new int[prefixes];
        lengths = new int[prefixes];
        var view = new UpdateView();
        int blocks = 0;
        for (int at = 0; at < stream.length; at += Wire.u16(stream, at + 16)) {
            view.scan(stream, at, Wire.u16(stream, at + 16), Feed.EBGP);
            offsets[blocks] = view.attributesOffset();
            lengths[blocks++] = view.attributesOctets();
        }
        offsets = Arrays.copyOf(offsets, blocks);
        full = add();
    }

    /// How many blocks there are, the same one counted each time it comes.
    public int blocks() {
        return offsets.length;
    }

    /// Finds every block in a full store; returns how many are there.
    @Benchmark
    public int find() {
        int found = 0;
        for (int i = 0; i < offsets.length; i++) {
            found += full.find(stream, offsets[i], lengths[i], CONTEXT) != 0 ? 1 : 0;
        }
        return found;
    }

    /// Fills an empty store; the octets stand for the canonical ones.
    @Benchmark
    public AttrStore add() {
        var store = new AttrStore(Feed.SEED);
        var canonical = new byte[4096];
        for (int i = 0; i < offsets.length; i++) {
            if (store.find(stream, offsets[i], lengths[i], CONTEXT) == 0) {
                System.arraycopy(stream, offsets[i], canonical, 0, lengths[i]);
                long facts = AttrStore.facts(100, 4, 0, CONTEXT);
                store.add(stream, offsets[i], lengths[i], canonical, lengths[i], facts, 1, 0);
            }
        }
        return store;
    }
}
