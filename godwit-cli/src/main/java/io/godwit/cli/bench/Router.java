package io.godwit.cli.bench;

import io.godwit.cli.Refusal;
import io.godwit.wire.Family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A program that can be put under load: how it is found, configured and started.
enum Router {
    GODWIT {
        @Override
        List<String> command(Fabric fabric, Path folder) throws IOException {
            var text = new StringBuilder();
            text.append("router { as ").append(fabric.as()).append("; id ").append(Fabric.ROUTER);
            text.append("; listen ").append(Fabric.ROUTER).append(" port ").append(fabric.port());
            text.append(" }\ngroup all { passive; hold-time 240; family ");
            text.append(word(fabric)).append("; import accept; export accept }\n");
            for (var session : fabric.sessions()) {
                text.append("neighbor ").append(session.address()).append(" in all { as ");
                text.append(session.as()).append(served(session, "; route-server-client"));
                text.append(fed(session, "; export reject"));
                text.append(" }\n");
            }
            Path file = write(folder, "godwit.conf", text);
            var command = new ArrayList<>(program());
            command.addAll(List.of("run", file.toString()));
            command.addAll(List.of("--socket", folder.resolve("socket").toString()));
            return command;
        }

        /// The launcher that started us, so that the child gets the options a daemon gets; without
        /// it (a test), this Java.
        @Override
        List<String> program() {
            String launcher = System.getProperty("godwit.command", "");
            return launcher.isEmpty()
                    ? List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--module-path",
                            System.getProperty("jdk.module.path", ""),
                            "--module",
                            "io.godwit.cli/io.godwit.cli.Main")
                    : List.of(launcher);
        }
    },
    BIRD {
        @Override
        List<String> command(Fabric fabric, Path folder) throws IOException {
            var text = new StringBuilder("log stderr { warning, error, auth, fatal, bug };\n");
            text.append("router id ").append(Fabric.ROUTER).append(";\nprotocol device { }\n");
            int number = 0;
            for (var session : fabric.sessions()) {
                text.append("protocol bgp n").append(number++).append(" { local ");
                text.append(Fabric.ROUTER).append(" port ").append(fabric.port());
                text.append(" as ").append(fabric.as()).append("; neighbor ");
                text.append(session.address()).append(" as ").append(session.as());
                // Loopback addresses are on no link that BIRD would accept as direct.
                text.append("; multihop; passive on; hold time 240; ");
                text.append(served(session, "rs client; ")).append(word(fabric));
                text.append(" { import all; next hop keep; export ");
                text.append(session.role() == Fabric.Role.FEED ? "none" : "all").append("; }; }\n");
            }
            Path file = write(folder, "bird.conf", text);
            return joined(
                    "-f",
                    "-c",
                    file.toString(),
                    "-s",
                    folder.resolve("socket").toString(),
                    "-P",
                    folder.resolve("pid").toString());
        }

        @Override
        List<String> program() {
            return List.of(find("bird", "/usr/sbin/bird", "/usr/local/sbin/bird"));
        }
    },
    FRR {
        @Override
        List<String> command(Fabric fabric, Path folder) throws IOException {
            var text = new StringBuilder("log stdout warnings\nrouter bgp " + fabric.as());
            text.append("\n bgp router-id ").append(Fabric.ROUTER);
            text.append("\n no bgp ebgp-requires-policy\n no bgp network import-check\n");
            text.append(" no bgp default ipv4-unicast\n bgp bestpath compare-routerid\n");
            text.append(" bgp allow-martian-nexthop\n"); // the load lives on loopback
            text.append(" timers bgp 60 240\n");
            var families = new StringBuilder();
            for (var session : fabric.sessions()) {
                String neighbor = " neighbor " + session.address() + " ";
                text.append(neighbor).append("remote-as ").append(session.as()).append("\n");
                text.append(neighbor).append("passive\n");
                text.append(neighbor).append("disable-connected-check\n");
                families.append(neighbor).append("activate\n");
                families.append(served(session, neighbor + "route-server-client\n"));
                families.append(fed(session, neighbor + "prefix-list none out\n"));
            }
            text.append(" address-family ").append(word(fabric)).append(" unicast\n");
            text.append(families).append(" exit-address-family\n");
            text.append("ip prefix-list none deny any\n");
            Path file = write(folder, "bgpd.conf", text);
            return joined(
                    "--no_zebra",
                    "--no_kernel",
                    "--skip_runas",
                    "--listenon",
                    Fabric.ROUTER,
                    "--bgp_port",
                    String.valueOf(fabric.port()),
                    "--config_file",
                    file.toString(),
                    "--pid_file",
                    folder.resolve("pid").toString(),
                    "--vty_socket",
                    folder.toString(),
                    "--vty_port",
                    "0");
        }

        /// Not by PATH: OpenBGPD is called bgpd too.
        @Override
        List<String> program() {
            return List.of(find("FRR's bgpd", "/usr/lib/frr/bgpd", "/usr/libexec/frr/bgpd"));
        }
    };

    /// Writes a configuration into `folder`; returns the command line that becomes the daemon. A
    /// [Refusal] if the program is not installed.
    abstract List<String> command(Fabric fabric, Path folder) throws IOException;

    List<String> joined(String... arguments) {
        var all = new ArrayList<>(program());
        all.addAll(List.of(arguments));
        return all;
    }

    /// The name as people write it on a command line.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The program itself. A [Refusal] if it is not installed.
    abstract List<String> program();

    private static String word(Fabric fabric) {
        return fabric.family().equals(Family.IPV6_UNICAST) ? "ipv6" : "ipv4";
    }

    private static String served(Fabric.Session session, String words) {
        return session.role() == Fabric.Role.SERVED ? words : "";
    }

    private static String fed(Fabric.Session session, String words) {
        return session.role() == Fabric.Role.FEED ? words : "";
    }

    private static Path write(Path folder, String name, CharSequence text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String find(String name, String... places) {
        for (String place : places) {
            if (Files.isExecutable(Path.of(place))) {
                return place;
            }
        }
        throw Refusal.failed(
                name + " is not installed: looked at " + String.join(", ", places),
                "install it, or leave --peer away");
    }
}
