package io.godwit.rib;

import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;

/// Why a path is the best of its prefix (RFC 4271 §9.1.2.2): what the decision saw, step by step.
///
/// @param prefix the prefix found
/// @param paths those that take part, best first; the columns of `steps`
/// @param steps up to and including the one that left a single path
/// @param decidingStep its label; empty when there are fewer than two paths
/// @param rejected paths that take no part, with their reason
public record Explanation(
        String prefix,
        List<RouteRow> paths,
        List<StepLine> steps,
        String decidingStep,
        List<RouteRow> rejected) {

    public Explanation {
        paths = List.copyOf(paths);
        steps = List.copyOf(steps);
        rejected = List.copyOf(rejected);
    }

    /// Who sent the path of each column; empty = our own.
    public List<Optional<Address>> columns() {
        return paths.stream().map(RouteRow::peer).toList();
    }

    /// @param step for people: `LOCAL_PREF`, `AS_PATH length` …
    /// @param rule where the step is defined: `RFC 4271 §9.1.2.2 a`
    /// @param values of each path; empty for one that an earlier step had removed
    /// @param verdict `equal`, or what won: `shorter wins`
    public record StepLine(String step, String rule, List<String> values, String verdict) {
        public StepLine {
            values = List.copyOf(values);
        }
    }
}
