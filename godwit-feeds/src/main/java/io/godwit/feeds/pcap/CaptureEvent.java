package io.godwit.feeds.pcap;

import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;

/// What a capture shows of BGP, in the order in which it was seen.
public sealed interface CaptureEvent {
    /// Number of the frame with the last octet, from 1 as in Wireshark.
    long frame();

    /// When that frame was captured, nanoseconds since 1970.
    long nanos();

    /// Who sent.
    Endpoint from();

    /// To whom.
    Endpoint to();

    /// A whole message, or the header of one whose length no message can have.
    ///
    /// @param reading how to read it
    /// @param octets with its header
    record Message(
            long frame, long nanos, Endpoint from, Endpoint to, Reading reading, Bytes octets)
            implements CaptureEvent {}

    /// Octets that are missing, left over, or no message.
    ///
    /// @param text one sentence
    record Note(long frame, long nanos, Endpoint from, Endpoint to, String text)
            implements CaptureEvent {}
}
