package io.godwit.rib;

import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;
import io.godwit.policy.RejectPoint;
import io.godwit.policy.RejectTag;
import io.godwit.policy.Trace;
import io.godwit.rib.table.PathNames;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Turns columns into records for people: cold, and a reader only.
final class Show {
    private final Tables tables;
    private final Decision decision;
    private final Roster roster;
    private final ImportJudge judge;
    private final ValidationText rpki;
    private final Forwarding forwarding;

    // Neighboring rows often have the same block: it is put into words once.
    private BlockText.Parts shown;
    private int shownAttr;
    private boolean shownV6;

    private Optional<RejectTag> rejectTag = Optional.empty();

    Show(
            Tables tables,
            Decision decision,
            Roster roster,
            ImportJudge judge,
            ValidationText rpki,
            Forwarding forwarding) {
        this.forwarding = forwarding;
        this.judge = judge;
        this.rpki = rpki;
        this.tables = tables;
        this.decision = decision;
        this.roster = roster;
    }

    void rejectTag(Optional<RejectTag> tag) {
        rejectTag = tag;
    }

    Tables tables() {
        return tables;
    }

    /// Blocks may have changed since the last row: their ids are used again.
    void begin() {
        shownAttr = 0;
    }

    /// The paths of a row that a query asks for, the best one first, then by peer address.
    List<RouteRow> paths(RouteTable routes, int row, RouteQuery query) {
        boolean any = decision.decide(routes, row);
        int bestAttr = any ? decision.bestAttr() : 0;
        int bestName = any ? decision.bestName() : 0;
        List<Path> wanted = new ArrayList<>();
        PathWalk.forEach(
                routes,
                row,
                (attr, info, name) -> {
                    boolean best = attr == bestAttr && name == bestName && Paths.reason(info) == 0;
                    if (matches(routes, attr, info, best, query)) {
                        wanted.add(new Path(attr, info, name, best));
                    }
                });
        wanted.sort(
                Comparator.comparing((Path p) -> !p.best)
                        .thenComparing(p -> tables.sources().address(Paths.peer(p.info)))
                        .thenComparing(p -> tables.sources().pathId(p.name)));
        List<RouteRow> rows = new ArrayList<>();
        for (Path path : wanted) {
            rows.add(row(routes, row, path));
        }
        return rows;
    }

    /// @param withheld why a peer is not told of it, if that is what is shown
    private record Path(int attr, int info, int name, boolean best, Optional<Rejection> withheld) {
        Path(int attr, int info, int name, boolean best) {
            this(attr, info, name, best, Optional.empty());
        }
    }

    private boolean matches(RouteTable routes, int attr, int info, boolean best, RouteQuery query) {
        int peer = Paths.peer(info);
        if (tables.sources().hasLeft(info, routes.isV6())
                || query.best() && !best
                || query.rejected() && takesPart(routes, attr, info)) {
            return false;
        }
        if (query.neighbor().isPresent()
                && (peer == OwnRoutes.US
                        || !tables.sources().address(peer).equals(query.neighbor().get()))) {
            return false;
        }
        if (query.label().isPresent()
                && !query.label().get().equals(rejection(routes, attr, info).label())) {
            return false;
        }
        return query.originAs().isEmpty()
                || BlockText.of(tables.store(), attr).originAs() == query.originAs().getAsLong();
    }

    private boolean takesPart(RouteTable routes, int attr, int info) {
        return Paths.reason(info) == 0
                && forwarding.obstacle(attr, Paths.peer(info), routes.isV6()).isEmpty();
    }

    private Rejection rejection(RouteTable routes, int attr, int info) {
        int peer = Paths.peer(info);
        String obstacle =
                Paths.reason(info) == 0 ? forwarding.obstacle(attr, peer, routes.isV6()) : "";
        return obstacle.isEmpty()
                ? Rejection.of(importBy(peer, info), Paths.reason(info))
                : new Rejection("next-hop", obstacle, Optional.empty());
    }

