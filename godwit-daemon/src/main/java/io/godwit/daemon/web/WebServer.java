package io.godwit.daemon.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/// Answers over HTTP, read-only (ADR 0025). One virtual thread a request; nothing of it touches the
/// lane but posted commands. Whoever asks too much at once, too slowly, or does not read is let go.
public final class WebServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int ANSWERS_AT_ONCE = 32;

    /// Who looks at routes takes no place from those who look whether we live.
    private static final int PROBES_AT_ONCE = 8;

    private static final long STILL_NANOS = 30_000_000_000L;
    private static final long LOOK_MILLIS = 1000;

    /// The server of the JDK takes its limits from here: seconds for a whole request, connections
    /// in all, octets of headers, and no waiting for more to send.
    private static final Map<String, String> LIMITS =
            Map.of(
                    "sun.net.httpserver.maxReqTime", "10",
                    "jdk.httpserver.maxConnections", "256",
                    "sun.net.httpserver.maxReqHeaderSize", "16384",
                    "sun.net.httpserver.nodelay", "true");

    private final HttpServer server;
    private final Map<String, Page> pages;
    private final Semaphore lists = new Semaphore(ANSWERS_AT_ONCE);
    private final Semaphore probes = new Semaphore(PROBES_AT_ONCE);
    private final Set<WebExchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private WebServer(HttpServer server, Questions questions) {
        this.server = server;
        this.pages =
                Map.of(
                        Api.ROOT,
                        new Api(questions),
                        "/metrics",
                        new Metrics(questions),
                        Birdwatcher.ROOT,
                        new Birdwatcher(questions),
                        "/healthz",
                        exchange -> exchange.send(200, "text/plain", "ok\n"),
                        "/readyz",
                        new Readiness(questions));
    }

    /// Binds; nobody is answered before [#start].
    ///
    /// @param at where
    /// @param commands runs a command of the control socket
    /// @param wakeLane has the lane look again whether there is room for an answer
    /// @return the server
    /// @throws IOException when one cannot listen there
    public static WebServer open(
            InetSocketAddress at, BiConsumer<Command, Answer> commands, Runnable wakeLane)
            throws IOException {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        return new WebServer(HttpServer.create(at, BACKLOG), new Questions(commands, wakeLane));
    }

    /// The port: what a configured 0 became.
    public int port() {
        return server.getAddress().getPort();
    }

    /// Begins to answer.
    public void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        Thread.ofVirtual().name("godwit-http-watch").start(this::watch);
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            WebExchange exchange = new WebExchange(http);
            running.add(exchange);
            try {
                serve(http, exchange);
            } catch (WebFailure failure) {
                exchange.send(failure.status(), failure.body());
            } catch (RuntimeException mistake) {
                if (!exchange.begun()) {
                    exchange.send(500, WebFailure.of(mistake).body());
                }
            } catch (InterruptedException e) {
                if (!exchange.begun()) {
                    exchange.send(503, WebFailure.of(503, "no answer in time", "ask again").body());
                }
            } finally {
                running.remove(exchange);
            }
        }
    }

    private void serve(HttpExchange http, WebExchange exchange)
            throws IOException, InterruptedException, WebFailure {
        String method = http.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.header("Allow", "GET, HEAD");
            throw WebFailure.of(
                    405, method + " is not possible: nothing can be changed here", "use `godwit`");
        }
        String at = at(exchange.path());
        Semaphore permits = at.endsWith("/") ? lists : probes;
        if (!permits.tryAcquire()) {
            exchange.header("Retry-After", "1");
            throw WebFailure.of(503, "too many requests at once", "ask again in a second");
        }
        try {
            pages.get(at).answer(exchange);
        } finally {
            permits.release();
        }
    }

    private String at(String path) throws WebFailure {
        for (String at : pages.keySet()) {
            if (at.endsWith("/") ? path.startsWith(at) : path.equals(at)) {
                return at;
            }
        }
        throw WebFailure.of(
                404,
                "nothing is at " + path,
                "possible: " + String.join(", ", pages.keySet().stream().sorted().toList()));
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_MILLIS);
                running.stream()
                        .filter(exchange -> exchange.stillNanos() > STILL_NANOS)
                        .forEach(WebExchange::interrupt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends all connections.
    @Override
    public void close() {
        closed = true;
        server.stop(0);
        running.forEach(WebExchange::interrupt);
    }
}
