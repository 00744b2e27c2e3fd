package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.session.Protection;
import io.godwit.speaker.ConnectSpec;
import io.godwit.wire.Address;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Optional;

/// The system's words in ours.
class SocketWordsTest {
    private static final Address THERE = Address.parse("10.77.0.2").orElseThrow();
    private static final Optional<Address> HERE = Address.parse("10.77.0.1");

    private static String connect(IOException e, Optional<Address> local) {
        return SocketWords.connect(
                e, new ConnectSpec(THERE, 179, local, 1, Protection.NONE, Optional.empty()));
    }

    @Test
    void reasonsOfConnects() {
        assertThat(connect(new ConnectException("Connection refused"), HERE))
                .isEqualTo(
                        "connection refused: is a BGP speaker listening on 10.77.0.2:179?"
                                + " (local 10.77.0.1)");
        assertThat(connect(new NoRouteToHostException("No route to host"), Optional.empty()))
                .isEqualTo("no route to host 10.77.0.2 (is it up, and on this network?)");
        assertThat(connect(new ConnectException("Network is unreachable"), Optional.empty()))
                .isEqualTo("network is unreachable: no route to 10.77.0.2");
        assertThat(connect(new ConnectException("Connection timed out"), Optional.empty()))
                .isEqualTo("connection timed out: 10.77.0.2:179 does not answer");
        assertThat(connect(new BindException("Cannot assign requested address"), HERE))
                .isEqualTo("cannot assign local address 10.77.0.1: not on this machine");
        assertThat(connect(new SocketException("Something new"), Optional.empty()))
                .isEqualTo("connect: something new: 10.77.0.2:179");
    }

    /// Three remedies for port 179 without privileges.
    @Test
    void noPermissionToListen() {
        StartFailure failure =
                SocketWords.listen(
                        new SocketException("Permission denied"),
                        "port 179",
                        THERE,
                        179,
                        "router { listen port 1179; }");
        assertThat(failure.code()).isEqualTo("GW-3101");
        assertThat(failure).hasMessageContaining("no permission to listen on port 179");
        assertThat(String.join("\n", failure.help()))
                .contains("AmbientCapabilities=CAP_NET_BIND_SERVICE")
                .contains("net.ipv4.ip_unprivileged_port_start=179")
                .contains("listen port 1179");
    }

    @Test
    void brokenConnections() {
        assertThat(SocketWords.io(new IOException("Connection reset by peer")))
                .isEqualTo("connection reset by the neighbor");
        assertThat(SocketWords.io(new IOException("Broken pipe")))
                .isEqualTo("connection closed by the neighbor");
    }

    @Test
    void addressesWithPorts() {
        assertThat(SocketAddresses.text(THERE, 179)).isEqualTo("10.77.0.2:179");
        assertThat(SocketAddresses.text(Address.parse("fd77::2").orElseThrow(), 179))
                .isEqualTo("[fd77::2]:179");
    }
}
