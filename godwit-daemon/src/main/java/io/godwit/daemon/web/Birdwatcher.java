package io.godwit.daemon.web;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.json.JsonWriter;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.speaker.show.ShowConfig;
import io.godwit.speaker.show.ShowCounters;
import io.godwit.speaker.show.ShowRouter;
import io.godwit.wire.Address;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// `/birdwatcher/…`: what Alice-LG asks a birdwatcher of the type `single_table`. The id of a
/// protocol is the address of the neighbor. A golden test keeps the types.
final class Birdwatcher implements Page {
    static final String ROOT = "/birdwatcher/";
    private static final String TABLE = "master4";

    /// A list of routes: a path whose arguments are those of a show command, and which rows count.
    private record Door(
            PathPattern path, String command, Map<String, Object> fixed, Predicate<Record> wanted) {
        Door(String path, String command, Map<String, Object> fixed, Predicate<Record> wanted) {
            this(new PathPattern(ROOT + path), command, fixed, wanted);
        }
    }

    private static final Map<String, Object> REJECTED = Map.of("rejected", true);
    private static final Predicate<Record> ALL = _ -> true;
    private static final Predicate<Record> ACCEPTED = r -> !(r instanceof RouteRow x) || x.valid();

    private static final List<Door> ROUTES =
            List.of(
                    new Door("routes/protocol/{neighbor}", "show routes", Map.of(), ACCEPTED),
                    new Door("routes/peer/{neighbor}", "show routes", Map.of(), ACCEPTED),
                    new Door("routes/filtered/{neighbor}", "show routes", REJECTED, ALL),
                    new Door("routes/noexport/{of}", "show rejected", Map.of("export", true), ALL),
                    new Door("routes/table/{table}", "show routes", Map.of(), ACCEPTED),
                    new Door("routes/table/{table}/filtered", "show routes", REJECTED, ALL),
                    new Door("route/net/{prefix}", "show route why", Map.of(), ALL),
                    new Door("routes/prefix", "show route why", Map.of(), ALL));

    private final Questions questions;

    Birdwatcher(Questions questions) {
        this.questions = questions;
    }

    @Override
    public void answer(WebExchange exchange) throws IOException, InterruptedException, WebFailure {
        switch (exchange.path().substring(ROOT.length())) {
            case "status" -> exchange.send(200, status(exchange));
            case "protocols/bgp", "protocols" -> exchange.send(200, protocols(exchange));
            case "protocols/short" -> exchange.send(200, brief(exchange));
            default -> routes(exchange);
        }
    }

    // ---- the daemon and its neighbors ----

