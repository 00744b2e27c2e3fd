package io.godwit.cli.simulate;

import java.util.Optional;

/// What came of an expectation.
///
/// @param atUs when it was looked at
/// @param text as the file says it
/// @param place where it stands
/// @param found what is there instead; empty when it holds
record Outcome(long atUs, String text, String place, Optional<String> found) {
    boolean holds() {
        return found.isEmpty();
    }
}
