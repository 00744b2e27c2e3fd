import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `godwit run` of our own, and what the control socket says of it.
final class Daemon implements RouteServer {
    private static final Pattern LONGEST = Pattern.compile("\"longest_(\\w+)_micros\":\\s*(\\d+)");

    private final String godwit;
    private final Running running = new Running();
    private final int port;
    private final StringBuilder config = new StringBuilder();

    /// @param policies those of the members of an exchange; null = they accept everything
    Daemon(String godwit, int quietHold, Path policies) throws IOException {
        this.godwit = godwit;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        config.append("router { as 65000; id 127.0.0.1; listen 127.0.0.1 port ").append(port).append(" }\n");
        config.append("group quiet { passive; family ipv4; hold-time ").append(quietHold).append(" }\n");
        config.append("group send { passive; family ipv4; hold-time 240; import from-senders }\n");
        config.append(policies == null ? "" : Files.readString(policies));
        config.append("group members { route-server-client; passive; family ipv4; hold-time 240; ");
        config.append(policies == null ? "import accept; export accept }\n" : "import member-in; export member-out }\n");
        config.append("group receive { passive; family ipv4; hold-time 240; export accept }\n");
    }

    @Override
    public Place member(int i, int firstRow, int rows, int firstOrigin, int origins) throws IOException {
        Place place = Place.member(i);
        register(i, firstRow, rows);
        config.append("neighbor ").append(place.address()).append(" in members { as ").append(place.as());
        config.append("; irr-prefixes from file \"").append(registry(i)).append("\"; irr-origins [ ");
        config.append(firstOrigin).append("..").append(firstOrigin + origins - 1).append(" ] }\n");
        return place;
    }

    private Path registry(int i) throws IOException {
        return Files.createDirectories(running.file("irr")).resolve(i + ".txt");
    }

    /// Writes what a member may announce: `count` rows of the table from the first on.
    void register(int i, int first, int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int row = first; row < first + count; row++) {
            lines.append(Octets.prefix(row)).append('\n');
        }
        Files.writeString(registry(i), lines);
    }

    @Override
    public Place quiet(int i) {
        Place place = Place.quiet(i);
        return neighbor("quiet", place.address(), place.as());
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

    @Override
    public void start() throws IOException, InterruptedException {
        policy("accept;");
        running.start(godwit, "run", running.file("godwit.conf").toString(), "--socket", socket());
        for (int i = 0; !tries("show", "router"); i++) {
            if (i > 100 || !running.alive()) {
                throw new IllegalStateException("the daemon does not start:\n" + running.log());
            }
            Thread.sleep(50);
        }
    }

    /// Writes the configuration with another import policy of the senders.
    void policy(String statements) throws IOException {
        Files.writeString(running.file("godwit.conf"), config + "policy from-senders { " + statements + " }\n");
    }

    @Override
    public int port() {
        return port;
    }

    String socket() {
        return running.file("sock").toString();
    }

    @Override
    public Running running() {
        return running;
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
    @Override
    public String longest() throws IOException {
        Process asked = command("show", "lanes", "--json").start();
        Matcher found = LONGEST.matcher(new String(asked.getInputStream().readAllBytes()));
        List<String> all = new ArrayList<>();
        while (found.find()) {
            all.add(Math.round(Long.parseLong(found.group(2)) / 1e3) + (all.isEmpty() ? " =" : ""));
        }
        return String.join(" ", all);
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        running.stop();
    }
}
