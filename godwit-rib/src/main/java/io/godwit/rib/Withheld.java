package io.godwit.rib;

import io.godwit.policy.RejectPoint;
import io.godwit.rib.out.Examination;
import io.godwit.rib.out.Obstacle;
import io.godwit.rib.table.RouteTable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The chosen routes that a peer is not sent, and why: by which statement of its export policy, or
/// by which rule. Found by judging them once more when somebody asks, so nothing is counted while
/// routes are exported. A prefix of which only the peer itself told us is none of them.
public final class Withheld {
    private final Tables tables;
    private final Show show;
    private final Examination examination;
    private final Map<Why, Long> counts = new LinkedHashMap<>();
    private long sent;
    private boolean v6;
    private int row;

    private record Why(boolean v6, Obstacle obstacle, Optional<RejectPoint> by) {
        Rejection rejection() {
            String label = by.map(RejectPoint::label).orElse(obstacle.label());
            return new Rejection(label, ExportWords.why(obstacle, by), by);
        }
    }

    Withheld(Tables tables, Show show, Examination examination) {
        this.tables = tables;
        this.show = show;
        this.examination = examination;
    }

    /// Looks at up to so many more prefixes and counts.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes) {
        for (int left = prefixes; left > 0; left--) {
            RouteTable routes = tables.of(v6);
            if (row < routes.table().rows()) {
                count(routes, row++);
            } else if (v6) {
                return false;
            } else {
                v6 = true;
                row = 0;
            }
        }
        return true;
    }

    private void count(RouteTable routes, int row) {
        if (isCandidate(routes, row)) {
            Obstacle obstacle = examination.look(routes, row);
            if (obstacle == Obstacle.NONE) {
                sent++;
            } else if (obstacle != Obstacle.OWN) {
                counts.merge(new Why(v6, obstacle, examination.point()), 1L, Long::sum);
            }
        }
    }

    private boolean isCandidate(RouteTable routes, int row) {
        return examination.has(routes.isV6())
                && routes.table().live(row)
                && routes.chosenAttr(row) != 0;
    }

    /// How many of those seen are sent.
    public long sent() {
        return sent;
    }

    /// Why the others are not, and how many.
    public List<RejectedCount> counts() {
        List<RejectedCount> all = new ArrayList<>();
        counts.forEach((why, routes) -> {
            Rejection rejection = why.rejection();
            all.add(
                    new RejectedCount(
                            Tables.family(tables.of(why.v6)),
                            rejection.label(),
                            rejection.text(),
                            rejection.by(),
                            routes));
        });
        return all;
    }

    /// The path of a row that is held back, if there is one with this label.
    List<RouteRow> of(RouteTable routes, int row, Optional<String> label) {
        if (!isCandidate(routes, row)) {
            return List.of();
        }
        Obstacle obstacle = examination.look(routes, row);
        if (obstacle == Obstacle.NONE || obstacle == Obstacle.OWN) {
            return List.of();
        }
        Rejection why = new Why(routes.isV6(), obstacle, examination.point()).rejection();
        return label.isEmpty() || label.get().equals(why.label())
                ? List.of(show.row(routes, row, examination.attr(), examination.source(), why))
                : List.of();
    }
}
