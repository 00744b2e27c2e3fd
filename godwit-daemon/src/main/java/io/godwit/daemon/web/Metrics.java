package io.godwit.daemon.web;

import static io.godwit.daemon.web.MetricsText.label;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.speaker.show.ShowBfd;
import io.godwit.speaker.show.ShowConfig;
import io.godwit.speaker.show.ShowCounters;
import io.godwit.speaker.show.ShowKernel;
import io.godwit.speaker.show.ShowLanes;
import io.godwit.speaker.show.ShowRouter;
import io.godwit.speaker.show.ShowRpki;
import io.godwit.speaker.show.ShowRpkiPaths;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// `/metrics`. All scrapes of a second get one answer, so that many of them cost the lane as much
/// as one. The states of paths are counted at most once a minute and in the background: that is a
/// walk over all of them.
final class Metrics implements Page {
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final long PATHS_FRESH_NANOS = 60_000_000_000L;

    private final Questions questions;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile List<ShowRpkiPaths.Row> paths = List.of();
    private volatile long pathsNanos;
    private volatile boolean pathsCounted;
    private String last = "";
    private long lastNanos;

    Metrics(Questions questions) {
        this.questions = questions;
    }

    @Override
    public void answer(WebExchange exchange) throws IOException, InterruptedException, WebFailure {
        exchange.send(200, MetricsText.TYPE, text(exchange));
    }

    private synchronized String text(WebExchange exchange) throws InterruptedException, WebFailure {
        if (last.isEmpty() || System.nanoTime() - lastNanos > FRESH_NANOS) {
            last = fresh(exchange::next);
            lastNanos = System.nanoTime();
        }
        return last;
    }

    private String fresh(Questions.Next next) throws InterruptedException, WebFailure {
        MetricsText text = new MetricsText();
        router(text, questions.rows(next, "show router", ShowRouter.Row.class).getFirst());
        lanes(text, questions.rows(next, "show lanes", ShowLanes.Row.class));
        config(text, questions.rows(next, "show config", ShowConfig.Row.class).getFirst());
        rpki(text, questions.rows(next, "show rpki", ShowRpki.Row.class).getFirst());
        bfd(text, questions.rows(next, "show bfd", ShowBfd.Row.class).getFirst());
        kernel(text, questions.rows(next, "show kernel", ShowKernel.Row.class).getFirst());
        NeighborMetrics.write(text, questions.rows(next, "show counters", ShowCounters.Row.class));
        return text.toString();
    }

    private static void router(MetricsText text, ShowRouter.Row row) {
        Runtime java = Runtime.getRuntime();
        text.gauge("build_info", "The program; always 1.")
                .sample(label("version", row.version()), 1);
        text.gauge("start_time_seconds", "When it started.").moment("", row.started());
        text.gauge("heap_bytes", "Memory of the process that is in use, routes and all else.")
                .sample("", java.totalMemory() - java.freeMemory());
        text.gauge("rib_memory_bytes", "Memory that routes take.").sample("", row.usedOctets());
        text.gauge("rib_memory_limit_bytes", "How much of that there may be.")
                .sample("", row.limitOctets());
        text.gauge("rib_attribute_blocks", "Sets of path attributes.")
                .sample("", row.attributeBlocks());
        text.gauge("rib_undecided_prefixes", "Prefixes whose decision is still to run.")
                .sample("", row.undecided());
        text.gauge("rib_prefixes", "Prefixes with a path, accepted or not.");
        row.families().forEach(f -> text.sample(label("family", f.family()), f.prefixes()));
        text.gauge("rib_best_prefixes", "Prefixes with a best path: the Loc-RIB.");
        row.families().forEach(f -> text.sample(label("family", f.family()), f.best()));
        text.gauge("rib_paths", "Paths, accepted or not.");
        row.families().forEach(f -> text.sample(label("family", f.family()), f.paths()));
        text.gauge("restarting", "1 until a restart of this router is over (RFC 4724).")
                .sample("", row.restart().isPresent() ? 1 : 0);
        text.gauge("restart_awaited_neighbors", "Whose End-of-RIB is waited for after a restart.")
                .sample("", row.restart().map(r -> r.waitsFor().size()).orElse(0));
        text.gauge("originated_prefixes", "Routes of our own.").sample("", row.originated());
        text.gauge("update_groups", "Sets of neighbors that are sent the same octets.")
                .sample("", row.updateGroups());
        text.counter("neighbors_fell_behind", "Neighbors that read too slowly for their group.")
                .sample("", row.fellBehind());
        text.counter("refused_connections", "Connections from addresses that are no neighbor.")
                .sample("", row.refusedConnections());
    }

    private static void lanes(MetricsText text, List<ShowLanes.Row> lanes) {
        text.counter("lane_turns", "Turns of the loop.");
        lanes.forEach(l -> text.sample(label("lane", l.lane()), l.turns()));
        text.gauge("lane_longest_turn_seconds", "The longest turn since the start.");
        lanes.forEach(l -> text.seconds(label("lane", l.lane()), l.longestTurnMicros()));
        text.counter("lane_busy_seconds", "Where the time goes.");
        for (ShowLanes.Row lane : lanes) {
            String labels = label("lane", lane.lane()) + ",";
            text.seconds(labels + label("phase", "input"), lane.inputMicros());
            text.seconds(labels + label("phase", "decide"), lane.decideMicros());
            text.seconds(labels + label("phase", "export"), lane.exportMicros());
            text.seconds(labels + label("phase", "queries"), lane.queriesMicros());
            text.seconds(labels + label("phase", "housekeeping"), lane.housekeepingMicros());
        }
    }

