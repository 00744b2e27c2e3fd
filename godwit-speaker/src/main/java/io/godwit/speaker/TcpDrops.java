package io.godwit.speaker;

/// What the kernel's TCP threw away because of signatures and time to live: the neighbor hears no
/// word of it, and neither do we. Linux counts for a whole network namespace (`/proc/net/netstat`),
/// so a number that grows is a hint, not a proof.
///
/// @param wrongKey signed, with another key than ours (`TCPMD5Failure`)
/// @param unsigned not signed, though we have a key (`TCPMD5NotFound`)
/// @param notAsked signed, though we have no key (`TCPMD5Unexpected`)
/// @param lowTtl from too far away for GTSM (`TCPMinTTLDrop`)
public record TcpDrops(long wrongKey, long unsigned, long notAsked, long lowTtl) {
    /// Nothing, or nothing known.
    public static final TcpDrops NONE = new TcpDrops(0, 0, 0, 0);

    /// What came since.
    TcpDrops since(TcpDrops before) {
        return new TcpDrops(
                wrongKey - before.wrongKey,
                unsigned - before.unsigned,
                notAsked - before.notAsked,
                lowTtl - before.lowTtl);
    }
}