    private RouteRow row(RouteTable routes, int row, Path path) {
        int peer = Paths.peer(path.info);
        boolean own = peer == OwnRoutes.US;
        if (path.attr != shownAttr || routes.isV6() != shownV6) {
            shown = BlockText.of(tables.store(), path.attr).parts(routes.isV6());
            shownAttr = path.attr;
            shownV6 = routes.isV6();
        }
        Rejection rejection =
                path.withheld.orElseGet(() -> rejection(routes, path.attr, path.info));
        return new RouteRow(
                Tables.prefix(routes, row).toString(),
                path.best,
                pathId(path),
                own ? Optional.empty() : Optional.of(tables.sources().address(peer)),
                own ? "local" : roster.of(peer).settings().name(),
                shown.nextHop(),
                shown.asPath(),
                shown.origin(),
                shown.med(),
                shown.localPref(),
                shown.communities(),
                shown.largeCommunities(),
                shown.extendedCommunities(),
                shown.others(),
                takesPart(routes, path.attr, path.info),
                rejection.text(),
                rejection.label(),
                rejection.by(),
                tag(rejection),
                own ? "" : rpki.origin(routes, row, path.attr),
                own ? "" : rpki.whyInvalid(routes, row, path.attr),
                own ? "" : rpki.path(path.attr, roster.of(peer).settings()),
                !own && roster.of(peer).isStale(path.info, routes.isV6()),
                !own && roster.of(peer).isLongLived(path.info, routes.isV6()));
    }

