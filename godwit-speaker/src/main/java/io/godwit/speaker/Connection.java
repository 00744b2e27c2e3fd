package io.godwit.speaker;

import io.godwit.wire.Address;

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

    /// Drops what comes with a smaller time to live from now on (GTSM, RFC 5082 §3).
    ///
    /// @param minimum 2..255
    /// @return false when the system refuses
    boolean minimumTtl(int minimum);

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
