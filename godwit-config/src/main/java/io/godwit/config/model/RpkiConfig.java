package io.godwit.config.model;

import io.godwit.config.rpki.RpkiFile;
import io.godwit.policy.Place;
import io.godwit.policy.rpki.Slurm;

import java.util.List;

/// Where the router learns what the RPKI says.
///
/// @param caches in the order of the file
/// @param file what a file of VRPs holds, [RpkiFile#EMPTY] without one
/// @param slurm local exceptions, [Slurm#NONE] without a file of them
/// @param at the `rpki` statement
public record RpkiConfig(List<CacheConfig> caches, RpkiFile file, Slurm slurm, Place at) {
    /// Nowhere.
    public static final RpkiConfig NONE =
            new RpkiConfig(List.of(), RpkiFile.EMPTY, Slurm.NONE, Place.NONE);

    /// Takes a copy.
    public RpkiConfig {
        caches = List.copyOf(caches);
    }

    RpkiConfig withoutPlaces() {
        return new RpkiConfig(
                caches.stream().map(CacheConfig::withoutPlaces).toList(), file, slurm, Place.NONE);
    }
}
