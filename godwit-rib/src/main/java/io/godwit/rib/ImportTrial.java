package io.godwit.rib;

import io.godwit.policy.Program;
import io.godwit.rib.RouteChange.Kind;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Import policies tried on the routes that are there, without any change to them. Each step looks
/// at a bounded number of prefixes, as [RouteCursor] does; what changes between two steps is judged
/// as it is when the trial gets there.
public final class ImportTrial {
    private final Tables tables;
    private final ImportJudge judge;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Integer, Trial> byPeer = new HashMap<>();
    private final PathWalk.Visitor visitor = this::path;
    private RouteTable routes;
    private int row;

    /// The trial of one peer.
    private static final class Trial {
        final Peer peer;
        final Imports imports;
        final long[] counts = new long[Kind.values().length];
        final List<RouteChange> examples = new ArrayList<>();
        long accepted;
        long rejected;

        Trial(ImportProposal proposal) {
            peer = proposal.peer();
            Program program = proposal.policy().compile(proposal.facts());
            imports = new Imports(program, peer.imports().generation() ^ 1);
        }

        ImportChanges changes() {
            return new ImportChanges(
                    accepted,
                    rejected,
                    counts[Kind.LOST.ordinal()],
                    counts[Kind.GAINED.ordinal()],
                    counts[Kind.ALTERED.ordinal()],
                    counts[Kind.RELABELED.ordinal()],
                    examples);
        }
    }

    ImportTrial(Tables tables, ImportJudge judge, List<ImportProposal> proposals) {
        this.tables = tables;
        this.judge = judge;
        routes = tables.v4();
        for (ImportProposal proposal : proposals) {
            Trial trial = new Trial(proposal);
            trials.add(trial);
            if (!trial.imports.program().sameAs(trial.peer.imports().program())) {
                byPeer.put(trial.peer.number(), trial);
            }
        }
    }

    /// Looks at up to so many more prefixes.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes) {
        if (byPeer.isEmpty()) {
            return false;
        }
        for (int left = prefixes; left > 0; left--, row++) {
            while (row >= routes.table().rows()) {
                if (routes.isV6()) {
                    return false;
                }
                routes = tables.v6();
                row = 0;
            }
            if (routes.table().live(row)) {
                PathWalk.forEach(routes, row, visitor);
            }
        }
        return true;
    }

    /// What was seen so far, for each proposal in its order. Nothing for one that means the same as
    /// the policy that the peer has.
    public List<ImportChanges> changes() {
        return trials.stream().map(Trial::changes).toList();
    }

    private void path(int attr, int info) {
        int number = Paths.peer(info);
        Trial trial = byPeer.get(number);
        if (trial == null || tables.sources().isGone(number) || trial.peer.isRemoved()) {
            return;
        }
        int raw = tables.store().raw(attr);
        judge.block(trial.peer, trial.imports, raw, routes.isV6());
        if (judge.isPerPrefix()) {
            judge.prefix(routes.high(row), routes.low(row), routes.table().length(row));
        }
        int before = Paths.reason(info);
        int after = judge.reason();
        Program was = trial.peer.importBy(before);
        Program is = trial.imports.program();
        if (before == 0) {
            trial.accepted++;
        } else {
            trial.rejected++;
        }
        if (before == 0 && after != 0) {
            count(trial, Kind.LOST, attr, before);
        } else if (before != 0 && after == 0) {
            count(trial, Kind.GAINED, attr, before);
        } else if (before == 0 && judge.attr() != attr) {
            count(trial, Kind.ALTERED, attr, before);
        } else if (!Rejection.label(was, before).equals(Rejection.label(is, after))) {
            count(trial, Kind.RELABELED, attr, before);
        }
    }

    private void count(Trial trial, Kind kind, int attr, int before) {
        if (trial.counts[kind.ordinal()]++ < RouteChange.EXAMPLES) {
            AttrStore store = tables.store();
            String path = BlockText.of(store, store.raw(attr)).parts(routes.isV6()).asPath();
            trial.examples.add(
                    new RouteChange(
                            kind,
                            Tables.prefix(routes, row).toString(),
                            path,
                            text(trial.peer.importBy(before), attr, before),
                            text(trial.imports.program(), judge.attr(), judge.reason())));
        }
    }

    private String text(Program program, int attr, int reason) {
        if (reason != 0) {
            return Rejection.of(program, reason).text();
        }
        List<String> words = new ArrayList<>(List.of("accepted"));
        words.addAll(BlockText.of(tables.store(), attr).parts(routes.isV6()).words());
        return String.join(", ", words);
    }
}
