package io.godwit.speaker.show;

import io.godwit.policy.Place;
import io.godwit.policy.RejectPoint;
import io.godwit.rib.Peer;
import io.godwit.rib.PeerCounts;
import io.godwit.rib.RejectedCount;
import io.godwit.rib.Withheld;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `show policies`: what import policies make of the routes that are there, over all Established
/// neighbors that have them; with `neighbor` what both of its policies do. What is not sent is
/// found by a walk over the routes, a slice at a time.
final class ShowPolicies implements ShowCommand {
    private static final int PREFIXES_A_STEP = 1024;

    /// One policy, or several in a row.
    ///
    /// @param direction `import` or `export`
    /// @param policy as a neighbor's configuration says it
    /// @param neighbors how many are Established with it
    /// @param accepted how many of their routes pass now, or how many they are sent
    /// @param rejected how many do not, or are not sent
    /// @param points where they are rejected
    public record Row(
            String direction,
            String policy,
            long neighbors,
            long accepted,
            long rejected,
            List<PointRow> points) {}

    /// Where routes are rejected.
    ///
    /// @param label of the statement or of the rule
    /// @param code of the statement, 0 = none
    /// @param policy the statement is in; empty for a rule of the protocol
    /// @param at its place; empty for a rule
    /// @param text the statement, or the rule
    /// @param routes how many
    public record PointRow(
            String label, int code, String policy, String at, String text, long routes) {}

    /// Sums over the neighbors with one policy.
    private static final class Sums {
        private long neighbors;
        private long accepted;
        private long rejected;
        private final Map<PointRow, Long> points = new LinkedHashMap<>();

        void add(SpeakerView speaker, Peer peer) {
            neighbors++;
            for (PeerCounts counts : speaker.rib().counts(peer)) {
                accepted += counts.accepted();
                rejected += counts.rejected();
            }
            add(speaker.rib().rejected(peer));
        }

        void add(Withheld withheld) {
            neighbors++;
            accepted += withheld.sent();
            rejected += withheld.counts().stream().mapToLong(RejectedCount::routes).sum();
            add(withheld.counts());
        }

        private void add(List<RejectedCount> counts) {
            counts.forEach(count -> points.merge(point(count), count.routes(), Long::sum));
        }

        Row row(String direction, String policy) {
            List<PointRow> rows = new ArrayList<>();
            points.forEach((p, routes) ->
                    rows.add(
                            new PointRow(
                                    p.label(), p.code(), p.policy(), p.at(), p.text(), routes)));
            return new Row(direction, policy, neighbors, accepted, rejected, rows);
        }
    }

    @Override
    public String name() {
        return "show policies";
    }

    @Override
    public String list() {
        return "policies";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<String> wanted = arguments.text("neighbor");
        if (wanted.isPresent()) {
            NeighborLookup lookup = NeighborLookup.established(speaker, wanted.get());
            return lookup.problem()
                    .map(Query::ending)
                    .orElseGet(() ->
                            NeighborLookup.whileUp(lookup.found(), ofOne(speaker, lookup.found())));
        }
        return (maxRows, out) -> {
            Map<String, Sums> all = new LinkedHashMap<>();
            for (NeighborView neighbor : speaker.neighbors()) {
                String policy = neighbor.settings().policies().importPolicy().toString();
                neighbor.peer()
                        .ifPresent(peer ->
                                all.computeIfAbsent(policy, _ -> new Sums()).add(speaker, peer));
            }
            all.forEach((policy, sums) -> out.row(sums.row("import", policy)));
            return Optional.of(Outcome.done());
        };
    }

    private static Query ofOne(SpeakerView speaker, NeighborView neighbor) {
        Peer peer = neighbor.peer().orElseThrow();
        Withheld withheld = speaker.rib().withheld(peer);
        return (maxRows, out) -> {
            if (withheld.step(PREFIXES_A_STEP)) {
                return Optional.empty();
            }
            Sums received = new Sums();
            received.add(speaker, peer);
            out.row(
                    received.row(
                            "import", neighbor.settings().policies().importPolicy().toString()));
            Sums sent = new Sums();
            sent.add(withheld);
            out.row(sent.row("export", neighbor.settings().policies().exportPolicy().toString()));
            return Optional.of(Outcome.done());
        };
    }

    /// Without a count, so that those of several neighbors are added up.
    private static PointRow point(RejectedCount count) {
        if (count.by().isEmpty()) {
            return new PointRow(count.label(), 0, "", "", count.text(), 0);
        }
        RejectPoint by = count.by().get();
        String at = by.at().equals(Place.NONE) ? "" : by.at().toString();
        return new PointRow(by.label(), by.code(), by.policy(), at, by.text(), 0);
    }
}
