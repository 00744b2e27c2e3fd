package io.godwit.cli;

/// The events of the state machine, as the RFCs call them.
public final class EventNames {
    /// RFC 4271 §8.1 by number, and RFC 9687 §4.2.
    private static final String[] NAMES = {
        "",
        "ManualStart",
        "ManualStop",
        "AutomaticStart",
        "ManualStart_with_PassiveTcpEstablishment",
        "AutomaticStart_with_PassiveTcpEstablishment",
        "AutomaticStart_with_DampPeerOscillations",
        "AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment",
        "AutomaticStop",
        "ConnectRetryTimer_Expires",
        "HoldTimer_Expires",
        "KeepaliveTimer_Expires",
        "DelayOpenTimer_Expires",
        "IdleHoldTimer_Expires",
        "TcpConnection_Valid",
        "Tcp_CR_Invalid",
        "Tcp_CR_Acked",
        "TcpConnectionConfirmed",
        "TcpConnectionFails",
        "BGPOpen",
        "BGPOpen with DelayOpenTimer running",
        "BGPHeaderErr",
        "BGPOpenMsgErr",
        "OpenCollisionDump",
        "NotifMsgVerErr",
        "NotifMsg",
        "KeepAliveMsg",
        "UpdateMsg",
        "UpdateMsgErr",
        "SendHoldTimer_Expires"
    };

    private EventNames() {}

    /// The name of an event; empty when it has none.
    public static String of(int number) {
        return number > 0 && number < NAMES.length ? NAMES[number] : "";
    }
}
