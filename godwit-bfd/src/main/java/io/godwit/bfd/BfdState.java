package io.godwit.bfd;

/// The state of a session (RFC 5880 §4.1, Sta); the order is that of the codes.
public enum BfdState {
    /// Its operator holds it down; that says nothing of the path.
    ADMIN_DOWN("AdminDown"),
    DOWN("Down"),
    /// The other side is heard, but has not said yet that it hears us.
    INIT("Init"),
    UP("Up");

    private static final BfdState[] BY_CODE = values();

    private final String label;

    BfdState(String label) {
        this.label = label;
    }

    /// As the RFC writes it.
    public String label() {
        return label;
    }

    /// The state with a code.
    ///
    /// @param code 0..3
    static BfdState of(int code) {
        return BY_CODE[code];
    }
}
