package io.godwit.cli.fuzz;

import java.util.Locale;

/// Where Jazzer begins; `tests/fuzz/fuzz` starts it. Which decoder is meant says the property
/// `godwit.fuzz`.
public final class Fuzz {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("godwit.fuzz", "").toUpperCase(Locale.ROOT));

    private Fuzz() {}

    /// One execution.
    public static void fuzzerTestOneInput(byte[] octets) throws Exception {
        TARGET.take(octets);
    }
}
