package io.godwit.cli.lab;

import io.godwit.cli.Refusal;
import io.godwit.cli.lab.Topology.Start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts the daemons of a lab, each in the namespace of its node. They leave our session, so that
/// the terminal's Ctrl-C is ours alone, and end with the lab.
final class Daemons {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long POLL_MILLIS = 20;
    private static final int TAIL_LINES = 5;

    private final Machine machine;
    private final Path launcher;
    private final Map<String, String> env;

    Daemons(Machine machine, Path launcher, Map<String, String> env) {
        this.machine = machine;
        this.launcher = launcher;
        this.env = env;
    }

    /// Starts a daemon and waits until it takes commands.
    void start(Node node, Start start) throws IOException, InterruptedException {
        switch (start.program()) {
            case GODWIT -> godwit(node, start.file());
            case BIRD -> bird(node, start.file());
            case FRR -> frr(node, start);
        }
    }

    /// The command `godwit` of a node; its socket comes by the environment.
    void command(Node node) throws IOException {
        Files.createDirectories(node.bin());
        Files.createSymbolicLink(node.bin().resolve("godwit"), launcher);
    }

    private void godwit(Node node, Path file) throws IOException, InterruptedException {
        launch(node, "godwit", node.socket(), List.of(launcher.toString(), "run", "" + file));
    }

    private void bird(Node node, Path file) throws IOException, InterruptedException {
        String bird = machine.need("bird", "bird2");
        Path socket = node.folder().resolve("bird.ctl");
        Path pid = node.folder().resolve("bird.pid");
        script(node, "birdc", machine.need("birdc", "bird2") + " -s " + socket);
        var words = List.of(bird, "-f", "-c", "" + file, "-s", "" + socket, "-P", "" + pid);
        launch(node, "bird", socket, words);
    }

    /// Zebra first: the others register with it. The configuration is read by vtysh, as at boot, so
    /// it may hold the lines of all daemons.
    private void frr(Node node, Start start) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(node.folder().resolve("frr"));
        Files.copy(start.file(), folder.resolve("frr.conf"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("vtysh.conf"), "service integrated-vtysh-config\n");
        // The daemons give up root for the user of their package.
        var users = folder.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(folder, users.lookupPrincipalByName("frr"));
        String vtysh =
                machine.need("vtysh", "frr")
                        + " --config_dir "
                        + folder
                        + " --vty_socket "
                        + folder;
        script(node, "vtysh", vtysh);
        var daemons = new ArrayList<>(List.of("zebra"));
        daemons.addAll(start.daemons());
        for (var daemon : daemons) {
            String zebra = folder.resolve("zserv.sock").toString();
            Path ready = folder.resolve(daemon.equals("zebra") ? "zserv.sock" : daemon + ".vty");
            String pid = folder.resolve(daemon + ".pid").toString();
            var words = new ArrayList<>(List.of(machine.frr(daemon), "-f", "/dev/null"));
            words.addAll(List.of("-i", pid, "-z", zebra, "--vty_socket", "" + folder, "-P", "0"));
            launch(node, daemon, ready, words);
        }
        var boot = node.inside(List.of(node.bin().resolve("vtysh").toString(), "-b"));
        var answer = Calls.ask(boot, node.environment(env));
        if (answer.status() != 0) {
            throw Refusal.failed(start.file() + ": FRR says: " + answer.text().strip(), "");
        }
    }

    private static void script(Node node, String name, String command) throws IOException {
        Path file = node.bin().resolve(name);
        Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Starts a program; it is ready when the file is there.
    private void launch(Node node, String name, Path ready, List<String> words)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("setsid"));
        all.addAll(node.inside(words));
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().putAll(node.environment(env));
        builder.redirectInput(new java.io.File("/dev/null"));
        builder.redirectOutput(node.log(name).toFile());
        var process = builder.start();
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!Files.exists(ready)) {
            boolean ended = !process.isAlive();
            if (ended || System.nanoTime() - until > 0) {
                String what = ended ? " ended at once" : " does not get ready";
                throw Refusal.failed(
                        name + " on " + node.folder().getFileName() + what,
                        lastWords(node.log(name)));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static String lastWords(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
