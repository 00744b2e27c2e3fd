package io.godwit.bench;

import io.godwit.wire.AttributeBlock;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// All UPDATEs of a table: finding their parts, and validating every attribute (RFC 7606). The
/// daemon validates a block once, however often it comes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
    /// Size of the table.
    @Param("100000")
    public int prefixes;

    private final UpdateView view = new UpdateView();
    private final AttributeBlock block = new AttributeBlock();
    private byte[] stream;

    /// Makes the messages.
    @Setup
    public void prepare() {
        stream = new Feed(prefixes, 1).stream(0);
    }

    /// Finds the parts; returns how many messages were well-formed.
    @Benchmark
    public int scan() {
        int good = 0;
        for (int at = 0; at < stream.length; ) {
            int length = Wire.u16(stream, at + 16);
            good += view.scan(stream, at, length, Feed.EBGP) == Verdict.OK ? 1 : 0;
            at += length;
        }
        return good;
    }

    /// Finds the parts and validates the attributes; returns how many messages were good.
    @Benchmark
    public int scanAndValidate() {
        int good = 0;
        for (int at = 0; at < stream.length; ) {
            int length = Wire.u16(stream, at + 16);
            view.scan(stream, at, length, Feed.EBGP);
            good += block.read(view, stream, Feed.EBGP) == Verdict.OK ? 1 : 0;
            at += length;
        }
        return good;
    }
}
