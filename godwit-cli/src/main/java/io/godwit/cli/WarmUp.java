package io.godwit.cli;

import io.godwit.daemon.Rehearsal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `warm-up`: walks the ways that matter, while the launcher has the JVM record an AOT cache.
/// `client` asks a stand-in daemon for a few things, so that the cache holds what a client command
/// loads and no more: every class in it costs a little at each start. `server` runs a demo and the
/// daemon's rehearsal. Nobody types this, so no help text lists it.
final class WarmUp {
    private static final String NEIGHBORS =
            """
            {"head":{"router_id":"192.0.2.1","as":64496,"uptime_seconds":90000,"neighbors":2,"established":1}}
            {"row":{"address":"192.0.2.2","name":"r2","as":64497,"state":"Established","for_seconds":700,\
            "received":1,"accepted":1,"rejected":0,"advertised":2}}
            {"row":{"address":"192.0.2.9","as":64499,"state":"Idle","for_seconds":41,"why_not":"华东 \\"down\\""}}
            {"end":{"status":0}}
            """;

    private static final String ROUTES =
            """
            {"row":{"prefix":"198.51.100.0/24","best":true,"peer":"192.0.2.2","peer_name":"r2","next_hop":"192.0.2.2",\
            "as_path":"64497","origin":"igp","med":10,"local_pref":100,"communities":["64497:1"],"valid":true}}
            {"end":{"status":0}}
            """;

    private static final String REFUSED =
            """
            {"end":{"status":1,"code":"GW-3004","message":"no path","help":"none"}}
            """;

    private static final Map<String, String> ANSWERS =
            Map.of(
                    "\"show neighbors\"",
                    NEIGHBORS,
                    "\"show routes\"",
                    ROUTES,
                    "\"show route why\"",
                    REFUSED);

    private static final String CONFIGURATION =
            """
            router { as 64496; id 192.0.2.1 }
            prefix-set bogons [ 10.0.0.0/8+, 2001:db8::/32{33,48} ];
            policy in {
                reject 2 "bogon" if prefix in bogons or not as-path.length in 1..32;
                reject 9 "origin" if as-path.last not in peer.irr-origins;
                reject 12 "prefix" if prefix not in peer.irr-prefixes and large-community has 64496:*:1;
                set local-pref 200 if community has [ 64496:1, 64496:(peer.as) ];
                accept;
            }
            group members { family ipv4, ipv6; passive; hold-time 30; import in; export accept }
            neighbor 192.0.2.2 in members {
                as 64497; name "r2"; irr-prefixes from file "prefixes.json"; irr-origins from file "origins.json"
            }
            test "a bogon" { policy in; peer 192.0.2.2; route 10.0.0.0/8 { as-path 64497 } expect reject "bogon" }
            """;

    private static final String PREFIXES =
            """
            {"NN": [{"prefix":"192.0.2.0\\/24","exact":true},
            {"prefix":"198.51.100.0\\/22","exact":false,"greater-equal":23,"less-equal":24}]}
            """;

    private static final long REHEARSAL_NANOS = 10_000_000_000L;

    private WarmUp() {}

    static Command command() {
        return Command.of("warm-up KIND", "record what a start needs, for the AOT cache")
                .hide()
                .runs((given, _) -> given.word("KIND").equals("client") ? client() : server());
    }

    private static int server() {
        // Long enough that all hot methods are compiled: the cache keeps what the compiler learned,
        // and the daemon has them compiled when they have run a few hundred times.
        int status = Main.run(List.of("demo", "--once", "--prefixes", "100000"), nowhere());
        Rehearsal.run(500, 20, REHEARSAL_NANOS);
        Rehearsal.run(20_000, 10, REHEARSAL_NANOS);
        return status;
    }

    private static int client() throws IOException {
        var folder = Files.createTempDirectory("godwit");
        var socket = folder.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofPlatform().daemon().start(() -> serve(server));
            ask(socket);
            check(folder);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
        return Exit.DONE;
    }

    private static void ask(Path socket) {
        for (var line :
                List.of(
                        List.of("show", "neighbors"),
                        List.of("sh", "nei", "--json"),
                        List.of("show", "routes", "--limit", "10"),
                        List.of("show", "route", "198.51.100.1", "why"),
                        List.of("originate", "198.51.100.0/24"),
                        List.of("neighbor", "192.0.2.2", "shutdown", "text"))) {
            var whole = new ArrayList<>(line);
            whole.addAll(List.of("--socket", socket.toString()));
            Main.run(whole, nowhere());
        }
        Main.run(List.of("version"), nowhere());
        Main.run(List.of("show", "neighbors", "--socket", socket + "-none"), nowhere());
    }

    /// What `check` and `reload` load to read a configuration; a route server has thousands of
    /// files.
    private static void check(Path folder) throws IOException {
        Path config = folder.resolve("godwit.conf");
        Path prefixes = folder.resolve("prefixes.json");
        Path origins = folder.resolve("origins.json");
        try {
            Files.writeString(prefixes, PREFIXES);
            Files.writeString(origins, "{\"NN\": [64497, 64498]}");
            Files.writeString(config, CONFIGURATION);
            Main.run(List.of("check", config.toString()), nowhere());
        } finally {
            Files.deleteIfExists(config);
            Files.deleteIfExists(prefixes);
            Files.deleteIfExists(origins);
        }
    }

    private static void serve(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (var client = server.accept()) {
                answer(client);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(SocketChannel client) throws IOException {
        var request = ByteBuffer.allocate(4096);
        while (request.position() == 0 || request.get(request.position() - 1) != '\n') {
            if (client.read(request) < 0) {
                return;
            }
        }
        String line = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        String answer = "{\"end\":{\"status\":0}}\n";
        for (var entry : ANSWERS.entrySet()) {
            answer = line.contains(entry.getKey()) ? entry.getValue() : answer;
        }
        client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private static Console nowhere() {
        return new Console(
                new Output(OutputStream.nullOutputStream()),
                new Output(OutputStream.nullOutputStream()),
                new ByteArrayInputStream(new byte[0]),
                false,
                true,
                System.getenv());
    }
}
