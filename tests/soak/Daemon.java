import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A `godwit run` of our own, and what `/proc` and the control socket say of it.
final class Daemon {
    private static final Pattern LONGEST = Pattern.compile("\"longest_(\\w+)_micros\":\\s*(\\d+)");

    /// A route server as an exchange has it.
    private static final String MEMBERS =
            """
            policy member-in {
                reject 1 "as-path-too-long" if as-path.length > 32;
                reject 2 "bogon-prefix" if prefix in [ 10.0.0.0/8+, 100.64.0.0/10+, 127.0.0.0/8+, 192.168.0.0/16+ ];
                reject 6 "first-as" if as-path.first != peer.as;
                reject 8 "transit-free-as" if as-path any [ 70001, 70002, 70003, 70004, 70005, 70006 ];
                reject 12 "prefix-not-in-irr" if prefix not in peer.irr-prefixes;
                reject 13 "prefix-length" if prefix.length not in 8..24;
                accept;
            }
            policy member-out {
                reject "blocked-for-you" if community has 0:(peer.as) or large-community has 65000:0:(peer.as);
                reject "blocked-for-all" if community has 0:65000 and not community has 65000:(peer.as);
                prepend route.peer-as 1 if large-community has 65000:101:(peer.as);
                remove large-community 65000:*:*;
                accept;
            }
            group members { route-server-client; passive; family ipv4; hold-time 240; import member-in; export member-out }
            """;

    /// Who somebody is.
    record Place(String address, int as) {}

    private final String godwit;
    private final Path folder;
    private final int port;
    private final StringBuilder config = new StringBuilder();
    private Process process;

    Daemon(String godwit, int quietHold) throws IOException {
        this.godwit = godwit;
        folder = Files.createTempDirectory("godwit-soak");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        config.append("router { as 65000; id 127.0.0.1; listen 127.0.0.1 port ").append(port).append(" }\n");
        config.append("group quiet { passive; family ipv4; hold-time ").append(quietHold).append(" }\n");
        config.append("group send { passive; family ipv4; hold-time 240; import from-senders }\n");
        config.append(MEMBERS);
        config.append("group receive { passive; family ipv4; hold-time 240; export accept }\n");
    }

    /// A client of the route server, with the prefixes it registered in a file of its own.
    Place member(int i, int first, int count) throws IOException {
        Path irr = Files.createDirectories(folder.resolve("irr"));
        register(i, first, count);
        config.append("neighbor ").append(memberAddress(i)).append(" in members { as ").append(500_000 + i);
        config.append("; irr-prefixes from file \"").append(irr.resolve(i + ".txt")).append("\" }\n");
        return new Place(memberAddress(i), 500_000 + i);
    }

    private static String memberAddress(int i) {
        return "127.4." + i / 250 + "." + (i % 250 + 1);
    }

    /// Writes what a member may announce: `count` rows of the table from the first on.
    void register(int i, int first, int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int row = first; row < first + count; row++) {
            lines.append(Octets.prefix(row)).append('\n');
        }
        Files.writeString(folder.resolve("irr").resolve(i + ".txt"), lines);
    }

    Place quiet(int i) {
        return neighbor("quiet", "127.1." + i / 250 + "." + (i % 250 + 1), 100_000 + i);
    }

    Place sender(int i) {
        return neighbor("send", "127.2.0." + (i + 1), 200_000 + i);
    }

    Place receiver(int i) {
        return neighbor("receive", "127.3." + i / 250 + "." + (i % 250 + 1), 300_000 + i);
    }

    private Place neighbor(String group, String address, int as) {
        config.append("neighbor ").append(address).append(" in ").append(group);
        config.append(" { as ").append(as).append(" }\n");
        return new Place(address, as);
    }

    static int id(String address) {
        int id = 0;
        for (String octet : address.split("\\.")) {
            id = id << 8 | Integer.parseInt(octet);
        }
        return id;
    }

    void start() throws IOException, InterruptedException {
        policy("accept;");
        process =
                new ProcessBuilder(godwit, "run", folder.resolve("godwit.conf").toString(), "--socket", socket())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        for (int i = 0; !tries("show", "router"); i++) {
            if (i > 100 || !process.isAlive()) {
                throw new IllegalStateException("the daemon does not start:\n" + log());
            }
            Thread.sleep(50);
        }
    }

    /// Writes the configuration with another import policy of the senders.
    void policy(String statements) throws IOException {
        Files.writeString(folder.resolve("godwit.conf"), config + "policy from-senders { " + statements + " }\n");
    }

    int port() {
        return port;
    }

    String socket() {
        return folder.resolve("sock").toString();
    }

    boolean alive() {
        return process.isAlive();
    }

    String log() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Runs a command and forgets what it says.
    int run(String... words) throws IOException, InterruptedException {
        return command(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    boolean tries(String... words) {
        try {
            return run(words) == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder command(String... words) {
        List<String> all = new ArrayList<>(List.of(godwit, "--socket", socket()));
        all.addAll(Arrays.asList(words));
        return new ProcessBuilder(all).redirectErrorStream(true);
    }

    /// The longest turn of the lane, then the longest of each phase, in milliseconds.
    String longest() throws IOException {
        Process asked = command("show", "lanes", "--json").start();
        Matcher found = LONGEST.matcher(new String(asked.getInputStream().readAllBytes()));
        List<String> all = new ArrayList<>();
        while (found.find()) {
            all.add(Math.round(Long.parseLong(found.group(2)) / 1e3) + (all.isEmpty() ? " =" : ""));
        }
        return String.join(" ", all);
    }

    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    long rssKilobytes() throws IOException {
        return kilobytes("VmRSS:");
    }

    long peakKilobytes() throws IOException {
        return kilobytes("VmHWM:");
    }

    private long kilobytes(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
