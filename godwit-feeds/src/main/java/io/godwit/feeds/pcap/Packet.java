package io.godwit.feeds.pcap;

/// One captured frame.
///
/// @param number counts from 1, as Wireshark does
/// @param nanos when it was captured, nanoseconds since 1970
/// @param linkType LINKTYPE_ value of the interface
/// @param octets what was captured; not to be changed
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record Packet(long number, long nanos, int linkType, byte[] octets) {
    When when() {
        return new When(number, nanos);
    }
}
