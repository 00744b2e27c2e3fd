package io.godwit.sim;

import java.util.Optional;
import java.util.function.Function;

/// Something that must hold for a router, whatever happens.
///
/// @param name what must hold, in words
/// @param rule what is wrong with a router; empty when nothing is
record Invariant(String name, Function<Router, Optional<String>> rule) {
    Optional<String> broken(Router router) {
        return router.isUp() ? rule.apply(router) : Optional.empty();
    }
}