    /// What every answer begins with.
    private Map<String, Object> envelope(ShowRouter.Row router) {
        Instant now = router.started().plusSeconds(router.uptimeSeconds());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "api",
                Map.of(
                        "Version", router.version(),
                        "result_from_cache", false,
                        "cache_status", Map.of("cached_at", Map.of("date", now))));
        answer.put("ttl", now);
        return answer;
    }

    private ShowRouter.Row router(WebExchange exchange) throws InterruptedException, WebFailure {
        return questions.rows(exchange::next, "show router", ShowRouter.Row.class).getFirst();
    }

    private ShowConfig.Row config(WebExchange exchange) throws InterruptedException, WebFailure {
        return questions.rows(exchange::next, "show config", ShowConfig.Row.class).getFirst();
    }

    private Object status(WebExchange exchange) throws InterruptedException, WebFailure {
        ShowRouter.Row router = router(exchange);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("router_id", router.routerId());
        status.put("version", "Godwit " + router.version());
        status.put("message", "Daemon is up and running");
        String now = BirdRoutes.time(router.started().plusSeconds(router.uptimeSeconds()));
        status.put("current_server", now);
        status.put("last_reboot", BirdRoutes.time(router.started()));
        status.put("last_reconfig", BirdRoutes.time(config(exchange).since()));
        Map<String, Object> answer = envelope(router);
        answer.put("status", status);
        return answer;
    }

    private Object protocols(WebExchange exchange) throws InterruptedException, WebFailure {
        Map<Address, ShowCounters.Row> counters = new HashMap<>();
        questions
                .rows(exchange::next, "show counters", ShowCounters.Row.class)
                .forEach(row -> counters.put(row.address(), row));
        Map<String, Object> protocols = new LinkedHashMap<>();
        for (NeighborRow row :
                questions.rows(exchange::next, "show neighbors", NeighborRow.class)) {
            protocols.put(
                    row.address().toString(),
                    protocol(row, Optional.ofNullable(counters.get(row.address()))));
        }
        Map<String, Object> answer = envelope(router(exchange));
        answer.put("protocols", protocols);
        return answer;
    }

    private static Map<String, Object> protocol(
            NeighborRow row, Optional<ShowCounters.Row> counters) {
        Map<String, Object> protocol = new LinkedHashMap<>();
        protocol.put("protocol", row.address().toString());
        protocol.put("bird_protocol", "BGP");
        protocol.put("state", state(row.state(), row.adminDown()));
        protocol.put("state_changed", BirdRoutes.time(row.since()));
        protocol.put("bgp_state", row.state());
        protocol.put("neighbor_address", row.address().toString());
        protocol.put("neighbor_as", row.as());
        protocol.put("description", row.description().or(row::name).orElse(""));
        protocol.put("table", TABLE);
        protocol.put("last_error", row.whyNot().or(row::lastError).orElse(""));
        protocol.put("routes", counts(row.accepted(), row.rejected(), row.advertised()));
        Map<String, Object> channels = new LinkedHashMap<>();
        for (NeighborRow.Routes f : counters.map(ShowCounters.Row::families).orElse(List.of())) {
            Object counts =
                    counts(
                            OptionalLong.of(f.accepted()),
                            OptionalLong.of(f.rejected()),
                            OptionalLong.of(f.advertised()));
            channels.put(f.family(), Map.of("routes_count", counts));
        }
        protocol.put("channels", channels);
        return protocol;
    }

    private static Map<String, Object> counts(
            OptionalLong accepted, OptionalLong rejected, OptionalLong advertised) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("imported", accepted.orElse(0));
        counts.put("filtered", rejected.orElse(0));
        counts.put("exported", advertised.orElse(0));
        return counts;
    }

    private static String state(String state, boolean adminDown) {
        return state.equals("Established") ? "up" : adminDown ? "down" : "start";
    }

    private Object brief(WebExchange exchange) throws InterruptedException, WebFailure {
        // Alice-LG says it wants nothing old; nothing here is.
        Map<String, Object> protocols = new LinkedHashMap<>();
        for (ShowCounters.Row row :
                questions.rows(exchange::next, "show counters", ShowCounters.Row.class)) {
            Map<String, Object> protocol = new LinkedHashMap<>();
            protocol.put("proto", "BGP");
            protocol.put("table", TABLE);
            protocol.put("state", state(row.state(), row.adminDown()));
            protocol.put("since", BirdRoutes.time(row.since()));
            protocol.put("info", row.state());
            protocols.put(row.address().toString(), protocol);
        }
        Map<String, Object> answer = envelope(router(exchange));
        answer.put("protocols", protocols);
        return answer;
    }

    // ---- routes ----

    private void routes(WebExchange exchange) throws IOException, InterruptedException, WebFailure {
        for (Door door : ROUTES) {
            Optional<Map<String, String>> inPath = door.path.match(exchange.path());
            if (inPath.isPresent()) {
                Map<String, Object> arguments = new LinkedHashMap<>(door.fixed);
                arguments.putAll(exchange.arguments());
                arguments.putAll(inPath.get());
                arguments.remove("table");
                routes(exchange, door, arguments);
                return;
            }
        }
        throw WebFailure.of(
                404,
                "nothing is at " + exchange.path(),
                "see docs/monitoring.md for what Alice-LG can ask");
    }

    private void routes(WebExchange exchange, Door door, Map<String, Object> arguments)
            throws IOException, InterruptedException, WebFailure {
        ShowRouter.Row router = router(exchange);
        Map<Address, Instant> since = new HashMap<>();
        questions
                .rows(exchange::next, "show counters", ShowCounters.Row.class)
                .forEach(row -> since.put(row.address(), row.since()));
        BirdRoutes routes = new BirdRoutes(router.as(), since);
        String begin = JsonWriter.write(envelope(router));
        try (AnswerQueue queue = questions.ask(door.command, arguments)) {
            Listing listing = new Listing(exchange, routes, door.wanted);
            exchange.text().append(begin, 0, begin.length() - 1).append(",\"routes\":[");
            while (!listing.ended) {
                for (AnswerQueue.Item item : exchange.next(queue)) {
                    listing.take(item);
                }
                exchange.passOn();
            }
        }
        exchange.end();
    }

    /// The routes of one answer.
    private static final class Listing {
        private final WebExchange exchange;
        private final BirdRoutes routes;
        private final Predicate<Record> wanted;
        private final JsonWriter json = JsonWriter.lines();
        private boolean some;
        private boolean ended;

        Listing(WebExchange exchange, BirdRoutes routes, Predicate<Record> wanted) {
            this.exchange = exchange;
            this.routes = routes;
            this.wanted = wanted;
        }

        void take(AnswerQueue.Item item) throws IOException, WebFailure {
            switch (item) {
                case AnswerQueue.Head _ -> {}
                case AnswerQueue.Row(Record row) when wanted.test(row) -> {
                    for (Map<String, Object> route : routes.of(row)) {
                        exchange.text().append(some ? "," : "");
                        json.line(route, exchange.text());
                        some = true;
                    }
                }
                case AnswerQueue.Row _ -> {}
                case AnswerQueue.End(var outcome) -> {
                    ended = true;
                    if (outcome.status() != 0 && !exchange.begun()) {
                        throw WebFailure.of(outcome);
                    }
                    exchange.text().append("]}\n");
                }
            }
        }
    }
}
