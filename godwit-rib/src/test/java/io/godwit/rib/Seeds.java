package io.godwit.rib;

import java.util.stream.LongStream;

/// Seeds of a random test: 1 to n, or to what `-Dseeds=` says, or the one that `-Dseed=` names.
final class Seeds {
    private Seeds() {}

    static LongStream of(int n) {
        Long one = Long.getLong("seed");
        return one == null
                ? LongStream.rangeClosed(1, Long.getLong("seeds", n))
                : LongStream.of(one);
    }
}
