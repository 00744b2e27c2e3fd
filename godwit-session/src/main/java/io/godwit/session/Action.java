package io.godwit.session;

import io.godwit.wire.Bytes;
import io.godwit.wire.MessageType;

/// What the state machine asks its owner to do. Actions are to be carried out in the order given.
public sealed interface Action {

    /// Open a TCP connection to the neighbor. The outcome comes back as `TcpConnected` or
    /// `TcpFailed` with this id.
    ///
    /// @param connection the id the session chose, always odd
    record Connect(int connection) implements Action {}

    /// Send one whole message.
    ///
    /// @param connection the connection's id
    /// @param message the message with its header
    /// @param type the message's type, for counters
    record Send(int connection, Bytes message, MessageType type) implements Action {}

    /// Close the TCP connection, or give up the attempt, once everything sent before is written or
    /// cannot be written. The session forgets the id; no event with it is expected any more.
    ///
    /// @param connection the connection's id
    record Close(int connection) implements Action {}

    /// The session is up: UPDATEs may be sent and read on this connection.
    ///
    /// @param connection the connection's id
    /// @param negotiated what both sides agreed on
    record Established(int connection, Negotiated negotiated) implements Action {}

    /// An Established session ended: the routes learned from it go.
    ///
    /// @param connection the id of the connection that was Established
    /// @param why the reason
    record SessionDown(int connection, Down why) implements Action {}

    /// An attempt ended before it was Established; for the log.
    ///
    /// @param connection the connection's id, 0 when no connection was involved
    /// @param why the reason
    record AttemptFailed(int connection, Down why) implements Action {}

    /// The neighbor's state as `NeighborSession.state()` gives it has changed. Comes last.
    ///
    /// @param from the state before the event
    /// @param to the state after the event
    /// @param rfcEvent the number in RFC 4271 §8.1 of the event that did it
    /// @param clause what asked for the step
    record StateChanged(State from, State to, int rfcEvent, String clause) implements Action {}
}
