package io.godwit.rib;

import io.godwit.policy.Program;
import io.godwit.rib.RouteChange.Kind;
import io.godwit.rib.out.Contrast;
import io.godwit.rib.out.Groups;
import io.godwit.rib.out.Member;
import io.godwit.rib.table.RouteTable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Export policies tried on what is decided, without any change to it. Peers that are told the same
/// and are proposed the same are one walk over the prefixes ([Contrast]). Each step looks at a
/// bounded number of prefixes; what changes between two steps is judged as it is when the trial
/// gets there.
///
/// A peer whose policy is just being exchanged is taken as if that was done.
public final class ExportTrial {
    /// Putting an example into words takes as long as looking at so many prefixes.
    private static final int EXAMPLE_COSTS = 64;

    private final Tables tables;
    private final Groups groups;
    private final ExportWords words;
    private final List<Trial> trials = new ArrayList<>();
    private final List<Party> parties = new ArrayList<>();
    private int party;
    private boolean v6;
    private int row;
    private int left;

    /// The trial of one peer.
    private static final class Trial {
        final ExportProposal proposal;
        final Member member;
        final PeerSettings settings;
        final List<RouteChange> examples = new ArrayList<>();
        final int[] kept = new int[Kind.values().length];
        Contrast contrast; // null = there is nothing to find out

        Trial(ExportProposal proposal) {
            this.proposal = proposal;
            member = proposal.peer().member();
            settings = proposal.peer().settings();
        }

        int peer() {
            return proposal.peer().number();
        }

        boolean wants(Kind kind) {
            return kept[kind.ordinal()] < RouteChange.EXAMPLES;
        }

        void keep(RouteChange example) {
            kept[example.kind().ordinal()]++;
            examples.add(example);
        }
    }

    /// Those of one [Contrast], and who of them has not enough examples.
    private final class Party implements Contrast.Witness {
        final Contrast contrast;
        final Map<Integer, Trial> byPeer = new HashMap<>();
        final Map<Kind, List<Trial>> wanting = new HashMap<>();

        Party(Contrast contrast) {
            this.contrast = contrast;
        }

        void add(Trial trial) {
            trial.contrast = contrast;
            contrast.add(trial.peer());
            byPeer.put(trial.peer(), trial);
            for (Kind kind : Kind.values()) {
                wanting.computeIfAbsent(kind, _ -> new ArrayList<>()).add(trial);
            }
        }

        @Override
        public void differs(Kind kind, RouteTable routes, int row, int peer) {
            Trial trial = byPeer.get(peer);
            if (trial.wants(kind)) {
                trial.keep(example(kind, routes, row, trial));
            }
        }

        /// What is said of the first is true of all.
        @Override
        public void differsForMost(Kind kind, RouteTable routes, int row) {
            List<Trial> all = wanting.get(kind);
            all.removeIf(trial -> !trial.wants(kind));
            RouteChange example = null;
            for (Trial trial : all) {
                if (!contrast.isSpecial(trial.peer())) {
                    example = example == null ? example(kind, routes, row, trial) : example;
                    trial.keep(example);
                }
            }
        }

        private RouteChange example(Kind kind, RouteTable routes, int row, Trial trial) {
            ExportProposal then = trial.proposal;
            left -= EXAMPLE_COSTS;
            return words.change(
                    kind,
                    routes,
                    row,
                    contrast.paths(),
                    groups.examine(
                            trial.member, trial.settings.exportPolicy(), trial.settings.facts()),
                    groups.examine(trial.member, then.policy(), then.facts()));
        }
    }

    ExportTrial(Tables tables, Groups groups, List<ExportProposal> proposals) {
        this.tables = tables;
        this.groups = groups;
        words = new ExportWords(tables.store());
        for (ExportProposal proposal : proposals) {
            Trial trial = new Trial(proposal);
            trials.add(trial);
            Program now = groups.program(trial.member);
            Program then =
                    proposal.policy()
                            .compile(proposal.facts())
                            .behind(now.filter())
                            .originatingDefault(now.originatesDefault());
            if (proposal.facts().role() == trial.settings.role() && !now.judgesAs(then)) {
                party(trial, now, then).add(trial);
            }
        }
    }

    private Party party(Trial trial, Program now, Program then) {
        for (Party party : parties) {
            if (groups.isFor(party.contrast, trial.member, now, then)) {
                return party;
            }
        }
        Party party = new Party(groups.contrast(trial.member, now, then));
        parties.add(party);
        return party;
    }

    /// Looks at up to so many more prefixes, at each for all peers that are told and proposed the
    /// same; at fewer where examples are found.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes) {
        begin();
        for (left = prefixes; left > 0 && party < parties.size(); left--) {
            RouteTable routes = tables.of(v6);
            Party now = parties.get(party);
            if (!now.contrast.has(v6) || row >= routes.table().rows()) {
                next();
            } else {
                now.contrast.look(routes, row++, now);
            }
        }
        return party < parties.size();
    }

    private void next() {
        row = 0;
        party += v6 ? 1 : 0;
        v6 = !v6;
        begin();
    }

    private void begin() {
        if (party < parties.size()) {
            parties.get(party).contrast.begin();
        }
    }

    /// What was seen so far, for each proposal in its order. No change for one that means the same
    /// as the policy that the peer has, or makes something else of the peer: then the session is
    /// another one.
    public List<ExportChanges> changes() {
        return trials.stream().map(this::changes).toList();
    }

    private ExportChanges changes(Trial trial) {
        Contrast contrast = trial.contrast;
        if (contrast == null) {
            long told =
                    groups.advertised(trial.member, false) + groups.advertised(trial.member, true);
            return new ExportChanges(told, told, 0, 0, 0, List.of());
        }
        long before = contrast.before(trial.peer());
        long lost = contrast.count(Kind.LOST, trial.peer());
        long gained = contrast.count(Kind.GAINED, trial.peer());
        return new ExportChanges(
                before,
                before - lost + gained,
                lost,
                gained,
                contrast.count(Kind.ALTERED, trial.peer()),
                trial.examples);
    }
}
