package io.godwit.daemon.web;

import static io.godwit.daemon.web.MetricsText.label;

import io.godwit.speaker.show.NeighborRow;
import io.godwit.speaker.show.ShowCounters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The metrics of neighbors: all samples of one metric stand together, so each row here is a walk
/// over all neighbors.
final class NeighborMetrics {
    /// A type of messages and where its number stands.
    private record MessageKind(String type, ToLongFunction<NeighborRow.Counts> count) {}

    private static final List<MessageKind> KINDS =
            List.of(
                    new MessageKind("open", NeighborRow.Counts::open),
                    new MessageKind("update", NeighborRow.Counts::update),
                    new MessageKind("notification", NeighborRow.Counts::notification),
                    new MessageKind("keepalive", NeighborRow.Counts::keepalive),
                    new MessageKind("route-refresh", NeighborRow.Counts::routeRefresh));

    /// A neighbor with its labels, which every sample repeats.
    private record Labeled(ShowCounters.Row row, String labels) {}

    private final MetricsText text;
    private final List<Labeled> neighbors = new ArrayList<>();

    private NeighborMetrics(MetricsText text, List<ShowCounters.Row> rows) {
        this.text = text;
        for (ShowCounters.Row row : rows) {
            String labels =
                    label("neighbor", row.address())
                            + ","
                            + label("name", row.name())
                            + ","
                            + label("as", row.as())
                            + ","
                            + label("group", row.group());
            neighbors.add(new Labeled(row, labels));
        }
    }

    static void write(MetricsText text, List<ShowCounters.Row> rows) {
        NeighborMetrics metrics = new NeighborMetrics(text, rows);
        metrics.sessions();
        metrics.messages();
        metrics.routes();
    }

    private void each(ToLongFunction<ShowCounters.Row> value) {
        neighbors.forEach(n -> text.sample(n.labels, value.applyAsLong(n.row)));
    }

    private void sessions() {
        text.gauge("neighbor_up", "1 when the session is Established.");
        each(row -> row.state().equals("Established") ? 1 : 0);
        text.gauge("neighbor_state", "1 for the state that the neighbor is in (RFC 4271 8.2.2).");
        neighbors.forEach(n -> text.sample(n.labels + "," + label("state", n.row.state()), 1));
        text.gauge("neighbor_admin_down", "1 when an operator here shut it down.");
        each(row -> row.adminDown() ? 1 : 0);
        text.gauge("neighbor_last_change_timestamp_seconds", "When the state began.");
        neighbors.forEach(n -> text.moment(n.labels, n.row.since()));
        text.counter("neighbor_transitions", "Changes of state by the new one.");
        for (Labeled n : neighbors) {
            for (ShowCounters.Entered entered : n.row.transitions()) {
                text.sample(n.labels + "," + label("to", entered.state()), entered.times());
            }
        }
        text.counter("neighbor_flaps", "Established sessions that ended.");
        each(ShowCounters.Row::flaps);
    }

    private void messages() {
        text.counter("neighbor_messages", "Messages by direction and type.");
        for (Labeled n : neighbors) {
            messages(n.labels + ",direction=\"received\",", n.row.messages().in());
            messages(n.labels + ",direction=\"sent\",", n.row.messages().out());
        }
        text.counter("neighbor_notifications", "NOTIFICATIONs by code and subcode.");
        for (Labeled n : neighbors) {
            for (ShowCounters.Notified kind : n.row.notifications()) {
                String labels =
                        n.labels
                                + ","
                                + label("direction", kind.direction())
                                + ","
                                + label("code", kind.code())
                                + ","
                                + label("subcode", kind.subcode());
                text.sample(labels, kind.times());
            }
        }
        text.gauge("neighbor_output_queue_bytes", "What waits while it reads too slowly.");
        each(ShowCounters.Row::queuedOctets);
        text.counter("neighbor_bytes", "Octets on its connections.");
        for (Labeled n : neighbors) {
            text.sample(n.labels + ",direction=\"received\"", n.row.messages().in().octets());
            text.sample(n.labels + ",direction=\"sent\"", n.row.messages().out().octets());
        }
        text.counter("neighbor_faulty_updates", "UPDATEs with errors by what became of them.");
        for (Labeled n : neighbors) {
            text.sample(n.labels + ",action=\"discard\"", n.row.discardedUpdates());
            text.sample(n.labels + ",action=\"withdraw\"", n.row.treatedAsWithdraw());
        }
    }

    private void messages(String labels, NeighborRow.Counts counts) {
        for (MessageKind kind : KINDS) {
            text.sample(labels + label("type", kind.type), kind.count.applyAsLong(counts));
        }
    }

    private void routes() {
        text.gauge("neighbor_prefixes", "Routes of the neighbor, and those it is told.");
        for (Labeled n : neighbors) {
            for (NeighborRow.Routes family : n.row.families()) {
                String labels = n.labels + "," + label("family", family.family()) + ",rib=";
                text.sample(labels + "\"received\"", family.received());
                text.sample(labels + "\"accepted\"", family.accepted());
                text.sample(labels + "\"rejected\"", family.rejected());
                text.sample(labels + "\"advertised\"", family.advertised());
            }
        }
        text.gauge("neighbor_max_prefixes", "How many prefixes the neighbor may tell.");
        for (Labeled n : neighbors) {
            for (NeighborRow.Routes family : n.row.families()) {
                String labels = n.labels + "," + label("family", family.family());
                family.limit().ifPresent(limit -> text.sample(labels, limit));
            }
        }
        text.gauge("neighbor_rejected_prefixes", "Rejected routes by the label of the reason.");
        for (Labeled n : neighbors) {
            for (ShowCounters.Rejected rejected : n.row.rejected()) {
                String labels = n.labels + "," + label("family", rejected.family()) + ",";
                text.sample(labels + label("reason", rejected.label()), rejected.routes());
            }
        }
    }
}
