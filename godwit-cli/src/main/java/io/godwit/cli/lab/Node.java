package io.godwit.cli.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One router or computer of a lab: a network namespace, and a folder for what its daemons write.
///
/// @param namespace its name for `ip netns`
/// @param folder sockets and logs; `bin` in it has the commands that know the sockets
record Node(String namespace, Path folder) {
    /// Labs keep their sockets where a reboot clears them away.
    private static final Path STATE = Path.of("/run/godwit-lab");

    static Path stateOf(Topology topology) {
        return STATE.resolve(topology.name());
    }

    static Node of(Topology topology, String name) {
        return new Node(topology.namespace(name), stateOf(topology).resolve(name));
    }

    Path bin() {
        return folder.resolve("bin");
    }

    Path socket() {
        return folder.resolve("godwit.sock");
    }

    Path log(String daemon) {
        return folder.resolve(daemon + ".log");
    }

    /// The words that run a command in the namespace.
    List<String> inside(List<String> command) {
        var words = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        words.addAll(command);
        return words;
    }

    /// What a command in the node finds in its environment: `godwit`, `vtysh` and `birdc` speak to
    /// the daemons of this node.
    Map<String, String> environment(Map<String, String> ours) {
        var more = new HashMap<String, String>();
        String path = ours.getOrDefault("PATH", "/usr/bin:/bin");
        more.put("PATH", bin() + ":" + path + ":/usr/sbin:/sbin");
        more.put("GODWIT_SOCKET", socket().toString());
        more.put("PS1", folder.getFileName() + "# ");
        // Answers of other programs are compared with the text: they speak English here.
        more.put("LC_ALL", "C.UTF-8");
        return more;
    }
}
