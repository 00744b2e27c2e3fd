package io.godwit.feeds.pcap;

/// Which frame, and when it was captured.
///
/// @param frame number of the frame, from 1; 0 before the first
/// @param nanos nanoseconds since 1970
record When(long frame, long nanos) {}
