package io.godwit.session;

/// The six states of RFC 4271 §8.2.2, in the order in which a session advances.
public enum State {
    /// Nothing is tried and every incoming connection is refused.
    IDLE("Idle"),
    /// Our own TCP connection attempt is under way.
    CONNECT("Connect"),
    /// Waiting for the neighbor to connect, or for the time to try again.
    ACTIVE("Active"),
    /// Our OPEN is sent, the neighbor's is awaited.
    OPEN_SENT("OpenSent"),
    /// Both OPENs are accepted here, the neighbor's KEEPALIVE is awaited.
    OPEN_CONFIRM("OpenConfirm"),
    /// UPDATEs flow.
    ESTABLISHED("Established");

    private final String label;

    State(String label) {
        this.label = label;
    }

    /// The name as the RFC writes it, for example `OpenSent`.
    public String label() {
        return label;
    }
}
