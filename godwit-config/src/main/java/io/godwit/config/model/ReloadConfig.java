package io.godwit.config.model;

import java.util.Optional;

/// How the configuration of a running daemon is changed.
///
/// @param refuseIfLostPercent a change by which an established neighbor would lose more of its
///   routes than this is refused unless forced; 1 to 100
/// @param saveTo the file where commands with `--save` write, found from the main file; it is read
///   like an included one, and need not exist
public record ReloadConfig(int refuseIfLostPercent, Optional<String> saveTo) {
    /// What holds when nothing is written.
    public static final ReloadConfig STANDARD = new ReloadConfig(50, Optional.empty());

    /// Checks the range.
    public ReloadConfig {
        if (refuseIfLostPercent < 1 || refuseIfLostPercent > 100) {
            throw new IllegalArgumentException("refuse-if-lost " + refuseIfLostPercent);
        }
    }
}
