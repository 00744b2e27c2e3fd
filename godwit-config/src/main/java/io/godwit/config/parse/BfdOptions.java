package io.godwit.config.parse;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.BfdSettings.Hops;
import io.godwit.config.parse.NeighborAssembler.Options;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.config.words.Addresses.NeighborHead;
import io.godwit.config.words.BfdWords;
import io.godwit.config.words.Words;
import io.godwit.wire.Address;

import java.util.Optional;

/// What `bfd` of a neighbor, or of its group, says.
final class BfdOptions {
    // Collections of garbage with a full table take some tenths of a second (docs/bfd.md).
    private static final int PATIENCE_MICROS = 300_000;

    private BfdOptions() {}

    static Optional<BfdSettings> of(Options options) {
        return options.get(BfdWords.BFD)
                .filter(Given::value)
                .map(bfd -> settings(bfd.body().orElseGet(Values::new)));
    }

    /// Our packets may stay away for a moment that is not a broken path.
    static void check(Options options, Reporter report) {
        Optional<BfdSettings> wanted = of(options);
        if (wanted.isEmpty()) {
            return;
        }
        int interval = wanted.get().intervalMicros();
        if (interval * (long) wanted.get().multiplier() < PATIENCE_MICROS) {
            int enough = (PATIENCE_MICROS + interval - 1) / interval;
            report.warning(
                    Code.HURRIED_BFD,
                    options.get(BfdWords.BFD).orElseThrow().word(),
                    "the neighbor misses us after "
                            + interval * (long) wanted.get().multiplier() / 1000
                            + "ms",
                    "with large tables `multiplier %d` or more, here only; see GW-1099"
                            .formatted(enough));
        }
    }

    /// Whether a neighbor with this address has `bfd`, itself or by its group.
    static boolean isWatched(Address address, Values file) {
        return file.all(Words.NEIGHBOR).stream()
                .filter(n -> n.value().range().isEmpty() && n.value().address().equals(address))
                .anyMatch(n -> of(new Options(n.body(), group(n, file), true)).isPresent());
    }

    private static Optional<Values> group(Given<NeighborHead> neighbor, Values file) {
        return file.all(Words.GROUP).stream()
                .filter(g ->
                        neighbor.value()
                                .group()
                                .map(GroupName::name)
                                .equals(Optional.of(g.value().name())))
                .findFirst()
                .flatMap(Given::body);
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
