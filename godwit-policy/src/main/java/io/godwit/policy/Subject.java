package io.godwit.policy;

/// The route that a program looks at: set by the caller, used again for the next one. The octets
/// are not copied.
///
/// What a program found out about a block is used for further prefixes of the same block, so set
/// [#block] once and [#prefix] for each of its prefixes. Whoever puts other octets into the same
/// array says so by setting the block again.
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
    long peerAs;

    /// Changes with everything but the address and length of the prefix.
    int stamp;

    /// An empty one.
    public Subject() {}

    /// The canonical block ([io.godwit.wire.AttributeBlock]) of the route.
    ///
    /// @param localPref what counts as its LOCAL_PREF
    /// @param source the neighbor that it came from; for our own routes, [PeerFacts#ourselves]
    public void block(byte[] block, int offset, int length, int localPref, PeerFacts source) {
        this.block = block;
        this.offset = offset;
        this.length = length;
        this.localPref = localPref;
        this.source = source;
        stamp++;
    }

    /// The prefix of the route; for IPv4 the address is in the lower 32 bits of `low`.
    public void prefix(boolean v6, long high, long low, int length) {
        if (v6 != this.v6) {
            this.v6 = v6;
            stamp++; // another next hop, if the block has one for each family
        }
        prefixHigh = high;
        prefixLow = low;
        prefixLength = length;
    }

    /// Who answers questions about RPKI; also to be set again when the answers are others.
    public void validation(Validation validation) {
        this.validation = validation;
        stamp++;
    }

    /// Lets the program judge for a neighbor with another AS; 0: for the one it was compiled for.
    public void peerAs(long as) {
        if (as != peerAs) {
            peerAs = as;
            stamp++;
        }
    }
}
