package io.godwit.feeds.pcap;

/// One TCP segment.
///
/// @param sequence sequence number of its first octet, a bit pattern
/// @param acknowledgment valid when [#ACK] is set
/// @param flags the low eight of the header
/// @param buf the frame
/// @param off where the payload begins in it
/// @param captured octets of payload that the frame holds
/// @param octets octets of payload that were sent; more than captured when the frame was cut
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Segment(
        Endpoint from,
        Endpoint to,
        int sequence,
        int acknowledgment,
        int flags,
        byte[] buf,
        int off,
        int captured,
        int octets) {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
