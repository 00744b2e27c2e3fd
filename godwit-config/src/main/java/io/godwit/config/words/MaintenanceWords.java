package io.godwit.config.words;

import java.util.List;

/// The words about paths that are about to go (RFC 8326).
public final class MaintenanceWords {
    private MaintenanceWords() {}

    public static final Word<Boolean> GRACEFUL_SHUTDOWN =
            Word.one(
                    "graceful-shutdown",
                    Words.OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "Say it, and `godwit reload`, some minutes before a maintenance: routes of the"
                            + " neighbor become the last choice here, and what it is told has the"
                            + " community 65535:0, so that others leave the path while it still"
                            + " forwards (RFC 8326 §4.2). Then `shutdown`.",
                    "bgp-graceful-shutdown");

    public static final Word<Boolean> HONOR_GRACEFUL_SHUTDOWN =
            Word.one(
                    "honor-graceful-shutdown",
                    Words.OPTIONS,
                    Texts.FLAG,
                    false,
                    "yes",
                    "Routes of an external neighbor with the community 65535:0 get LOCAL_PREF 0"
                            + " behind the import policy (RFC 8326 §4.1). A policy that removes the"
                            + " community decides itself.");

    static final List<Word<?>> ALL = List.of(GRACEFUL_SHUTDOWN, HONOR_GRACEFUL_SHUTDOWN);
}
