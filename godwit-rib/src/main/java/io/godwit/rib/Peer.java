package io.godwit.rib;

/// Handle of one Established session in the [Rib] that made it.
public final class Peer {
    private final PeerSettings settings;

    Peer(PeerSettings settings) {
        this.settings = settings;
    }

    public PeerSettings settings() {
        return settings;
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
