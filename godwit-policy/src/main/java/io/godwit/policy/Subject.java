package io.godwit.policy;

/// The route that a program looks at: set by the caller, used again for the next one. The octets
/// are not copied.
public final class Subject {
    byte[] block = new byte[0];
    int offset;
    int length;
    int localPref;
    boolean v6;
    long prefixHigh;
    long prefixLow;
    int prefixLength;
    PeerFacts source;
    Validation validation = Validation.NONE;

    /// An empty one.
    public Subject() {}

    /// The canonical block ([io.godwit.wire.AttributeBlock]) of the route.
    ///
    /// @param localPref what counts as its LOCAL_PREF
    /// @param source the neighbor that it came from; for our own routes, facts of ourselves
    public void block(byte[] block, int offset, int length, int localPref, PeerFacts source) {
        this.block = block;
        this.offset = offset;
        this.length = length;
        this.localPref = localPref;
        this.source = source;
    }

    /// The prefix of the route; for IPv4 the address is in the lower 32 bits of `low`.
    public void prefix(boolean v6, long high, long low, int length) {
        this.v6 = v6;
        prefixHigh = high;
        prefixLow = low;
        prefixLength = length;
    }

    /// Who answers questions about RPKI.
    public void validation(Validation validation) {
        this.validation = validation;
    }
}
