package io.godwit.kernel;

/// Who makes routes, as `/etc/iproute2/rt_protos` has it.
public final class RouteProtocol {
    private RouteProtocol() {}

    /// What people call a protocol.
    ///
    /// @param number 0 to 255
    /// @return its word, or the number
    public static String name(int number) {
        return switch (number) {
            case 1 -> "redirect";
            case 2 -> "kernel";
            case 3 -> "boot";
            case 4 -> "static";
            case 9 -> "ra";
            case 11 -> "zebra";
            case 12 -> "bird";
            case 16 -> "dhcp";
            case 18 -> "keepalived";
            case 42 -> "babel";
            case 186 -> "bgp";
            case 187 -> "isis";
            case 188 -> "ospf";
            case 189 -> "rip";
            case 192 -> "eigrp";
            default -> Integer.toString(number);
        };
    }
}
