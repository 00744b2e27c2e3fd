import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `godwit run` of our own, and what `/proc` and the control socket say of it.
final class Daemon {
    private static final Pattern LONGEST = Pattern.compile("\"longest_(\\w+)_micros\":\\s*(\\d+)");

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
        config.append("group receive { passive; family ipv4; hold-time 240; export accept }\n");
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
        for (String name : List.of("godwit.conf", "log", "sock")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }
}