    private static void config(MetricsText text, ShowConfig.Row row) {
        text.gauge("config_last_reload_success", "1 unless the last change was refused.")
                .sample("", row.lastSuccess().orElse(true) ? 1 : 0);
        text.gauge("config_last_reload_timestamp_seconds", "When a change was last tried.")
                .moment("", row.lastChange().orElse(row.since()));
        text.gauge("config_unconfirmed", "1 while a change waits for `godwit confirm`.")
                .sample("", row.confirmUntil().isPresent() ? 1 : 0);
    }

    private void rpki(MetricsText text, ShowRpki.Row row) {
        if (!row.configured()) {
            return;
        }
        text.gauge("rpki_cache_up", "1 when what the cache told is in force.");
        row.caches().forEach(c -> text.sample(cache(c), c.counts() ? 1 : 0));
        text.gauge("rpki_cache_vrps", "VRPs that the cache told.");
        row.caches().forEach(c -> text.sample(cache(c), (long) c.vrpsIpv4() + c.vrpsIpv6()));
        text.counter("rpki_cache_failures", "Sessions with the cache that failed.");
        row.caches().forEach(c -> text.sample(cache(c), c.failures()));
        text.gauge("rpki_vrps", "VRPs in force.")
                .sample(label("family", "ipv4"), row.vrpsIpv4())
                .sample(label("family", "ipv6"), row.vrpsIpv6());
        text.gauge("rpki_aspas", "ASPAs in force.").sample("", row.aspas());
        countPaths();
        text.gauge("rpki_paths", "Paths of neighbors by validation state; at most a minute old.");
        for (ShowRpkiPaths.Row family : paths) {
            String labels = label("family", family.family()) + ",";
            text.sample(labels + label("state", "valid"), family.valid());
            text.sample(labels + label("state", "invalid"), family.invalid());
            text.sample(labels + label("state", "not-found"), family.notFound());
        }
    }

    private static void kernel(MetricsText text, ShowKernel.Row row) {
        if (!row.configured()) {
            return;
        }
        text.gauge("kernel_routes", "Routes that the kernel has of us.")
                .sample(label("family", "ipv4"), row.installedIpv4())
                .sample(label("family", "ipv6"), row.installedIpv6());
        text.gauge("kernel_pending_prefixes", "Prefixes of which the kernel is still to be told.")
                .sample("", row.pending());
        text.gauge("kernel_refused_routes", "Routes that the kernel refused; they are tried again.")
                .sample("", row.refused());
        text.gauge("kernel_stale_routes", "What a run before has left and is still kept.")
                .sample("", row.stale());
        text.counter("kernel_changes", "Changes of our routes that the kernel carried out.")
                .sample("", row.changesDone());
        text.counter("kernel_refusals", "Changes of our routes that the kernel refused.")
                .sample("", row.changesRefused());
        text.counter("kernel_resyncs", "How often the kernel had to tell everything anew.")
                .sample("", row.restarts());
    }

    private static void bfd(MetricsText text, ShowBfd.Row row) {
        if (row.sessions().isEmpty()) {
            return;
        }
        text.gauge("bfd_up", "1 when the path to the neighbor works.");
        row.sessions().forEach(s -> text.sample(path(s), s.state().equals("Up") ? 1 : 0));
        text.gauge("bfd_detection_seconds", "After how much silence it is down.");
        row.sessions().forEach(s -> text.seconds(path(s), s.detectionMicros().orElse(0)));
        text.counter("bfd_flaps", "How often it broke.");
        row.sessions().forEach(s -> text.sample(path(s), s.flaps()));
        text.counter("bfd_packets", "Packets of BFD by direction.");
        for (ShowBfd.Session session : row.sessions()) {
            text.sample(path(session) + ",direction=\"received\"", session.received());
            text.sample(path(session) + ",direction=\"sent\"", session.sent());
        }
        text.counter("bfd_discarded_packets", "Packets of BFD that were not in order.");
        row.discarded().forEach(d -> text.sample(label("reason", d.reason()), d.packets()));
    }

    private static String path(ShowBfd.Session session) {
        return label("neighbor", session.address())
                + ","
                + label("name", session.name().orElse(""));
    }

    private static String cache(ShowRpki.Cache cache) {
        String address =
                cache.address().isV6() ? "[" + cache.address() + "]" : "" + cache.address();
        return label("cache", address + ":" + cache.port());
    }

    /// This scrape shows the last count, the next one the new one.
    private void countPaths() {
        boolean fresh = pathsCounted && System.nanoTime() - pathsNanos < PATHS_FRESH_NANOS;
        if (fresh || !counting.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        paths =
                                questions.rows(
                                        AnswerQueue::take,
                                        "show rpki paths",
                                        ShowRpkiPaths.Row.class);
                        pathsNanos = System.nanoTime();
                        pathsCounted = true;
                    } catch (InterruptedException | WebFailure e) {
                        // The daemon stops, or is busy: the next scrape tries again.
                    } finally {
                        counting.set(false);
                    }
                });
    }
}
