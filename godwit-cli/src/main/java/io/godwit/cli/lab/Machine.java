package io.godwit.cli.lab;

import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.lab.Topology.Program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this machine has for labs, and what to do where something is missing.
final class Machine {
    /// Where FRR's daemons stand in the packages of the distributions.
    private static final List<String> FRR =
            List.of("/usr/lib/frr", "/usr/libexec/frr", "/usr/local/sbin", "/usr/sbin");

    private static final List<String> SYSTEM = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

    private final Map<String, String> env;

    Machine(Map<String, String> env) {
        this.env = env;
    }

    /// Refuses where network namespaces cannot be made.
    void needRoot() throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw Refusal.failed(
                    "labs need the network namespaces of Linux", "run it in a virtual machine");
        }
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            throw new Refusal(
                    Exit.NO_PERMISSION,
                    "",
                    "labs need root: they make network namespaces",
                    "sudo godwit lab ... (nothing outside of the lab's own namespaces is changed)");
        }
        need("ip", "iproute2");
        need("ping", "iputils-ping");
        need("setsid", "util-linux");
    }

    /// Refuses where a program of the lab is missing.
    void needPrograms(Topology topology) {
        for (var start : topology.starts()) {
            if (start.program() == Program.BIRD) {
                need("bird", "bird2");
                need("birdc", "bird2");
            } else if (start.program() == Program.FRR) {
                need("vtysh", "frr");
                frr("zebra");
                start.daemons().forEach(this::frr);
            }
        }
    }

    /// The path of one of FRR's daemons.
    String frr(String daemon) {
        return FRR.stream()
                .map(folder -> Path.of(folder, daemon))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(daemon, "frr"))
                .toString();
    }

    /// The path of a program.
    String need(String program, String debian) {
        return find(program).orElseThrow(() -> missing(program, debian)).toString();
    }

    private Optional<Path> find(String program) {
        var folders = new java.util.ArrayList<>(List.of(env.getOrDefault("PATH", "").split(":")));
        folders.addAll(SYSTEM);
        return folders.stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Refusal missing(String program, String debian) {
        return Refusal.failed(
                "this lab needs the program " + program + ", which is not on this machine",
                "Debian and Ubuntu: apt-get install " + debian);
    }
}
