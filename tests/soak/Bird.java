import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A `bird` of our own, version 2, as a route server.
final class Bird implements RouteServer {
    private final Running running = new Running();
    private final StringBuilder config = new StringBuilder();
    private final boolean filters;
    private final int quietHold;
    private final int port;

    /// @param policies the file with them; null = everything is accepted
    Bird(Path policies, int quietHold) throws IOException {
        this.quietHold = quietHold;
        filters = policies != null;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        config.append("log stderr { warning, error, auth, fatal, bug };\nrouter id 127.0.0.1;\nprotocol device { }\n");
        if (filters) {
            config.append(Files.readString(policies));
        }
    }

    @Override
    public Place quiet(int i) {
        Place place = Place.quiet(i);
        neighbor("quiet" + i, place, quietHold, "", "import none; export none;");
        return place;
    }

    @Override
    public Place member(int i, int firstRow, int rows, int firstOrigin, int origins) {
        Place place = Place.member(i);
        String channel = "import all; export all;";
        if (filters) {
            channel = "import filter { member_in(" + place.as() + ", " + place.address() + ", [ "
                    + IntStream.range(firstRow, firstRow + rows).mapToObj(Octets::prefix).collect(Collectors.joining(", "))
                    + " ], [ "
                    + IntStream.range(firstOrigin, firstOrigin + origins).mapToObj(as -> "" + as).collect(Collectors.joining(", "))
                    + " ]); }; export filter { member_out(" + place.as() + "); };";
        }
        neighbor("member" + i, place, 240, "rs client; ", channel);
        return place;
    }

    private void neighbor(String name, Place place, int hold, String role, String channel) {
        config.append("protocol bgp ").append(name).append(" { local 127.0.0.1 port ").append(port).append(" as 65000; neighbor ");
        config.append(place.address()).append(" as ").append(place.as());
        // Loopback addresses are on no link that BIRD would accept as direct.
        config.append("; multihop; passive on; hold time ").append(hold).append("; ").append(role);
        config.append("ipv4 { ").append(channel).append(" }; }\n");
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Path file = running.file("bird.conf");
        Files.writeString(file, config);
        String socket = running.file("sock").toString();
        running.start("bird", "-f", "-c", file.toString(), "-s", socket, "-P", running.file("pid").toString());
        while (!Files.exists(Path.of(socket))) {
            if (!running.alive()) {
                throw new IllegalStateException("BIRD does not start:\n" + running.log());
            }
            Thread.sleep(50);
        }
        Thread.sleep(1000);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Running running() {
        return running;
    }

    @Override
    public String longest() {
        return "not said";
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        running.stop();
    }
}
