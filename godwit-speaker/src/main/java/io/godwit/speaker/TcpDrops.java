package io.godwit.speaker;

/// What the kernel's TCP threw away because of signatures and time to live: the neighbor hears no
/// word of it, and neither do we.
///
/// @param wrongKey signed, with another key than ours (`TCPMD5Failure`)
/// @param unsigned not signed, though we have a key (`TCPMD5NotFound`)
/// @param notAsked signed, though we have no key (`TCPMD5Unexpected`)
/// @param lowTtl from too far away for GTSM (`TCPMinTTLDrop`)
public record TcpDrops(long wrongKey, long unsigned, long notAsked, long lowTtl) {
    /// Nothing, or nothing known.
    public static final TcpDrops NONE = new TcpDrops(0, 0, 0, 0);

    /// What came since.
    ///
    /// @param before an earlier look
    /// @return the differences
    public TcpDrops since(TcpDrops before) {
        return new TcpDrops(
                wrongKey - before.wrongKey,
                unsigned - before.unsigned,
                notAsked - before.notAsked,
                lowTtl - before.lowTtl);
    }

    /// Both together.
    ///
    /// @param more what came on top
    /// @return the sums
    public TcpDrops plus(TcpDrops more) {
        return new TcpDrops(
                wrongKey + more.wrongKey,
                unsigned + more.unsigned,
                notAsked + more.notAsked,
                lowTtl + more.lowTtl);
    }

    /// None of them more than so many.
    ///
    /// @param most the bound, at least 0
    /// @return each of them, or the bound
    public TcpDrops atMost(long most) {
        return new TcpDrops(
                Math.min(wrongKey, most),
                Math.min(unsigned, most),
                Math.min(notAsked, most),
                Math.min(lowTtl, most));
    }
}
