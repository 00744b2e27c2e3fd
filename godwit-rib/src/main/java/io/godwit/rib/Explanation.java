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
/// @param kernel where the route stands with the kernel; empty when that is not watched
/// @param judged what import policies did with them, for each path that met one
public record Explanation(
        String prefix,
        List<RouteRow> paths,
        List<StepLine> steps,
        String decidingStep,
        List<RouteRow> rejected,
        String kernel,
        List<Judged> judged) {

    public Explanation {
        paths = List.copyOf(paths);
        steps = List.copyOf(steps);
        rejected = List.copyOf(rejected);
        judged = List.copyOf(judged);
    }

    /// The same with what the kernel has of it.
    public Explanation withKernel(String state) {
        return new Explanation(prefix, paths, steps, decidingStep, rejected, state, judged);
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

    /// What an import policy did with a path.
    ///
    /// @param peer who sent it
    /// @param policy as the neighbor has it
    /// @param statements those that were reached, in their order
    public record Judged(
            Address peer, String policy, boolean accepted, List<Statement> statements) {
        public Judged {
            statements = List.copyOf(statements);
        }
    }

    /// A statement that was reached.
    ///
    /// @param policy it is in
    /// @param at its place, as editors understand it; empty if it stands in no file
    /// @param text as it was written
    /// @param holds whether it took effect
    /// @param saw what its condition saw: `prefix in bogons, matched 10.0.0.0/8+`
    public record Statement(
            String policy, String at, String text, boolean holds, List<String> saw) {
        public Statement {
            saw = List.copyOf(saw);
        }
    }
}
