package io.godwit.speaker;

import io.godwit.session.Protection;
import io.godwit.wire.Address;

import java.util.OptionalInt;

/// Port: one TCP connection, non-blocking, used by the lane's thread only.
///
/// Readiness is level-triggered: as long as unread octets wait, `Speaker.readable` is called before
/// each turn; as long as [#wantWrite] is on and there is room, `Speaker.writable`.
public interface Connection {
    /// Reads what is there.
    ///
    /// @param buf destination
    /// @param off first octet to fill
    /// @param len most octets to read, at least 1
    /// @return octets read, 0 when nothing waits now, -1 when the connection is over ([#trouble])
    int read(byte[] buf, int off, int len);

    /// Writes what fits.
    ///
    /// @param buf source
    /// @param off first octet
    /// @param len octets, at least 1
    /// @return octets taken (0..len), -1 when the connection is over ([#trouble])
    int write(byte[] buf, int off, int len);

    /// Why [#read] or [#write] said -1, in words for the operator ("closed by the neighbor").
    ///
    /// @return one line; empty before any trouble
    String trouble();

    /// Asks for `Speaker.writable` calls, or ends them.
    ///
    /// @param on whether there is something to write
    void wantWrite(boolean on);

    /// Sets the time to live (hop limit) of what we send from now on.
    ///
    /// @param ttl 1..255; 0 leaves the system's default
    void ttl(int ttl);

    /// Only takes what is protected like this from now on. A key replaces the one before, also in
    /// the middle of a session.
    ///
    /// @param protection what keeps strangers out; NONE takes a key away
    /// @return false when the system refuses
    boolean protect(Protection protection);

    /// The time to live with which an accepted connection began, as far as the system has kept it:
    /// what came before [#protect] was not checked (RFC 5082 §3).
    ///
    /// @return 1..255; empty when nobody knows
    OptionalInt firstTtl();

    /// How many packets came for a connection that we asked for and were thrown away before anybody
    /// could read them, until its first octets were read: not signed as we ask for, or from too far
    /// away. A sure sign of what its neighbor does; still known when it is closed.
    ///
    /// @return 0 for an accepted one, or when nobody knows
    long dropped();

    /// Ends our direction (TCP FIN) and keeps reading possible, so that the last NOTIFICATION is
    /// not lost to a reset that unread input would provoke.
    void finish();

    /// Closes at once; idempotent.
    void close();

    /// The neighbor's address.
    ///
    /// @return address of the far end
    Address remote();

    /// The neighbor's TCP port.
    ///
    /// @return port of the far end
    int remotePort();

    /// Our address; meaningful once connected.
    ///
    /// @return address of the near end
    Address local();

    /// Our TCP port; meaningful once connected.
    ///
    /// @return port of the near end
    int localPort();
}
