package io.godwit.policy;

/// What the operator wants a neighbor to be told as NEXT_HOP. What a policy sets itself (`set
/// next-hop`) comes first, and between the clients of a route server next hops always pass (RFC
/// 7947 §2.2.1).
public enum NextHopRule {
    /// RFC 4271 §5.1.3: to our AS as it came; to another AS ours, or a third party's on the network
    /// that we share with the neighbor.
    STANDARD("standard"),
    /// Ours. What is reflected keeps its own (RFC 4456 §10).
    SELF("self"),
    /// Ours, also in what is reflected.
    SELF_ALWAYS("self-always"),
    /// As it came, also to another AS.
    UNCHANGED("unchanged");

    private final String word;

    NextHopRule(String word) {
        this.word = word;
    }

    /// As it is written.
    public String word() {
        return word;
    }
}
