package io.godwit.speaker;

import io.godwit.kernel.RouteMark;

import java.util.List;

/// What is shared with the kernel.
///
/// @param mark what our routes are known by there; its table is the one that is watched
/// @param imports what is taken from it; each number of a protocol once
public record KernelSettings(RouteMark mark, List<KernelImport> imports) {
    /// Takes a copy.
    public KernelSettings {
        imports = List.copyOf(imports);
    }
}
