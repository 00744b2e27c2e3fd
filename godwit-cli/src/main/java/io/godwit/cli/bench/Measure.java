package io.godwit.cli.bench;

import java.util.Optional;

/// One step of a scenario with one router.
///
/// @param router who was under load
/// @param scenario name of the scenario
/// @param step what happened, with its place when it comes twice
/// @param paths that were announced to the router in all
/// @param seconds until the last receiver held exactly what it should
/// @param cpuSeconds user and system time of the router meanwhile
/// @param peakMegabytes the most memory the router had until then, 10⁶ octets
/// @param updates messages that the receivers got
/// @param latency of single changes
/// @param trouble what was wrong; empty if the outcome was exact
record Measure(
        String router,
        String scenario,
        String step,
        long paths,
        double seconds,
        double cpuSeconds,
        double peakMegabytes,
        long updates,
        Optional<Latency> latency,
        String trouble) {

    /// Milliseconds that so many of the changes did not exceed.
    record Latency(double p50Millis, double p99Millis, double p999Millis) {}

    /// Whether all receivers held exactly what they should.
    boolean exact() {
        return trouble.isEmpty();
    }
}
