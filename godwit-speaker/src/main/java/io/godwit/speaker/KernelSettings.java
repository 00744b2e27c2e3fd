package io.godwit.speaker;

import io.godwit.kernel.RouteMark;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.FibSettings;

import java.util.List;

/// What is shared with the kernel.
///
/// @param mark what our routes are known by there; its table is the one that is watched
/// @param imports what is taken from it; each number of a protocol once
/// @param fib which routes it gets
/// @param nextHopObjects whether those name next hop objects where the kernel has them
/// @param announceInstalled whether neighbors are told of those only when the kernel has them
public record KernelSettings(
        RouteMark mark,
        List<KernelImport> imports,
        FibSettings fib,
        boolean nextHopObjects,
        boolean announceInstalled) {
    /// The kernel gets nothing.
    public KernelSettings(RouteMark mark, List<KernelImport> imports) {
        this(mark, imports, new FibSettings(PolicyChain.REJECT, 1, false));
    }

    /// Without next hop objects.
    public KernelSettings(RouteMark mark, List<KernelImport> imports, FibSettings fib) {
        this(mark, imports, fib, false);
    }

    /// Announced at once.
    public KernelSettings(
            RouteMark mark, List<KernelImport> imports, FibSettings fib, boolean nextHopObjects) {
        this(mark, imports, fib, nextHopObjects, false);
    }

    /// Takes a copy.
    public KernelSettings {
        imports = List.copyOf(imports);
    }
}
