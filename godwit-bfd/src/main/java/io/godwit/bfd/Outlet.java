package io.godwit.bfd;

/// Where sessions put what they have to say; called from inside of their methods.
public interface Outlet {
    /// A packet is to be sent now.
    void send(Session session, ControlPacket packet);

    /// The state changed.
    void changed(Session session, PathEvent event);
}
