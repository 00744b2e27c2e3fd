package io.godwit.cli.lab;

import io.godwit.cli.Refusal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A lab on this machine. Everything it makes lies in network namespaces of its own and in one
/// folder below `/run`; the machine's own namespace is only where the commands are called from.
final class Lab implements AutoCloseable {
    private static final long END_MILLIS = 5_000;
    private static final long POLL_MILLIS = 20;
    private static final long SIGNAL_MILLIS = 200;

    private final Topology topology;
    private final Map<String, String> env;
    private final Thread ender = new Thread(this::end, "lab-end");
    private boolean left;
    private boolean ending;

    Lab(Topology topology, Map<String, String> env) {
        this.topology = topology;
        this.env = env;
    }

    Topology topology() {
        return topology;
    }

    Map<String, String> environment() {
        return env;
    }

    Node node(String name) {
        if (!topology.nodes().containsKey(name)) {
            throw Refusal.failed(
                    "lab " + topology.name() + " has no node " + name,
                    "nodes: " + String.join(", ", topology.nodes().keySet()));
        }
        return Node.of(topology, name);
    }

    /// Whether any of its namespaces stands.
    boolean standing() {
        return topology.namespaces().stream().anyMatch(Lab::exists);
    }

    /// Whether it was left standing on purpose; what stands otherwise is left from a killed run.
    boolean kept() {
        return Files.exists(mark());
    }

    /// No node is called so.
    private Path mark() {
        return Node.stateOf(topology).resolve(".kept");
    }

    private static boolean exists(String namespace) {
        return Files.exists(Path.of("/run/netns", namespace));
    }

