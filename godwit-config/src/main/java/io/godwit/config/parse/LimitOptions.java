package io.godwit.config.parse;

import io.godwit.config.parse.NeighborAssembler.Options;
import io.godwit.config.words.LimitWords;
import io.godwit.config.words.LimitWords.LimitAction;
import io.godwit.policy.PrefixLimits;

/// What `max-prefix` of a neighbor, or of its group, says.
final class LimitOptions {
    private LimitOptions() {}

    static PrefixLimits of(Options options) {
        int limit = options.or(LimitWords.MAX_PREFIX, 0);
        Values body =
                options.get(LimitWords.MAX_PREFIX).flatMap(Given::body).orElseGet(Values::new);
        LimitAction action =
                body.get(LimitWords.ACTION)
                        .map(Given::value)
                        .orElse(
                                new LimitAction(
                                        PrefixLimits.NONE.excess(),
                                        PrefixLimits.NONE.restartSeconds()));
        return new PrefixLimits(
                limit,
                limit == 0 ? 0 : body.get(LimitWords.IPV6).map(Given::value).orElse(limit),
                body.get(LimitWords.WARN).map(Given::value).orElse(PrefixLimits.WARN_PERCENT),
                body.get(LimitWords.COUNT).map(Given::value).orElse(false),
                action.excess(),
                action.restartSeconds(),
                options.or(LimitWords.MAX_PREFIX_OUT, 0));
    }
}
