package io.godwit.daemon;

import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.config.model.HttpConfig;
import io.godwit.config.model.Listen;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.model.OriginateConfig;
import io.godwit.config.model.ReloadConfig;
import io.godwit.config.model.RouterConfig;
import io.godwit.config.model.RpkiConfig;
import io.godwit.config.report.ConfigReading;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.policy.Identity;
import io.godwit.policy.MedRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.RibLimits;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.speaker.SpeakerEvent.Level;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// A daemon on loopback addresses, its log and its control socket, for one test.
final class Bench implements AutoCloseable {
    static final int LIMIT_SECONDS = 20;

    private final Path directory;
    private final List<NeighborConfig> neighbors = new ArrayList<>();
    private final List<OriginateConfig> originates = new ArrayList<>();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final Path socket;
    private final long as;
    private final String id;
    String listenAddress = "127.0.0.1";
    int listenPort;
    EventLog.Format format = EventLog.Format.TEXT;
    RibLimits limits = RibLimits.WIDEST;
    Optional<Path> file = Optional.empty();
    Optional<HttpConfig> http = Optional.empty();
    Daemon daemon;

    Bench(long as, String id) throws IOException {
        this.as = as;
        this.id = id;
        this.directory = Files.createTempDirectory("godwit");
        this.socket = directory.resolve("s");
    }

    /// A neighbor that connects to us.
    Bench passive(String address, long neighborAs) {
        return neighbor(address, neighborAs, 179, true, "127.0.0.1");
    }

    Bench neighbor(String address, long neighborAs, int port, boolean passive, String local) {
        neighbors.add(
                new NeighborConfig(
                        Optional.empty(),
                        new Identity(
                                Address.parse(address).orElseThrow(),
                                neighborAs,
                                neighborAs == as ? Role.INTERNAL : Role.EXTERNAL,
                                Relation.UNSTATED,
                                "n" + address.substring(address.lastIndexOf('.') + 1),
                                "",
                                ""),
                        new Transport(port, Address.parse(local), passive, 0, Protection.NONE),
                        new Timers(90, 0, 5),
                        Offers.of(List.of(Family.IPV4_UNICAST)),
                        PeerPolicies.of(PolicyChain.ACCEPT, PolicyChain.ACCEPT),
                        Shutdown.NO,
                        Optional.empty(),
                        Place.NONE,
                        Map.of()));
        return this;
    }

    /// The last neighbor offers both families.
    Bench dual() {
        NeighborConfig n = neighbors.removeLast();
        neighbors.add(
                new NeighborConfig(
                        n.range(),
                        n.identity(),
                        n.transport(),
                        n.timers(),
                        Offers.of(List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)),
                        n.policies(),
                        n.shutdown(),
                        n.bfd(),
                        n.at(),
                        n.places()));
        return this;
    }

    Bench originate(String prefix) {
        originates.add(
                new OriginateConfig(
                        Prefix.parse(prefix).orElseThrow(),
                        List.of(),
                        PolicyChain.ACCEPT,
                        Place.NONE));
        return this;
    }

    Config config() {
        return new Config(
                new RouterConfig(
                        as,
                        Optional.empty(),
                        Address.parse(id).orElseThrow().v4(),
                        Address.parse(id).orElseThrow().v4(),
                        MedRule.STANDARD,
                        List.of(new Listen(Address.parse(listenAddress), listenPort, Place.NONE)),
                        Place.NONE),
                neighbors,
                originates,
                List.of(),
                List.of(),
                RpkiConfig.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                http,
                ReloadConfig.STANDARD);
    }

    Bench start() throws StartFailure {
        daemon =
                Daemon.start(
                        file.isPresent() ? written() : config(),
                        new DaemonOptions(
                                file.map(Path::toString),
                                Optional.of(socket),
                                EventLog.to(log, format, Level.DEBUG),
                                false,
                                limits,
                                "test"));
        return this;
    }

    /// Writes what is read at the start, and by `reload`.
    Bench write(String text) throws IOException {
        file = Optional.of(directory.resolve("godwit.conf"));
        Files.writeString(file.get(), text);
        return this;
    }

    private Config written() {
        ConfigReading reading = ConfigReader.read(file.orElseThrow().toString(), Sources.files());
        return reading.config().orElseThrow(() -> new AssertionError(reading.text()));
    }

    int port() {
        return daemon.ports().getFirst();
    }

    String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /// What one command answers, line by line.
    List<Json.Obj> ask(String request) throws IOException {
        List<Json.Obj> lines = new ArrayList<>();
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            BufferedReader in =
                    new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            while (lines.isEmpty() || lines.getLast().get("end").isEmpty()) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException("the answer has no end: " + lines);
                }
                lines.add(object(line));
            }
        }
        return lines;
    }

    SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    static Json.Obj object(String line) {
        if (JsonReader.read(line) instanceof JsonReading.Ok(Json.Obj object)) {
            return object;
        }
        throw new AssertionError("no JSON object: " + line);
    }

    List<Json.Obj> rows(String command, String arguments) throws IOException {
        return ask("{\"command\":\"" + command + "\",\"args\":{" + arguments + "}}").stream()
                .flatMap(line -> line.object("row").stream())
                .toList();
    }

    Json.Obj end(String command, String arguments) throws IOException {
        return ask("{\"command\":\"" + command + "\",\"args\":{" + arguments + "}}")
                .getLast()
                .object("end")
                .orElseThrow();
    }

    Json.Obj neighbor(String address) throws IOException {
        return rows("show neighbor", "\"address\":\"" + address + "\"").getFirst();
    }

    boolean established(String address) throws IOException {
        return neighbor(address).string("state").orElseThrow().equals("Established");
    }

    List<Json.Obj> routes(String arguments) throws IOException {
        return rows("show routes", arguments);
    }

    /// Polls until something holds; fails with the log when it does not in time.
    void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what + "\n" + logged());
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() throws IOException {
        if (daemon != null) {
            daemon.stop();
        }
        Files.deleteIfExists(socket);
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
        Files.deleteIfExists(directory);
    }
}