    private OptionalLong pathId(Path path) {
        long id = tables.sources().pathId(path.name);
        return id == PathNames.NO_ID ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /// What a looking glass reads: beside the communities, since a neighbor can send the same.
    private String tag(Rejection rejection) {
        int code = rejection.by().map(RejectPoint::code).orElse(0);
        return code == 0 ? "" : rejectTag.map(tag -> tag.community(code)).orElse("");
    }

    private Program importBy(int peer, int info) {
        return peer == OwnRoutes.US
                ? Program.ACCEPT_ALL
                : roster.of(peer).importBy(Paths.reason(info));
    }

    /// A path that takes part; of several shown one after the other.
    RouteRow row(RouteTable routes, int row, int attr, int name) {
        return row(routes, row, path(routes, row, attr, name, Optional.empty()));
    }

    private Path path(
            RouteTable routes, int row, int attr, int name, Optional<Rejection> withheld) {
        boolean best = routes.chosenAttr(row) == attr && routes.chosenName(row) == name;
        return new Path(attr, source(routes, row, name), name, best, withheld);
    }

    /// Of which session of its peer a path is.
    private int source(RouteTable routes, int row, int name) {
        int[] source = {tables.sources().peer(name)};
        PathWalk.forEach(
                routes,
                row,
                (_, info, other) -> {
                    if (other == name) {
                        source[0] = Paths.source(info);
                    }
                });
        return source[0];
    }

    /// A path that takes part, and why somebody is not told of it.
    RouteRow row(RouteTable routes, int row, int attr, int name, Rejection withheld) {
        return row(routes, row, path(routes, row, attr, name, Optional.of(withheld)));
    }

    // ---- why

    Optional<Explanation> why(Prefix prefix) {
        int row = tables.find(prefix);
        return row < 0 ? Optional.empty() : explain(tables.of(prefix.address().isV6()), row);
    }

    Optional<Explanation> why(Address address) {
        for (int length = address.bits(); length >= 0; length--) {
            Optional<Explanation> found = why(Prefix.of(address, length));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Explanation> explain(RouteTable routes, int row) {
        begin();
        List<Decision.Candidate> columns = decision.candidates(routes, row);
        List<RouteRow> out = paths(routes, row, RouteQuery.everyRejected());
        if (columns.isEmpty() && out.isEmpty()) {
            return Optional.empty();
        }
        decision.decide(routes, row);
        int best = columns.isEmpty() ? 0 : decision.bestName();
        columns.sort(
                Comparator.comparing((Decision.Candidate c) -> c.identity().name() != best)
                        .thenComparing(Decision.Candidate::peerAddress)
                        .thenComparing(c -> c.identity().pathId()));
        List<RouteRow> paths = new ArrayList<>();
        for (Decision.Candidate c : columns) {
            int source = source(routes, row, c.identity().name());
            Path path =
                    new Path(c.attr(), source, c.identity().name(), c.identity().name() == best);
            paths.add(row(routes, row, path));
        }
        List<Explanation.StepLine> lines = new ArrayList<>();
        List<Decision.Candidate> left = columns;
        String deciding = "";
        for (Decision.Step step : Decision.Step.values()) {
            if (left.size() < 2) {
                break;
            }
            if (step.isIdle(left)) {
                continue;
            }
            List<Decision.Candidate> survivors = step.survivors(left);
            lines.add(line(step, columns, left, survivors));
            deciding = step.label();
            left = survivors;
        }
        return Optional.of(
                new Explanation(
                        Tables.prefix(routes, row).toString(),
                        paths,
                        lines,
                        deciding,
                        out,
                        "",
                        judged(routes, row)));
    }

    private List<Explanation.Judged> judged(RouteTable routes, int row) {
        List<Explanation.Judged> all = new ArrayList<>();
        PathWalk.forEach(
                routes,
                row,
                (attr, info, _) -> {
                    int peer = Paths.peer(info);
                    if (peer != OwnRoutes.US && !tables.sources().hasLeft(info, routes.isV6())) {
                        judged(roster.of(peer), attr, info, routes, row).ifPresent(all::add);
                    }
                });
        all.sort(Comparator.comparing(Explanation.Judged::peer));
        return all;
    }

    /// Empty for what met a word, or a rule of the protocol before the policy.
    private Optional<Explanation.Judged> judged(
            Peer peer, int attr, int info, RouteTable routes, int row) {
        int reason = Paths.reason(info);
        PolicyChain policy = peer.settings().importPolicy();
        if (policy.policies().isEmpty() || reason != 0 && !Reason.isPoint(reason)) {
            return Optional.empty();
        }
        Trace trace = judge.trace(peer, tables.store().raw(attr), routes, row);
        return Optional.of(
                new Explanation.Judged(
                        peer.settings().address(),
                        policy.toString(),
                        trace.verdict() == 0,
                        trace.entries().stream().map(Show::statement).toList()));
    }

    static Explanation.Statement statement(Trace.Entry entry) {
        Place at = entry.statement().at();
        return new Explanation.Statement(
                entry.policy().name(),
                at.equals(Place.NONE) ? "" : at.toString(),
                entry.statement().text(),
                entry.holds(),
                entry.readings().stream().map(Trace.Reading::toString).toList());
    }

    private Explanation.StepLine line(
            Decision.Step step,
            List<Decision.Candidate> columns,
            List<Decision.Candidate> left,
            List<Decision.Candidate> survivors) {
        List<String> values = new ArrayList<>();
        for (Decision.Candidate c : columns) {
            values.add(left.contains(c) ? value(step, c) : "");
        }
        String verdict =
                survivors.size() < left.size()
                        ? step.verdict()
                        : isSkipped(step) ? "skipped" : "equal";
        return new Explanation.StepLine(step.label(), step.rule(), values, verdict);
    }

    /// RFC 4271 §9.1.2.2 e: where no cost can be determined, all are equal.
    private boolean isSkipped(Decision.Step step) {
        return step == Decision.Step.IGP_COST && !forwarding.follows();
    }

    private String value(Decision.Step step, Decision.Candidate c) {
        return isSkipped(step) ? "unknown" : step.value(c);
    }
}
