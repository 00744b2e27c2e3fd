package io.godwit.speaker;

import io.godwit.policy.PolicyChain;

import java.util.Set;

/// Routes of the kernel that become own routes.
///
/// @param protocol how the configuration calls who made them
/// @param numbers the numbers that it stands for
/// @param policy what they meet
public record KernelImport(String protocol, Set<Integer> numbers, PolicyChain policy) {
    /// Takes a copy.
    public KernelImport {
        numbers = Set.copyOf(numbers);
    }
}
