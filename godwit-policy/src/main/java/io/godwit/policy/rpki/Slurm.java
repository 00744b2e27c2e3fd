package io.godwit.policy.rpki;

import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Local exceptions (RFC 8416; ASPAs as in its version 2).
///
/// @param filters VRPs of others that do not count
/// @param assertions VRPs that count as if a cache told them; no filter touches them
/// @param aspaFilters customers whose ASPAs of others do not count
/// @param aspaAssertions ASPAs that count in place of those
public record Slurm(
        List<Filter> filters,
        List<Vrp> assertions,
        List<Long> aspaFilters,
        List<Aspa> aspaAssertions) {
    /// Without an exception.
    public static final Slurm NONE = new Slurm(List.of(), List.of(), List.of(), List.of());

    /// Takes copies.
    public Slurm {
        filters = List.copyOf(filters);
        assertions = List.copyOf(assertions);
        aspaFilters = List.copyOf(aspaFilters);
        aspaAssertions = List.copyOf(aspaAssertions);
    }

    /// What matches all that is said is filtered (RFC 8416 §3.3.1).
    ///
    /// @param prefix it or any part of it
    public record Filter(Optional<Prefix> prefix, OptionalLong as) {
        boolean matches(Vrp vrp) {
            return prefix.map(p -> p.contains(vrp.prefix())).orElse(true)
                    && (as.isEmpty() || as.getAsLong() == vrp.as());
        }
    }

    /// `2 filters, 1 assertions`.
    public String summary() {
        return (filters.size() + aspaFilters.size())
                + " filters, "
                + (assertions.size() + aspaAssertions.size())
                + " assertions";
    }

    boolean filters(Vrp vrp) {
        for (Filter filter : filters) {
            if (filter.matches(vrp)) {
                return true;
            }
        }
        return false;
    }
}
