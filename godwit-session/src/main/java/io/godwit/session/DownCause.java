package io.godwit.session;

/// Why a session ended or an attempt did not become one.
public enum DownCause {
    /// The operator shut the neighbor down here (event 2).
    ADMIN_SHUTDOWN_HERE,
    /// The neighbor's operator shut the session down (Cease/2).
    ADMIN_SHUTDOWN_THERE,
    /// The session was stopped by this router itself, to start again (event 8).
    STOPPED_HERE,
    /// More prefixes than it may tell, or be told (Cease/1, RFC 4486 §4).
    MAX_PREFIXES,
    /// Its routes do not fit into our tables (Cease/8, RFC 4486 §4).
    OUT_OF_RESOURCES,
    /// BFD heard nothing more over the path (Cease/10, RFC 9384 §3, §4).
    BFD_DOWN,
    /// The neighbor's host answered, but nobody listens there.
    REFUSED,
    /// The TCP connection could not be made for another reason.
    UNREACHABLE,
    /// The neighbor or the network closed the TCP connection.
    CLOSED_BY_PEER,
    /// No TCP connection within the ConnectRetryTimer (event 9).
    CONNECT_TIMEOUT,
    /// Nothing was heard for the hold time, or no OPEN within four minutes (event 10).
    HOLD_EXPIRED,
    /// Nothing could be sent for the SendHoldTime (8/0 sent, RFC 9687).
    SEND_HOLD_EXPIRED,
    /// The neighbor's OPEN carries another AS number than configured (2/2).
    WRONG_AS,
    /// The neighbor's BGP Identifier is zero, or ours inside one AS (2/3).
    BAD_IDENTIFIER,
    /// The neighbor proposes a hold time of one or two seconds (2/6).
    BAD_HOLD_TIME,
    /// Both sides offer address families, but none in common (2/7).
    NO_COMMON_FAMILY,
    /// The neighbor's role and ours do not fit, or it says none and has to (2/11, RFC 9234 §4.2).
    WRONG_ROLE,
    /// The neighbor refused our OPEN (2/x received).
    REJECTED_BY_PEER,
    /// A message could not be understood (1/x, 2/x or 3/x sent).
    MALFORMED,
    /// A message arrived in a state that does not expect it (5/x sent).
    UNEXPECTED_MESSAGE,
    /// The neighbor sent any other NOTIFICATION.
    NOTIFIED,
    /// Another connection to the same neighbor was kept (Cease/7, RFC 4271 §6.8).
    COLLISION
}
