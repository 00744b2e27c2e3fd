package io.godwit.session;

import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import java.util.Objects;

/// What can happen to a neighbor, with the event numbers of RFC 4271 §8.1.
///
/// The caller feeds the administrative, TCP and message events. The timer events (9 to 13, 29) and
/// that of a collision are raised by `NeighborSession` itself; they are part of the interface
/// because the state machine is total over them.
public sealed interface Event {

    /// The event's number in RFC 4271 §8.1; 0 for what later RFCs added without a number.
    int rfcEvent();

    /// An event of one TCP connection.
    sealed interface OnConnection extends Event {
        /// The connection's id.
        int connection();
    }

    /// The operator starts the neighbor. Forgets the back-off; event 4 when passive is set.
    record ManualStart() implements Event {
        @Override
        public int rfcEvent() {
            return 1;
        }
    }

    /// The operator stops the neighbor; it stays stopped until `ManualStart`.
    ///
    /// @param cease what to send where an OPEN was sent, usually Cease/2 with a text (RFC 9003)
    record ManualStop(Notification cease) implements Event {
        public ManualStop {
            Objects.requireNonNull(cease);
        }

        @Override
        public int rfcEvent() {
            return 2;
        }
    }

    /// The router itself starts the neighbor; ignored after a `ManualStop` and without
    /// AllowAutomaticStart. Event 5 when passive is set, 6 and 7 when oscillations are damped: then
    /// it waits for the IdleHoldTimer.
    record AutomaticStart() implements Event {
        @Override
        public int rfcEvent() {
            return 3;
        }
    }

    /// The router itself ends the session, which starts again after the idle hold time.
    ///
    /// @param cease what to send, for example Cease/4 (reset) or Cease/8 (out of resources)
    /// @param why for the operator
    /// @param comesBack whether the neighbor is to keep our routes, if it knows that (RFC 8538
    ///   §5.1): it is told no Hard Reset
    record AutomaticStop(Notification cease, String why, boolean comesBack) implements Event {
        public AutomaticStop {
            Objects.requireNonNull(cease);
            Objects.requireNonNull(why);
        }

        /// The NOTIFICATION says it all.
        public AutomaticStop(Notification cease) {
            this(cease, cease.text());
        }

        /// The routes go as the NOTIFICATION says.
        public AutomaticStop(Notification cease, String why) {
            this(cease, why, false);
        }

        @Override
        public int rfcEvent() {
            return 8;
        }
    }

    /// The ConnectRetryTimer expired.
    record ConnectRetryTimerExpires() implements Event {
        @Override
        public int rfcEvent() {
            return 9;
        }
    }

    /// A connection's HoldTimer expired.
    record HoldTimerExpires(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 10;
        }
    }

    /// A connection's KeepaliveTimer expired.
    record KeepaliveTimerExpires(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 11;
        }
    }

    /// The neighbor had its time to send the first OPEN (DelayOpen); now ours goes out.
    record DelayOpenTimerExpires(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 12;
        }
    }

    /// The back-off in Idle is over.
    record IdleHoldTimerExpires() implements Event {
        @Override
        public int rfcEvent() {
            return 13;
        }
    }

    /// A connection of the neighbor is on its way. Nobody feeds it here, where the kernel completes
    /// handshakes (TrackTcpState is off); it changes nothing in any state.
    record TcpConnectionValid() implements Event {
        @Override
        public int rfcEvent() {
            return 14;
        }
    }

    /// A connection from the neighbor's address that cannot be its: it lacks the protection that is
    /// configured. It is rejected; nothing else changes.
    ///
    /// @param connection a fresh id, see `NeighborSession.nextAcceptedId()`
    record TcpRequestInvalid(int connection) implements Event {
        @Override
        public int rfcEvent() {
            return 15;
        }
    }

    /// The connection that `Action.Connect` asked for is open.
    record TcpConnected(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 16;
        }
    }

    /// The neighbor connected to us.
    ///
    /// @param connection a fresh id, see `NeighborSession.nextAcceptedId()`
    record TcpAccepted(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 17;
        }
    }

    /// The connection that `Action.Connect` asked for could not be opened.
    ///
    /// @param why the system's words, for example `Connection refused`
    record TcpFailed(int connection, String why) implements OnConnection {
        public TcpFailed {
            Objects.requireNonNull(why);
        }

        @Override
        public int rfcEvent() {
            return 18;
        }
    }

    /// An open connection was closed or broken by the other side.
    ///
    /// @param why the system's words, for example `end of stream`
    record TcpClosed(int connection, String why) implements OnConnection {
        public TcpClosed {
            Objects.requireNonNull(why);
        }

        @Override
        public int rfcEvent() {
            return 18;
        }
    }

    /// A well-formed OPEN arrived; whether it is acceptable is decided here (19 or 22). Event 20
    /// while the DelayOpenTimer runs.
    record OpenReceived(int connection, Open open) implements OnConnection {
        public OpenReceived {
            Objects.requireNonNull(open);
        }

        @Override
        public int rfcEvent() {
            return 19;
        }
    }

    /// A message could not be understood: 21 for a header, 22 for an OPEN, 28 for an UPDATE and for
    /// every other type.
    ///
    /// @param notification what to answer
    /// @param why what is wrong, for the operator
    record Malformed(int connection, Notification notification, String why)
            implements OnConnection {
        private static final int HEADER_ERROR = 1;
        private static final int OPEN_ERROR = 2;

        public Malformed {
            Objects.requireNonNull(notification);
            Objects.requireNonNull(why);
        }

        @Override
        public int rfcEvent() {
            return switch (notification.code()) {
                case HEADER_ERROR -> 21;
                case OPEN_ERROR -> 22;
                default -> 28;
            };
        }
    }

    /// This connection lost the collision of RFC 4271 §6.8.
    record OpenCollisionDump(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 23;
        }
    }

    /// The OPEN of the connection that §6.8 prefers did not arrive in time; the one whose KEEPALIVE
    /// waited for it is Established. Raised by `NeighborSession`; the RFC knows no such event.
    record CollisionWaitExpires(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 0;
        }
    }

    /// A NOTIFICATION arrived: 24 when it says Unsupported Version Number, otherwise 25.
    record NotificationReceived(int connection, Notification notification) implements OnConnection {
        public NotificationReceived {
            Objects.requireNonNull(notification);
        }

        @Override
        public int rfcEvent() {
            return notification.code() == 2 && notification.subcode() == 1 ? 24 : 25;
        }
    }

    /// A KEEPALIVE arrived.
    record KeepaliveReceived(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 26;
        }
    }

    /// An UPDATE was framed. The hot path is `NeighborSession.updateReceived`; this event is for
    /// the states that do not expect it.
    record UpdateReceived(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 27;
        }
    }

    /// A ROUTE-REFRESH arrived (RFC 2918, which gives it no event number).
    record RouteRefreshReceived(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 0;
        }
    }

    /// Nothing could be sent to the neighbor for the SendHoldTime (RFC 9687 §4.2).
    record SendHoldTimerExpires(int connection) implements OnConnection {
        @Override
        public int rfcEvent() {
            return 29;
        }
    }
}
