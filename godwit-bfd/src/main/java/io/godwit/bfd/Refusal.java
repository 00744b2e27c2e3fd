package io.godwit.bfd;

/// Why a packet was discarded, in the order in which it is looked at (RFC 5880 §6.8.6, RFC 5881
/// §5).
public enum Refusal {
    /// There are not even the octets of the header.
    TOO_SHORT("shorter than 24 octets"),
    VERSION("version is not 1"),
    LENGTH_TOO_SMALL("length field smaller than the packet can be"),
    LENGTH_BEYOND("length field beyond the end"),
    MULTIPLIER_ZERO("detect multiplier 0"),
    MULTIPOINT("multipoint bit"),
    NO_DISCRIMINATOR("my discriminator 0"),
    UNKNOWN_DISCRIMINATOR("your discriminator is none of ours"),
    STATE_WITHOUT_DISCRIMINATOR("your discriminator 0 in Init or Up"),
    NO_SESSION("from nobody that is watched"),
    /// RFC 5881 §5: it came over more than one hop, or somebody else made it.
    TTL("TTL is not 255"),
    /// Over several hops the TTL shows nothing: only the neighbor's address is believed.
    OTHER_ADDRESS("from another address than its session's"),
    /// RFC 5881 §3: a session over one hop is bound to its interface.
    OTHER_LINK("over another interface than its session's"),
    /// No authentication is in use with anybody.
    AUTHENTICATED("authenticated, and no authentication is in use"),
    ADMIN_DOWN("the session is administratively down here");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /// For operators.
    public String words() {
        return words;
    }
}
