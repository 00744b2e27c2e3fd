package io.godwit.daemon;

import io.godwit.speaker.ConnectSpec;
import io.godwit.wire.Address;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;

/// The system's socket errors in words that name the cause and what to look at.
final class SocketWords {
    private SocketWords() {}

    /// Why a connect failed.
    static String connect(IOException e, ConnectSpec spec) {
        String where = SocketAddresses.text(spec.remote(), spec.port());
        String from = spec.local().map(local -> " (local " + local + ")").orElse("");
        String system = lower(e);
        if (e instanceof ProtectionRefused) {
            return e.getMessage();
        }
        if (system.startsWith(SocketAddresses.NO_LINK)) {
            return "there is no link " + spec.remote().zone() + " (`ip link` shows all)";
        }
        if (e instanceof BindException || system.contains("cannot assign")) {
            return spec.local().isPresent()
                    ? "cannot assign local address " + spec.local().get() + ": not on this machine"
                    : "no local address can reach " + where;
        }
        if (system.contains("refused")) {
            return "connection refused: is a BGP speaker listening on " + where + "?" + from;
        }
        if (e instanceof NoRouteToHostException || system.contains("no route to host")) {
            return "no route to host " + spec.remote() + " (is it up, and on this network?)" + from;
        }
        if (system.contains("unreachable")) {
            return "network is unreachable: no route to " + spec.remote() + from;
        }
        if (system.contains("timed out")) {
            return "connection timed out: " + where + " does not answer" + from;
        }
        if (system.contains("reset")) {
            return "connection reset by " + where + from;
        }
        String plain = e instanceof ConnectException ? system : "connect: " + system;
        return plain + ": " + where + from;
    }

    /// Why a connection ended while in use.
    static String io(IOException e) {
        String system = lower(e);
        if (system.contains("reset")) {
            return "connection reset by the neighbor";
        }
        if (system.contains("broken pipe")) {
            return "connection closed by the neighbor";
        }
        if (system.contains("timed out")) {
            return "connection timed out: the neighbor no longer acknowledges";
        }
        return system;
    }

    /// Why we cannot listen.
    static StartFailure listen(
            IOException e, String where, Address address, int port, String elsewhere) {
        String system = lower(e);
        if (system.contains("permission denied")) {
            return new StartFailure(
                    "GW-3101",
                    "no permission to listen on " + where + ": ports below 1024 are privileged",
                    "one of:\n"
                            + "  a systemd unit with AmbientCapabilities=CAP_NET_BIND_SERVICE\n"
                            + "  sysctl net.ipv4.ip_unprivileged_port_start="
                            + port
                            + "\n"
                            + "  another port: `"
                            + elsewhere
                            + "`");
        }
        if (system.contains("in use")) {
            String holder = PortHolder.find(port).map(found -> " by " + found).orElse("");
            return new StartFailure(
                    "GW-3102",
                    where + " is already in use" + holder,
                    "stop that program, or listen elsewhere: `" + elsewhere + "`");
        }
        if (system.contains("cannot assign")) {
            return new StartFailure(
                    "GW-3103",
                    "cannot listen on " + where + ": " + address + " is not on this machine",
                    "`ip address` shows what is; without an address every one is listened on");
        }
        return new StartFailure("GW-3104", "cannot listen on " + where + ": " + system, "");
    }

    private static String lower(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
