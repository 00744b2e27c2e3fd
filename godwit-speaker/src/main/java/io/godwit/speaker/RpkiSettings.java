package io.godwit.speaker;

import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.Slurm;
import io.godwit.policy.rpki.Vrp;

import java.util.List;

/// Where a speaker learns what the RPKI says.
///
/// @param caches whom to ask
/// @param vrps those of a file; they count besides those of the caches
/// @param aspas those of a file
/// @param slurm local exceptions
public record RpkiSettings(
        List<CacheSettings> caches, List<Vrp> vrps, List<Aspa> aspas, Slurm slurm) {
    /// Nowhere.
    public static final RpkiSettings NONE =
            new RpkiSettings(List.of(), List.of(), List.of(), Slurm.NONE);

    /// Takes copies.
    public RpkiSettings {
        caches = List.copyOf(caches);
        vrps = List.copyOf(vrps);
        aspas = List.copyOf(aspas);
    }

    /// Whether it is anywhere.
    public boolean used() {
        return !equals(NONE);
    }
}
