package io.godwit.speaker.show;

import io.godwit.feeds.rtr.RtrClient;
import io.godwit.policy.rpki.RpkiSource;
import io.godwit.speaker.CacheSettings;

/// What can be seen of an RPKI cache.
public interface CacheView {
    /// How it was configured.
    CacheSettings settings();

    /// The session with it.
    RtrClient client();

    /// What it told.
    RpkiSource source();

    /// Sessions that failed, since the start.
    long failed();
}
