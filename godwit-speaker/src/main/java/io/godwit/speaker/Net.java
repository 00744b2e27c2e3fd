package io.godwit.speaker;

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
}