    /// Takes the lab for this process, until its end: two that build it at once would take away
    /// what the other made.
    ///
    /// @return what is to be closed when the lab is gone
    Closeable claim() throws IOException {
        Path folder = Files.createDirectories(Node.stateOf(topology).getParent());
        FileChannel file =
                FileChannel.open(
                        folder.resolve(topology.name() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw Refusal.failed(
                    "lab " + topology.name() + " is run by another `godwit lab` already",
                    "other labs can stand beside it");
        }
        return file;
    }

    /// Builds the network and starts its daemons; none of it may stand. Until [#leave()] the end of
    /// this process is the end of the lab, also by Ctrl-C and also where this fails half-way.
    void build(Daemons daemons) throws IOException, InterruptedException {
        try {
            Runtime.getRuntime().addShutdownHook(ender);
        } catch (IllegalStateException e) {
            throw new InterruptedException("ended before it began");
        }
        clear(Node.stateOf(topology));
        try {
            network(daemons);
            for (var start : topology.starts()) {
                goesOn();
                daemons.start(Node.of(topology, start.node()), start);
            }
        } catch (IOException | Refusal e) {
            // Ctrl-C may meet a call before it meets us: what failed by it is no news.
            Thread.sleep(SIGNAL_MILLIS);
            goesOn();
            throw e;
        }
    }

    private void network(Daemons daemons) throws IOException, InterruptedException {
        for (var name : topology.nodes().keySet()) {
            namespace(topology.namespace(name));
            router(topology.namespace(name));
            daemons.command(Node.of(topology, name));
        }
        wire();
        for (var route : topology.routes()) {
            ip(route.node(), "route", "add", route.prefix(), "via", route.gateway());
        }
    }

    /// Whoever ends the lab waits for the call that is under way and lets no other begin: nothing
    /// is made behind its back.
    private synchronized void must(String... words) throws IOException, InterruptedException {
        goesOn();
        Calls.must(words);
    }

    private synchronized void goesOn() throws InterruptedException {
        if (ending) {
            throw new InterruptedException("the lab is being taken away");
        }
    }

    private void namespace(String namespace) throws IOException, InterruptedException {
        must("ip", "netns", "add", namespace);
        must("ip", "-n", namespace, "link", "set", "dev", "lo", "up");
    }

    /// Lets the node forward, and lets it answer by another port than the question came by. IPv6
    /// addresses are usable at once.
    private void router(String namespace) throws IOException, InterruptedException {
        var set = new StringBuilder();
        for (var one :
                List.of(
                        "ipv4/ip_forward=1",
                        "ipv6/conf/all/forwarding=1",
                        "ipv4/conf/all/rp_filter=0",
                        "ipv4/conf/default/rp_filter=0",
                        "ipv6/conf/all/accept_dad=0",
                        "ipv6/conf/default/accept_dad=0")) {
            int equals = one.indexOf('=');
            set.append("echo ").append(one.substring(equals + 1));
            set.append(" > /proc/sys/net/").append(one, 0, equals).append("; ");
        }
        // /proc/sys/net is that of the namespace of whoever opens it.
        must("ip", "netns", "exec", namespace, "sh", "-c", set.toString());
    }

    private void wire() throws IOException, InterruptedException {
        for (var link : topology.links()) {
            cable(link.one(), topology.namespace(link.other().node()), link.other().device());
            address(link.one());
            address(link.other());
        }
        for (var lan : topology.lans()) {
            String namespace = topology.namespace(lan.name());
            namespace(namespace);
            must("ip", "-n", namespace, "link", "add", "name", "br0", "type", "bridge");
            must("ip", "-n", namespace, "link", "set", "dev", "br0", "up");
            for (int i = 0; i < lan.ports().size(); i++) {
                String plug = "port" + (i + 1);
                cable(lan.ports().get(i), namespace, plug);
                must("ip", "-n", namespace, "link", "set", "dev", plug, "master", "br0", "up");
                address(lan.ports().get(i));
            }
        }
        for (var node : topology.nodes().entrySet()) {
            for (var loopback : node.getValue()) {
                ip(node.getKey(), "addr", "add", loopback, "dev", "lo");
            }
        }
    }

    private void cable(Topology.Port from, String namespace, String device)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("link", "add", "name", from.device(), "type", "veth"));
        words.addAll(List.of("peer", "name", device, "netns", namespace));
        ip(from.node(), words.toArray(String[]::new));
    }

    private void address(Topology.Port port) throws IOException, InterruptedException {
        ip(port.node(), "addr", "add", port.address(), "dev", port.device());
        ip(port.node(), "link", "set", "dev", port.device(), "up");
    }

    private void ip(String node, String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("ip", "-n", topology.namespace(node)));
        all.addAll(List.of(words));
        must(all.toArray(String[]::new));
    }

    /// Lets the lab stand when this process ends.
    synchronized void leave() throws IOException {
        Files.createFile(mark());
        left = true;
    }

    /// Takes the lab away, unless it is left. The hook stays until that is done: Ctrl-C would
    /// otherwise end the process in the middle of it.
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException e) {
            return; // Ctrl-C: the hook saw that there is nothing to do.
        }
    }

    /// Once: by [#close()] or by the hook, whichever comes first; the other one waits.
    private synchronized void end() {
        if (ending || left) {
            return;
        }
        ending = true;
        try {
            down();
        } catch (IOException | Refusal e) {
            System.err.println("godwit: lab " + topology.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends every process in the lab's namespaces, and removes these; what is not there is fine.
    void down() throws IOException, InterruptedException {
        var there = topology.namespaces().stream().filter(Lab::exists).toList();
        var processes = new ArrayList<ProcessHandle>();
        for (var namespace : there) {
            for (var pid : Calls.must("ip", "netns", "pids", namespace).split("\\s+")) {
                if (!pid.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(processes::add);
                }
            }
        }
        processes.forEach(ProcessHandle::destroy);
        await(processes);
        processes.forEach(ProcessHandle::destroyForcibly);
        await(processes);
        for (var namespace : there) {
            Calls.must("ip", "netns", "del", namespace);
        }
        clear(Node.stateOf(topology));
    }

    private static void await(List<ProcessHandle> processes) throws InterruptedException {
        long until = System.nanoTime() + END_MILLIS * 1_000_000;
        while (processes.stream().anyMatch(ProcessHandle::isAlive)
                && System.nanoTime() - until < 0) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
