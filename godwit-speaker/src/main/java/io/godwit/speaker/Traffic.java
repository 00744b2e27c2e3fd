package io.godwit.speaker;

import io.godwit.wire.MessageType;

import java.util.Arrays;

/// Messages counted by type, both directions, over the life of a neighbor.
public final class Traffic {
    private final long[] in = new long[MessageType.values().length + 1];
    private final long[] out = new long[MessageType.values().length + 1];
    private long octetsIn;
    private long octetsOut;

    Traffic() {}

    void received(int type) {
        in[type]++;
    }

    void sent(int type) {
        out[type]++;
    }

    void octetsRead(int octets) {
        octetsIn += octets;
    }

    void octetsWritten(int octets) {
        octetsOut += octets;
    }

    /// Messages received of one type.
    ///
    /// @param type which
    /// @return how many
    public long in(MessageType type) {
        return in[type.code()];
    }

    /// Messages sent of one type.
    ///
    /// @param type which
    /// @return how many
    public long out(MessageType type) {
        return out[type.code()];
    }

    /// Octets read from its connections.
    ///
    /// @return since the start
    public long octetsIn() {
        return octetsIn;
    }

    /// Octets written to its connections.
    ///
    /// @return since the start
    public long octetsOut() {
        return octetsOut;
    }

    @Override
    public String toString() {
        return "in " + Arrays.toString(in) + " out " + Arrays.toString(out);
    }
}
