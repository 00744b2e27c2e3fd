package io.godwit.speaker.show;

import io.godwit.policy.rpki.RpkiTables;

import java.util.List;

/// What can be seen of the RPKI.
public interface RpkiView {
    /// Everything in force.
    RpkiTables tables();

    /// The caches, by preference.
    List<? extends CacheView> caches();

    /// Whether anything is configured that tells.
    boolean used();
}
