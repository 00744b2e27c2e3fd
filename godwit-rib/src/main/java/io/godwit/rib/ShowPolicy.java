package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.RejectPoint;
import io.godwit.policy.Trace;
import io.godwit.rib.out.Examination;
import io.godwit.rib.out.Groups;
import io.godwit.rib.out.Obstacle;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has a policy judge routes that are here, looking on: cold.
final class ShowPolicy {
    private final Tables tables;
    private final Ranking ranking;
    private final Groups groups;
    private final Show show;
    private final ImportJudge judge;

    ShowPolicy(Tables tables, Ranking ranking, Groups groups, Show show, ImportJudge judge) {
        this.tables = tables;
        this.ranking = ranking;
        this.groups = groups;
        this.show = show;
        this.judge = judge;
    }

    /// The route that a peer has sent; empty if it sent none.
    Optional<PolicyTried> in(Prefix prefix, Peer from, PolicyChain policy, PeerFacts facts) {
        int row = tables.find(prefix);
        if (row < 0) {
            return Optional.empty();
        }
        RouteTable routes = tables.of(prefix.address().isV6());
        List<PolicyTried.One> all = new ArrayList<>();
        show.begin();
        PathWalk.forEach(
                routes,
                row,
                (attr, info, name) -> {
                    if (Paths.peer(info) == from.number()) {
                        int raw = tables.store().raw(attr);
                        Trace trace = judge.trace(policy, facts, raw, routes, row);
                        all.add(one(show.row(routes, row, raw, name), trace));
                    }
                });
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new PolicyTried(prefix.toString(), policy.toString(), all));
    }

    /// Those that a peer could be sent; empty if there is none.
    Optional<PolicyTried> out(Prefix prefix, Peer to, PolicyChain policy, PeerFacts facts) {
        int row = tables.find(prefix);
        RouteTable routes = tables.of(prefix.address().isV6());
        if (row < 0 || routes.isVacant(row)) {
            return Optional.empty();
        }
        List<PolicyTried.One> all = new ArrayList<>();
        show.begin();
        Examination examination = groups.examine(to.member(), policy, facts);
        for (Examination.Finding found : examination.of(routes, row, ranking.rank(routes, row))) {
            RouteRow route = show.row(routes, row, found.attr(), found.source());
            all.add(
                    found.trace()
                            .map(trace -> one(route, trace))
                            .orElseGet(() -> one(route, found.obstacle())));
        }
        return Optional.of(new PolicyTried(prefix.toString(), policy.toString(), all));
    }

    private static PolicyTried.One one(RouteRow route, Obstacle obstacle) {
        boolean none = obstacle == Obstacle.NONE;
        String verdict = none ? "accepted" : obstacle.text() + " (" + obstacle.rule() + ")";
        return new PolicyTried.One(route, none, verdict, List.of());
    }

    private static PolicyTried.One one(RouteRow route, Trace trace) {
        return new PolicyTried.One(
                route,
                trace.verdict() == 0,
                trace.rejected().map(ShowPolicy::words).orElse("accepted"),
                trace.entries().stream().map(Show::statement).toList());
    }

    private static String words(RejectPoint by) {
        String at = by.at().equals(Place.NONE) ? "" : ", " + by.at();
        return "rejected: \""
                + by.label()
                + "\""
                + (by.code() == 0 ? "" : ", code " + by.code())
                + at;
    }
}
