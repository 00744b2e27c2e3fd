package io.godwit.rib;

import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.rib.RouteChange.Kind;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What comes in, tried on the routes that are there as if something else were so: other import
/// policies, peers that leave, own routes withdrawn, another RPKI. Nothing of it changes. Each step
/// looks at a bounded number of prefixes, as [RouteCursor] does; what changes between two steps is
/// judged as it is when the trial gets there.
public final class ImportTrial {
    private final Tables tables;
    private final ImportJudge judge;
    private final Set<Prefix> withdrawn;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Integer, Trial> byPeer = new HashMap<>();
    private final PathWalk.Visitor visitor = this::path;
    private RouteTable routes;
    private int row;

    private long prefixes;
    private long unreachable;
    private final List<String> examples = new ArrayList<>();

    /// Of the row that is looked at: paths that take part now, and then; who loses one.
    private int now;

    private int then;
    private final List<Trial> losers = new ArrayList<>();

    /// The trial of one peer.
    private static final class Trial {
        final Peer peer;
        final ImportPolicy policy;
        final Imports imports;
        final boolean leaves;
        final long[] counts = new long[Kind.values().length];
        final List<RouteChange> examples = new ArrayList<>();
        long accepted;
        long rejected;
        long onlyPaths;

        Trial(ImportProposal proposal) {
            peer = proposal.peer();
            leaves = proposal.leaves();
            policy = ImportPolicy.of(proposal.policy(), proposal.facts());
            imports = Imports.of(policy, peer.imports().next());
        }

        boolean differs(boolean otherRpki) {
            Program program = imports.program();
            return leaves
                    || !peer.imports().sameAs(policy)
                    || otherRpki && (program.reads(Reads.RPKI) || program.reads(Reads.ASPA));
        }

        ImportChanges changes() {
            return new ImportChanges(
                    accepted,
                    rejected,
                    counts[Kind.LOST.ordinal()],
                    counts[Kind.GAINED.ordinal()],
                    counts[Kind.ALTERED.ordinal()],
                    counts[Kind.RELABELED.ordinal()],
                    onlyPaths,
                    examples);
        }
    }

    ImportTrial(
            Tables tables,
            ImportJudge judge,
            List<ImportProposal> proposals,
            Set<Prefix> withdrawn,
            boolean otherRpki) {
        this.tables = tables;
        this.judge = judge;
        this.withdrawn = Set.copyOf(withdrawn);
        routes = tables.v4();
        for (ImportProposal proposal : proposals) {
            Trial trial = new Trial(proposal);
            trials.add(trial);
            if (trial.differs(otherRpki)) {
                byPeer.put(trial.peer.number(), trial);
            }
        }
    }

    /// Looks at up to so many more prefixes.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes) {
        if (byPeer.isEmpty() && withdrawn.isEmpty()) {
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
                row();
            }
        }
        return true;
    }

    private void row() {
        now = 0;
        then = 0;
        losers.clear();
        PathWalk.forEach(routes, row, visitor);
        prefixes += now > 0 ? 1 : 0;
        if (now > 0 && then == 0) {
            losers.forEach(trial -> trial.onlyPaths++);
            if (unreachable++ < RouteChange.EXAMPLES) {
                examples.add(Tables.prefix(routes, row).toString());
            }
        }
    }

    /// What was seen so far, for each proposal in its order. Nothing for one that means the same as
    /// the policy that the peer has.
    public List<ImportChanges> changes() {
        return trials.stream().map(Trial::changes).toList();
    }

    /// What was seen so far of all together.
    public TableChanges table() {
        return new TableChanges(prefixes, unreachable, examples);
    }

    private void path(int attr, int info, int name) {
        int number = Paths.peer(info);
        if (tables.sources().hasLeft(info, routes.isV6())) {
            return;
        }
        int before = Paths.reason(info);
        int taken = before == 0 ? 1 : 0;
        now += taken;
        Trial trial = byPeer.get(number);
        if (number == OwnRoutes.US) {
            then += !withdrawn.isEmpty() && isWithdrawn() ? 0 : taken;
        } else if (trial == null || trial.peer.isRemoved()) {
            then += taken;
        } else {
            trial.accepted += taken;
            trial.rejected += 1 - taken;
            if (trial.leaves) {
                leave(trial, attr, before);
            } else {
                judge(trial, attr, before);
            }
        }
    }

    private boolean isWithdrawn() {
        return withdrawn.contains(Tables.prefix(routes, row));
    }

    private void leave(Trial trial, int attr, int before) {
        if (before == 0) {
            losers.add(trial);
            count(trial, Kind.LOST, attr, before, "gone");
        }
    }

    private void judge(Trial trial, int attr, int before) {
        judge.block(trial.peer, trial.imports, tables.store().raw(attr), routes.isV6());
        if (judge.isPerPrefix()) {
            judge.prefix(routes.high(row), routes.low(row), routes.table().length(row));
        }
        int after = judge.reason();
        then += after == 0 ? 1 : 0;
        Program was = trial.peer.importBy(before);
        Program is = trial.imports.program();
        if (before == 0 && after != 0) {
            losers.add(trial);
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
        boolean shown = trial.counts[kind.ordinal()] < RouteChange.EXAMPLES;
        String after = shown ? text(trial.imports.program(), judge.attr(), judge.reason()) : "";
        count(trial, kind, attr, before, after);
    }

    private void count(Trial trial, Kind kind, int attr, int before, String after) {
        if (trial.counts[kind.ordinal()]++ < RouteChange.EXAMPLES) {
            AttrStore store = tables.store();
            String path = BlockText.of(store, store.raw(attr)).parts(routes.isV6()).asPath();
            trial.examples.add(
                    new RouteChange(
                            kind,
                            Tables.prefix(routes, row).toString(),
                            path,
                            text(trial.peer.importBy(before), attr, before),
                            after));
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
