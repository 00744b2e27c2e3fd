package io.godwit.config.parse;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.BfdSettings.Hops;
import io.godwit.config.parse.NeighborAssembler.Options;
import io.godwit.config.words.BfdWords;

import java.util.Optional;

/// What `bfd` of a neighbor, or of its group, says.
final class BfdOptions {
    private BfdOptions() {}

    static Optional<BfdSettings> of(Options options) {
        return options.get(BfdWords.BFD)
                .filter(Given::value)
                .map(bfd -> settings(bfd.body().orElseGet(Values::new)));
    }

    private static BfdSettings settings(Values body) {
        return new BfdSettings(
                body.get(BfdWords.INTERVAL)
                        .map(Given::value)
                        .orElse(BfdSettings.USUAL.intervalMicros()),
                body.get(BfdWords.MULTIPLIER)
                        .map(Given::value)
                        .orElse(BfdSettings.USUAL.multiplier()),
                body.get(BfdWords.SEVERAL_HOPS)
                        .map(several -> several.value() ? Hops.SEVERAL : Hops.ONE)
                        .orElse(Hops.AS_BGP));
    }
}
