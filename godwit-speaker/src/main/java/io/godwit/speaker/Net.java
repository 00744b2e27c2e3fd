package io.godwit.speaker;

import io.godwit.session.Protection;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Port: the network. The lane asks for outgoing connections; everything else comes to it as calls
/// of [Speaker#accepted], [Speaker#connected], [Speaker#connectFailed], [Speaker#readable] and
/// [Speaker#writable], always on the lane's own thread and never from inside [#connect].
public interface Net {
    /// Starts a non-blocking connect. The outcome is told later by `Speaker.connected` or
    /// `Speaker.connectFailed` with the connection returned here, unless it was closed before.
    ///
    /// @param spec where to, from where, and with which options
    /// @return the connection to be; only [Connection#close] may be called before it is connected
    Connection connect(ConnectSpec spec);

    /// Only takes connections from these addresses that are signed with their keys, from now on,
    /// and sends what GTSM asks for to them. What was said before is forgotten; connections that
    /// are open stay as they are.
    ///
    /// @param guards one for each neighbor and range that is protected
    /// @return why that is impossible, for each that it is impossible for
    Map<Prefix, String> guard(List<Guard> guards);

    /// Looks for the neighbors on links, from now on, and lets them find us; who is found is told
    /// by [Speaker#found], again and again. What was said before is forgotten.
    ///
    /// @param links their names; there may be none of that name yet
    default void seek(Set<String> links) {
        // A network without links finds nobody.
    }

    /// What the system has thrown away before anybody could read it, as far as it came for our own
    /// sockets; what it dropped for other programs counts only where the two cannot be told apart.
    ///
    /// @return counters that only grow
    TcpDrops drops();

    /// Whose connections are protected.
    ///
    /// @param from where they come from; one address for a neighbor
    /// @param protection how
    record Guard(Prefix from, Protection protection) {}
}
