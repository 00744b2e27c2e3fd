package io.godwit.cli.importer;

import java.util.Map;
import java.util.Optional;

/// Communities as others write them, and expressions over their text whose parts are a number or
/// anything: `^65000:.*$`, `_65000:[0-9]+_`.
public final class CommunityRegex {
    private static final Map<String, String> WELL_KNOWN =
            Map.of(
                    "graceful-shutdown", "65535:0",
                    "accept-own", "65535:1",
                    "llgr-stale", "65535:6",
                    "no-llgr", "65535:7",
                    "blackhole", "65535:666",
                    "no-export", "65535:65281",
                    "no-advertise", "65535:65282",
                    "local-as", "65535:65283",
                    "no-peer", "65535:65284");

    private CommunityRegex() {}

    /// One community.
    public static Optional<String> exact(String text) {
        return text.matches("[0-9]+(:[0-9]+){1,2}")
                ? Optional.of(text)
                : Optional.ofNullable(WELL_KNOWN.get(text.toLowerCase(java.util.Locale.ROOT)));
    }

    /// A pattern of communities.
    public static Optional<String> pattern(String text) {
        if (exact(text).isPresent()) {
            return exact(text);
        }
        if (!text.matches("[\\^_].*[$_]")) {
            return Optional.empty();
        }
        String parts =
                text.substring(1, text.length() - 1)
                        .replaceAll("\\[0-9\\][+*]|\\.[*+]|\\(\\.\\*\\)", "*");
        return parts.matches("([0-9]+|\\*)(:([0-9]+|\\*)){1,2}")
                ? Optional.of(parts)
                : Optional.empty();
    }
}
