package io.godwit.daemon;

import io.godwit.rib.RibLimits;

import java.nio.file.Path;
import java.util.Optional;

/// How a daemon runs, apart from what it is configured to be.
///
/// @param file what the configuration was read from, and `reload` reads again; empty for none
/// @param controlSocket where commands are taken; empty for nowhere
/// @param log where events go; closed by the daemon when it has stopped
/// @param signals whether SIGTERM, SIGINT and SIGHUP are ours; only one daemon of a process may
/// @param limits how much its tables may hold
/// @param version the version of the program, for people
public record DaemonOptions(
        Optional<String> file,
        Optional<Path> controlSocket,
        EventLog log,
        boolean signals,
        RibLimits limits,
        String version) {

    /// The limits that this process can keep.
    public static RibLimits limitsOfHeap() {
        return RibLimits.ofHeap(Runtime.getRuntime().maxMemory());
    }
}
