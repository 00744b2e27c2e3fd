package io.godwit.rib;

import io.godwit.policy.RejectPoint;
import io.godwit.policy.Trace;
import io.godwit.rib.out.Examination;
import io.godwit.rib.out.Groups;
import io.godwit.rib.out.Obstacle;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Puts into words what a neighbor is told of a prefix, and what stops the other paths: cold.
final class ShowExport {
    private final Tables tables;
    private final Ranking ranking;
    private final Groups groups;
    private final Show show;

    ShowExport(Tables tables, Ranking ranking, Groups groups, Show show) {
        this.tables = tables;
        this.ranking = ranking;
        this.groups = groups;
        this.show = show;
    }

    /// Empty if nobody sent or originated the prefix.
    Optional<WhyNot> whyNot(Prefix prefix, Peer to) {
        int row = tables.find(prefix);
        RouteTable routes = tables.of(prefix.address().isV6());
        PeerSettings settings = to.settings();
        Examination examination =
                groups.examine(to.member(), settings.exportPolicy(), settings.facts());
        boolean ours = prefix.length() == 0 && examination.originatesDefault();
        if (row < 0 || routes.isVacant(row) && !ours) {
            return Optional.empty();
        }
        List<WhyNot.Line> lines = new ArrayList<>();
        show.begin();
        for (Examination.Finding finding : examination.of(routes, row, ranking.rank(routes, row))) {
            lines.add(line(routes, row, finding));
        }
        return Optional.of(
                new WhyNot(
                        prefix.toString(),
                        settings.name(),
                        examination.sent().map(sent -> advertised(sent, routes.isV6())),
                        lines,
                        show.paths(routes, row, RouteQuery.everyRejected())));
    }

    private WhyNot.Line line(RouteTable routes, int row, Examination.Finding finding) {
        boolean told = finding.obstacle() == Obstacle.NONE;
        RouteRow path = show.row(routes, row, finding.attr(), finding.source());
        Optional<RejectPoint> by = finding.trace().flatMap(Trace::rejected);
        List<String> seen =
                by.flatMap(_ -> finding.trace().flatMap(Trace::decisive))
                        .map(entry ->
                                entry.readings().stream().map(Trace.Reading::toString).toList())
                        .orElse(List.of());
        return new WhyNot.Line(
                path,
                told,
                told
                        ? advertised(finding)
                        : by.map(RejectPoint::label).orElse(finding.obstacle().text()),
                by.map(ExportWords::where).orElse(finding.obstacle().rule()),
                by,
                seen);
    }

    private static String advertised(Examination.Finding finding) {
        OptionalInt id = finding.pathId();
        return "advertised" + (id.isPresent() ? " with path identifier " + id.getAsInt() : "");
    }

    private static WhyNot.Advertised advertised(Examination.Sent sent, boolean v6) {
        BlockText.Parts parts = ExportWords.parts(sent, v6);
        return new WhyNot.Advertised(
                sent.nextHop(),
                parts.asPath(),
                parts.origin(),
                parts.med(),
                parts.localPref(),
                parts.communities(),
                parts.largeCommunities(),
                parts.extendedCommunities());
    }
}
