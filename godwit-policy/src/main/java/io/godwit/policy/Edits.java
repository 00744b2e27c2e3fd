package io.godwit.policy;

/// What a program changed of the attributes of the route it accepted; used again for the next one.
public final class Edits {
    /// Nothing yet.
    public Edits() {}

    /// Whether the attributes stay as they are.
    public boolean isEmpty() {
        return true;
    }

    /// Forgets everything.
    public void clear() {}

    /// Most octets that [#write] needs for a block of `length` octets.
    public int room(int length) {
        return length;
    }

    /// Writes the canonical block with the changes; what is longer than attributes can be (65,535
    /// octets) is left out, the Partial bit and order of attributes are kept.
    ///
    /// @return octets written
    public int write(byte[] block, int off, int len, byte[] out, int to) {
        System.arraycopy(block, off, out, to, len);
        return len;
    }
}
