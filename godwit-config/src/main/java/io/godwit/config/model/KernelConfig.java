package io.godwit.config.model;

import io.godwit.kernel.RouteMark;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;

import java.util.List;
import java.util.Set;

/// What is shared with the kernel.
///
/// @param mark what our routes are known by there
/// @param imports what is taken from it; each number of a protocol once
/// @param export which best paths it gets
/// @param multipath over how many paths that tie, 1 to 256
/// @param blackhole whether routes with the community BLACKHOLE lead to nowhere
/// @param nextHopObjects whether routes name next hop objects where the kernel has them
/// @param announceInstalled whether neighbors are told of routes only when the kernel has them
/// @param at the `kernel` statement
public record KernelConfig(
        RouteMark mark,
        List<KernelImport> imports,
        PolicyChain export,
        int multipath,
        boolean blackhole,
        boolean nextHopObjects,
        boolean announceInstalled,
        Place at) {
    /// Routes of the kernel that become own routes.
    ///
    /// @param protocol how the file calls who made them
    /// @param numbers the numbers that it stands for
    /// @param policy what they meet
    public record KernelImport(String protocol, Set<Integer> numbers, PolicyChain policy) {
        /// Takes a copy.
        public KernelImport {
            numbers = Set.copyOf(numbers);
        }
    }

    /// Takes a copy.
    public KernelConfig {
        imports = List.copyOf(imports);
    }

    KernelConfig withoutPlaces() {
        return new KernelConfig(
                mark,
                imports.stream()
                        .map(i ->
                                new KernelImport(
                                        i.protocol(), i.numbers(), i.policy().withoutPlaces()))
                        .toList(),
                export.withoutPlaces(),
                multipath,
                blackhole,
                nextHopObjects,
                announceInstalled,
                Place.NONE);
    }
}
