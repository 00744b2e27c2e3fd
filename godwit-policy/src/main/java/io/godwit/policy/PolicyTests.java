package io.godwit.policy;

import io.godwit.policy.rpki.RpkiTables;
import io.godwit.policy.tree.PolicyTest;
import io.godwit.policy.tree.PolicyTest.Expected;

import java.util.List;
import java.util.Optional;

/// Runs tests of policies: pure, without a daemon.
public final class PolicyTests {
    private PolicyTests() {}

    /// What came of a test.
    ///
    /// @param failure what is not as expected, place of the statement that did it included; empty =
    ///   passed
    /// @param accepted the route as it came out, if it did
    public record Outcome(
            PolicyTest test, Optional<String> failure, Trace trace, Optional<RouteBlock> accepted) {
        /// Whether all is as expected.
        public boolean passed() {
            return failure.isEmpty();
        }
    }

    /// Runs them all, each for itself.
    ///
    /// @param coverage is told of every statement that is reached
    public static List<Outcome> run(List<PolicyTest> tests, Coverage coverage) {
        return tests.stream().map(test -> run(test, coverage)).toList();
    }

    private static Outcome run(PolicyTest test, Coverage coverage) {
        PeerFacts source = test.source().orElse(test.peer());
        RouteBlock block = RouteBlock.of(test.route(), source);
        var subject = new Subject();
        block.fill(subject, source);
        subject.validation(RpkiTables.of(test.vrps(), test.aspas()));
        var edits = new Edits();
        Trace trace = Trace.of(PolicyChain.of(test.chain()), test.peer(), subject, edits);
        coverage.add(trace);
        Optional<RouteBlock> result =
                trace.verdict() == 0 ? Optional.of(block.changed(edits)) : Optional.empty();
        Optional<String> failure =
                switch (test.expected()) {
                    case Expected.Rejected rejected -> compare(rejected, trace);
                    case Expected.Accepted accepted ->
                            result.isPresent()
                                    ? result.get().firstDifference(accepted)
                                    : Optional.of("expected accept, got " + words(trace));
                };
        return new Outcome(test, failure, trace, result);
    }

    private static Optional<String> compare(Expected.Rejected expected, Trace trace) {
        boolean right =
                trace.rejected().map(point -> point.label().equals(expected.label())).orElse(false);
        if (right || trace.verdict() != 0 && expected.label().isEmpty()) {
            return Optional.empty();
        }
        String label = expected.label().isEmpty() ? "" : " \"" + expected.label() + "\"";
        return Optional.of("expected reject" + label + ", got " + words(trace));
    }

    /// `reject "bogon-prefix" (rs.conf:9:5)`.
    private static String words(Trace trace) {
        String verdict =
                trace.rejected().map(point -> "reject \"" + point.label() + "\"").orElse("accept");
        return trace.decisive()
                .map(entry -> verdict + " (" + entry.statement().at() + ")")
                .orElse(verdict);
    }
}
