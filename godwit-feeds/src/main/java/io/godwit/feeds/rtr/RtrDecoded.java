package io.godwit.feeds.rtr;

/// What octets mean.
public sealed interface RtrDecoded {
    /// A PDU.
    record Ok(RtrPdu pdu) implements RtrDecoded {}

    /// None; the error to report, and what was found.
    record Bad(RtrError error, String why) implements RtrDecoded {}
}
