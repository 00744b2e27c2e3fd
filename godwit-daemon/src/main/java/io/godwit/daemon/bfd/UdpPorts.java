package io.godwit.daemon.bfd;

/// The ports of BFD.
///
/// @param oneHop RFC 5881 §4
/// @param severalHops RFC 5883 §4
public record UdpPorts(int oneHop, int severalHops) {
    /// Those of the RFCs.
    public static final UdpPorts STANDARD = new UdpPorts(3784, 4784);

    int of(boolean several) {
        return several ? severalHops : oneHop;
    }
}
