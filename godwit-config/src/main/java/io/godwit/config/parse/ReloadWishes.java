package io.godwit.config.parse;

import io.godwit.config.model.NeighborConfig;
import io.godwit.config.model.ReloadConfig;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.ChangeWords;
import io.godwit.config.words.ChangeWords.KeptDown;
import io.godwit.wire.Address;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the configuration is changed while it runs, and what commands wrote into it.
final class ReloadWishes {
    private ReloadWishes() {}

    static ReloadConfig of(Values values) {
        return new ReloadConfig(
                values.get(ChangeWords.RELOAD_LOSS_LIMIT)
                        .map(Given::value)
                        .orElse(ReloadConfig.STANDARD.refuseIfLostPercent()),
                values.get(ChangeWords.SAVE_COMMANDS_TO).map(Given::value));
    }

    /// The neighbors, with those down that `keep-down` names.
    static List<NeighborConfig> keptDown(
            Values values, List<NeighborConfig> neighbors, Reporter report) {
        Map<Address, KeptDown> down = new LinkedHashMap<>();
        values.all(ChangeWords.KEEP_DOWN).forEach(k -> down.put(k.value().address(), k.value()));
        if (down.isEmpty()) {
            return neighbors;
        }
        List<NeighborConfig> all =
                neighbors.stream()
                        .map(n -> {
                            KeptDown kept = down.remove(n.address());
                            return kept == null ? n : n.keptDown(kept.text());
                        })
                        .toList();
        for (KeptDown nobody : down.values()) {
            report.warning(
                    Code.NO_EFFECT,
                    nobody.at(),
                    "no neighbor " + nobody.address() + " to keep down",
                    "");
        }
        return all;
    }
}
