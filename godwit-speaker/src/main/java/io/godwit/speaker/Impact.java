package io.godwit.speaker;

import io.godwit.rib.ImportChanges;
import io.godwit.rib.ImportProposal;
import io.godwit.rib.ImportTrial;
import io.godwit.rib.Peer;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.NeighborOption;
import io.godwit.speaker.plan.Plan;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a plan would do to the routes that are here, found by trying it on them.
final class Impact {
    private static final int PREFIXES_A_STEP = 1024;

    private final List<Address> neighbors = new ArrayList<>();
    private final ImportTrial imports;
    private Map<Address, ImportChanges> changes = Map.of();

    Impact(Speaker speaker, Plan plan) {
        Map<Address, NeighborSettings> wanted = new HashMap<>();
        List<Address> present =
                speaker.neighbors().stream().map(n -> n.settings().address()).toList();
        plan.to().neighbors(present).forEach(n -> wanted.put(n.address(), n));
        List<ImportProposal> proposals = new ArrayList<>();
        plan.steps().stream()
                .filter(s -> s.effect() == Effect.RE_EVALUATES)
                .filter(s -> s.option().equals(NeighborOption.IMPORT.word()))
                .flatMap(s -> s.neighbor().flatMap(speaker::neighbor).stream())
                .forEach(neighbor -> propose(neighbor, wanted, plan.to().as(), proposals));
        imports = speaker.rib().tryImport(proposals);
    }

    private void propose(
            Neighbor neighbor,
            Map<Address, NeighborSettings> wanted,
            long localAs,
            List<ImportProposal> proposals) {
        Optional<Peer> peer = neighbor.peer();
        if (peer.isPresent()) {
            NeighborSettings settings = wanted.get(neighbor.settings().address());
            Address local = neighbor.connection().orElseThrow().local();
            neighbors.add(settings.address());
            proposals.add(
                    new ImportProposal(
                            peer.get(),
                            settings.policies().importPolicy(),
                            settings.facts(localAs, local)));
        }
    }

    /// Looks at some more routes; false when all were seen.
    boolean step() {
        if (imports.step(PREFIXES_A_STEP)) {
            return true;
        }
        List<ImportChanges> found = imports.changes();
        changes = new HashMap<>();
        for (int i = 0; i < neighbors.size(); i++) {
            changes.put(neighbors.get(i), found.get(i));
        }
        return false;
    }

    /// What becomes of the routes of a neighbor.
    Optional<ImportChanges> of(Address neighbor) {
        return Optional.ofNullable(changes.get(neighbor));
    }

    /// Whom this takes more than such a share of its accepted routes, and how many, in words.
    Optional<String> worstAbove(int percent) {
        String worst = "";
        long most = -1;
        int others = -1;
        for (Address address : neighbors) {
            ImportChanges change = changes.get(address);
            if (change.lost() * 100 > percent * change.accepted()) {
                others++;
                if (change.lost() > most) {
                    most = change.lost();
                    worst = address + " would lose " + most + " of " + change.accepted();
                }
            }
        }
        String more =
                others > 0
                        ? " (and " + others + " more " + (others == 1 ? "neighbor)" : "neighbors)")
                        : "";
        return others < 0 ? Optional.empty() : Optional.of(worst + " accepted routes" + more);
    }
}
