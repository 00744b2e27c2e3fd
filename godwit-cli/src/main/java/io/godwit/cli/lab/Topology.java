package io.godwit.cli.lab;

import io.godwit.cli.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a lab consists of, as the file `topology` of its folder tells it: one fact a line, `#`
/// begins a comment.
///
/// ```
/// title    one line of English
/// title.zh one line of Chinese
/// node     R1 2.2.2.2/32                              a router or computer; addresses of its loopback
/// link     R1 f0-0 192.168.1.2/24 R2 f1-0 192.168.1.1/24  a cable with two ends
/// lan      ix R1 eth0 10.0.0.1/24 R2 eth0 10.0.0.2/24     a switch with any number of ports
/// route    PC2 default 10.0.0.1                       a static route and its gateway
/// start    R2 godwit R2.conf                          also: bird FILE, frr DAEMON[,DAEMON] FILE
/// ```
///
/// @param folder where the files lie
/// @param name the last part of the folder
/// @param titles the title by language, `en` and `zh`
/// @param nodes the loopback addresses of each node, by its name
record Topology(
        Path folder,
        String name,
        Map<String, String> titles,
        Map<String, List<String>> nodes,
        List<Link> links,
        List<Lan> lans,
        List<Route> routes,
        List<Start> starts) {

    /// One end of a cable. `address` is written with its prefix length.
    record Port(String node, String device, String address) {}

    /// A cable: if one end goes down, the other loses its carrier.
    record Link(Port one, Port other) {}

    /// A switch.
    record Lan(String name, List<Port> ports) {}

    /// A static route.
    record Route(String node, String prefix, String gateway) {}

    /// The programs that a lab may start.
    enum Program {
        GODWIT,
        BIRD,
        FRR
    }

    /// A daemon that begins with the lab. `daemons` are those of FRR beside zebra.
    record Start(String node, Program program, List<String> daemons, Path file) {}

    private static final String FILE = "topology";

    // A node gives its name to a namespace and a folder, a device its name to the kernel, which
    // takes 15 octets.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,14}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]+/[0-9]+");

    /// Whether the folder holds a lab.
    static boolean in(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /// Reads the topology of a folder; a mistake is a [Refusal] that names its line.
    static Topology read(Path folder) throws IOException {
        var reader = new Reader(folder);
        var lines = Files.readAllLines(folder.resolve(FILE));
        for (int i = 0; i < lines.size(); i++) {
            reader.line(i + 1, lines.get(i));
        }
        return reader.topology;
    }

    /// The title in a language, else in English.
    String title(String language) {
        return titles.getOrDefault(language, titles.getOrDefault("en", name));
    }

    /// The name of the network namespace of a node.
    String namespace(String node) {
        return "gw-" + name + "-" + node;
    }

    /// Every namespace of the lab, those of switches too.
    List<String> namespaces() {
        var all = new ArrayList<String>();
        nodes.keySet().forEach(node -> all.add(namespace(node)));
        lans.forEach(lan -> all.add(namespace(lan.name())));
        return all;
    }

    private static final class Reader {
        private final Topology topology;
        private int number;

        Reader(Path folder) {
            topology =
                    new Topology(
                            folder,
                            folder.toAbsolutePath().normalize().getFileName().toString(),
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
        }

        void line(int at, String line) {
            number = at;
            int comment = line.indexOf('#');
            String text = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (text.isEmpty()) {
                return;
            }
            var words = List.of(text.split("\\s+"));
            var rest = words.subList(1, words.size());
            switch (words.get(0)) {
                case "title" -> topology.titles.put("en", String.join(" ", rest));
                case "title.zh" -> topology.titles.put("zh", String.join(" ", rest));
                case "node" -> node(rest);
                case "link" -> link(rest);
                case "lan" -> lan(rest);
                case "route" -> route(rest);
                case "start" -> start(rest);
                default ->
                        throw wrong(
                                "unknown word `" + words.get(0) + "`",
                                "a line begins with title, title.zh, node, link, lan, route or start");
            }
        }

        private void node(List<String> words) {
            need(!words.isEmpty(), "node NAME [ADDRESS/LENGTH of its loopback]...");
            String name = named(words.get(0));
            need(!topology.nodes.containsKey(name), "node " + name + " once");
            var loopbacks = words.subList(1, words.size());
            loopbacks.forEach(this::address);
            topology.nodes.put(name, List.copyOf(loopbacks));
        }

        private void link(List<String> words) {
            need(words.size() == 6, "link NODE DEVICE ADDRESS/LENGTH NODE DEVICE ADDRESS/LENGTH");
            topology.links.add(new Link(port(words, 0), port(words, 3)));
        }

        private void lan(List<String> words) {
            need(
                    words.size() >= 4 && words.size() % 3 == 1,
                    "lan NAME NODE DEVICE ADDRESS/LENGTH [NODE DEVICE ADDRESS/LENGTH]...");
            String name = named(words.get(0));
            need(!topology.nodes.containsKey(name), "lan NAME, a name that no node has");
            var ports = new ArrayList<Port>();
            for (int i = 1; i < words.size(); i += 3) {
                ports.add(port(words, i));
            }
            topology.lans.add(new Lan(name, List.copyOf(ports)));
        }

        private void route(List<String> words) {
            need(words.size() == 3, "route NODE PREFIX GATEWAY");
            topology.routes.add(new Route(known(words.get(0)), words.get(1), words.get(2)));
        }

        private void start(List<String> words) {
            String way = "start NODE godwit FILE, bird FILE or frr DAEMON[,DAEMON] FILE";
            need(words.size() >= 3, way);
            boolean frr = words.get(1).equals("frr");
            need(words.size() == (frr ? 4 : 3), way);
            var program =
                    switch (words.get(1)) {
                        case "godwit" -> Program.GODWIT;
                        case "bird" -> Program.BIRD;
                        case "frr" -> Program.FRR;
                        default -> throw wrong("unknown program `" + words.get(1) + "`", way);
                    };
            Path file = topology.folder.resolve(words.get(words.size() - 1));
            if (!Files.isRegularFile(file)) {
                throw wrong("there is no file " + file, "the file lies in the folder of the lab");
            }
            var daemons = frr ? Arrays.asList(words.get(2).split(",")) : List.<String>of();
            topology.starts.add(new Start(known(words.get(0)), program, daemons, file));
        }

        private Port port(List<String> words, int at) {
            return new Port(
                    known(words.get(at)), named(words.get(at + 1)), address(words.get(at + 2)));
        }

        private String known(String node) {
            if (!topology.nodes.containsKey(node)) {
                throw wrong("unknown node " + node, "a line above names it: node " + node);
            }
            return node;
        }

        private String named(String name) {
            if (!NAME.matcher(name).matches()) {
                throw wrong(
                        "`" + name + "` is no name",
                        "at most 15 letters, digits and -, a letter first");
            }
            return name;
        }

        private String address(String address) {
            if (!ADDRESS.matcher(address).matches()) {
                throw wrong("`" + address + "` is no address with a length", "write 10.0.0.1/24");
            }
            return address;
        }

        private void need(boolean good, String way) {
            if (!good) {
                throw wrong("this line is not understood", "write: " + way);
            }
        }

        private Refusal wrong(String what, String help) {
            return Refusal.failed(topology.folder.resolve(FILE) + ":" + number + ": " + what, help);
        }
    }
}
