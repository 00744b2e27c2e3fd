package io.godwit.config.model;

import io.godwit.policy.Place;
import io.godwit.policy.RejectTag;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PolicyTest;

import java.util.List;
import java.util.Optional;

/// A checked configuration. There is none for a file with an error.
///
/// @param neighbors in the order of the file, those of included files behind; addresses differ
/// @param originates in the order of the file, each prefix once
/// @param policies all of them, used or not, in the order of the file
/// @param tests of policies, in the order of the file
/// @param rpki where the router learns what the RPKI says
/// @param kernel what is shared with the kernel; empty = nothing
/// @param aggregates in the order of the file, each prefix once
/// @param rejectTag what rejected routes are shown with
/// @param http where the HTTP interface listens; empty for none
/// @param reload how it is changed while it runs
public record Config(
        RouterConfig router,
        List<NeighborConfig> neighbors,
        List<OriginateConfig> originates,
        List<Policy> policies,
        List<PolicyTest> tests,
        RpkiConfig rpki,
        Optional<KernelConfig> kernel,
        List<AggregateConfig> aggregates,
        Optional<RejectTag> rejectTag,
        Optional<HttpConfig> http,
        ReloadConfig reload) {
    /// Takes copies of the lists.
    public Config {
        neighbors = List.copyOf(neighbors);
        originates = List.copyOf(originates);
        policies = List.copyOf(policies);
        tests = List.copyOf(tests);
        aggregates = List.copyOf(aggregates);
    }

    /// The same configuration as if no file said it, and without tests; for comparing what two
    /// files mean.
    public Config withoutPlaces() {
        List<Listen> listen =
                router.listen().stream()
                        .map(l -> new Listen(l.address(), l.port(), Place.NONE))
                        .toList();
        return new Config(
                new RouterConfig(
                        router.as(),
                        router.confederation(),
                        router.routerId(),
                        router.clusterId(),
                        router.med(),
                        listen,
                        Place.NONE),
                neighbors.stream().map(NeighborConfig::withoutPlaces).toList(),
                originates.stream().map(OriginateConfig::withoutPlaces).toList(),
                policies.stream().map(Policy::withoutPlaces).toList(),
                List.of(),
                rpki.withoutPlaces(),
                kernel.map(KernelConfig::withoutPlaces),
                aggregates.stream().map(AggregateConfig::withoutPlaces).toList(),
                rejectTag,
                http,
                reload);
    }
}
